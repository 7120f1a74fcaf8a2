"""The sentences that carry a text that a model wrote, and how well they do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from summarizer.article import Document, QuickLook
from summarizer.summary import Evidence

__all__ = ["MOST", "Alignment", "Floats", "Index", "Vectors", "carriers", "named", "support"]

Floats = NDArray[np.float32]

MOST = 3
"""Sentences that carry a text at most."""

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_PREFIX = 5
"""Letters by which words are compared, so that "raised" meets "raising"."""
_SHORT = 3
_GRAMMAR = 0.5
"""What a word of up to three small letters weighs: "the", "was"."""
_LIKENESS = 0.35
"""What the likeness of the vectors (-1 to 1) adds to the share of words when the first carrier is sought."""
_GAIN = 0.1
"""Share of a text's weight that a further carrier must add."""
_CARRIED = 0.2
"""Share of a text's weight under which nothing carries it."""

_INTERCEPT = -2.93
_WEIGHTS = (1.32, -1.53, 4.02)
"""Of `Index.features`: logistic regression on the articles with even numbers of faithfulness.valid
(python -m tests.data.measure_support)."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """What an encoder says of a text, (width,), and of the sentences of its article, (sentences, width)."""

    text: Floats
    sentences: Floats


@dataclass(frozen=True, slots=True)
class Alignment:
    """The sentences that carry a text, the best first, and how well they do (0 to 1)."""

    evidence: tuple[Evidence, ...]
    support: float


def carriers(text: str, document: Document, vectors: Vectors | None = None) -> Alignment:
    """Return the one to three sentences of the document that carry a text, none when there are none.

    `support` is the chance that people find the text borne out by the article, as far as its words tell. It
    was fitted to sentences that a model of 2020 wrote close to its source: one put in other words throughout
    gets less than it deserves. A sentence of the article, word for word, gets 1. The vectors help to find
    the sentences and leave `support` as it is: they did not make it better.
    """
    return Index(document).carriers(text, vectors)


class Index:
    """A document's words and their rarity, counted once for all that is said about it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = [_keys(document.text_of(sentence)) for sentence in document.sentences]
        self._counts = [Counter(words) for words in self._words]
        self._common = Counter(word for words in self._counts for word in words)

    def carriers(self, text: str, vectors: Vectors | None = None) -> Alignment:
        """Return what carries a text; see the function of the same name."""
        wanted = _keys(text)
        if not wanted or not self._words:
            return Alignment((), 0.0 if wanted else 1.0)
        if wanted in self._words:
            return Alignment(self._evidence([self._words.index(wanted)]), 1.0)
        chosen, shares = self._greedy(wanted, vectors)
        features = self._features(wanted, chosen, shares)
        chance = 1 / (1 + exp(-_INTERCEPT - sum(w * x for w, x in zip(_WEIGHTS, features, strict=True))))
        return Alignment(self._evidence(chosen if sum(shares) >= _CARRIED else []), chance)

    def features(self, text: str, vectors: Vectors | None = None) -> tuple[float, ...]:
        """Return what the support is reckoned from, three shares.

        Of the text's weight what stands in the best sentence and what the others add; of its runs of three
        words those that stand in the carriers.
        """
        wanted = _keys(text)
        return self._features(wanted, *self._greedy(wanted, vectors))

    def _greedy(self, wanted: list[str], vectors: Vectors | None) -> tuple[list[int], list[float]]:
        """Return the sentences that carry most of the words, each those that the earlier ones leave."""
        weights = {word: self._weight(word) for word in wanted}
        left = Counter(wanted)
        total = sum(weights[word] * count for word, count in left.items())
        likeness = _likeness(vectors, len(self._words))
        chosen: list[int] = []
        shares: list[float] = []
        while len(chosen) < MOST:
            found = [
                sum(weights[word] * min(count, there[word]) for word, count in left.items()) / total
                for there in self._counts
            ]
            score = (
                found
                if chosen
                else [share + _LIKENESS * like for share, like in zip(found, likeness, strict=True)]
            )
            best = max(range(len(score)), key=score.__getitem__)
            if chosen and found[best] < _GAIN:
                break
            chosen.append(best)
            shares.append(found[best])
            left -= self._counts[best]
        return chosen, shares

    def _features(self, wanted: list[str], chosen: list[int], shares: list[float]) -> tuple[float, ...]:
        runs = _runs(wanted)
        there = {run for index in chosen for run in _runs(self._words[index])}
        phrases = sum(run in there for run in runs) / len(runs) if runs else shares[0]
        return (shares[0], sum(shares[1:]), phrases)

    def _weight(self, word: str) -> float:
        rarity = log((len(self._words) + 1) / (self._common[word] + 0.5))
        return rarity * (_GRAMMAR if len(word) <= _SHORT and word.isalpha() else 1)

    def _evidence(self, chosen: Sequence[int]) -> tuple[Evidence, ...]:
        found = (self._document.sentences[index] for index in chosen)
        return tuple(Evidence(one.index, one.start, one.end) for one in found)


def support(text: str, carriers: Sequence[str]) -> float:
    """Return the share (0 to 1) of the text's words that stand in the carriers, case ignored.

    Each word of a carrier carries one word of the text: said twice, it must stand there twice.
    A text without words is carried wholly (1.0).
    """
    wanted = _count(text)
    if not wanted:
        return 1.0
    there: Counter[str] = Counter()
    for carrier in carriers:
        there.update(_count(carrier))
    return (wanted & there).total() / wanted.total()


def named(look: QuickLook, document: Document) -> frozenset[int]:
    """Return the indices of the sentences that a quick look names as evidence; those not there are left out.

    A sentence counts wherever its words stand, and one that we split into two counts as both.
    """
    text, found = document.article.text, set[int]()
    for quoted in look.evidence:
        start = text.find(quoted)
        while start >= 0:
            end = start + len(quoted)
            found.update(each.index for each in document.sentences if each.start < end and start < each.end)
            start = text.find(quoted, end)
    return frozenset(found)


def _count(text: str) -> Counter[str]:
    return Counter(word.replace("’", "'") for word in _WORD.findall(text.casefold()))


def _keys(text: str) -> list[str]:
    """Return the words of a text, cut to what is compared."""
    words = (word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.casefold()))
    return [word[:_PREFIX] if word.isalpha() else word for word in words]


def _runs(words: list[str]) -> list[tuple[str, str, str]]:
    """Return the runs of three words."""
    return list(zip(words, words[1:], words[2:], strict=False))


def _likeness(vectors: Vectors | None, count: int) -> list[float]:
    """Return the cosine of the text's vector and each sentence's, about the mean of the sentences."""
    if vectors is None or count < 2:
        return [0.0] * count
    centre = vectors.sentences.mean(0)
    own, there = vectors.text - centre, vectors.sentences - centre
    lengths = np.linalg.norm(there, axis=1) * np.linalg.norm(own)
    found: list[float] = (there @ own / np.maximum(lengths, 1e-9)).tolist()
    return found
