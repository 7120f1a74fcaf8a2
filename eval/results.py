"""The result of a benchmark on one data set: what tables, pages, gates and later comparisons are made of.

It is kept as JSON, contract `summarizer-eval/2`: with the texts for the one who ran it, or without them to be
published, since articles and what people wrote about them belong to their publishers.
"""

from __future__ import annotations

import hashlib
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

__all__ = [
    "DIGITS",
    "ID",
    "PUBLISHED",
    "Result",
    "Settings",
    "Source",
    "System",
    "best",
    "dump",
    "load",
    "published",
    "rounded",
]

SCHEMA: Literal["summarizer-eval/2"] = "summarizer-eval/2"

PUBLISHED = ("rouge1", "rouge2", "rougeL", "rougeLsum")
"""Columns whose figure for each article is published, so that others can test their system against ours."""

INTERVALS = ("ci", "p", "resamples", "seed")
"""Parts of the signature that say how intervals and tests are made."""

ID = 60
"""Characters up to which an id is printed and published as it is; one may be as long as an article."""

PRINTED = 4
"""Decimals of a share in tables, which print it x 100: what is equal in print is equally good."""

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
    renamed: tuple[str, ...] = ()


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
    can repeat it; `program` the version of summarizer that ran, with a digest of its sources.
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
    program: str = ""

    @property
    def terms(self) -> str:
        """The part of the signature that the figures of an article depend on, without intervals and tests."""
        return "|".join(part for part in self.signature.split("|") if part.partition(":")[0] not in INTERVALS)

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
    """Read results that `dump` wrote.

    Raises EvaluationError when the file cannot be read, is something else or contradicts itself.
    """
    try:
        results = _adapter().validate_json(path.read_bytes()).results
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise EvaluationError(
            f"{path} is no result of `summarizer eval` in the contract {SCHEMA} ({place}: {first['msg']}). "
            "Give a run.json that this version wrote."
        ) from error
    for result in results:
        if wrong := _contradiction(result):
            raise EvaluationError(
                f"{path} contradicts itself on {result.source.name}: {wrong}. It was changed after it was "
                "written: take the original, or measure anew."
            )
    return results


def published(result: Result) -> Result:
    """Return the result without any text of its articles, quick looks and predictions.

    Messages about files that cannot be read may quote them and are left out; an id that is longer than ids
    are may be a text, and becomes its digest.
    """
    source = replace(
        result.source,
        skipped=tuple(map(_plain_id, result.source.skipped)),
        unreadable=("A message that is not published.",) * len(result.source.unreadable),
        duplicates=tuple((_plain_id(one), _plain_id(two)) for one, two in result.source.duplicates),
        renamed=tuple(map(_plain_id, result.source.renamed)),
    )
    systems = tuple(_without_texts(system) for system in result.systems)
    ids = tuple(map(_plain_id, result.ids))
    return replace(result, source=source, ids=ids, systems=systems, examples=())


def best(systems: Sequence[System], column: Column) -> frozenset[str]:
    """Return the names of the systems with the best mean of a column; none where all are equal.

    None either where they define it on different numbers of articles, whose means do not compare. The oracle
    saw the answer and does not count.
    """
    estimates = {
        system.name: estimate
        for system in systems
        if system.kind != "oracle" and (estimate := system.estimates.get(column.key)) is not None
    }
    if column.better == "neither" or len({estimate.articles for estimate in estimates.values()}) != 1:
        return frozenset()
    means = {name: round(estimate.mean, PRINTED) for name, estimate in estimates.items()}
    top = max(means.values()) if column.better == "higher" else min(means.values())
    found = frozenset(name for name, mean in means.items() if mean == top)
    return found if len(found) < len(means) else frozenset()


def _plain_id(id_: str) -> str:
    return id_ if len(id_) <= ID else f"sha256:{hashlib.sha256(id_.encode()).hexdigest()[:16]}"


def rounded(measurement: Measurement) -> Measurement:
    """Return the measurement with its figures rounded as they are published."""
    values = measurement.values.items()
    return replace(
        measurement, values={key: None if value is None else round(value, DIGITS) for key, value in values}
    )


def _without_texts(system: System) -> System:
    kept = tuple(
        rounded(Measurement({key: m.values[key] for key in PUBLISHED if key in m.values}))
        for m in system.measurements
    )
    return replace(system, predictions=(), measurements=kept)


def _contradiction(result: Result) -> str | None:
    """Say how parts that belong together do not fit, or None when they do."""
    size = len(result.ids)
    keys = [column.key for column in result.columns]
    names = [system.name for system in result.systems]
    if not size:
        return "there are no articles"
    if result.source.articles != size:
        return f"the data has {result.source.articles} articles, and there are {size} ids"
    for what, several in (("columns", keys), ("systems", names)):
        if len(set(several)) != len(several):
            return f"two {what} have one name"
    if result.settings.baseline not in names:
        return f"the baseline {result.settings.baseline} is not among the systems"
    if result.examples and tuple(example.id for example in result.examples) != result.ids:
        return "its examples are others than its ids"
    for system in result.systems:
        if wrong := _misfit(system, result, frozenset(keys)):
            return f"{system.name}: {wrong}"
    return None


def _misfit(system: System, result: Result, keys: frozenset[str]) -> str | None:
    """Say how a system does not fit the result, or None when it does."""
    size = len(result.ids)
    if len(system.measurements) != size:
        return f"{len(system.measurements)} measurements of {size} articles"
    if len(system.predictions) != (size if result.examples else 0):
        return f"{len(system.predictions)} predictions beside {len(result.examples)} examples"
    wanted = keys if result.examples else keys & set(PUBLISHED)
    if any(set(each.values) != wanted for each in system.measurements):
        return "its figures are of other columns than the result's"
    if set(system.estimates) != keys or not set(system.comparisons) <= keys:
        return "its means are of other columns than the result's"
    for example, prediction, measured in zip(
        result.examples, system.predictions, system.measurements, strict=False
    ):
        if prediction.id != example.id:
            return f"its prediction for {prediction.id} stands beside the article {example.id}"
        writers = len(example.references)
        if not 0 <= measured.writer < writers or not all(
            0 <= match.writer < writers
            and 0 <= match.quick_look < len(example.references[match.writer])
            and 0 <= match.bullet < len(prediction.bullets)
            for match in measured.matches
        ):
            return (
                f"its matches for the article {example.id} are with quick looks or bullets that are not there"
            )
    return None


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[_File]:
    return TypeAdapter(_File)
