"""Articles whose quick looks name their evidence -> what the network of `relevance` learns from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer import sentences
from summarizer.align import named
from summarizer.article import Article, Document
from summarizer.compose.relevance import Features, features
from summarizer.compose.terms import content
from summarizer.models.encoder import Encoder

__all__ = ["Example", "examples", "load", "save", "targets"]

Floats = NDArray[np.float32]

BARE = 0.35
"""Target of a sentence that a quick look names but takes no word from; one with most of its words gets 1."""
FLOOR = 0.05
"""Added to the share of a quick look's words that its evidence holds, so that evidence without any counts."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article: what the network reads of its sentences and what it should say of them.

    relevant: (sentences,), 0 to 1. news: (sentences,), shares that add up to 1, or all 0 where the first
    quick look names nothing.
    """

    features: Features
    relevant: Floats
    news: Floats


def examples(
    articles: Iterable[Article], model: Encoder, report: Callable[[int], None] = lambda done: None
) -> list[Example]:
    """Return an example for each article with evidence; `report` is told how many are done."""
    found: list[Example] = []
    for article in articles:
        document = sentences.split(article)
        shares = _shares(document)
        if not shares.any():
            continue
        found.append(Example(features(model.read(document)), *targets(shares)))
        report(len(found))
    return found


def targets(shares: Floats) -> tuple[Floats, Floats]:
    """Return both targets, (sentences,) each, from `_shares`, (quick looks, sentences).

    A sentence counts by the quick look that it serves best: 1 where it holds most of its words, less where
    others hold more. The news is parted among the evidence of the first quick look in proportion.
    """
    relative = shares / np.maximum(shares.max(1, keepdims=True), FLOOR)
    relevant = np.where(shares > 0, BARE + (1 - BARE) * relative, 0).max(0)
    news = shares[0] / max(float(shares[0].sum()), FLOOR)
    return relevant.astype(np.float32), news.astype(np.float32)


def save(found: Sequence[Example], path: Path) -> None:
    """Write examples to a .npz file, vectors in 16 bits: reading 1,900 articles takes minutes."""
    np.savez(
        path,
        sizes=np.array([len(one.relevant) for one in found]),
        numbers=np.concatenate([one.features.numbers for one in found]),
        vectors=np.concatenate([one.features.vectors for one in found]).astype(np.float16),
        relevant=np.concatenate([one.relevant for one in found]),
        news=np.concatenate([one.news for one in found]),
    )


def load(path: Path) -> list[Example]:
    """Return the examples of a file that `save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        ends = np.cumsum(file["sizes"])[:-1]
        columns = [np.split(file[name], ends) for name in ("numbers", "vectors", "relevant", "news")]
    return [
        Example(Features(numbers, vectors.astype(np.float32)), relevant, news)
        for numbers, vectors, relevant, news in zip(*columns, strict=True)
    ]


def _shares(document: Document) -> Floats:
    """Return for each quick look and sentence the share of its words that the sentence holds, plus FLOOR.

    (quick looks, sentences); 0 for a sentence that is not its evidence.
    """
    held = [content(document.text_of(sentence)) for sentence in document.sentences]
    found = np.zeros((max(1, len(document.article.quick_looks)), len(held)), np.float32)
    for row, look in zip(found, document.article.quick_looks, strict=False):
        wanted = content(look.text)
        for index in named(look, document):
            row[index] = FLOOR + len(wanted & held[index]) / max(1, len(wanted))
    return found
