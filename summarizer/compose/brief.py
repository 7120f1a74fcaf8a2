"""The brief: one paragraph that reads on its own, of sentences that the bullets leave out where it can."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Document
from summarizer.compose.lexicon import TIME
from summarizer.compose.select import Repetition, Weights, usable
from summarizer.compose.standing import LEANING, Candidate, Fault
from summarizer.compose.terms import words
from summarizer.compose.trim import trim, wording
from summarizer.options import Options
from summarizer.summary import Brief, Evidence

__all__ = ["write"]

_BARRED = frozenset(
    {Fault.QUOTATION, Fault.FIRST_PERSON, Fault.SECOND_PERSON, Fault.QUESTION, Fault.UNFINISHED, Fault.ITEM}
)
"""Faults that keep a sentence out of the brief, but for its first."""
_FOLLOWING = LEANING | {Fault.CONNECTIVE}
"""Faults of a sentence that says what it means only right behind the one before it."""
_NO_OPENING = LEANING | _BARRED | {Fault.QUOTED}
_OPENERS = 6
"""Usable sentences among which the brief's first is sought: news says who and what at its top."""
_FULL, _BARE = 0.6, 0.4
"""Shares of the word budget under which a brief may repeat a bullet's phrase, or a whole bullet."""


def write(
    document: Document,
    candidates: Sequence[Candidate],
    bullets: Sequence[Candidate],
    options: Options,
    weights: Weights,
) -> Brief:
    """Return the brief, of at most `options.brief_words` words.

    It opens with the sentence that best says who, what, where and when, then adds the most salient ones
    that are no bullets and repeat none, in the article's order. A sentence is whole or absent; only when
    even the shortest usable one is over the budget does the brief go over it.
    """
    pool = usable(candidates)
    fitting = [one for one in pool if one.words <= options.brief_words]
    if not fitting:
        return _paragraph(document, sorted(pool, key=lambda one: (one.words, one.index))[:1])
    shown = {one.index for one in bullets}
    taken = [_opener(fitting, shown, weights)]
    ranked = sorted(fitting, key=lambda one: (-one.score, one.index))
    later = [one for one in ranked if one.index > taken[0].index and not one.faults & _BARRED]
    fresh = [one for one in later if one.index not in shown]
    room = options.brief_words - taken[0].words
    known = Repetition(weights, [*bullets, *taken])
    room = _fill(fresh, taken, known, room, 0)
    known = Repetition(weights, taken)
    room = _fill(fresh, taken, known, room, round(options.brief_words * (1 - _FULL)))
    _fill(later, taken, known, room, round(options.brief_words * (1 - _BARE)))
    return _paragraph(document, sorted(taken, key=lambda one: one.index))


def _opener(fitting: Sequence[Candidate], shown: set[int], weights: Weights) -> Candidate:
    """Return the candidate near the top that best says who, what, where and when.

    The first is the natural one, so it alone may be a bullet at no cost; what answers an earlier sentence
    ("However, …") is none while there is another.
    """

    def worth(place: int) -> float:
        one = fitting[place]
        score = one.score - weights.opener_position * place
        score -= weights.opener_shared * (place > 0 and one.index in shown)
        score -= weights.opener_faulty * bool(one.faults & _NO_OPENING)
        plain = words(one.text)
        score += weights.opener_named * any(word[0].isupper() for word in plain[1:])
        score += weights.opener_dated * any(word.lower() in TIME for word in plain)
        return score

    near = range(min(_OPENERS, len(fitting)))
    places = [place for place in near if Fault.CONNECTIVE not in fitting[place].faults] or near
    return fitting[max(places, key=lambda place: (worth(place), -place))]


def _fill(
    ranked: Sequence[Candidate], taken: list[Candidate], known: Repetition, room: int, spare: int
) -> int:
    """Add to `taken`, best first, what fits into `room` words, until no more than `spare` are left of it.

    What repeats something known or leans on a sentence that is missing stays out. Returns the room left.
    """
    while room > spare and (new := _next(ranked, {one.index for one in taken}, known, room)):
        taken.append(new)
        known.add(new.text)
        room -= new.words
    return room


def _next(
    ranked: Sequence[Candidate], present: set[int], repetition: Repetition, room: int
) -> Candidate | None:
    for one in ranked:
        if (
            one.index in present
            or one.words > room
            or (one.faults & _FOLLOWING and one.index - 1 not in present)
        ):
            continue
        if not repetition.same(one.text) and not repetition.shares(one.text):
            return one
    return None


def _paragraph(document: Document, taken: Sequence[Candidate]) -> Brief:
    """Return the sentences as one paragraph; behind the sentence it answers, a "But" stays."""
    parts: list[str] = []
    evidence: list[Evidence] = []
    previous = -2
    for one in taken:
        spans = one.spans
        if one.index == previous + 1 and parts:
            spans = trim(document, one.index, connective=False)
        text = wording(document, spans)
        parts.append(text)
        evidence.extend(spans)
        previous = one.index
    return Brief(" ".join(parts), tuple(evidence))
