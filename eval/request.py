"""What a user asks of `summarizer eval run` and `score`: data, systems and settings."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import predictions
from .baselines import BASELINES, missing
from .benchmark import Plan
from .datasets import Dataset
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

        A baseline whose library is missing is left out and told. Raises what `predictions.load` raises.
        """
        others = tuple(_elsewhere(spec, loaded[0]) for spec in self.predictions)
        absent = missing() if self.baselines else {}
        left_out = {*absent, *(run.name for run in others)} - set(self.models)
        wanted = (*self.models, *(BASELINES if self.baselines else ()), self.settings.baseline)
        names = tuple(name for name in dict.fromkeys(wanted) if name not in left_out)
        notes = tuple(f"{name} was not run: {reason}" for name, reason in absent.items())
        return Plan(names, self.settings, others, notes, self.command)

    @property
    def command(self) -> str:
        """The command that gives the same figures, file names without their folders."""
        usual = Settings()
        words = ["summarizer", "eval", "score" if self.predictions else "run"]
        words += [spec if spec.startswith("hf:") else Path(spec).name for spec in self.data]
        words += [word for model in self.models for word in ("--model", model)]
        words += [word for spec in self.predictions for word in ("--predictions", _short(spec))]
        words += [] if self.baselines else ["--no-baselines"]
        for name in ("bullets", "baseline", "references", "seed"):
            value = getattr(self.settings, name)
            words += [] if value == getattr(usual, name) else [f"--{name}", str(value)]
        words += ["--limit", str(self.limit)] if self.limit else []
        return shlex.join(words)


def _elsewhere(spec: str, dataset: Dataset) -> Run:
    name, path = predictions.parse(spec)
    return predictions.load(path, dataset, name)


def _short(spec: str) -> str:
    name, path = predictions.parse(spec)
    return f"{name}={path.name}"
