"""Runs a model over a data set through the public library.

The texts of the quick looks are the candidate sentences. An article on which the model fails is kept, with
the error and no sentences, so that it scores 0 and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.models import load_model
from summarizer.options import Options
from summarizer.pipeline import BATCH, summarize_all

from . import oracle
from .datasets import Dataset, Example

__all__ = ["ORACLE", "Prediction", "Run", "predict", "revision"]

ORACLE = "oracle"
"""The name that asks for the greedy oracle instead of a model of the registry."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's answer for one article; `error` is set, and `sentences` empty, when it failed."""

    id: str
    sentences: tuple[str, ...]
    error: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Words in the answer, parted by white space."""
        return sum(len(sentence.split()) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Run:
    """A model's answers for a data set, one per example and in its order."""

    model: str
    revision: str
    predictions: tuple[Prediction, ...]

    @property
    def failed(self) -> int:
        """Articles on which the model failed."""
        return sum(prediction.error is not None for prediction in self.predictions)


def predict(
    dataset: Dataset, model: str, bullets: int, on_progress: Callable[[int], None] = lambda done: None
) -> Run:
    """Let a model write `bullets` quick looks without labels for every article.

    `on_progress` is told how many articles are done. Raises OptionsError and what `revision` raises; what
    goes wrong with an article is recorded with it.
    """
    options = (
        Options(model=model, bullets=bullets, labels=False) if model != ORACLE else Options(bullets=bullets)
    )
    predictions: list[Prediction] = []
    loaded = revision(model)
    examples = dataset.examples
    for at in range(0, len(examples), BATCH):
        batch = examples[at : at + BATCH]
        predictions += _oracle(batch, bullets) if model == ORACLE else _answers(batch, options)
        on_progress(len(predictions))
    return Run(model, loaded, tuple(predictions))


def revision(model: str) -> str:
    """Return what the model calls its revision.

    Raises UnknownModelError, and ModelError when the model cannot be loaded.
    """
    return "greedy-rouge1-rouge2-f" if model == ORACLE else load_model(model).revision


def _oracle(batch: tuple[Example, ...], bullets: int) -> Iterator[Prediction]:
    for example in batch:
        yield Prediction(example.id, tuple(oracle.pick(example.article, example.reference, bullets)))


def _answers(batch: tuple[Example, ...], options: Options) -> list[Prediction]:
    """Answer a batch; when it fails, ask article by article to find the one at fault."""
    try:
        summaries = list(summarize_all((example.article for example in batch), options))
    except Exception as error:  # Whatever a model throws is a result of the benchmark.
        if len(batch) > 1:
            return [answer for example in batch for answer in _answers((example,), options)]
        return [Prediction(batch[0].id, (), f"{type(error).__name__}: {error}")]
    return [
        Prediction(example.id, tuple(look.text for look in summary.quick_looks), None, summary.warnings)
        for example, summary in zip(batch, summaries, strict=True)
    ]
