"""Measures predictions with several metrics: over processes, and out of the cache where it can."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from threading import Thread
from types import TracebackType

from pydantic import TypeAdapter

from summarizer.errors import EvaluationError, OptionsError

from .cache import Cache, code_revision, fingerprint
from .datasets import Example
from .metrics import Column, Match, Measurement, Metric, load_metrics
from .predictions import Prediction

__all__ = ["Scorer", "measure"]

PROCESSES = 2

CHUNK = 16
"""Predictions measured and stored together."""

WORTH_PROCESSES = 5000
"""Measurements, of one prediction by one metric, under which one process is as quick: each takes some 1 ms,
the start of other processes about 2 s."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """What is still to be measured of one prediction; `keys` are those of the cache, one a metric."""

    example: Example
    prediction: Prediction
    metrics: tuple[str, ...]
    keys: tuple[str, ...]


class Scorer:
    """Some metrics, ready to measure one system after the other; a context manager.

    `metrics` are names of the registry of `eval.metrics`; without a cache everything is measured anew.
    Processes are started when there is enough to measure, and kept for the next system. Raises OptionsError
    for an unknown metric, and for two that give the same column.
    """

    def __init__(
        self, metrics: Sequence[str], cache: Cache | None = None, processes: int = PROCESSES
    ) -> None:
        self.metrics = load_metrics(tuple(dict.fromkeys(metrics)))
        self.columns = _columns(self.metrics)
        self._cache = cache
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def measure(
        self,
        examples: Sequence[Example],
        predictions: Sequence[Prediction],
        on_progress: Progress = lambda done: None,
    ) -> list[Measurement]:
        """Return a measurement of each prediction, with the figures of all metrics, in order.

        `on_progress` is told how many predictions are done. Raises ValueError unless the predictions are
        those of the examples, in their order, and EvaluationError when a metric fails, naming it and the
        article: a figure that could not be had is never a 0. What was measured before that is in the cache.
        """
        if [example.id for example in examples] != [prediction.id for prediction in predictions]:
            raise ValueError("The predictions are not those of the examples, or stand in another order.")
        keys = [self._keys(at, *pair) for at, pair in enumerate(zip(examples, predictions, strict=True))]
        found = self._cached(keys)
        jobs: list[_Job] = []
        for example, prediction, own in zip(examples, predictions, keys, strict=True):
            missing = [at for at, key in enumerate(own) if key not in found]
            if missing:
                names = tuple(self.metrics[at].name for at in missing)
                jobs.append(_Job(example, prediction, names, tuple(own[at] for at in missing)))
        done = len(examples) - len(jobs)
        on_progress(done)
        for chunk, measured in self._measured([jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK)]):
            new = dict(zip((key for job in chunk for key in job.keys), measured, strict=True))
            if self._cache is not None:
                self._cache.put({key: _adapter().dump_json(value) for key, value in new.items()})
            found.update(new)
            done += len(chunk)
            on_progress(done)
        return [_merged([found[key] for key in own]) for own in keys]

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Scorer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keys(self, at: int, example: Example, prediction: Prediction) -> tuple[str, ...]:
        """Return a key for each metric: that of the cache, or without one the place and the metric's name."""
        if self._cache is None:
            return tuple(f"{at} {metric.name}" for metric in self.metrics)
        texts = fingerprint(example, prediction)
        return tuple(
            fingerprint("measurement", texts, metric.name, metric.signature, code_revision())
            for metric in self.metrics
        )

    def _cached(self, keys: Iterable[Sequence[str]]) -> dict[str, Measurement]:
        if self._cache is None:
            return {}
        stored = self._cache.get([key for own in keys for key in own])
        return {key: _adapter().validate_json(value) for key, value in stored.items()}

    def _measured(self, chunks: Sequence[list[_Job]]) -> Iterator[tuple[list[_Job], list[Measurement]]]:
        """Measure the chunks in their order: here when they are few, else in the processes."""
        number = sum(len(job.metrics) for chunk in chunks for job in chunk)
        if self._processes < 2 or number < WORTH_PROCESSES:
            yield from zip(chunks, map(_measure_chunk, chunks), strict=True)
            return
        if self._pool is None:
            # Not "fork": a model's threads may hold locks, which a forked process would wait for in vain.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context, initializer=_follow_parent)
        try:
            yield from zip(chunks, self._pool.map(_measure_chunk, chunks), strict=True)
        except BrokenProcessPool as error:
            # Before Python 3.11.5 the end of a process may leave a thread that writes to nobody, for which
            # shutdown would wait for ever (CPython issue 94777).
            if sys.version_info < (3, 11, 5):
                self._pool._call_queue._reader.close()  # type: ignore[attr-defined]
            self.close()
            raise EvaluationError(
                "A process that measures predictions was ended from outside, perhaps for want of memory. "
                "Run the same command again: with a cache it goes on from there."
            ) from error


def measure(
    examples: Sequence[Example],
    predictions: Sequence[Prediction],
    metrics: Sequence[str],
    cache: Cache | None = None,
    on_progress: Progress = lambda done: None,
) -> list[Measurement]:
    """Measure the predictions of one system: see `Scorer`, which serves several."""
    with Scorer(metrics, cache) as scorer:
        return scorer.measure(examples, predictions, on_progress)


def _measure_chunk(chunk: Sequence[_Job]) -> list[Measurement]:
    return [_measure_one(_metric(name), job.example, job.prediction) for job in chunk for name in job.metrics]


def _measure_one(metric: Metric, example: Example, prediction: Prediction) -> Measurement:
    try:
        measured = metric.measure(example, prediction)
        values = {column.key: _checked(measured.values[column.key]) for column in metric.columns}
        if len(values) != len(measured.values):
            raise ValueError("it gave a column that it does not name")
    except Exception as error:
        raise EvaluationError(
            f"The metric {metric.name} failed on the article {example.id} ({type(error).__name__}: {error}). "
            "Run without this metric, or leave the article out."
        ) from error
    return Measurement(values, measured.matches, measured.writer)


def _checked(value: float | None) -> float | None:
    if value is not None and not isfinite(value):
        raise ValueError(f"{value} is no figure")
    return None if value is None else float(value)


def _merged(measurements: Sequence[Measurement]) -> Measurement:
    values: dict[str, float | None] = {}
    matches: tuple[Match, ...] = ()
    for measurement in measurements:
        values.update(measurement.values)
        matches += measurement.matches
    writer = max((measurement.writer for measurement in measurements), default=0)  # One metric alone sets it.
    return Measurement(values, matches, writer)


def _columns(metrics: Sequence[Metric]) -> tuple[Column, ...]:
    origin: dict[str, str] = {}
    for metric in metrics:
        for column in metric.columns:
            other = origin.setdefault(column.key, metric.name)
            if other != metric.name:
                raise OptionsError(
                    f"The metrics {other} and {metric.name} both give {column.key!r}. Choose one of them."
                )
    return tuple(column for metric in metrics for column in metric.columns)


@lru_cache(maxsize=64)
def _metric(name: str) -> Metric:
    return load_metrics([name])[0]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Measurement]:
    return TypeAdapter(Measurement)


def _follow_parent() -> None:
    """Leave interrupts to the process that started this one, and end when that one does, even by kill -9."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
