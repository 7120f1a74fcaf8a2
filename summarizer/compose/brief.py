"""The brief: one paragraph that reads on its own, of sentences that the bullets leave out where it can."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Document
from summarizer.compose.lexicon import TIME
from summarizer.compose.select import Repetition, Weights, usable
from summarizer.compose.standing import Candidate, Fault
from summarizer.compose.terms import words
from summarizer.compose.trim import trim, wording
from summarizer.options import Options
from summarizer.summary import Brief, Evidence

__all__ = ["write"]

_LEANING = frozenset({Fault.PRONOUN, Fault.DEPENDENCE, Fault.REFERENCE})
"""Faults that a sentence loses right behind the one it leans on."""
_OPENERS = 6
"""Usable sentences among which the brief's first is sought: news says who and what at its top."""
_ENOUGH = 20
"""Words from which a brief may stand without borrowing from the bullets."""


def write(
    document: Document,
    candidates: Sequence[Candidate],
    scores: Sequence[float],
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
    taken = [_opener(fitting, scores, shown, weights)]
    repetition = Repetition(weights)
    for one in (*bullets, *taken):
        repetition.add(one.text)
    ranked = sorted(fitting, key=lambda one: (-scores[one.index], one.index))
    later = [one for one in ranked if one.index > taken[0].index]
    _fill([one for one in later if one.index not in shown], taken, repetition, options.brief_words)
    if sum(one.words for one in taken) < min(_ENOUGH, options.brief_words // 2):
        _fill([one for one in later if one.index in shown], taken, Repetition(weights), options.brief_words)
    return _paragraph(document, sorted(taken, key=lambda one: one.index))


def _opener(
    fitting: Sequence[Candidate], scores: Sequence[float], shown: set[int], weights: Weights
) -> Candidate:
    """Return the candidate near the top that best says who, what, where and when."""

    def worth(place: int) -> float:
        one = fitting[place]
        score = scores[one.index] - weights.opener_position * place
        score -= weights.opener_shared * (one.index in shown)
        score -= weights.opener_leaning * bool(one.faults & _LEANING)
        plain = words(one.text)
        score += weights.opener_named * any(word[0].isupper() for word in plain[1:])
        score += weights.opener_dated * any(word.lower() in TIME for word in plain)
        return score

    return fitting[max(range(min(_OPENERS, len(fitting))), key=lambda place: (worth(place), -place))]


def _fill(
    ranked: Sequence[Candidate], taken: list[Candidate], repetition: Repetition, budget: int
) -> None:
    """Add to `taken`, best first, what fits, says something new and leans on nothing that is missing."""
    spent = sum(one.words for one in taken)
    added = True
    while added:
        added = False
        present = {one.index for one in taken}
        for one in ranked:
            leans = bool(one.faults & _LEANING)
            if one.index in present or spent + one.words > budget or (leans and one.index - 1 not in present):
                continue
            if repetition.same(one.text) or repetition.shares(one.text):
                continue
            taken.append(one)
            repetition.add(one.text)
            spent += one.words
            added = True
            break


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
