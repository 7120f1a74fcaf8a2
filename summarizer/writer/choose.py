"""Which candidates become the block: the news first, then what says most without saying it twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from summarizer.compose.terms import containment, content
from summarizer.writer.candidates import Candidate
from summarizer.writer.gate import Chances

__all__ = ["Judged", "choose"]

MOST_REJECTED = (0.25, 0.4, 0.55)
"""Chance of a reject up to which a candidate is taken; the later only while there are too few bullets."""

ENOUGH = 4
"""Bullets that a block has at least where the article gives them: house style says four to six."""

SAME = 0.55
"""Share of content words from which two texts say the same."""

NEWS, RELEVANCE = 1.0, 0.35
"""What the chance to be the news, and a standard deviation of relevance, are worth beside the gate's."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the gate's chances, its sentence's relevance in standard deviations, and its chance (0
    to 1) to be the news."""

    candidate: Candidate
    chances: Chances
    relevance: float
    news: float


def choose(judged: Iterable[Judged], bullets: int, holds: Callable[[Candidate], bool]) -> list[Judged]:
    """Return up to `bullets` candidates, the news first, the others in the article's order.

    holds: a last check, asked only of candidates about to be taken. None has a flaw, no two say the same.
    """
    pool = [one for one in judged if not one.candidate.flaws]
    taken: list[Judged] = []
    refused: set[str] = set()
    for most in MOST_REJECTED:
        wanted = bullets if most == MOST_REJECTED[0] else min(bullets, ENOUGH)
        while len(taken) < wanted:
            left = [
                one
                for one in pool
                if one.chances.reject <= most
                and one.candidate.text not in refused
                and not any(_same(one.candidate, other.candidate) for other in taken)
            ]
            if not left:
                break
            best = max(left, key=lambda one: (_value(one, not taken), -one.candidate.index))
            if holds(best.candidate):
                taken.append(best)
            else:
                refused.add(best.candidate.text)
    return taken[:1] + sorted(taken[1:], key=lambda one: one.candidate.index)


def _value(one: Judged, first: bool) -> float:
    return one.chances.worth + RELEVANCE * one.relevance + (NEWS * one.news if first else 0.0)


def _same(one: Candidate, other: Candidate) -> bool:
    return one.index == other.index or containment(content(one.text), content(other.text)) >= SAME


def distinct(labels: Sequence[Sequence[tuple[str, float]]]) -> list[str | None]:
    """Return a label for each bullet, the surest first, no two the same, None where none is left.

    labels: of each bullet, with how likely each is good.
    """
    found: list[str | None] = [None] * len(labels)
    used: set[str] = set()
    every = [(chance, -i, label) for i, of in enumerate(labels) for label, chance in of]
    for _, place, label in sorted(every, reverse=True):
        if found[-place] is None and label.lower() not in used:
            found[-place] = label
            used.add(label.lower())
    return found
