"""Measure the scoring of 10,000 pairs on two cores against one process of plain rouge-score.

Run: python -m tests.data.measure_rouge [--pairs N] [--rounds N]

The pairs are made of the sentences of examples/ (tests/eval/recombined.py): 3 or 4 sentences, some 60 words
on each side. The ways take turns in each round; a ratio is that of the medians. "Scorer" is eval.scoring with
the metric rouge, without a cache, its start of processes included. Every figure of every pair is compared.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

from eval import rouge
from eval.datasets import Example
from eval.metrics import Measurement
from eval.predictions import Prediction
from eval.scoring import Scorer
from summarizer.article import Article, QuickLook
from summarizer.summary import Bullet
from tests.eval import recombined

Pair = tuple[list[str], list[str]]


def plain(pairs: list[Pair]) -> list[Any]:
    """Score with rouge-score as its README does."""
    scorer = RougeScorer(list(rouge.TYPES), use_stemmer=True)
    return [scorer.score("\n".join(reference), "\n".join(candidate)) for candidate, reference in pairs]


def scored(pairs: list[Pair], processes: int) -> list[Measurement]:
    """Score as a run of the evaluation does."""
    article = Article(text="", paragraphs=())
    examples = [Example("", article, (tuple(map(QuickLook, reference)),)) for _, reference in pairs]
    predictions = [Prediction("", tuple(Bullet(text, ()) for text in candidate)) for candidate, _ in pairs]
    with Scorer(["rouge"], processes=processes) as scorer:
        return scorer.measure(examples, predictions)


def timed(function: Callable[[], list[Any]], times: list[float]) -> list[Any]:
    """Call the function and note the seconds it took."""
    began = time.perf_counter()
    found = function()
    times.append(time.perf_counter() - began)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    pairs = recombined.pairs(arguments.pairs, seed=1)
    words = sum(len(" ".join(candidate).split()) for candidate, _ in pairs) / len(pairs)
    print(f"{len(pairs)} pairs, {words:.1f} words a candidate, {arguments.rounds} rounds")
    times: dict[str, list[float]] = {"rouge-score": [], "Scorer, 1 process": [], "Scorer, 2 processes": []}
    for _ in range(arguments.rounds):
        expected = timed(lambda: plain(pairs), times["rouge-score"])
        for processes, name in ((1, "Scorer, 1 process"), (2, "Scorer, 2 processes")):
            found = timed(lambda processes=processes: scored(pairs, processes), times[name])  # type: ignore[misc]
            unequal = sum(
                (values[type_], values[f"{type_}.precision"], values[f"{type_}.recall"])
                != (theirs[type_].fmeasure, theirs[type_].precision, theirs[type_].recall)
                for values, theirs in zip((each.values for each in found), expected, strict=True)
                for type_ in rouge.TYPES
            )
            if unequal:
                raise SystemExit(f"{name}: {unequal} figures differ from rouge-score's")
    for name, seconds in times.items():
        ratio = median(times["rouge-score"]) / median(seconds)
        spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
        print(f"{name:20} {median(seconds):6.2f} s ({spread})  {ratio:5.2f} x")


if __name__ == "__main__":
    main()
