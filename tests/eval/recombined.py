"""Pairs of summaries made of the sentences of examples/, as long as real ones: 3 or 4 sentences, 60 words."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from summarizer import sentences
from summarizer.sources import archive

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = ("cup-final.txt", "harbour.txt", "quarter.txt", "river-bridge.txt", "valley-dam.txt", "archive.jsonl")


@lru_cache(maxsize=1)
def articles() -> tuple[tuple[str, ...], ...]:
    """Return the sentences of each article."""
    found = []
    for name in FILES:
        for _, article in archive.articles(EXAMPLES / name):
            document = sentences.split(article)
            found.append(tuple(document.text_of(sentence) for sentence in document.sentences))
    return tuple(found)


def pairs(number: int, seed: int) -> list[tuple[list[str], list[str]]]:
    """Return candidates and references; the two of a pair are drawn from ten sentences of one article."""
    rng = random.Random(seed)
    found = []
    for _ in range(number):
        article = rng.choice(articles())
        near = rng.sample(article, min(10, len(article)))
        found.append((_summary(rng, near), _summary(rng, near)))
    return found


def _summary(rng: random.Random, near: list[str]) -> list[str]:
    return [_cut(rng, sentence) for sentence in rng.sample(near, rng.randint(3, 4))]


def _cut(rng: random.Random, sentence: str) -> str:
    """Return a stretch of 18 to 30 words, or all of a shorter sentence."""
    words = sentence.split()
    length = rng.randint(18, 30)
    start = rng.randint(0, max(0, len(words) - length))
    return " ".join(words[start : start + length])
