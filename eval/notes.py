"""What a reader of the figures must be told about the data and the systems: a sentence each."""

from __future__ import annotations

from .datasets import Dataset
from .results import Source, System

__all__ = ["of_data", "of_system"]

NAMED = 5
"""Examples that a note names."""


def of_data(data: Dataset | Source) -> list[str]:
    """Return what is wrong with a data set."""
    found = [f"Left out, because it cannot be read to its end: {message}" for message in data.unreadable]
    if data.skipped:
        found.append(
            f"Left out: {len(data.skipped)} article(s) without human quick looks ({_some(data.skipped)})."
        )
    if data.duplicates:
        pairs = [f"{later} as {first}" for first, later in data.duplicates]
        found.append(f"{len(pairs)} article(s) say the same as an earlier one ({_some(pairs)}), and count.")
    return found


def of_system(system: System) -> list[str]:
    """Return what its figures hide: failures, and articles that it was trained on."""
    found = list(system.notes)
    if system.failed:
        failures = [prediction for prediction in system.predictions if prediction.error is not None]
        first = f"; the first: {failures[0].id}: {failures[0].error}" if failures else "."
        total = len(system.measurements)
        found.append(f"{system.name} failed on {system.failed} of {total} articles, which count as 0{first}")
    return found


def _some(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
