"""Fitting the gate: marks of blind readers -> three logistic regressions (weights/gate.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from summarizer import sentences
from summarizer.compose.relevance import relevance
from summarizer.models.encoder import WEIGHTS, Encoder
from summarizer.sources.options import ReadOptions
from summarizer.sources.records import from_record
from summarizer.writer import block, gate
from summarizer.writer.candidates import Writer

__all__ = ["Marked", "fit", "ranking", "run"]

PENALTY = 10.0
"""Weight of the squared coefficients, of features in standard deviations; chosen by cross-validation over
articles."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Features of one thing that was judged, whether the judgement held, and the article that it is of."""

    features: Mapping[str, float]
    held: bool
    article: str


def fit(marks: Sequence[Marked], penalty: float = PENALTY) -> dict[str, float]:
    """Return the intercept and one weight a feature of a logistic regression with ridge penalty."""
    names = sorted(marks[0].features)
    table = np.array([[one.features[name] for name in names] for one in marks])
    held = np.array([one.held for one in marks], float)
    mean, spread = table.mean(0), table.std(0)
    spread[spread < 1e-6] = 1.0
    x = np.concatenate([np.ones((len(table), 1)), (table - mean) / spread], 1)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        chance = 1 / (1 + np.exp(-z))
        value = float(np.logaddexp(0, z).sum() - held @ z + penalty * (w[1:] @ w[1:]) / 2)
        slope = x.T @ (chance - held)
        slope[1:] += penalty * w[1:]
        return value, slope

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return {
        "intercept": round(float(found[0] - weights @ mean), 5),
        **{name: round(float(w), 5) for name, w in zip(names, weights, strict=True)},
    }


def chance(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the chance that a regression gives."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return float(1 / (1 + np.exp(-total)))


def ranking(marks: Sequence[Marked], folds: int = 5, penalty: float = PENALTY) -> float:
    """Return the area under the ROC curve on held-out articles, by cross-validation over articles."""
    articles = sorted({one.article for one in marks})
    scores: list[tuple[float, bool]] = []
    for fold in range(folds):
        held_out = set(articles[fold::folds])
        weights = fit([one for one in marks if one.article not in held_out], penalty)
        scores += [(chance(weights, one.features), one.held) for one in marks if one.article in held_out]
    return area(scores)


def area(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the chance that one that held is scored above one that did not (ties count half)."""
    high = np.array([score for score, held in scores if held])
    low = np.array([score for score, held in scores if not held])
    if not len(high) or not len(low):
        return 0.5
    return float(((high[:, None] > low).sum() + 0.5 * (high[:, None] == low).sum()) / (len(high) * len(low)))


def run(files: Iterable[Path], folder: Path | None, out: Path) -> Iterator[str]:
    """Fit the three regressions to marks, write them, and yield how well each ranks unseen articles."""
    found: dict[str, list[Marked]] = {"publish": [], "reject": [], "label": []}
    writer, encoder = Writer(folder or WEIGHTS), Encoder()
    for record in (
        json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()
    ):
        for name, marked in _marked(record, writer, encoder):
            found[name].append(marked)
    for name, marks in found.items():
        yield f"{name}: {len(marks)} marks, area under the curve {ranking(marks):.3f}"
    out.write_text(
        json.dumps({name: fit(marks) for name, marks in found.items()}, indent=1), encoding="utf-8"
    )


def _marked(record: Mapping[str, Any], writer: Writer, encoder: Encoder) -> Iterator[tuple[str, Marked]]:
    """Yield what is to be learned of the marks of one article."""
    article = from_record(record, "marks", ReadOptions())
    document = sentences.split(article)
    desk, shown = block.open_desk(document, writer, longest=25)
    found = relevance(encoder.read(document))
    salience = block.standardized(found.salience)
    given = record["candidates"]
    rated = desk.rated([(one["sentence"], one["text"]) for one in given])
    labels = desk.rated_labels([(one["sentence"], one["text"], one["label"]) for one in given])
    for one, candidate, label in zip(given, rated, labels, strict=True):
        place = candidate.index
        features = gate.text_features(candidate, shown, salience[place], found.news[place])
        if not candidate.flaws:
            yield "publish", Marked(features, one["mark"] == "publish", str(record["id"]))
            yield "reject", Marked(features, one["mark"] == "reject", str(record["id"]))
        yield (
            "label",
            Marked(gate.label_features(candidate, label), one["label_mark"] == "good", str(record["id"])),
        )
