"""The brief as the writer makes it of the block's sentences, printed where every sentence of it passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import sentences
from summarizer.compose.terms import containment, content
from summarizer.writer.candidates import Candidate, Desk
from summarizer.writer.check import Flaw
from summarizer.writer.choose import LONGEST_LINE, MOST_REJECTED, SAME, Holds, Judge
from summarizer.writer.gate import Chances

__all__ = ["written"]

SENTENCES = range(2, 5)
"""Sentences that a brief may have."""


@dataclass(frozen=True, slots=True)
class _Line:
    candidate: Candidate
    chances: Chances


def written(
    desk: Desk, story: Sequence[int], words: tuple[int, int], judge: Judge, holds: Holds
) -> list[Candidate]:
    """Return the sentences of the best brief that the writer makes of a story; none where none passes.

    story: the sentences that it is made from, the news among them. words: how many it may have, least and
    most. judge: what the gate says of a candidate.
    """
    found: list[tuple[float, list[Candidate]]] = []
    for one in desk.briefs(story):
        parts = [one.text[start:end] for start, end in sentences.boundaries(one.text)]
        if len(parts) not in SENTENCES or not words[0] <= len(one.text.split()) <= words[1]:
            continue
        rated = desk.rated([(desk.nearest(part, story), part) for part in parts])
        chances = [judge(candidate) for candidate in rated]
        if any(_fails(candidate, place) for place, candidate in enumerate(rated)) or _repeats(rated):
            continue
        if max(chance.reject for chance in chances) <= MOST_REJECTED[1]:
            found.append((sum(chance.worth for chance in chances) / len(chances), rated))
    for _, rated in sorted(found, key=lambda pair: -pair[0]):
        if all(holds(candidate) for candidate in rated):
            return rated
    return []


def _fails(one: Candidate, place: int) -> bool:
    """Tell whether a sentence may not be printed at a place: a later one may go on with "He"."""
    allowed = {Flaw.LENGTH} if not place else {Flaw.LENGTH, Flaw.LEANS}
    return bool(one.flaws - allowed) or len(one.text.split()) > LONGEST_LINE


def _repeats(rated: Sequence[Candidate]) -> bool:
    own = [content(one.text) for one in rated]
    return any(containment(one, other) >= SAME for place, one in enumerate(own) for other in own[:place])
