"""How fast a model is, and how much memory and disk it takes.

Absolute figures hold for the machine that they were taken on, and on a busy one they wander from run to run;
ratios to lead, which reads, splits and verifies the same articles in the same rounds, travel better. A report
therefore names its machine, and tables show the ratio first.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Speed", "SpeedReport"]


@dataclass(frozen=True, slots=True)
class Speed:
    """One system's figures.

    articles_per_second: articles summarized a second, in batches as the pipeline makes them; the median of the
    rounds. p50_ms, p95_ms: milliseconds for one article on its own, at the 50th and 95th percentile over all
    articles and rounds. cold_start_s: seconds from the start of `python -m summarizer summarize FILE` until it has
    printed and ended; the median of the rounds. peak_mb: the most memory that the system's process held (resident
    set), in 10^6 bytes; None where the operating system does not say. disk_mb: the model's own files, in 10^6
    bytes; 0 for a model without. relative: articles a second as a multiple of lead's.
    """

    system: str
    revision: str
    articles_per_second: float
    p50_ms: float
    p95_ms: float
    cold_start_s: float
    peak_mb: float | None
    disk_mb: float
    relative: float


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """The figures of all systems, in the order in which they were named, lead among them.

    machine: what they were taken on. source: name of the data set. articles: how many were read in each of the
    `rounds` measured rounds. command: what was typed.
    """

    machine: str
    source: str
    articles: int
    rounds: int
    command: str
    systems: tuple[Speed, ...]
