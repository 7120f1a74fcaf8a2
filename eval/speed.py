"""How fast a model is, and how much memory and disk it takes.

Each model works in a process of its own (`eval.worker`), started afresh, so that it inherits neither threads
nor caches. The rounds of the models are interleaved in an order that is shuffled anew for each round, so that
what else the machine does meets all of them alike; nobody works while another is timed.

Absolute figures hold for the machine that they were taken on, and on a busy one they wander from run to run.
Ratios to lead, which reads, splits and verifies the same articles in the same rounds, travel better. A report
therefore names its machine, and its table shows the ratio first.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from summarizer.article import Article
from summarizer.errors import EvaluationError
from summarizer.render.markdown import escape

from .datasets import Dataset

__all__ = ["Plan", "Speed", "SpeedReport", "from_json", "load", "markdown", "measure", "to_json"]

LEAD = "lead"
_ROOT = Path(__file__).resolve().parents[1]
_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Speed:
    """One system's figures.

    articles_per_second: articles summarized a second, in batches as the pipeline makes them; the median
    of the rounds. p50_ms, p95_ms: milliseconds for one article on its own, at the 50th and 95th percentile
    over all articles and rounds. cold_start_s: seconds from the start of `python -m summarizer summarize
    FILE` until it has printed and ended; the median of the rounds. peak_mb: the most memory that the
    system's process held (resident set), in 10^6 bytes; None where the operating system does not say.
    disk_mb: the model's own files, in 10^6 bytes; 0 for a model without. relative: articles a second as a
    multiple of lead's in the same round; the median of the rounds.
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

    machine: what they were taken on. source: name of the data set. articles: how many were read in each of
    the `rounds` measured rounds. command: what was typed. bullets: quick looks that a model might write.
    """

    machine: str
    source: str
    articles: int
    rounds: int
    command: str
    systems: tuple[Speed, ...]
    bullets: int = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure.

    rounds: measured rounds (1 or more); before them each model works once unmeasured. bullets: quick looks
    that a model may write (1 to 20). seed: that of the order in the rounds. command: what was typed, for the
    report.
    """

    rounds: int = 5
    bullets: int = 3
    seed: int = 1
    command: str = ""


@dataclass(slots=True)
class _Timing:
    """What is known of one model so far: seconds of batch runs and cold starts, milliseconds of articles."""

    revision: str
    disk: int
    batches: list[float] = field(default_factory=list)
    singles: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    peak: int | None = None


def measure(
    dataset: Dataset,
    models: Sequence[str],
    plan: Plan | None = None,
    on_progress: Callable[[str, int], None] = lambda model, done: None,
) -> SpeedReport:
    """Time the models, and lead, on the articles of a data set.

    `on_progress` is told the model and how many of its rounds are done. Cold starts read the article of
    median length; the first, unmeasured one has brought the files into the operating system's cache.
    Raises EvaluationError, with the model's own message, when a model fails.
    """
    plan = plan or Plan()
    names = list(dict.fromkeys((*models, LEAD)))
    articles = [example.article for example in dataset.examples]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = _write_one(articles, folder / "article.json")
        workers = {name: stack.enter_context(_worker(name, articles, plan.bullets)) for name in names}
        timings = {name: worker.timing for name, worker in workers.items()}
        for name in names:
            _cold_start(name, file, plan.bullets)
        order = random.Random(plan.seed)
        for done in range(1, plan.rounds + 1):
            for name in order.sample(names, len(names)):
                timing = timings[name]
                timing.batches.append(workers[name].ask({"run": "batches"})["seconds"])
                timing.singles += workers[name].ask({"run": "singles"})["milliseconds"]
                timing.starts.append(_cold_start(name, file, plan.bullets))
                on_progress(name, done)
        for name, worker in workers.items():
            timings[name].peak = worker.ask({"run": "memory"})["peak_bytes"]
    systems = tuple(_speed(name, timings[name], timings[LEAD], len(articles)) for name in names)
    return SpeedReport(
        _machine(), dataset.name, len(articles), plan.rounds, plan.command, systems, plan.bullets
    )


def markdown(report: SpeedReport) -> str:
    """Return the report as a Markdown table, the ratio to lead first, with the machine and the command."""
    head = ("model", "x lead", "articles/s", "p50 ms", "p95 ms", "cold start s", "peak MB", "disk MB")
    rows = [head, ("---", *["---:"] * (len(head) - 1)), *map(_cells, report.systems)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    number = f"{report.articles} article{'s' * (report.articles != 1)}"
    rounds = f"{report.rounds} round{'s' * (report.rounds != 1)}"
    lines = [
        f"## Speed: {report.source}, {number}, {rounds}",
        table,
        "x lead: articles a second as a multiple of lead's, the median of the rounds. Articles/s in batches; "
        "p50 and p95 for one article on its own; cold start of the whole command. The other figures hold for "
        f"this machine: {report.machine}.",
    ]
    return "\n\n".join([*lines, f"`{report.command}`"] if report.command else lines)


def to_json(report: SpeedReport) -> str:
    """Return the report as JSON."""
    return TypeAdapter(SpeedReport).dump_json(report, indent=2).decode()


def from_json(text: str | bytes) -> SpeedReport:
    """Return the report that `to_json` wrote. Raises EvaluationError when the text holds none."""
    try:
        return TypeAdapter(SpeedReport).validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise EvaluationError(
            f"This is no report of speed ({where}: {first['msg']}). Give a file that `summarizer eval speed "
            "--json` wrote."
        ) from error


def load(path: Path) -> SpeedReport:
    """Read what `to_json` wrote. Raises EvaluationError when the file cannot be read or is something else."""
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}. Check the name.") from error


class _Worker:
    """A process that serves one model; `log` is what it writes to standard error."""

    def __init__(self, name: str, process: subprocess.Popen[str], log: IO[bytes]) -> None:
        self._name, self._process, self._log = name, process, log
        self.timing = _Timing("", 0)

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer. Raises EvaluationError when it is an error, or none comes."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:  # the pipe of a process that has ended
            line = ""
        answer: dict[str, Any] = json.loads(line) if line else {"error": self._end()}
        if "error" in answer:
            raise EvaluationError(f"The speed of {self._name} cannot be measured: {answer['error']}")
        return answer

    def _end(self) -> str:
        code = self._process.wait()
        self._log.seek(0)
        return f"its process ended with {code}. {_last_line(self._log.read())}".rstrip()


@contextmanager
def _worker(name: str, articles: Sequence[Article], bullets: int) -> Iterator[_Worker]:
    """Start the process of a model, let it load the model and work once; it is ended at the end."""
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            _python("eval.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
        ) as process,
    ):
        try:
            worker = _Worker(name, process, log)
            loaded = worker.ask(
                {"model": name, "bullets": bullets, "articles": [asdict(article) for article in articles]}
            )
            worker.timing = _Timing(
                loaded["revision"], sum(Path(file).stat().st_size for file in loaded["files"])
            )
            yield worker
        finally:
            process.kill()
            if process.stdin is not None:
                with suppress(OSError):  # what the process no longer read
                    process.stdin.close()


def _cold_start(name: str, file: Path, bullets: int) -> float:
    """Return the seconds that the command takes from nothing to a printed summary."""
    command = _python("summarizer", "summarize", str(file), "--model", name, "--bullets", str(bullets))
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    if done.returncode or not done.stdout.strip():
        raise EvaluationError(
            f"The speed of {name} cannot be measured: the command ended with {done.returncode}. "
            f"{_last_line(done.stderr)}".rstrip()
        )
    return seconds


def _python(module: str, *arguments: str) -> list[str]:
    """Return the command `python -m MODULE`, which finds our packages first in whatever folder it runs."""
    code = (
        f"import runpy, sys; sys.path.insert(0, {str(_ROOT)!r}); "
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    return [sys.executable, "-c", code, *arguments]


def _write_one(articles: Sequence[Article], path: Path) -> Path:
    middle = sorted(articles, key=lambda article: len(article.text))[len(articles) // 2]
    path.write_text(json.dumps({"title": middle.title, "text": middle.text}), "utf-8")
    return path


def _speed(name: str, own: _Timing, lead: _Timing, articles: int) -> Speed:
    p50, p95 = np.percentile(own.singles, (50, 95))
    return Speed(
        system=name,
        revision=own.revision,
        articles_per_second=articles / statistics.median(own.batches),
        p50_ms=float(p50),
        p95_ms=float(p95),
        cold_start_s=statistics.median(own.starts),
        peak_mb=None if own.peak is None else own.peak / _MEGA,
        disk_mb=own.disk / _MEGA,
        relative=statistics.median(
            theirs / ours for ours, theirs in zip(own.batches, lead.batches, strict=True)
        ),
    )


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{platform.system()} {platform.machine()}, {_processor()}, {cores} cores, "
        f"Python {platform.python_version()}, onnxruntime {version('onnxruntime')}"
    )


def _processor() -> str:
    """Return the processor's name, which Linux tells in a file only."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text("utf-8", errors="replace").splitlines() if table.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or "unknown processor"


def _cells(speed: Speed) -> tuple[str, ...]:
    return (
        escape(speed.system),
        f"{speed.relative:.3g}",
        f"{speed.articles_per_second:.3g}",
        f"{speed.p50_ms:.3g}",
        f"{speed.p95_ms:.3g}",
        f"{speed.cold_start_s:.2f}",
        "not told" if speed.peak_mb is None else f"{speed.peak_mb:.0f}",
        f"{speed.disk_mb:.1f}",
    )


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
