"""Which sentences become bullets: adjust the model's scores, select under budgets, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, log1p

from summarizer.compose.standing import Candidate, Fault
from summarizer.compose.terms import containment, content, trigrams
from summarizer.options import Options
from summarizer.syntax import DECIMALS

__all__ = ["Repetition", "Weights", "adjust", "order", "select", "usable"]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the composition weighs, all in one place.

    The costs are in units of salience (logits, whose standard deviation within an article is 0.85). Those of
    position, length, repetition and faults were found by a coordinate search for ROUGE on both development
    sets (docs/selection.md), with a floor under each fault's cost, because ROUGE does not see that a
    sentence cannot stand alone. Those of the brief's opener were set by reading.
    """

    position: float = 0.35
    """For ln(1 + index): the first sentences of news say most."""
    long: float = 1.0
    """For ln(words / best length), when a bullet is longer than that."""
    best: float = 0.48
    """The best length of a bullet, as a share of `bullet_words`: 12 of 25 words."""
    pronoun: float = 1.0
    connective: float = 0.05
    dependence: float = 0.8
    reference: float = 0.2
    quotation: float = 0.6
    quoted: float = 0.1
    first_person: float = 0.3
    second_person: float = 1.1
    question: float = 0.6
    fragment: float = 4.0
    unfinished: float = 0.3
    headline: float = 4.0
    boilerplate: float = 6.0
    item: float = 1.5
    short: float = 0.1
    """For each word under `short_words`."""
    short_words: int = 6
    trigrams: int = 2
    """Stemmed runs of three words that two bullets may not share."""
    overlap: float = 0.7
    """Share of content words (0 to 1) from which two sentences say the same."""
    slack: float = 1.2
    """Words of all bullets together, in multiples of bullets x bullet_words."""
    opener_position: float = 0.25
    """For each sentence that stands before the one that opens the brief."""
    opener_shared: float = 1.0
    """For opening the brief with a sentence that is a bullet too, unless it is the first usable one."""
    opener_faulty: float = 1.5
    """For opening the brief with a sentence that leans or quotes, on top of the fault's cost."""
    opener_named: float = 0.5
    """Gained by an opener that names someone or somewhere."""
    opener_dated: float = 0.2
    """Gained by an opener that says when."""


_UNUSABLE = frozenset({Fault.BOILERPLATE, Fault.FRAGMENT, Fault.HEADLINE})
"""Faults that keep a sentence out whatever its score, while there is any other."""


def adjust(
    candidates: Sequence[Candidate], salience: Sequence[float], options: Options, weights: Weights
) -> list[Candidate]:
    """Return the candidates, scored by their salience less what position, length and faults cost."""
    scored = []
    for candidate, score in zip(candidates, salience, strict=True):
        cost = sum(getattr(weights, fault.value) for fault in candidate.faults if fault is not Fault.LONG)
        cost += weights.position * log1p(candidate.index)
        cost += weights.long * max(0.0, log(max(1, candidate.words) / (weights.best * options.bullet_words)))
        cost += weights.short * max(0, weights.short_words - candidate.words)
        scored.append(replace(candidate, score=round(score - cost, DECIMALS)))
    return scored


def usable(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that may be printed: those without a disabling fault, or all if none is."""
    return [one for one in candidates if not one.faults & _UNUSABLE] or list(candidates)


class Repetition:
    """Tells whether a text repeats what was taken: it compares with the few taken, never all with all."""

    def __init__(self, weights: Weights, taken: Sequence[Candidate] = ()) -> None:
        self._weights = weights
        self._trigrams: list[frozenset[tuple[str, str, str]]] = []
        self._content: list[frozenset[str]] = []
        for one in taken:
            self.add(one.text)

    def add(self, text: str) -> None:
        """Remember a text as taken."""
        self._trigrams.append(trigrams(text))
        self._content.append(content(text))

    def same(self, text: str) -> bool:
        """Tell whether the text says the same as one that was taken."""
        mine = content(text)
        return any(not mine or containment(mine, other) >= self._weights.overlap for other in self._content)

    def shares(self, text: str) -> bool:
        """Tell whether the text shares a phrase with one that was taken."""
        mine = trigrams(text)
        return any(len(mine & other) >= self._weights.trigrams for other in self._trigrams)


def select(candidates: Sequence[Candidate], options: Options, weights: Weights) -> list[Candidate]:
    """Return up to `options.bullets` candidates, best first, that repeat nothing and keep the budget.

    When the strict rules leave bullets empty the word budget is given up first, then the ban on shared
    phrases; a sentence that says the same as a taken one is never let in.
    """
    fitting = [one for one in candidates if Fault.LONG not in one.faults]
    ranked = sorted(usable(fitting or candidates), key=lambda one: (-one.score, one.index))
    budget = options.bullets * options.bullet_words * weights.slack
    taken: list[Candidate] = []
    repetition = Repetition(weights)
    spent = 0
    for bounded, distinct in ((True, True), (False, True), (False, False)):
        for one in ranked:
            if len(taken) == options.bullets:
                return taken
            if one in taken or (bounded and taken and spent + one.words > budget):
                continue
            if (distinct and repetition.shares(one.text)) or repetition.same(one.text):
                continue
            taken.append(one)
            repetition.add(one.text)
            spent += one.words
    return taken


def order(taken: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates in the article's order."""
    return sorted(taken, key=lambda one: one.index)
