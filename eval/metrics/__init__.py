"""What is measured of each prediction: one protocol, one registry.

The registry maps a name to "module:Class" and imports it on use. A metric measures one prediction at a
time, so that articles can be spread over processes and kept on disk; means, intervals and tests are made
afterwards.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, Protocol

from eval.datasets import Example
from eval.predictions import Prediction
from summarizer.errors import OptionsError

__all__ = ["DEFAULTS", "REGISTRY", "Column", "Match", "Measurement", "Metric", "load_metrics"]

Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Column:
    """One figure that a metric gives for each article.

    `key` names it in JSON ("coverage"), `title` heads its column in a table. `unit`: a share (0 to 1, printed
    x 100), a number of words, or a plain number. `better`: which end is better; "neither" where a high figure
    is no merit.
    """

    key: str
    title: str
    unit: Literal["share", "words", "number"]
    better: Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Match:
    """A human quick look and the bullet that says the same: indices from 0, similarity 0 to 1.

    `writer` is the index of the reference that the quick look is from.
    """

    quick_look: int
    bullet: int
    similarity: float
    writer: int = 0


@dataclass(frozen=True, slots=True)
class Measurement:
    """All figures of one prediction, by column key; None where a figure is not defined for this article.

    A precision of numbers, say, is not defined where no number is said. It never means that a metric could
    not run: that is an error. `writer` is the index of the reference that `matches` were looked for in, also
    where none was found.
    """

    values: Values
    matches: tuple[Match, ...] = ()
    writer: int = 0


class Metric(Protocol):
    """A metric; it is made without arguments, in each process that measures."""

    name: str
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """What its figures depend on ("rouge-score|v:0.1.2|…"): two figures compare only if it is equal."""
        ...

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return its figures for one prediction; a key for each of its columns."""
        ...


REGISTRY: dict[str, str] = {
    "rouge": "eval.rouge:Rouge",
    "rouge-mean": "eval.rouge:MeanRouge",
    "matching": "eval.metrics.matching:Matching",
    "facts": "eval.metrics.facts:Facts",
    "faithfulness": "eval.metrics.faithfulness:Faithfulness",
    "layout": "eval.metrics.layout:Layout",
    "length": "eval.metrics.length:Length",
    "redundancy": "eval.metrics.redundancy:Redundancy",
    "fragments": "eval.metrics.fragments:Fragments",
    "novelty": "eval.metrics.novelty:Novelty",
    "reading": "eval.metrics.reading:Reading",
}

DEFAULTS = tuple(name for name in REGISTRY if not name.startswith("rouge"))
"""The metrics that every run measures, beside one of the two ROUGEs."""


def load_metrics(names: Sequence[str]) -> tuple[Metric, ...]:
    """Return the metrics of these names. Raises OptionsError for an unknown one, naming the nearest."""
    found: list[Metric] = []
    for name in names:
        if name not in REGISTRY:
            near = difflib.get_close_matches(name, REGISTRY, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise OptionsError(f"There is no metric {name!r}.{hint} Known metrics: {', '.join(REGISTRY)}.")
        module, _, attribute = REGISTRY[name].partition(":")
        found.append(getattr(import_module(module), attribute)())
    return tuple(found)
