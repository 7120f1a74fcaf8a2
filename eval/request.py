"""What a user asks of `summarizer eval run` and `score`: data, systems and settings."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarizer.errors import OptionsError
from summarizer.models import REGISTRY

from . import predictions
from .baselines import BASELINES, missing
from .benchmark import Plan
from .datasets import Dataset
from .predict import title
from .predictions import Run
from .results import Settings

__all__ = ["Request"]


@dataclass(frozen=True, slots=True)
class Request:
    """Names as they were typed.

    data: files, folders or `hf:` names. models: of the registry. predictions: FILE or NAME=FILE, for the
    first data set. baselines: whether all of `BASELINES` stand in the table. limit: articles read of each
    data set.
    """

    data: tuple[str, ...]
    models: tuple[str, ...]
    predictions: tuple[str, ...] = ()
    baselines: bool = True
    limit: int | None = None
    settings: Settings = field(default_factory=Settings)

    def plan(self, loaded: Sequence[Dataset]) -> Plan:
        """Return what is to be measured on the data sets, which are those of `data`.

        A baseline whose library is missing is left out and told. Raises OptionsError when two systems would
        have one name or predictions that of a model or baseline, and what `predictions.load` raises.
        """
        others = tuple(_elsewhere(spec, loaded[0]) for spec in self.predictions)
        absent = missing() if self.baselines else {}
        baseline = self.settings.baseline
        wanted = [*self.models, *(BASELINES if self.baselines else ())]
        wanted += [] if baseline in {run.name for run in others} else [baseline]
        left_out = set(absent) - {*self.models, baseline}
        models = tuple(name for name in dict.fromkeys(wanted) if name not in left_out)
        _check_names([*(run.name for run in others), *map(title, models)])
        notes = tuple(f"{name} was not run: {absent[name]}" for name in absent if name in left_out)
        settings = replace(self.settings, baseline=title(baseline))
        return Plan(models, settings, others, notes, self.command)

    @property
    def command(self) -> str:
        """The command that gives the same figures, file names without their folders."""
        usual = Settings()
        words = ["summarizer", "eval", "score" if self.predictions else "run"]
        words += [spec if spec.startswith("hf:") else Path(spec).name for spec in self.data]
        words += [word for model in self.models for word in ("--model", title(model))]
        words += [word for spec in self.predictions for word in ("--predictions", _short(spec))]
        words += [] if self.baselines else ["--no-baselines"]
        asked = replace(self.settings, baseline=title(self.settings.baseline))
        for name in ("bullets", "baseline", "references", "seed"):
            value = getattr(asked, name)
            words += [] if value == getattr(usual, name) else [f"--{name}", str(value)]
        words += ["--limit", str(self.limit)] if self.limit else []
        return shlex.join(words)


def _elsewhere(spec: str, dataset: Dataset) -> Run:
    name, path = predictions.parse(spec)
    if name in REGISTRY or name in BASELINES:
        raise OptionsError(
            f"{name!r} is the name of a model or baseline of summarizer. Name the predictions otherwise: "
            "--predictions NAME=FILE."
        )
    return predictions.load(path, dataset, name)


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise OptionsError(
                f"Two systems are called {name!r}. Name the predictions otherwise (--predictions NAME=FILE), "
                "or the folder of weights."
            )


def _short(spec: str) -> str:
    name, path = predictions.parse(spec)
    return f"{name}={path.name}"
