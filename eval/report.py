"""A benchmark as a Markdown table for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import summarizer

from .benchmark import Benchmark, Entry
from .rouge import TYPES
from .statistics import Comparison, Estimate

__all__ = ["markdown", "to_json"]

SCHEMA = "summarizer-eval/1"

SHOWN = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}
"""Columns of the tables. ROUGE-L stands in the JSON alone: papers report Lsum, and people confuse the two."""


def markdown(benchmark: Benchmark) -> str:
    """Return the tables of one data set: F x 100 with intervals, and the differences to the baseline."""
    dataset, settings = benchmark.dataset, benchmark.settings
    size = len(dataset.examples)
    articles = f"{'the first ' if dataset.limited else ''}{size} article{'s' if size > 1 else ''}"
    scores = _table(
        ["model", *SHOWN.values(), "words per summary", "failed"],
        [
            [
                entry.run.model,
                *(_score(entry.estimates[type_]) for type_ in SHOWN),
                f"{entry.words:.1f}",
                str(entry.run.failed),
            ]
            for entry in benchmark.entries
        ],
    )
    parts = [f"## {dataset.name}: {articles}, at most {settings.bullets} quick looks", scores]
    compared = [entry for entry in benchmark.entries if entry.comparisons]
    if compared:
        columns = [column for name in SHOWN.values() for column in (name, "p")]
        parts.append(f"Difference to {settings.baseline} on the same articles:")
        parts.append(_table(["model", *columns], [_difference_row(entry) for entry in compared]))
    parts.append("\n".join(_notes(benchmark)))
    return "\n\n".join(parts)


def to_json(benchmarks: Sequence[Benchmark]) -> str:
    """Return everything as JSON text: figures, settings, and each article's scores, sentences and errors.

    F, precision and recall are 0 to 1. Two runs with the same data, models and seed give the same bytes.
    """
    body = {
        "schema": SCHEMA,
        "version": summarizer.__version__,
        "datasets": [_dataset(benchmark) for benchmark in benchmarks],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def _notes(benchmark: Benchmark) -> list[str]:
    dataset = benchmark.dataset
    lines = [
        "F x 100, means over all articles (a failed one counts as 0), with 95 % intervals.",
        f"Signature: `{benchmark.signature}`",
        f"Data: `{dataset.name}`, SHA-256 `{dataset.sha256}`",
        "Models: "
        + ", ".join(f"`{e.run.model}` ({e.run.revision})" for e in benchmark.entries)
        + f"; summarizer {summarizer.__version__}",
    ]
    if dataset.skipped:
        lines.append(f"Left out: {len(dataset.skipped)} article(s) without human quick looks.")
    if dataset.unreadable:
        lines.append(f"Left out: {len(dataset.unreadable)} file(s) that cannot be read, or not to their end.")
    return [f"- {line}" for line in lines]


def _difference_row(entry: Entry) -> list[str]:
    cells = [entry.run.model]
    for type_ in SHOWN:
        comparison = entry.comparisons[type_]
        cells += [_score(comparison.difference, "+"), _p(comparison)]
    return cells


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))


def _score(estimate: Estimate, sign: str = "") -> str:
    low, mean, high = (f"{100 * x:{sign}.2f}" for x in (estimate.low, estimate.mean, estimate.high))
    return f"{mean} [{low}, {high}]"


def _p(comparison: Comparison) -> str:
    return "<0.001" if comparison.p < 0.001 else f"{comparison.p:.3f}"


def _dataset(benchmark: Benchmark) -> dict[str, Any]:
    dataset, settings = benchmark.dataset, benchmark.settings
    return {
        "name": dataset.name,
        "sha256": dataset.sha256,
        "articles": len(dataset.examples),
        "limited": dataset.limited,
        "skipped": dataset.skipped,
        "unreadable": dataset.unreadable,
        "bullets": settings.bullets,
        "baseline": settings.baseline,
        "seed": settings.seed,
        "signature": benchmark.signature,
        "models": [_entry(entry) for entry in benchmark.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "model": entry.run.model,
        "revision": entry.run.revision,
        "failed": entry.run.failed,
        "words": entry.words,
        **{type_: asdict(entry.estimates[type_]) for type_ in TYPES},
        "comparisons": {type_: asdict(comparison) for type_, comparison in entry.comparisons.items()},
        "articles": [
            {**asdict(prediction), **asdict(scores)}
            for prediction, scores in zip(entry.run.predictions, entry.scores, strict=True)
        ],
    }
