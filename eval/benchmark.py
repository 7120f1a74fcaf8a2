"""One data set, several systems, one set of figures: predict, measure, and compare with the baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

import summarizer
from summarizer.errors import EvaluationError
from summarizer.models import load_model
from summarizer.options import Options

from . import statistics
from .cache import Cache, code_revision
from .datasets import Dataset, overlap
from .metrics import DEFAULTS, Measurement
from .predict import predict, revision, title
from .predictions import Run
from .results import Result, Settings, Source, System
from .scoring import Scorer

__all__ = ["Plan", "compared", "run"]

Progress = Callable[[str, int], None]
"""Told what is being done ("running lead") and for how many articles it is done."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: models and baselines by name, each once, and predictions made elsewhere.

    `others` are runs of `predictions.load`, on the data set that is measured. `notes` are told with the
    result: a baseline that cannot run here, say. `command` is what was typed.
    """

    models: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)
    others: tuple[Run, ...] = ()
    notes: tuple[str, ...] = ()
    command: str = ""


def run(
    dataset: Dataset,
    plan: Plan,
    cache: Cache | None = None,
    on_progress: Progress = lambda what, done: None,
) -> Result:
    """Run the models over the data set, measure all systems and compare them with the baseline.

    Raises what `predict.predict` and `scoring.Scorer` raise.
    """
    settings = plan.settings
    for model in plan.models:
        revision(model)  # A model that cannot be loaded is told before the others have run, not after.
    rouge = {"max": "rouge", "mean": "rouge-mean"}[settings.references]
    systems: list[System] = []
    with Scorer([rouge, *DEFAULTS], cache) as scorer:
        for answered in chain(plan.others, _predicted(dataset, plan, cache, on_progress)):
            progress = partial(on_progress, f"measuring {answered.name}")
            measured = scorer.measure(dataset.examples, answered.predictions, progress)
            systems.append(_system(answered, measured))
    result = Result(
        source=Source(
            dataset.name,
            dataset.sha256,
            len(dataset.examples),
            dataset.limited,
            dataset.skipped,
            dataset.unreadable,
            dataset.duplicates,
            dataset.renamed,
        ),
        settings=settings,
        signature=_signature(scorer.metrics[0].signature, settings, len(dataset.examples)),
        columns=scorer.columns,
        ids=tuple(example.id for example in dataset.examples),
        systems=tuple(systems),
        examples=dataset.examples,
        command=plan.command,
        metrics=tuple(metric.signature for metric in scorer.metrics[1:]),
        notes=plan.notes,
        program=f"{summarizer.__version__} ({code_revision()[:12]})",
    )
    return compared(_estimated(result))


def compared(result: Result) -> Result:
    """Return the result with its systems compared with its baseline, on all figures that have a better end.

    Of a published result these are the figures of ROUGE. Raises EvaluationError when the baseline is not
    among the systems.
    """
    settings = result.settings
    try:
        base = result.system(settings.baseline)
    except LookupError as error:
        known = ", ".join(system.name for system in result.systems)
        raise EvaluationError(
            f"There is no system {settings.baseline!r} to compare with on {result.source.name}. Name one "
            f"of: {known}."
        ) from error
    judged = [
        column
        for column in result.columns
        if column.better != "neither" and all(column.key in s.measurements[0].values for s in result.systems)
    ]
    values = {
        system.name: {column.key: system.values(column.key) for column in judged} for system in result.systems
    }
    own = values.pop(base.name)
    lower = [column.key for column in judged if column.better == "lower"]
    found = statistics.compare_all(values, own, seed=settings.seed, lower_is_better=lower)
    systems = (replace(system, comparisons=found.get(system.name, {})) for system in result.systems)
    return replace(result, systems=tuple(systems))


def _predicted(dataset: Dataset, plan: Plan, cache: Cache | None, on_progress: Progress) -> Iterator[Run]:
    for model in plan.models:
        name = title(model)
        run = predict(dataset, model, plan.settings, cache, partial(on_progress, f"running {name}"))
        notes = run.notes
        if run.kind == "model" and (seen := overlap(dataset, load_model(model))):
            notes += (f"{name} was trained on {len(seen)} of these articles, so its figures flatter it.",)
        yield replace(run, name=name, notes=notes)


def _estimated(result: Result) -> Result:
    keys = [column.key for column in result.columns]
    columns = {(system.name, key): system.values(key) for system in result.systems for key in keys}
    found = statistics.estimate_all(columns, seed=result.settings.seed)
    return replace(
        result,
        systems=tuple(
            replace(system, estimates={key: found[system.name, key] for key in keys})
            for system in result.systems
        ),
    )


def _system(run: Run, measured: Sequence[Measurement]) -> System:
    return System(
        run.name, run.revision, run.kind, run.failed, tuple(measured), {}, {}, run.predictions, run.notes
    )


def _signature(rouge: str, settings: Settings, articles: int) -> str:
    """Return what a figure depends on besides texts and system; two compare only if it is equal."""
    return (
        f"{rouge}|ci:percentile-bootstrap-{statistics.LEVEL:.0%}|p:approximate-randomisation-holm"
        f"|resamples:{statistics.RESAMPLES}|seed:{settings.seed}|articles:{articles}|bullets:{settings.bullets}"
        f"|bullet_words:{Options().bullet_words}"
    )
