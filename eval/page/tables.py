"""The tables of the page: what stands in each cell, which system is best, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from eval.metrics import Column
from eval.results import Result, System, best
from eval.statistics import Comparison, Estimate

__all__ = ["Cell", "Group", "Row", "counted", "figure", "groups", "interval", "main_columns", "scale"]

MAIN = ("rouge1", "rouge2", "rougeLsum")
"""The figures that papers report. ROUGE-L stands apart: it is easily taken for Lsum."""

SURE = 0.05
"""A difference whose corrected p is below it is printed in full contrast."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed figure: `value` is what its column is sorted by, `hint` what the pointer shows.

    `count` says how many articles define it, where not all do.
    """

    text: str
    detail: str = ""
    count: str = ""
    value: float | None = None
    best: bool = False
    sure: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One system's cells, in the order of the group's columns."""

    system: System
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together: the systems' figures, and how far they lie from the baseline's."""

    title: str
    columns: tuple[Column, ...]
    figures: tuple[Row, ...]
    differences: tuple[Row, ...]
    folded: bool


def main_columns(result: Result) -> tuple[Column, ...]:
    """Return ROUGE-1, -2 and -Lsum; without them the first three columns that have a better end."""
    found = tuple(column for column in result.columns if column.key in MAIN)
    return found or tuple(column for column in result.columns if column.better != "neither")[:3]


def groups(result: Result) -> tuple[Group, ...]:
    """Return the tables of one data set: the main figures, the other metrics, the rest of ROUGE."""
    main = main_columns(result)
    rouge = tuple(c for c in result.columns if c.key.startswith("rouge") and c not in main)
    others = tuple(c for c in result.columns if c not in main and c not in rouge)
    is_rouge = bool(main) and main[0].key in MAIN
    named = (
        ("ROUGE" if is_rouge else "Main figures", main, False),
        ("Other metrics", others, False),
        ("ROUGE-L, precision and recall", rouge, True),
    )
    return tuple(_group(result, title, columns, folded) for title, columns, folded in named if columns)


def scale(column: Column) -> float:
    """Return what a value is multiplied by in print: shares are printed x 100."""
    return 100.0 if column.unit == "share" else 1.0


def figure(value: float, column: Column, sign: str = "") -> str:
    """Return a value as it is printed: two decimals, one for words."""
    return f"{value * scale(column):{sign}.{1 if column.unit == 'words' else 2}f}"


def interval(estimate: Estimate, column: Column, sign: str = "") -> str:
    """Return the interval in print; nothing for few articles, of which it says little."""
    if estimate.small:
        return ""
    return f"{figure(estimate.low, column, sign)} to {figure(estimate.high, column, sign)}"


def counted(estimate: Estimate, result: Result) -> str:
    """Return over how many articles a mean is; nothing where it is over all."""
    total = len(result.ids)
    return f"{estimate.articles} of {total} articles" if estimate.articles < total else ""


def _group(result: Result, title: str, columns: tuple[Column, ...], folded: bool) -> Group:
    tops = {column.key: best(result.systems, column) for column in columns}
    compared = [system for system in result.systems if system.comparisons]
    return Group(
        title,
        columns,
        tuple(
            Row(system, tuple(_cell(result, system, column, tops[column.key]) for column in columns))
            for system in result.systems
        ),
        tuple(
            Row(system, tuple(_difference(result, system, column) for column in columns))
            for system in compared
        ),
        folded,
    )


def _cell(result: Result, system: System, column: Column, top: frozenset[str]) -> Cell:
    estimate = system.estimates.get(column.key)
    if estimate is None:
        return Cell("–", hint=f"{column.title} is not defined for any article of {system.name}")
    text = figure(estimate.mean, column)
    hints = [f"mean of {estimate.articles} article{'s' if estimate.articles != 1 else ''}"]
    if estimate.articles < len(result.ids):
        hints.append(f"not defined for the other {len(result.ids) - estimate.articles}")
    comparison = system.comparisons.get(column.key)
    if comparison is not None:
        difference = figure(comparison.difference.mean, column, "+")
        hints.append(f"{difference} to {result.settings.baseline}, {_test(comparison, column)}")
    return Cell(
        text,
        interval(estimate, column),
        counted(estimate, result),
        estimate.mean,
        best=system.name in top,
        hint="; ".join(hints),
    )


def _difference(result: Result, system: System, column: Column) -> Cell:
    comparison = system.comparisons.get(column.key)
    if comparison is None:
        return Cell("–", hint="no article defines the figure for both systems")
    return Cell(
        figure(comparison.difference.mean, column, "+"),
        interval(comparison.difference, column, "+"),
        counted(comparison.difference, result),
        comparison.difference.mean,
        sure=not comparison.difference.small and comparison.p_holm < SURE,
        hint=_test(comparison, column),
    )


def _test(comparison: Comparison, column: Column) -> str:
    if comparison.difference.small:
        return "too few articles for a test"
    p = "p < 0.001" if comparison.p_holm < 0.001 else f"p = {comparison.p_holm:.3f}"
    d = "d undefined" if comparison.effect is None else f"d = {comparison.effect:.2f}"
    more, less = ("higher", "lower") if column.better == "neither" else ("better", "worse")
    return f"{p}, {d}, {more} on {comparison.wins}, {less} on {comparison.losses}"
