"""One data set, several models, one set of figures: predict, score, and compare with the baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from summarizer.options import Options

from . import rouge, statistics
from .datasets import Dataset
from .predict import Run, predict, revision
from .rouge import Scores
from .statistics import Comparison, Estimate

__all__ = ["Benchmark", "Entry", "Settings", "run"]

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What to measure.

    models: names of the registry, or `oracle`. bullets: quick looks that a model may write (1 to 20).
    baseline: the model that the others are compared with. seed: that of the bootstrap and the paired test.
    """

    models: tuple[str, ...]
    bullets: int = 3
    baseline: str = "lead"
    seed: int = 1

    @property
    def all_models(self) -> tuple[str, ...]:
        """The models, once each, with the baseline among them."""
        return tuple(dict.fromkeys((*self.models, self.baseline)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One model's figures on one data set.

    `scores` has one item per article; `estimates` and `comparisons` (with the baseline; empty for the
    baseline itself) are keyed by `rouge.TYPES` and hold F, 0 to 1.
    """

    run: Run
    scores: tuple[Scores, ...]
    estimates: dict[str, Estimate]
    comparisons: dict[str, Comparison]

    @property
    def words(self) -> float:
        """Words per summary, the mean over all articles."""
        return sum(prediction.words for prediction in self.run.predictions) / len(self.run.predictions)

    def f(self, type_: str) -> list[float]:
        """Return the F (0 to 1) of each article for one of `rouge.TYPES`."""
        return _f(self.scores, type_)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The figures of all models on one data set, in the order in which the models were named."""

    dataset: Dataset
    settings: Settings
    entries: tuple[Entry, ...]

    @property
    def signature(self) -> str:
        """What a figure depends on besides the texts and the model; two compare only if it is equal."""
        settings = self.settings
        return (
            f"{rouge.signature()}|ci:percentile-bootstrap-{statistics.LEVEL:.0%}"
            f"|p:approximate-randomisation|resamples:{statistics.RESAMPLES}|seed:{settings.seed}"
            f"|articles:{len(self.dataset.examples)}|bullets:{settings.bullets}"
            f"|bullet_words:{Options().bullet_words}|labels:no"
        )


def run(dataset: Dataset, settings: Settings, on_progress: Progress = lambda model, done: None) -> Benchmark:
    """Run the models over the data set and score them.

    `on_progress` is told the model and how many articles are done. Raises what `predict` raises.
    """
    for model in settings.all_models:
        revision(model)  # A model that cannot be loaded is told before the others have run, not after.
    runs = [
        predict(dataset, model, settings.bullets, partial(on_progress, model))
        for model in settings.all_models
    ]
    candidates = [prediction.sentences for run_ in runs for prediction in run_.predictions]
    flat = rouge.score(candidates, dataset.references * len(runs))
    size = len(dataset.examples)
    scores = {run_.model: tuple(flat[at * size : (at + 1) * size]) for at, run_ in enumerate(runs)}
    return Benchmark(dataset, settings, tuple(_entry(run_, scores, settings) for run_ in runs))


def _entry(run_: Run, scores: dict[str, tuple[Scores, ...]], settings: Settings) -> Entry:
    own, base, seed = scores[run_.model], scores[settings.baseline], settings.seed
    return Entry(
        run_,
        own,
        {type_: statistics.estimate(_f(own, type_), seed=seed) for type_ in rouge.TYPES},
        {
            type_: statistics.compare(_f(own, type_), _f(base, type_), seed=seed)
            for type_ in rouge.TYPES
            if run_.model != settings.baseline
        },
    )


def _f(scores: Sequence[Scores], type_: str) -> list[float]:
    return [getattr(each, type_).f for each in scores]
