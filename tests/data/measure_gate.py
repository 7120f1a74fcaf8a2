"""How far quicklook's figures move when only the arithmetic differs: the evidence for `eval.gate.SPREAD`.

    python -m tests.data.measure_gate answer DATA ARTICLES VARIANT > F.jsonl    a way to compute, see VARIANTS
    python -m tests.data.measure_gate compare DATA ARTICLES F.jsonl F.jsonl...      each with the first

Other processors are what `python -m tests.data.measure_processors` gives. "exact" asks for exact int8
products on every one of them, "quick" on none.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import onnxruntime

from eval import datasets, predictions
from eval.datasets import Dataset
from eval.gate import COLUMNS
from eval.metrics import load_metrics
from eval.predictions import Prediction
from summarizer import session
from summarizer.models import load_model
from summarizer.models.fast import QuicklookFast
from summarizer.options import Options
from summarizer.pipeline import summarize_all

BULLETS = 3


def _unoptimised() -> onnxruntime.SessionOptions:
    made = session.settings()
    made.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return made


VARIANTS: dict[str, Callable[[], onnxruntime.SessionOptions]] = {
    "plain": session.settings,
    "one-thread": lambda: session.settings(threads=1),
    "unoptimised": _unoptimised,
    "exact": lambda: session.settings(exact=True),
    "quick": lambda: session.settings(exact=False),
}


def answer(data: Path, limit: int, variant: str) -> Iterator[str]:
    """Yield what quicklook answers for each article that has quick looks, as JSON Lines."""
    model = load_model("quicklook-fast")
    assert isinstance(model, QuicklookFast)
    model._encoder._session = session.open_session(model.files[0], VARIANTS[variant]())
    articles = (example.article for example in datasets.load(data, limit).examples)
    for made in summarize_all(articles, Options(bullets=BULLETS)):
        yield made.to_json(indent=None)


def compare(data: Path, limit: int, files: list[Path]) -> None:
    """Print, for each file, how far the means lie from the first one's, and how much articles move (SD)."""
    loaded = datasets.load(data, limit)
    first, *others = (predictions.load(file, loaded).predictions for file in files)
    figures = _figures(loaded, first)
    for file, other in zip(files[1:], others, strict=True):
        changed = sum(a.sentences != b.sentences for a, b in zip(first, other, strict=True))
        print(f"{file.stem}: {changed} of {len(first)} answers differ")
        for column, values in _figures(loaded, other).items():
            pairs = zip(values, figures[column], strict=True)
            moves = [new - old for new, old in pairs if new is not None and old is not None]
            print(f"  {column:15} {statistics.mean(moves):+.5f} (SD {statistics.stdev(moves):.4f})")


def _figures(data: Dataset, answers: Sequence[Prediction]) -> dict[str, list[float | None]]:
    """Return the gated columns, an item per article."""
    metrics = load_metrics(["rouge", "matching", "faithfulness"])
    measured = [
        {key: value for metric in metrics for key, value in metric.measure(*pair).values.items()}
        for pair in zip(data.examples, answers, strict=True)
    ]
    return {column: [each[column] for each in measured] for column in COLUMNS}


if __name__ == "__main__":
    verb, data, limit, *rest = sys.argv[1:]
    if verb == "answer":
        sys.stdout.writelines(f"{line}\n" for line in answer(Path(data), int(limit), rest[0]))
    else:
        compare(Path(data), int(limit), [Path(file) for file in rest])
