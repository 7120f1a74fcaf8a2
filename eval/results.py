"""The result of a benchmark on one data set: what tables, pages, gates and later comparisons are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .datasets import Example
from .metrics import Column, Measurement
from .predictions import Prediction
from .statistics import Comparison, Estimate

__all__ = ["Result", "Settings", "Source", "System"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for.

    bullets: quick looks that a system may write (1 to 20). baseline: the system that the others are compared with.
    references: how several references of one article are brought together. seed: that of the bootstrap, the
    paired test and the random baseline. metrics: names of the registry of `eval.metrics`.
    """

    bullets: int = 3
    baseline: str = "lead"
    references: Literal["max", "mean"] = "max"
    seed: int = 1
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The data set: its name, its SHA-256 and what was found wrong with it (see `datasets.Dataset`)."""

    name: str
    sha256: str
    articles: int
    limited: bool = False
    skipped: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """One system's figures.

    `measurements` has one item per article, in the order of `Result.ids`. `estimates` and `comparisons` (with the
    baseline; empty for the baseline itself) are keyed by column; an estimate is None when no article defines the
    figure. `predictions` is empty in a published result, which holds no text.
    """

    name: str
    revision: str
    kind: Literal["model", "baseline", "oracle", "predictions"]
    failed: int
    measurements: tuple[Measurement, ...]
    estimates: dict[str, Estimate | None]
    comparisons: dict[str, Comparison]
    predictions: tuple[Prediction, ...] = ()
    notes: tuple[str, ...] = ()

    def values(self, key: str) -> list[float | None]:
        """Return one column, an item per article."""
        return [measurement.values[key] for measurement in self.measurements]


@dataclass(frozen=True, slots=True)
class Result:
    """All systems on one data set, in the order in which they were named.

    `examples` is empty in a published result. `command` is what was typed, so that a reader can repeat it.
    """

    source: Source
    settings: Settings
    signature: str
    columns: tuple[Column, ...]
    ids: tuple[str, ...]
    systems: tuple[System, ...]
    examples: tuple[Example, ...] = ()
    command: str = ""
    notes: tuple[str, ...] = field(default=())

    def system(self, name: str) -> System:
        """Return the system of that name; raises LookupError."""
        for system in self.systems:
            if system.name == name:
                return system
        raise LookupError(name)
