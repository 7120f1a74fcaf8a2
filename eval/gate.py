"""Floors under the figures of the shipped models: a change that makes one of them worse does not pass.

A floor holds for one data set (by its SHA-256), one number of bullets, one way to treat several references
and one signature. It fails when its data set was measured on other terms, since a change of terms must not
pass for a floor that holds. Only floors of data that was not given are left out, and that is said; when
nothing else is left the gate fails, because it has shown nothing. Floors only rise, unless a regression is
allowed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from summarizer.errors import EvaluationError
from summarizer.models import REGISTRY

from .results import Result, System

__all__ = [
    "BASELINES",
    "COLUMNS",
    "SPREAD",
    "Floor",
    "Update",
    "Verdict",
    "check",
    "load",
    "missing",
    "models",
    "passed",
    "slack",
    "to_json",
    "update",
]

BASELINES = Path(__file__).with_name("baselines.json")
"""The floors of the shipped models."""

COLUMNS = ("rouge1", "rouge2", "rougeLsum", "matching.found", "faithfulness")
"""The columns that get a floor: shares (0 to 1) of which more is better."""

SPREAD = {"rouge1": 0.02, "rouge2": 0.02, "rougeLsum": 0.02, "matching.found": 0.05, "faithfulness": 0.0}
"""Standard deviation of how an article's figure moves when only the arithmetic differs, by column.

quicklook on the first 300 articles of highlights.valid, 3 bullets: with one thread or two not one answer
differs; with ONNX Runtime's graph optimisations off 18 do, ROUGE-1 by 0.0116 (SD), ROUGE-Lsum by 0.0100,
quick looks found by 0.0346, faithfulness by nothing, since it copies (`python -m tests.data.measure_gate`).
All this on a CPU with VNNI; docs/processors.md tells of others.
"""

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Floor:
    """The least mean (0 to 1) that a model must reach in a column.

    `data` is the data set's name, for people; `sha256` is what identifies it. `articles` is the number for
    which the column is defined, `signature` the column's in the result that the floor was taken from.
    """

    data: str
    sha256: str
    model: str
    bullets: int
    references: Literal["max", "mean"]
    articles: int
    column: str
    floor: float
    signature: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a floor: its figure, None when there is none, and how far off it is, or why not.

    "not compared" is a floor of data that was not given.
    """

    floor: Floor
    state: Literal["passed", "failed", "not compared"]
    figure: float | None
    message: str


@dataclass(frozen=True, slots=True)
class Update:
    """New floors, and one line for each that was added, raised, lowered, dropped or taken on other terms."""

    floors: tuple[Floor, ...]
    changes: tuple[str, ...]


def slack(column: str, articles: int) -> float:
    """Return how far a mean over so many articles may lie under its floor: three standard errors of `SPREAD`.

    The int8 kernels of one processor round otherwise than those of another, so that now and then a model
    chooses another sentence.
    """
    return 3 * SPREAD.get(column, max(SPREAD.values())) / math.sqrt(articles)


def check(results: Sequence[Result], floors: Sequence[Floor]) -> tuple[Verdict, ...]:
    """Compare results with the floors, one verdict per floor and in their order.

    Raises EvaluationError when there is no floor of the data given.
    """
    verdicts = tuple(_verdict(floor, results) for floor in floors)
    if all(verdict.state == "not compared" for verdict in verdicts):
        reasons = dict.fromkeys(f"{verdict.floor.data}: {verdict.message}" for verdict in verdicts)
        raise EvaluationError(
            "The gate compared nothing, so nothing has passed. "
            + (" ".join(reasons) if reasons else "There are no floors.")
            + " Use the data and the settings of the floors, or set floors with --update."
        )
    return verdicts


def passed(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether no floor of the data given failed."""
    return all(verdict.state != "failed" for verdict in verdicts)


def update(floors: Sequence[Floor], results: Sequence[Result], allow_regression: bool = False) -> Update:
    """Return floors at the height of the results' models; floors that the results do not concern stay.

    A floor whose data or signature has changed is replaced. A figure that lies under its floor by no more
    than the slack leaves it. A floor on the data given for which there is no figure is dropped, as is one in
    a column that has no floors any more. Raises EvaluationError, with a line for each, when a floor would be
    lowered or dropped for want of a figure and `allow_regression` is not given, when a result holds no figure
    that could be a floor, and when two data sets have one name.
    """
    kept = {_key(floor): floor for floor in floors}
    changes: list[str] = []
    lowered: list[str] = []
    found = _found(results)
    for gone in _without_figure(floors, found):
        del kept[_key(gone)]
        gated = gone.column in COLUMNS
        line = f"{_name(gone)}: dropped, {'there is no figure' if gated else 'the column has no floors'}"
        changes.append(line)
        if gated:
            lowered.append(line)
    for new in found:
        old = kept.get(_key(new))
        if old is None:
            changes.append(f"{_name(new)}: new floor {new.floor:.4f}")
        elif _same_terms(old, new) and old.floor - slack(old.column, old.articles) <= new.floor <= old.floor:
            continue
        else:
            terms = "" if _same_terms(old, new) else " (the data or the signature has changed)"
            verb = "raised" if new.floor > old.floor else "lowered"
            line = f"{_name(new)}: {verb} from {old.floor:.4f} to {new.floor:.4f}{terms}"
            if new.floor == old.floor:
                line = f"{_name(new)}: still {new.floor:.4f}{terms}"
            changes.append(line)
            if new.floor < old.floor:
                lowered.append(line)
        kept[_key(new)] = new
    if lowered and not allow_regression:
        listed = "\n".join(lowered)
        raise EvaluationError(
            f"Floors only rise and stay, and {len(lowered)} would not; nothing was changed. Give "
            f"--allow-regression if that is meant.\n{listed}"
        )
    return Update(tuple(sorted(kept.values(), key=_key)), tuple(changes))


def load(path: Path = BASELINES) -> tuple[Floor, ...]:
    """Read floors. Raises EvaluationError when the file cannot be read or holds something else."""
    try:
        return TypeAdapter(tuple[Floor, ...]).validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(
            f"The floors in {path} cannot be read: {error.strerror}. Name another file with --baselines."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise EvaluationError(
            f"{path} holds no floors ({where}: {first['msg']}). Restore it, or write it anew with --update."
        ) from error


def models(floors: Sequence[Floor], name: str, sha256: str) -> tuple[str, ...]:
    """Return the models that have a floor on data of this name or this SHA-256."""
    return tuple(dict.fromkeys(f.model for f in floors if f.data == name or f.sha256 == sha256))


def missing(path: Path, floors: Sequence[Floor], name: str) -> str:
    """Return what to say where a file holds no floors of the models asked for on the data of this name."""
    known = ", ".join(sorted({f"{floor.model} on {floor.data}" for floor in floors})) or "nothing"
    return f"{path} has no floor for {name}; it has some for {known}. Set one with --update."


def to_json(floors: Sequence[Floor]) -> str:
    """Return the text that `load` reads."""
    return TypeAdapter(tuple[Floor, ...]).dump_json(tuple(floors), indent=2).decode()


def _verdict(floor: Floor, results: Sequence[Result]) -> Verdict:
    same = [result for result in results if result.source.sha256 == floor.sha256]
    reasons = [_mismatch(floor, result) for result in same]
    if not same and any(result.source.name == floor.data for result in results):
        reasons = [f"the data has another SHA-256 than {floor.sha256[:12]}…."]
    if not reasons:
        return Verdict(floor, "not compared", None, "not among the data.")
    if "" not in reasons:
        return Verdict(floor, "failed", None, f"no figure to compare: {reasons[0]}")
    system = same[reasons.index("")].system(floor.model)
    estimate = system.estimates[floor.column]
    assert estimate is not None
    figure, room = estimate.mean, slack(floor.column, floor.articles)
    state: Literal["passed", "failed"] = "passed" if figure >= floor.floor - room else "failed"
    distance = f"{figure:.4f}, {figure - floor.floor:+.4f} from its floor {floor.floor:.4f}"
    return Verdict(floor, state, figure, f"{distance} (slack {room:.4f}; revision {system.revision})")


def _mismatch(floor: Floor, result: Result) -> str:
    """Say why a result of the same data cannot be compared with a floor; nothing when it can."""
    if result.source.limited:
        return "only the first articles of the data were read."
    for what, theirs, ours in (
        ("bullets", result.settings.bullets, floor.bullets),
        ("references", result.settings.references, floor.references),
        ("signature", _signature(result, floor.column), floor.signature),
    ):
        if theirs != ours:
            return f"the {what} differ: {theirs} here, {ours} under the floor."
    system = next((each for each in result.systems if each.name == floor.model), None)
    if system is None:
        return f"the result has no system {floor.model}."
    if system.estimates.get(floor.column) is None:
        return f"the result has no figure {floor.column} of {floor.model}."
    return ""


def _found(results: Sequence[Result]) -> list[Floor]:
    """Return a floor for each gated column of each model of the registry."""
    found: list[Floor] = []
    sums: dict[str, str] = {}
    for source in (result.source for result in results):
        if sums.setdefault(source.name, source.sha256) != source.sha256:
            raise EvaluationError(
                f"Two data sets are called {source.name}, and floors are known by the name. Rename one, or "
                "set their floors in two files (--baselines)."
            )
    for result in results:
        if result.source.limited:
            raise EvaluationError(
                f"{result.source.name}: only the first articles were read. Floors are set on all of them."
            )
        floors = [
            floor
            for system in result.systems
            if system.kind == "model" and system.name in REGISTRY
            for column in COLUMNS
            if (floor := _floor(result, system, column)) is not None
        ]
        if not floors:
            raise EvaluationError(
                f"{result.source.name}: no shipped model has a figure for {', '.join(COLUMNS)}. Run one."
            )
        found += floors
    return found


def _without_figure(floors: Sequence[Floor], found: Sequence[Floor]) -> list[Floor]:
    """Return the floors that nothing could meet any more: see `update`."""
    given = {(floor.data, floor.model) for floor in found}
    figures = {_key(floor) for floor in found}
    return [
        floor
        for floor in floors
        if floor.column not in COLUMNS or ((floor.data, floor.model) in given and _key(floor) not in figures)
    ]


def _floor(result: Result, system: System, column: str) -> Floor | None:
    estimate = system.estimates.get(column)
    if estimate is None:
        return None
    if system.failed:
        raise EvaluationError(
            f"{result.source.name}: {system.name} failed on {system.failed} article(s). Mend that before a "
            "floor is set."
        )
    return Floor(
        data=result.source.name,
        sha256=result.source.sha256,
        model=system.name,
        bullets=result.settings.bullets,
        references=result.settings.references,
        articles=estimate.articles,
        column=column,
        floor=math.floor(estimate.mean * 10**_DIGITS) / 10**_DIGITS,
        signature=_signature(result, column),
    )


def _signature(result: Result, column: str) -> str:
    """Return the signature of the metric that a column is of: "matching|v:1|…" for "matching.found".

    Of ROUGE's it is `Result.terms`: no mean depends on how intervals and tests are made.
    """
    metric = column.partition(".")[0]
    return next((each for each in result.metrics if each.startswith(f"{metric}|")), result.terms)


def _key(floor: Floor) -> tuple[str, str, int, str, str]:
    """What a floor is for, whatever the version of the data and of the figures."""
    return (floor.data, floor.model, floor.bullets, floor.references, floor.column)


def _same_terms(old: Floor, new: Floor) -> bool:
    return (old.sha256, old.signature) == (new.sha256, new.signature)


def _name(floor: Floor) -> str:
    return f"{floor.data}, {floor.model}, {floor.bullets} bullets, {floor.references}, {floor.column}"
