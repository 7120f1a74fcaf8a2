"""The result of a benchmark on one data set: what tables, pages, gates and later comparisons are made of.

It is kept as JSON, contract `summarizer-eval/2`: with the texts for the one who ran it, or without them to be
published, since articles and what people wrote about them belong to their publishers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

import summarizer
from summarizer.errors import EvaluationError

from .datasets import Example
from .metrics import Column, Measurement
from .predictions import Prediction
from .statistics import Comparison, Estimate

__all__ = ["DIGITS", "PUBLISHED", "Result", "Settings", "Source", "System", "dump", "load", "published"]

SCHEMA: Literal["summarizer-eval/2"] = "summarizer-eval/2"

PUBLISHED = ("rouge1", "rouge2", "rougeL", "rougeLsum")
"""Columns whose figure for each article is published, so that others can test their system against ours."""

DIGITS = 6
"""Decimals of those figures."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for.

    bullets: quick looks that a system may write (1 to 20). baseline: the system that the others are
    compared with. references: how several references of one article are brought together. seed: that of the
    bootstrap, the paired test and the random baseline.
    """

    bullets: int = 3
    baseline: str = "lead"
    references: Literal["max", "mean"] = "max"
    seed: int = 1


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

    `measurements` has one item per article, in the order of `Result.ids`. `estimates` and `comparisons`
    (with the baseline; empty for the baseline itself) are keyed by column; an estimate is None when no
    article defines the figure. `predictions` is empty in a published result, which holds no text.
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

    `signature` is what the ROUGE figures depend on besides texts and models, `metrics` the same for each
    other metric. `examples` is empty in a published result. `command` is what was typed, so that a reader
    can repeat it.
    """

    source: Source
    settings: Settings
    signature: str
    columns: tuple[Column, ...]
    ids: tuple[str, ...]
    systems: tuple[System, ...]
    examples: tuple[Example, ...] = ()
    command: str = ""
    metrics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def system(self, name: str) -> System:
        """Return the system of that name; raises LookupError."""
        for system in self.systems:
            if system.name == name:
                return system
        raise LookupError(name)


@dataclass(frozen=True, slots=True)
class _File:
    schema: Literal["summarizer-eval/2"]
    version: str
    results: tuple[Result, ...]

    __pydantic_config__ = ConfigDict(extra="forbid")


def dump(results: Sequence[Result]) -> str:
    """Return results as JSON text, figures 0 to 1. The same results give the same bytes."""
    file = _File(SCHEMA, summarizer.__version__, tuple(results))
    return _adapter().dump_json(file, exclude_defaults=False).decode()


def load(path: Path) -> tuple[Result, ...]:
    """Read results that `dump` wrote. Raises EvaluationError when the file cannot be read or is something
    else."""
    try:
        return _adapter().validate_json(path.read_bytes()).results
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise EvaluationError(
            f"{path} is no result of `summarizer eval` in the contract {SCHEMA} ({place}: {first['msg']}). "
            "Give a run.json that this version wrote."
        ) from error


def published(result: Result) -> Result:
    """Return the result without any text of its articles, quick looks and predictions."""
    return replace(result, examples=(), systems=tuple(_without_texts(system) for system in result.systems))


def _without_texts(system: System) -> System:
    kept = tuple(
        Measurement({key: _rounded(m.values[key]) for key in PUBLISHED if key in m.values})
        for m in system.measurements
    )
    return replace(system, predictions=(), measurements=kept)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[_File]:
    return TypeAdapter(_File)
