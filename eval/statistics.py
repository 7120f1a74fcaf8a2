"""How sure a figure is: bootstrap intervals and a paired test, all from an explicit seed.

Efron and Tibshirani, "An Introduction to the Bootstrap", 1993 (percentile intervals); Noreen,
"Computer-Intensive Methods for Testing Hypotheses", 1989 (approximate randomisation). The unit that is
resampled is the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Comparison", "Estimate", "compare", "estimate", "randomisation_p"]

RESAMPLES = 10_000
LEVEL = 0.95

_CELLS = 2_000_000
"""Numbers drawn at once: keeps the memory of a resampling at some 30 MB for any number of articles."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `articles` articles with its percentile bootstrap interval, in the unit of the values."""

    mean: float
    low: float
    high: float
    articles: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far one system's mean lies above another's on the same articles.

    `difference` carries the paired bootstrap interval; `p` is the two-sided probability of a difference as
    large if the systems were interchangeable, and `p_holm` the same corrected for the number of systems compared.
    `effect` is Cohen's d of the differences; `wins` and `losses` count the articles on which ours is better and
    worse, the rest being ties.
    """

    difference: Estimate
    p: float
    p_holm: float
    effect: float
    wins: int
    losses: int


def estimate(values: ArrayLike, *, seed: int, resamples: int = RESAMPLES, level: float = LEVEL) -> Estimate:
    """Return the mean of the values, one per article, and its percentile bootstrap interval.

    Raises ValueError when there are no values, or one is not finite.
    """
    data = _checked(values)
    rng = np.random.default_rng(seed)
    means = np.concatenate(
        [
            data[rng.integers(0, data.size, (rows, data.size))].mean(axis=1)
            for rows in _rows(resamples, data.size)
        ]
    )
    tail = (1 - level) / 2
    low, high = np.quantile(means, (tail, 1 - tail))
    return Estimate(float(data.mean()), float(low), float(high))


def randomisation_p(ours: ArrayLike, theirs: ArrayLike, *, seed: int, resamples: int = RESAMPLES) -> float:
    """Return the two-sided p of approximate randomisation for paired values.

    Swapping the two systems on an article flips the sign of its difference. The observed order counts as
    one of the draws, so that p is never 0: its least value is 1 / (resamples + 1).
    Raises ValueError as `compare` does.
    """
    differences = _differences(ours, theirs)
    observed = abs(differences.sum())
    slack = 1e-12 * np.abs(differences).sum()  # sums of the same numbers in another order differ by rounding
    rng = np.random.default_rng(seed)
    as_large = 0
    for rows in _rows(resamples, differences.size):
        signs = 2.0 * rng.integers(0, 2, (rows, differences.size), dtype=np.int8) - 1.0
        as_large += int(np.count_nonzero(np.abs(signs @ differences) >= observed - slack))
    return (as_large + 1) / (resamples + 1)


def compare(ours: ArrayLike, theirs: ArrayLike, *, seed: int, resamples: int = RESAMPLES) -> Comparison:
    """Compare two systems by their values on the same articles, in the same order.

    Raises ValueError when there are no values, not as many of the one as of the other, or one is not finite.
    """
    difference = estimate(_differences(ours, theirs), seed=seed, resamples=resamples)
    return Comparison(difference, randomisation_p(ours, theirs, seed=seed, resamples=resamples))


def _checked(values: ArrayLike) -> NDArray[np.float64]:
    data = np.asarray(values, dtype=np.float64)
    if data.ndim != 1 or not data.size:
        raise ValueError("There are no values to resample; give one number per article.")
    if not np.isfinite(data).all():
        raise ValueError("Some values are not finite; give one number per article.")
    return data


def _differences(ours: ArrayLike, theirs: ArrayLike) -> NDArray[np.float64]:
    first, second = _checked(ours), _checked(theirs)
    if first.size != second.size:
        raise ValueError(f"{first.size} values cannot be paired with {second.size}.")
    return first - second


def _rows(resamples: int, size: int) -> Iterator[int]:
    """Cut the resamples into blocks of at most `_CELLS` numbers."""
    block = max(1, _CELLS // size)
    for done in range(0, resamples, block):
        yield min(block, resamples - done)
