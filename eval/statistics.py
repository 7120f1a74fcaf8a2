"""How sure a figure is: bootstrap intervals, paired tests and their correction, all from an explicit seed.

Efron and Tibshirani, "An Introduction to the Bootstrap", 1993 (percentile intervals); Noreen,
"Computer-Intensive Methods for Testing Hypotheses", 1989 (approximate randomisation); Holm, "A Simple
Sequentially Rejective Multiple Test Procedure", 1979. The unit that is resampled is the article: all of them,
also those on which a figure is not defined, since how many define it is chance too. The figure of a resample
is the mean over the drawn articles that define it (both systems, for a comparison): a ratio of two sums. A
resample without such an article is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LEVEL",
    "RESAMPLES",
    "SMALL",
    "Comparison",
    "Estimate",
    "compare",
    "compare_all",
    "estimate",
    "estimate_all",
    "holm",
    "small_note",
]

RESAMPLES = 10_000
LEVEL = 0.95

SMALL = 10
"""Articles under which a percentile interval is too narrow to be relied on."""

_CELLS = 2_000_000
"""Numbers drawn at once: keeps the memory of a resampling at some 50 MB for any number of articles."""

Key = TypeVar("Key", bound=Hashable)
Values = Sequence[float | None]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `articles` articles with its percentile bootstrap interval, in the unit of the values."""

    mean: float
    low: float
    high: float
    articles: int

    @property
    def small(self) -> bool:
        """Whether the articles are too few for the interval to say much."""
        return self.articles < SMALL


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far one system's mean lies above another's on the articles where both have the figure.

    `difference` carries the paired bootstrap interval and the number of those articles; `p` is the two-sided
    probability of a difference as large if the systems were interchangeable, and `p_holm` the same corrected
    for the number of systems compared. `effect` is Cohen's d of the differences (their mean in standard
    deviations; 0 where all are 0, None where they do not vary otherwise). `wins` and `losses` count the
    articles on which ours is better and worse, the rest being ties.
    """

    difference: Estimate
    p: float
    p_holm: float
    effect: float | None
    wins: int
    losses: int


def estimate(values: Values, *, seed: int, resamples: int = RESAMPLES) -> Estimate | None:
    """Return the mean of the values, one per article, and its interval; None when no article has one.

    Raises ValueError when a value is not finite.
    """
    return estimate_all({"": values}, seed=seed, resamples=resamples)[""]


def estimate_all(
    columns: Mapping[Key, Values], *, seed: int, resamples: int = RESAMPLES
) -> dict[Key, Estimate | None]:
    """Return `estimate` of every column, many at once: columns of as many articles share their resamples.

    The seed and the values of a column decide its interval, whatever stands beside it. Raises ValueError when
    a value is not finite.
    """
    return _estimates({key: _array(values) for key, values in columns.items()}, seed, resamples)


def compare(ours: Values, theirs: Values, *, seed: int, resamples: int = RESAMPLES) -> Comparison | None:
    """Compare two systems by their values on the same articles, in the same order; a higher value is better.

    None when there is no article on which both have a value. Raises ValueError when there are not as many of
    the one as of the other, or one is not finite.
    """
    return compare_all({"": {"": ours}}, {"": theirs}, seed=seed, resamples=resamples)[""].get("")


def compare_all(
    systems: Mapping[Key, Mapping[str, Values]],
    baseline: Mapping[str, Values],
    *,
    seed: int,
    lower_is_better: Collection[str] = (),
    resamples: int = RESAMPLES,
) -> dict[Key, dict[str, Comparison]]:
    """Compare systems with a baseline in every column of theirs, with Holm's correction over the systems.

    The comparisons of all systems in one column are a family. `lower_is_better` names the columns in which
    the lower value wins. A column is missing from a system's answer when no article defines it for both.
    Raises what `compare` raises.
    """
    differences = {
        (system, column): _differences(values, baseline[column])
        for system, columns in systems.items()
        for column, values in columns.items()
    }
    estimates = _estimates(differences, seed, resamples)
    p = _randomisation(differences, seed, resamples)
    found: dict[Key, dict[str, Comparison]] = {system: {} for system in systems}
    for (system, column), paired in differences.items():
        difference = estimates[system, column]
        if difference is not None:
            array = paired[~np.isnan(paired)]
            chance = p[system, column]
            higher, lower = int((array > 0).sum()), int((array < 0).sum())
            wins, losses = (lower, higher) if column in lower_is_better else (higher, lower)
            found[system][column] = Comparison(difference, chance, chance, _effect(array), wins, losses)
    for column in dict.fromkeys(column for each in found.values() for column in each):
        family = [system for system in found if column in found[system]]
        corrected = holm([found[system][column].p for system in family])
        for system, chance in zip(family, corrected, strict=True):
            found[system][column] = replace(found[system][column], p_holm=chance)
    return found


def holm(p: Sequence[float]) -> list[float]:
    """Return the probabilities of one family, corrected by Holm's step-down procedure, in their order.

    Rejecting those under a level keeps the chance of any false rejection under that level.
    """
    order = sorted(range(len(p)), key=lambda at: p[at])
    corrected = [0.0] * len(p)
    largest = 0.0
    for rank, at in enumerate(order):
        largest = max(largest, min(1.0, (len(p) - rank) * p[at]))
        corrected[at] = largest
    return corrected


def small_note(articles: int) -> str | None:
    """Return what a table says of so few articles, or None when they are enough."""
    return f"Fewer than {SMALL} articles: too few for intervals and tests." if articles < SMALL else None


def _estimates(arrays: Mapping[Key, Array], seed: int, resamples: int) -> dict[Key, Estimate | None]:
    """Return the estimates of vectors with an item per article, NaN where it has no value."""
    found: dict[Key, Estimate | None] = dict.fromkeys(arrays)
    sized: dict[int, list[Key]] = {}
    for key, array in arrays.items():
        if not np.isnan(array).all():
            sized.setdefault(array.size, []).append(key)
    for keys in sized.values():
        low, high = _intervals([arrays[key] for key in keys], seed, resamples)
        for at, key in enumerate(keys):
            values = arrays[key][~np.isnan(arrays[key])]
            found[key] = Estimate(
                _rounded(values.mean()), _rounded(low[at]), _rounded(high[at]), int(values.size)
            )
    return found


def _intervals(columns: Sequence[Array], seed: int, resamples: int) -> tuple[Array, Array]:
    """Return the ends of the intervals of the means of columns of one length, each with a value.

    A resample is the number of times that each article was drawn: sums and numbers of values are products of
    two matrices. Columns that lack the same articles share their numbers.
    """
    size = len(columns[0])
    gaps: dict[bytes, tuple[int, Array]] = {}
    place = []
    for column in columns:
        defined = ~np.isnan(column)
        at, _ = gaps.setdefault(defined.tobytes(), (len(gaps), defined.astype(np.float64)))
        place.append(at)
    data = np.nan_to_num(np.stack([*columns, *(defined for _, defined in gaps.values())], axis=1))
    rng = np.random.default_rng((seed, 0))
    means: list[Array] = []
    for rows in _blocks(resamples, size):
        drawn = rng.integers(0, size, (rows, size)) + size * np.arange(rows)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
        sums, numbers = np.split(counts.astype(np.float64) @ data, [len(columns)], axis=1)
        numbers[numbers == 0] = np.nan
        means.append(sums / numbers[:, place])
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(np.concatenate(means), (tail, 1 - tail), axis=0)
    return low, high


def _randomisation(differences: Mapping[Key, Array], seed: int, resamples: int) -> dict[Key, float]:
    """Return the two-sided p of approximate randomisation for each vector of paired differences.

    Swapping the two systems on an article flips the sign of its difference. The observed order counts as one
    of the draws, so that p is never 0: its least value is 1 / (resamples + 1).
    """
    found: dict[Key, float] = {}
    for size in sorted({array.size for array in differences.values()} - {0}):
        keys = [key for key, array in differences.items() if array.size == size]
        # An article without the figure adds nothing to either sum, as if it were not there.
        data = np.nan_to_num(np.stack([differences[key] for key in keys], axis=1))
        # Sums of the same numbers in another order differ by rounding.
        least = np.abs(data.sum(axis=0)) - 1e-12 * np.abs(data).sum(axis=0)
        rng = np.random.default_rng((seed, 1))
        as_large = np.zeros(len(keys), dtype=np.int64)
        for rows in _blocks(resamples, size):
            signs = 2.0 * rng.integers(0, 2, (rows, size), dtype=np.int8) - 1.0
            as_large += (np.abs(signs @ data) >= least).sum(axis=0)
        found.update(zip(keys, ((as_large + 1) / (resamples + 1)).tolist(), strict=True))
    return found


def _effect(differences: Array) -> float | None:
    if not differences.any():
        return 0.0
    if differences.size < 2 or np.ptp(differences) <= 1e-12 * np.abs(differences).max():
        return None
    return _rounded(differences.mean() / differences.std(ddof=1))


def _array(values: Values) -> Array:
    """Return the values, NaN for an article that has none."""
    _check_finite(values)
    return np.array(values, dtype=np.float64)


def _check_finite(values: Values) -> None:
    if not all(value is None or isfinite(value) for value in values):
        raise ValueError("Some values are not finite; give a number or None for each article.")


def _differences(ours: Values, theirs: Values) -> Array:
    """Return ours less theirs, NaN on an article where either has no value."""
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} values cannot be paired with {len(theirs)}.")
    return _array(ours) - _array(theirs)


def _rounded(value: float) -> float:
    """Drop the digits that depend on the order in which a library adds."""
    return round(float(value), 12)


def _blocks(resamples: int, size: int) -> Iterator[int]:
    """Cut the resamples into blocks of at most `_CELLS` numbers."""
    block = max(1, _CELLS // size)
    for done in range(0, resamples, block):
        yield min(block, resamples - done)
