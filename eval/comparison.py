"""Systems of several runs side by side: one result of all of them, where their figures compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.errors import EvaluationError

from .results import DIGITS, PUBLISHED, Result, System, rounded

__all__ = ["merge"]


def merge(runs: Sequence[Sequence[Result]]) -> tuple[Result, ...]:
    """Return one result for each data set, with the systems of all runs on it and without comparisons.

    Of several runs, a data set that only one of them has is left out.

    A system that stands in several runs with the same figures is taken once; one of another revision gets its
    revision into its name. Where one of the runs is a published one, the figures for each article are rounded
    as its are: two that are equal would else differ by the rounding. Raises EvaluationError when runs on the
    same data differ in their settings, and when several runs have no data set in common: their figures do not
    compare.
    """
    groups: dict[str, list[Result]] = {}
    for result in (result for run in runs for result in run):
        groups.setdefault(result.source.sha256, []).append(result)
    shared = [group for group in groups.values() if len(group) > 1 or len(runs) == 1]
    if not shared:
        names = ", ".join(group[0].source.name for group in groups.values())
        raise EvaluationError(
            f"No two of the runs are on the same data ({names}), so there is nothing to compare."
        )
    return tuple(_merged(group) for group in shared)


def _merged(results: Sequence[Result]) -> Result:
    first = results[0]
    for other in results[1:]:
        if first.terms != other.terms:
            parts = (set(result.terms.split("|")) for result in (first, other))
            ours, theirs = (" ".join(sorted(part)) for part in _apart(*parts))
            raise EvaluationError(
                f"Two runs on {first.source.name} differ in their settings ({ours}; {theirs}), so their "
                "figures do not compare. Measure both with the same settings."
            )
        if first.ids != other.ids:
            raise EvaluationError(
                f"Two runs on {first.source.name} are of other articles, so their figures do not compare."
            )
    if not all(result.examples for result in results):
        results = [_rounded(result) for result in results]
    systems: dict[str, System] = {}
    for system in (system for result in results for system in result.systems):
        there = systems.get(system.name)
        name = system.name
        if there is not None and there.revision != system.revision:
            name = f"{system.name} ({system.revision})"
            there = systems.get(name)
        if there is not None and not _same_figures(there, system):
            raise EvaluationError(
                f"Two runs on {first.source.name} have different figures for {name}, of the same revision: "
                "the program has changed between them. Measure both with the same version."
            )
        systems.setdefault(name, replace(system, name=name))
    programs = dict.fromkeys(result.program for result in results)
    return replace(
        first, systems=tuple(systems.values()), examples=(), command="", program=" and ".join(programs)
    )


def _apart(ours: set[str], theirs: set[str]) -> tuple[set[str], set[str]]:
    return ours - theirs, theirs - ours


def _rounded(result: Result) -> Result:
    systems = tuple(
        replace(system, measurements=tuple(rounded(each) for each in system.measurements))
        for system in result.systems
    )
    return replace(result, systems=systems)


def _same_figures(one: System, other: System) -> bool:
    """Tell whether two systems have one set of figures; published ones are rounded to `DIGITS` decimals."""
    pairs = (
        (ours.values[key], theirs.values[key])
        for ours, theirs in zip(one.measurements, other.measurements, strict=True)
        for key in PUBLISHED
    )
    return all(a == b or (a is not None and b is not None and abs(a - b) <= 10**-DIGITS) for a, b in pairs)
