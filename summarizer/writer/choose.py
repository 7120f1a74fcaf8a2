"""Which candidates become the block: the news first, then what says most without saying it twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from summarizer.compose.terms import containment, content, stem, words
from summarizer.writer.candidates import Candidate
from summarizer.writer.check import Flaw
from summarizer.writer.gate import Chances

__all__ = ["Holds", "Judged", "brief", "choose", "distinct"]

MOST_REJECTED = (0.22, 0.35, 0.5)
"""Chance of a reject up to which a candidate is taken; the later only while there are too few bullets."""

ENOUGH = 4
"""Bullets that a block has at least where the article gives them: house style says four to six."""

SAME = 0.55
"""Share of content words from which two texts say the same."""

POINTING = 0.2
"""Chance of a reject that is added where a text points at what nothing above it in the block tells."""

NEWS, RELEVANCE = 3.0, 0.35
"""What the chance to be the news, and a standard deviation of relevance, are worth beside the gate's."""

LONGEST_LINE = 40
"""Words of a sentence of a brief at most."""

Holds = Callable[[Candidate], bool]
"""A last check, asked only of candidates about to be taken."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the gate's chances, its sentence's relevance in standard deviations, and its chance
    (0 to 1) to be the news."""

    candidate: Candidate
    chances: Chances
    relevance: float
    news: float

    def value(self, taken: Sequence[Judged]) -> float:
        """Return what the block gains by it beside those that were taken."""
        worth = self.chances.publish - 2 * self.reject(taken)
        return worth + RELEVANCE * self.relevance + (0.0 if taken else NEWS * self.news)

    def reject(self, taken: Sequence[Judged]) -> float:
        """Return the chance of a reject (0 to 1) behind those of `taken` that stand above it."""
        above = [
            one.candidate.text
            for one in taken
            if one is taken[0] or one.candidate.index < self.candidate.index
        ]
        told = {stem(word) for text in above for word in words(text)}
        return self.chances.reject + (POINTING if self.candidate.points - told else 0.0)


def choose(judged: Iterable[Judged], bullets: int, holds: Holds) -> list[Judged]:
    """Return up to `bullets` candidates, the news first, the others in the article's order.

    None has a flaw, and no two say the same.
    """
    pool = [one for one in judged if not one.candidate.flaws]
    taken: list[Judged] = []
    for most in MOST_REJECTED:
        wanted = bullets if most == MOST_REJECTED[0] else min(bullets, ENOUGH)

        def fits(one: Judged, most: float = most, wanted: int = wanted) -> bool:
            bar = most if taken else max(most, MOST_REJECTED[1])
            return len(taken) < wanted and one.reject(taken) <= bar

        _fill(taken, pool, fits, holds)
    return _in_order(taken)


def brief(judged: Iterable[Judged], budget: tuple[int, int], holds: Holds) -> list[Judged]:
    """Return the candidates that make a brief, the news first, then as in the article.

    budget: words, from which it is long enough, and which it never has more than. A line may be longer than a
    bullet. Fewer words where there is no more.
    """
    least, most = budget
    pool = [
        one
        for one in judged
        if one.candidate.flaws <= {Flaw.LENGTH} and 8 <= len(one.candidate.text.split()) <= LONGEST_LINE
    ]
    taken: list[Judged] = []
    for bar in MOST_REJECTED[:2]:

        def fits(one: Judged, bar: float = bar) -> bool:
            told = sum(len(other.candidate.text.split()) for other in taken)
            room = told < least and told + len(one.candidate.text.split()) <= most
            return room and one.reject(taken) <= (bar if taken else MOST_REJECTED[1])

        _fill(taken, pool, fits, holds)
    return _in_order(taken)


def _in_order(taken: Sequence[Judged]) -> list[Judged]:
    """Return the news, which was taken first, and then the others as the article tells them."""
    return [*taken[:1], *sorted(taken[1:], key=lambda one: one.candidate.index)]


def _fill(taken: list[Judged], left: list[Judged], fits: Callable[[Judged], bool], holds: Holds) -> None:
    """Take the best that fits and holds, again and again, until there is none; what was asked is not left."""
    while best := _best([one for one in left if fits(one)], taken):
        left[:] = [one for one in left if one.candidate.text != best.candidate.text]
        if holds(best.candidate):
            taken.append(best)


def distinct(labels: Sequence[Sequence[tuple[str, float]]]) -> list[str | None]:
    """Return a label for each bullet, the surest first, no two the same, None where none is left.

    labels: of each bullet, with how likely each is good.
    """
    found: list[str | None] = [None] * len(labels)
    used: set[str] = set()
    every = [(-chance, place, label) for place, of in enumerate(labels) for label, chance in of]
    for _, place, label in sorted(every):
        if found[place] is None and label.lower() not in used:
            found[place] = label
            used.add(label.lower())
    return found


def _best(left: Iterable[Judged], taken: Sequence[Judged]) -> Judged | None:
    """Return the candidate to take next, of those that repeat nothing that was taken."""
    new = [one for one in left if not any(_same(one.candidate, other.candidate) for other in taken)]
    return max(new, key=lambda one: (round(one.value(taken), 3), -one.candidate.index), default=None)


def _same(one: Candidate, other: Candidate) -> bool:
    return one.index == other.index or containment(content(one.text), content(other.text)) >= SAME
