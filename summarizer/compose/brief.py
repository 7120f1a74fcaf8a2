"""The brief: one paragraph of whole sentences, the news first, then further facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.compose.select import Repetition, news, relaxed, stands, within
from summarizer.compose.standing import Candidate
from summarizer.options import Options
from summarizer.summary import Brief

__all__ = ["LEAST", "MOST", "write"]

LEAST, MOST = 0.9, 1.1
"""Shares of the word budget between which a brief stays where the article has enough to say."""

_RANKED = 40
"""Sentences considered, the best by score: twice as many as the longest brief holds."""


def write(candidates: Sequence[Candidate], bullets: Sequence[Candidate], options: Options) -> Brief:
    """Return the brief, of 90 % to 110 % of `options.brief_words` words where there are sentences to fill it.

    They stand alone. It opens with the news, be it a bullet too; then come other facts than the bullets',
    then theirs, best first and so that the rest can still fill the brief, all printed in the article's
    order. Only when even the shortest sentence is over the budget does the brief go over it.
    """
    low, high = round(LEAST * options.brief_words), int(MOST * options.brief_words)
    first = _opener(candidates, high)
    if first is None:
        return Brief("", ())
    shown = {one.index for one in bullets}
    standing = [one for one in within(candidates, high) if stands(one)]
    rest = _distinct(first, sorted(standing, key=lambda one: (one.index in shown, -one.score, one.index)))
    taken, used = [first], first.words
    while used < low and (fitting := [one for one in rest if used + one.words <= high]):
        best = next((one for one in fitting if _fills(one, fitting, low - used, high - used)), fitting[0])
        taken.append(best)
        used += best.words
        rest.remove(best)
    lines = [first, *sorted(taken[1:], key=lambda one: one.index)]
    return Brief(" ".join(one.text for one in lines), tuple(span for one in lines for span in one.spans))


def _opener(candidates: Sequence[Candidate], high: int) -> Candidate | None:
    """Return the news in `high` words; where no sentence is so short, the shortest of the most standing."""
    short = [one for one in candidates if one.words <= high]
    if short:
        return news(within(short, high))
    found = next((found for found in relaxed(candidates) if found), [])
    return min(found, key=lambda one: (one.words, one.index), default=None)


def _distinct(first: Candidate, ranked: Iterable[Candidate]) -> list[Candidate]:
    """Return the best of the ranked candidates that say the same as neither the first nor a better one."""
    known = Repetition([first.text])
    kept: list[Candidate] = []
    for one in ranked:
        if len(kept) < _RANKED and not (known.same(one.text) or known.shares(one.text)):
            kept.append(one)
            known.add(one.text)
    return kept


def _fills(one: Candidate, fitting: Sequence[Candidate], low: int, high: int) -> bool:
    """Tell whether one candidate, with some of the others or alone, makes `low` to `high` words."""
    reached = 1 << one.words  # bit n: n words can be made
    for other in fitting:
        if other != one:
            reached |= reached << other.words
    return bool(reached >> max(0, low) & (1 << (high - low + 1)) - 1)
