"""What a reader of the figures must be told about the data and the systems: a sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from .datasets import Dataset
from .results import ID, Result, Source, System
from .speed import SpeedReport
from .statistics import small_note

__all__ = ["of_data", "of_result", "of_speed", "of_system", "shortened"]

NAMED = 5
"""Examples that a note names."""


def of_result(result: Result) -> list[str]:
    """Return all that a reader of a result must be told."""
    source = result.source
    found = [note] if (note := small_note(source.articles)) else []
    scored = result.systems[0].estimates.get("rouge1")
    if (number := scored.articles if scored else 0) < source.articles:
        found.append(
            f"ROUGE is defined for {number} of {source.articles} articles: it knows no letters but a to z."
        )
    return [
        *found,
        *result.notes,
        *of_data(source),
        *(note for system in result.systems for note in of_system(system)),
    ]


def of_data(data: Dataset | Source) -> list[str]:
    """Return what is wrong with a data set."""
    found = []
    if data.unreadable:
        number = len(data.unreadable)
        found.append(f"Left out: {number} that cannot be read, or not to the end: {_some(data.unreadable)}")
    if data.skipped:
        ids = [shortened(id_) for id_ in data.skipped]
        found.append(f"Left out: {len(ids)} article(s) without human quick looks ({_some(ids)}).")
    if data.renamed:
        ids = [shortened(id_) for id_ in data.renamed]
        found.append(f"{len(ids)} article(s) have the id of an earlier one: {_some(ids)}.")
    if data.duplicates:
        pairs = [f"{shortened(later)} as {shortened(first)}" for first, later in data.duplicates]
        found.append(f"{len(pairs)} article(s) say the same as an earlier one ({_some(pairs)}), and count.")
    return found


def of_system(system: System) -> list[str]:
    """Return what its figures hide: failures, and articles that it was trained on."""
    found = list(system.notes)
    if system.failed:
        failures = [prediction for prediction in system.predictions if prediction.error is not None]
        first = f"; the first: {shortened(failures[0].id)}: {failures[0].error}" if failures else "."
        total = len(system.measurements)
        found.append(f"{system.name} failed on {system.failed} of {total} articles, which count as 0{first}")
    return found


def shortened(id_: str) -> str:
    """Return an id for print, cut where it is too long for a line."""
    return id_ if len(id_) <= ID else f"{id_[: ID - 3]}..."


def of_speed(report: SpeedReport | None, result: Result) -> list[str]:
    """Return how the systems were timed otherwise than they were scored."""
    if report is None:
        return []
    found = []
    if report.bullets != result.settings.bullets:
        found.append(
            f"The speeds are of {report.bullets} quick looks, the scores of {result.settings.bullets}."
        )
    revisions = {system.name: system.revision for system in result.systems}
    found += [
        f"The speed of {timed.system} is that of another revision ({timed.revision})."
        for timed in report.systems
        if revisions.get(timed.system, timed.revision) != timed.revision
    ]
    return found


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
