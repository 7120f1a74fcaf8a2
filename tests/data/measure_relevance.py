"""Measure what is chosen by relevance, by salience and by place (summarizer.compose.relevance).

Run: python -m tests.data.measure_relevance FILE WEIGHTS

FILE holds articles with quick looks that name their evidence, WEIGHTS is a relevance.npz. Of each article
five sentences are taken whole, the best first, no fragment and none that repeats another; of those taken by
relevance the likeliest news comes first. Printed are the figures of `eval.metrics.facts`, with 95 % intervals
by bootstrap over articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log1p
from pathlib import Path

import numpy as np

from eval.datasets import Example, load
from eval.metrics.facts import Facts
from eval.predictions import Prediction
from summarizer import sentences
from summarizer.compose import standing
from summarizer.compose.relevance import relevance
from summarizer.compose.select import Repetition
from summarizer.compose.standing import Candidate, Fault
from summarizer.models.encoder import Encoder
from summarizer.reading import Reading
from summarizer.summary import Bullet, Evidence

BULLETS, RESAMPLES, SEED = 5, 5000, 1
POSITION = 0.35
"""What ln(1 + place) cost where salience was chosen by; as in `relevance` for a reading without states."""
USELESS = frozenset({Fault.BOILERPLATE, Fault.FRAGMENT, Fault.HEADLINE})
"""Faults of what is no part of a story: left out while there is anything else."""


def choose(reading: Reading, scores: Sequence[float]) -> list[int]:
    """Return the best sentences that may be printed and repeat none before, the best first."""
    candidates = [
        replace(one, score=score) for one, score in zip(standing.read(reading.document), scores, strict=True)
    ]
    repetition, taken = Repetition(), list[int]()
    for one in sorted(usable(candidates), key=lambda one: (-one.score, one.index)):
        if len(taken) < BULLETS and not repetition.shares(one.text) and not repetition.same(one.text):
            repetition.add(one.text)
            taken.append(one.index)
    return taken


def usable(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates that may be printed, or all if none may."""
    return [one for one in candidates if not one.faults & USELESS] or candidates


def choices(reading: Reading, weights: Path) -> Iterator[tuple[str, list[int]]]:
    """Yield the name and the sentences of each way to choose."""
    count = len(reading.salience)
    by_place = [-float(index) for index in range(count)]
    placed = [score - POSITION * log1p(index) for index, score in enumerate(reading.salience)]
    found = relevance(reading, weights)
    taken = choose(reading, found.salience)
    yield "first usable", choose(reading, by_place)
    yield "salience", choose(reading, reading.salience)
    yield "salience, place", choose(reading, placed)
    yield "relevance", sorted(taken, key=lambda index: index != max(taken, key=found.news.__getitem__))


def block(example: Example, reading: Reading, taken: Sequence[int]) -> Prediction:
    """Return the sentences as a block of bullets."""
    found = [reading.document.sentences[index] for index in taken]
    bullets = (
        Bullet(reading.document.text_of(one), (Evidence(one.index, one.start, one.end),)) for one in found
    )
    return Prediction(example.id, tuple(bullets))


def main() -> None:
    """Print the figures of each way to choose."""
    path, weights = Path(sys.argv[1]), Path(sys.argv[2])
    model, metric = Encoder(), Facts()
    measured: dict[str, list[list[float]]] = {}
    for example in load(path).examples:
        reading = model.read(sentences.split(example.article))
        for name, taken in choices(reading, weights):
            values = metric.measure(example, block(example, reading, taken)).values
            measured.setdefault(name, []).append([values[column.key] or 0.0 for column in metric.columns])
    print("; ".join(column.title for column in metric.columns))
    for name, rows in measured.items():
        table = 100 * np.array(rows)
        drawn = np.random.default_rng(SEED).integers(0, len(table), (RESAMPLES, len(table)))
        low, high = np.percentile(table[drawn].mean(1), (2.5, 97.5), axis=0)
        cells = (
            f"{mean:.1f} [{down:.1f}, {up:.1f}]"
            for mean, down, up in zip(table.mean(0), low, high, strict=True)
        )
        print(f"{name}: " + "; ".join(cells))


if __name__ == "__main__":
    main()
