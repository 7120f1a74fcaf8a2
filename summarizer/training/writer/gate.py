"""Fitting the gate: marks of blind readers -> three logistic regressions (weights/gate.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from summarizer.compose.relevance import relevance
from summarizer.errors import TrainingError
from summarizer.models.encoder import WEIGHTS, Encoder
from summarizer.training.writer import marks
from summarizer.training.writer.marks import Marks
from summarizer.writer import block, gate
from summarizer.writer.candidates import Writer
from summarizer.writer.gate import chance

__all__ = ["Marked", "fit", "ranking", "run"]

PENALTY = 10.0
"""Weight of the squared coefficients, of features in standard deviations; chosen by cross-validation over
articles."""

LEAST = 2
"""Articles at least whose marks a regression is fitted to, so that it is measured on others."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Features of one thing that was judged, whether the judgement held, and the article that it is of."""

    features: Mapping[str, float]
    held: bool
    article: str


def fit(given: Sequence[Marked], penalty: float = PENALTY) -> dict[str, float]:
    """Return the intercept and one weight a feature of a logistic regression with ridge penalty."""
    names = sorted(given[0].features)
    table = np.array([[one.features[name] for name in names] for one in given])
    held = np.array([one.held for one in given], float)
    mean, spread = table.mean(0), table.std(0)
    spread[spread < 1e-6] = 1.0
    x = np.concatenate([np.ones((len(table), 1)), (table - mean) / spread], 1)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        expected = 1 / (1 + np.exp(-z))
        value = float(np.logaddexp(0, z).sum() - held @ z + penalty * (w[1:] @ w[1:]) / 2)
        slope = x.T @ (expected - held)
        slope[1:] += penalty * w[1:]
        return value, slope

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return {
        "intercept": round(float(found[0] - weights @ mean), 5),
        **{name: round(float(w), 5) for name, w in zip(names, weights, strict=True)},
    }


def ranking(given: Sequence[Marked], folds: int = 5, penalty: float = PENALTY) -> float:
    """Return the area under the ROC curve on held-out articles, by cross-validation over articles."""
    articles = sorted({one.article for one in given})
    scores: list[tuple[float, bool]] = []
    for fold in range(folds):
        held_out = set(articles[fold::folds])
        weights = fit([one for one in given if one.article not in held_out], penalty)
        scores += [(chance(weights, one.features), one.held) for one in given if one.article in held_out]
    return area(scores)


def area(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the chance that one that held is scored above one that did not (ties count half)."""
    high = np.array([score for score, held in scores if held])
    low = np.array([score for score, held in scores if not held])
    if not len(high) or not len(low):
        return 0.5
    return float(((high[:, None] > low).sum() + 0.5 * (high[:, None] == low).sum()) / (len(high) * len(low)))


def run(files: Iterable[Path], folder: Path | None, out: Path) -> Iterator[str]:
    """Fit the three regressions to marks, write them, and yield how well each ranks unseen articles.

    Raises TrainingError when a file is wrong (`marks.read`) or there are too few marks.
    """
    found: dict[str, list[Marked]] = {"publish": [], "reject": [], "label": []}
    articles = [article for file in files for article in marks.read(file)]
    writer, encoder = Writer(folder or WEIGHTS), Encoder()
    for article in articles:
        for name, marked in _marked(article, writer, encoder):
            found[name].append(marked)
    for name, of in found.items():
        if len({one.article for one in of}) < LEAST:
            raise TrainingError(
                f"The regression {name!r} needs marks of at least {LEAST} articles. Mark candidates of more."
            )
        yield f"{name}: {len(of)} marks, area under the curve {ranking(of):.3f}"
    out.write_text(json.dumps({name: fit(of) for name, of in found.items()}, indent=1), encoding="utf-8")


def _marked(given: Marks, writer: Writer, encoder: Encoder) -> Iterator[tuple[str, Marked]]:
    """Yield what is to be learned of the marks of one article."""
    desk, shown = block.open_desk(given.document, writer, longest=25)
    found = relevance(encoder.read(given.document))
    salience = block.standardized(found.salience)
    rated = desk.rated([(one.sentence, one.text) for one in given.candidates])
    for one, candidate in zip(given.candidates, rated, strict=True):
        place = candidate.index
        features = gate.text_features(candidate, shown, salience[place], found.news[place])
        if not candidate.flaws:
            yield "publish", Marked(features, one.mark == "publish", given.id)
            yield "reject", Marked(features, one.mark == "reject", given.id)
    named = [(one, candidate) for one, candidate in zip(given.candidates, rated, strict=True) if one.label]
    labels = desk.rated_labels([(one.sentence, one.text, one.label) for one, _ in named])
    for (one, candidate), label in zip(named, labels, strict=True):
        yield "label", Marked(gate.label_features(candidate, label), one.label_mark == "good", given.id)
