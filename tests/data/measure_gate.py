"""How far quicklook's ROUGE moves when only the arithmetic differs: the evidence for `eval.gate.SLACK`.

    python -m tests.data.measure_gate answer DATA ARTICLES VARIANT > FILE     a way to compute, see VARIANTS
    python -m tests.data.measure_gate compare DATA ARTICLES FILE FILE...      each with the first

A CPU without VNNI (AVX2 at most) is what valgrind gives: put `valgrind --tool=none` before python; it takes
some half a minute an article. "unsigned" asks ONNX Runtime for exact int8 products on such a CPU.
"""

from __future__ import annotations

import json
import statistics
import sys
from itertools import islice
from pathlib import Path

import onnxruntime

from eval import rouge
from summarizer.article import Article
from summarizer.models import load_model
from summarizer.models.quicklook import Quicklook
from summarizer.options import Options
from summarizer.pipeline import summarize_all
from summarizer.sources import archive

BULLETS = 3


def _plain(_: onnxruntime.SessionOptions) -> None:
    """As shipped."""


def _one_thread(settings: onnxruntime.SessionOptions) -> None:
    settings.intra_op_num_threads = 1


def _unoptimised(settings: onnxruntime.SessionOptions) -> None:
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL


def _unsigned(settings: onnxruntime.SessionOptions) -> None:
    settings.add_session_config_entry("session.x64quantprecision", "1")


VARIANTS = {"plain": _plain, "one-thread": _one_thread, "unoptimised": _unoptimised, "unsigned": _unsigned}


def articles(data: Path, limit: int) -> list[Article]:
    return [article for _, article in islice(archive.articles(data), limit)]


def answer(data: Path, limit: int, variant: str) -> list[list[str]]:
    """Return the texts of the quick looks of each article."""
    model = load_model("quicklook")
    assert isinstance(model, Quicklook)
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    VARIANTS[variant](settings)
    model._session = onnxruntime.InferenceSession(
        model.files[0], settings, providers=["CPUExecutionProvider"]
    )
    options = Options(bullets=BULLETS)
    return [[b.text for b in found.quick_looks] for found in summarize_all(articles(data, limit), options)]


def compare(data: Path, limit: int, files: list[Path]) -> None:
    """Print, for each file, how far the means lie from the first one's, and how much articles move (SD)."""
    references = [[look.text for look in article.quick_looks] for article in articles(data, limit)]
    first: list[list[str]] = json.loads(files[0].read_text("utf-8"))
    for file in files[1:]:
        other: list[list[str]] = json.loads(file.read_text("utf-8"))
        changed = sum(a != b for a, b in zip(first, other, strict=True))
        moved = [
            f"{type_} {statistics.mean(moves):+.5f} (SD {statistics.stdev(moves):.4f})"
            for type_ in ("rouge1", "rouge2", "rougeLsum")
            if (moves := _moves(type_, first, other, references))
        ]
        print(f"{file.stem}: {changed} of {len(first)} answers differ; {', '.join(moved)}")


def _moves(
    type_: str, first: list[list[str]], other: list[list[str]], references: list[list[str]]
) -> list[float]:
    return [
        getattr(rouge.score_pair(b, reference), type_).f - getattr(rouge.score_pair(a, reference), type_).f
        for a, b, reference in zip(first, other, references[: len(first)], strict=True)
    ]


if __name__ == "__main__":
    verb, data, limit, *rest = sys.argv[1:]
    if verb == "answer":
        json.dump(answer(Path(data), int(limit), rest[0]), sys.stdout)
    else:
        compare(Path(data), int(limit), [Path(file) for file in rest])
