"""Which human quick looks did a system find, and which did it miss?

Human quick looks and bullets that say the same, by `THRESHOLD`, are joined one to one so that the sum of
their similarities is the greatest (Kuhn, "The Hungarian Method for the Assignment Problem", 1955). ROUGE puts
all bullets into one bag; here a bullet counts for one quick look only, and two bullets on the same matter
find one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval.datasets import Example, Reference
from eval.predictions import Prediction
from summarizer.article import Article
from summarizer.sentences import split
from summarizer.summary import Bullet

from . import Column, Match, Measurement, tokens

__all__ = ["THRESHOLD", "Matching", "Rarity", "assign", "similarity"]

THRESHOLD = 0.3
"""Similarity from which a pair says the same.

Measured by tests/data/measure_alignment.py on 969 articles: of pairs of two quick looks by one writer on
one article, which are about the same matter and say different things, 1 in 100 reaches 0.294, and of pairs
from different articles none of 2,503 does. 66 % of the pairs with the greedy oracle's sentences lie above.
At the same rate of false matches plain unigram F finds 56 % of them, and 51 % without function words.
"""


class Matching:
    """Recall and precision in whole quick looks.

    A quick look and a bullet can be a pair if their similarity reaches `THRESHOLD`; all four figures are of
    the same pairs. matching.recall: share of a human quick look's words, stemmed, that stand in its bullet,
    the mean over quick looks; one without a bullet counts 0, so that words shared by chance, of which a long
    bullet has more, do not. matching.found: share of the quick looks that have a bullet. matching.precision:
    share of the bullets that have a quick look. All three are 0 to 1, and 0 for a failed prediction.
    matching.labels: F1 (0 to 1) of the words, stemmed, of the two labels, the mean over pairs in which both
    have a label; None where there are none.

    Of several writers the one whose quick looks are recalled best counts, the first of equals. The
    measurement's matches are the pairs.
    """

    name = "matching"
    signature = (
        f"matching|v:2|sim:unigram-f-by-rarity|stem:porter|tok:{tokens.SIGNATURE}"
        f"|threshold:{THRESHOLD}|writers:best"
    )
    columns = (
        Column("matching.recall", "Recall per quick look", "share", "higher"),
        Column("matching.found", "Quick looks found", "share", "higher"),
        Column("matching.precision", "Bullets that match", "share", "higher"),
        Column("matching.labels", "Label agreement", "share", "higher"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the four figures and the pairs found."""
        weights = _rarity(example.article)
        aligned = [
            _align(reference, prediction.bullets, weights, writer)
            for writer, reference in enumerate(example.references)
        ]
        best = max(aligned, key=lambda each: each.recall)  # max() keeps the first of equals
        looks, bullets = example.references[best.writer], prediction.bullets
        agreements = [
            _f1(Counter(tokens.stems(ours)), Counter(tokens.stems(theirs)))
            for match in best.matches
            if (ours := bullets[match.bullet].label) and (theirs := looks[match.quick_look].label)
        ]
        return Measurement(
            {
                "matching.recall": best.recall,
                "matching.found": len(best.matches) / len(looks),
                "matching.precision": len(best.matches) / len(bullets) if bullets else 0.0,
                "matching.labels": fmean(agreements) if agreements else None,
            },
            best.matches,
            best.writer,
        )


class Rarity:
    """How much a word tells apart what an article says: log((sentences + 1) / (those that have it + 0.5)).

    A name that stands in every sentence joins any two statements of the article; such a word counts for
    little.
    """

    def __init__(self, article: Article) -> None:
        document = split(article)
        self._sentences = len(document.sentences)
        self._holding = Counter(
            word for sentence in document.sentences for word in set(tokens.stems(document.text_of(sentence)))
        )

    def total(self, words: Counter[str]) -> float:
        """Return the sum of the words' weights, each as often as it occurs; more than 0 for any word."""
        return sum(
            number * math.log((self._sentences + 1) / (self._holding[word] + 0.5))
            for word, number in words.items()
        )


def similarity(first: Counter[str], second: Counter[str], weights: Rarity) -> float:
    """Return the F (0 to 1) of the stemmed words of two texts, each word weighed by its rarity."""
    common = weights.total(first & second)
    return 2 * common / (weights.total(first) + weights.total(second)) if common else 0.0


def assign(similarities: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column), one to one, whose similarities have the greatest sum."""
    if not similarities or not similarities[0]:
        return []
    rows, columns = linear_sum_assignment(np.asarray(similarities, dtype=np.float64), maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


@dataclass(frozen=True, slots=True)
class _Alignment:
    """One writer's quick looks against the bullets."""

    writer: int
    recall: float
    matches: tuple[Match, ...]


def _align(reference: Reference, bullets: Sequence[Bullet], weights: Rarity, writer: int) -> _Alignment:
    wanted = [Counter(tokens.stems(look.text)) for look in reference]
    given = [Counter(tokens.stems(bullet.text)) for bullet in bullets]
    similarities = [[similarity(look, bullet, weights) for bullet in given] for look in wanted]
    # Below the threshold nothing counts, lest two pairs that are none outweigh one that is.
    counted = [[value if value >= THRESHOLD else 0.0 for value in row] for row in similarities]
    pairs = [(look, bullet) for look, bullet in assign(counted) if counted[look][bullet]]
    recalled = sum((wanted[look] & given[bullet]).total() / wanted[look].total() for look, bullet in pairs)
    return _Alignment(
        writer,
        recalled / len(wanted),
        tuple(Match(look, bullet, similarities[look][bullet], writer) for look, bullet in pairs),
    )


@lru_cache(maxsize=16)
def _rarity(article: Article) -> Rarity:
    """Read an article once for the systems that are measured on it one after another."""
    return Rarity(article)


def _f1(first: Counter[str], second: Counter[str]) -> float:
    common = (first & second).total()
    return 2 * common / (first.total() + second.total()) if common else 0.0
