"""The plots of the page as plain geometry, which the templates draw as SVG.

Positions are percentages of the plotting area (y from the top), so that a plot takes any width while its type
keeps its size; colours are classes of the style sheet, so that it follows light and dark. A plotting library
gives fixed sizes and colours, glyphs as paths and a hundred times the bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.metrics import Column
from eval.results import Result, System
from eval.speed import SpeedReport

from .tables import counted, figure, interval, scale

__all__ = [
    "Bars",
    "Chart",
    "Intervals",
    "Mark",
    "Point",
    "Series",
    "Tick",
    "evidence",
    "intervals",
    "recall",
    "speed_score",
]

POSITIONS = 8
"""Human quick looks after the eighth are too rare to draw."""

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with what is written at it."""

    at: float
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mean with its interval on a horizontal axis, or an arrow at the edge of the axis that it lies beyond.

    `count` is the number of articles that define the figure where not all do; one article gives no interval.
    """

    system: System
    low: float
    mean: float
    high: float
    text: str
    hint: str
    count: str = ""
    beyond: Literal["", "left", "right"] = ""


@dataclass(frozen=True, slots=True)
class Intervals:
    """One figure of all systems, a line each."""

    title: str
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]

    @property
    def same(self) -> str | None:
        """The printed mean, when it is the same for all systems."""
        texts = {mark.text for mark in self.marks}
        return texts.pop() if len(texts) == 1 else None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a chart: `text` says it in a table; `label_below` keeps its name clear of a neighbour's."""

    x: float
    y: float
    hint: str
    text: str = ""
    label_below: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One system's points, joined in their order where the chart joins them; None where it has none."""

    system: System
    points: tuple[Point | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with two axes."""

    title: str
    x: tuple[Tick, ...]
    y: tuple[Tick, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """How a system's evidence is spread over the tenths of an article, as heights of bars.

    `ticks` are the same for all systems, so that bars of one height say the same.
    """

    system: System
    heights: tuple[float, ...]
    hints: tuple[str, ...]
    spans: int
    ticks: tuple[Tick, ...]


def intervals(result: Result, column: Column) -> Intervals | None:
    """Return one figure of all systems with its intervals; None where no system has it.

    The axis spans the intervals of all systems but the oracle, which lies far from them as a rule and would
    press the others together.
    """
    factor = scale(column)
    found = [
        (system, estimate)
        for system in result.systems
        if (estimate := system.estimates.get(column.key)) is not None
    ]
    if not found:
        return None
    rivals = [estimate for system, estimate in found if system.kind != "oracle"]
    spanned = rivals or [estimate for _, estimate in found]
    ticks = _round_ticks(
        min(estimate.low for estimate in spanned) * factor,
        max(estimate.high for estimate in spanned) * factor,
    )
    first, last = ticks[0], ticks[-1]

    def at(value: float) -> float:
        return min(100.0, max(0.0, _percent(value * factor, first, last)))

    def beyond(mean: float) -> Literal["", "left", "right"]:
        return "left" if mean * factor < first else "right" if mean * factor > last else ""

    return Intervals(
        column.title,
        tuple(Tick(_percent(tick, first, last), f"{tick:g}") for tick in ticks),
        tuple(
            Mark(
                system,
                at(estimate.mean if estimate.small else estimate.low),
                at(estimate.mean),
                at(estimate.mean if estimate.small else estimate.high),
                figure(estimate.mean, column),
                "; ".join(
                    part
                    for part in (
                        f"{system.name}: {figure(estimate.mean, column)}",
                        interval(estimate, column),
                        counted(estimate, result),
                    )
                    if part
                ),
                f"({estimate.articles})" if counted(estimate, result) else "",
                beyond(estimate.mean),
            )
            for system, estimate in found
        ),
    )


def speed_score(result: Result, report: SpeedReport, column: Column) -> Chart | None:
    """Return a figure against articles a second on a logarithmic axis, of the systems that have both."""
    speeds = {speed.system: speed.articles_per_second for speed in report.systems}
    found = [
        (system, estimate.mean, speeds[system.name])
        for system in result.systems
        if system.name in speeds and (estimate := system.estimates.get(column.key)) is not None
    ]
    if not found:
        return None
    low = math.floor(math.log10(min(speed for _, _, speed in found)))
    high = max(low + 1, math.ceil(math.log10(max(speed for _, _, speed in found))))
    means = [mean * scale(column) for _, mean, _ in found]
    y = _round_ticks(min(means), max(means))
    series: list[Series] = []
    placed: list[Point] = []
    for system, mean, speed in sorted(found, key=lambda item: -item[1]):
        x = _percent(math.log10(speed), low, high)
        top = 100 - _percent(mean * scale(column), y[0], y[-1])
        hint = f"{system.name}: {column.title} {figure(mean, column)}, {speed:.3g} articles/s"
        near = any(abs(other.x - x) < 20 and abs(other.y - top) < 10 for other in placed)
        placed.append(Point(x, top, hint, label_below=near))
        series.append(Series(system, (placed[-1],)))
    return Chart(
        column.title,
        tuple(Tick(_percent(power, low, high), f"{10.0**power:g}") for power in range(low, high + 1)),
        tuple(Tick(100 - _percent(tick, y[0], y[-1]), f"{tick:g}") for tick in y),
        tuple(series),
    )


def recall(result: Result) -> Chart | None:
    """Return the share of human quick looks that each system found, by their position.

    None where it cannot be told: the result holds no articles, or nothing was matched. Of several writers,
    the one counts in which a system's matches were looked for, as in the metric; systems then differ in the
    number of quick looks at a position, and its tick tells the least and the most.
    """
    if not result.examples or not any(m.matches for system in result.systems for m in system.measurements):
        return None
    counts = {system.name: _found(result, system) for system in result.systems}
    used = max(place + 1 for each in counts.values() for place, (_, size) in enumerate(each) if size)
    xs = [_percent(place, -0.5, used - 0.5) for place in range(used)]
    ticks = _round_ticks(0.0, 100 * max(f / t for each in counts.values() for f, t in each if t))

    def point(system: System, place: int) -> Point | None:
        found, size = counts[system.name][place]
        if not size:
            return None
        share = 100 * found / size
        text = f"{found} of {size} ({share:.1f} %)"
        top = 100 - _percent(share, 0, ticks[-1])
        return Point(xs[place], top, f"{system.name}: {found} of {size} quick looks ({share:.1f} %)", text)

    return Chart(
        "Quick looks found, %",
        tuple(
            Tick(x, _ordinal(place + 1), _span([each[place][1] for each in counts.values()]))
            for place, x in enumerate(xs)
        ),
        tuple(Tick(100 - _percent(tick, 0, ticks[-1]), f"{tick:g}") for tick in ticks),
        tuple(
            Series(system, tuple(point(system, place) for place in range(used))) for system in result.systems
        ),
    )


def evidence(result: Result) -> tuple[Bars, ...]:
    """Return how the evidence of each system lies in the articles, by the start of each span.

    That is the position of the metric `reading.position`.
    """
    found = {system.name: _tenths(result, system) for system in result.systems}
    most = max((max(bins) / sum(bins) for bins in found.values() if sum(bins)), default=1.0)
    ticks = _round_ticks(0.0, 100 * most)
    drawn = tuple(Tick(100 - _percent(tick, 0, ticks[-1]), f"{tick:g} %") for tick in (0.0, ticks[-1]))
    return tuple(
        Bars(
            system,
            tuple(_percent(100 * count / spans, 0, ticks[-1]) for count in bins),
            tuple(
                f"{system.name}: {100 * count / spans:.1f} % between {10 * place} and {10 * place + 10} %"
                for place, count in enumerate(bins)
            ),
            spans,
            drawn,
        )
        for system in result.systems
        if (spans := sum(bins := found[system.name]))
    )


def _found(result: Result, system: System) -> list[tuple[int, int]]:
    """Return, for each position, the number of quick looks found and of all there are."""
    found, total = [0] * POSITIONS, [0] * POSITIONS
    for example, measurement in zip(result.examples, system.measurements, strict=True):
        hit = {match.quick_look for match in measurement.matches if match.writer == measurement.writer}
        for place in range(min(POSITIONS, len(example.references[measurement.writer]))):
            total[place] += 1
            found[place] += place in hit
    return list(zip(found, total, strict=True))


def _tenths(result: Result, system: System) -> list[int]:
    bins = [0] * TENTHS
    for example, prediction in zip(result.examples, system.predictions, strict=True):
        last = max(1, len(example.article.text) - 1)
        for bullet in prediction.bullets:
            for span in bullet.evidence:
                bins[min(TENTHS - 1, TENTHS * span.start // last)] += 1
    return bins


def _span(sizes: Sequence[int]) -> str:
    return f"{min(sizes)}" if len(set(sizes)) == 1 else f"{min(sizes)}-{max(sizes)}"


def _round_ticks(low: float, high: float) -> Sequence[float]:
    """Return three to seven round numbers that enclose the range."""
    if high - low < 1e-3 * abs(high) or high == low:  # All but equal: room below, none above a share's 100.
        low = high - max(abs(high) / 10, 0.1) if high > 0 else high
        high = max(high, low + 0.1)
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / 3))
    step = next(factor * power for factor in (1, 2, 5, 10) if span / (factor * power) <= 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 9) for place in range(first, max(last, first + 1) + 1)]


def _percent(value: float, low: float, high: float) -> float:
    return round(100 * (value - low) / (high - low), 2)


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"
