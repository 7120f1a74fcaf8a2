"""Runs a model or a baseline over a data set through the public library.

Every batch is put into the cache as soon as it is done, so that a run that was killed goes on where it was.
An article on which the model fails is kept, with the error and no bullets, so that it scores 0 and is
counted; it is not cached, and is tried again next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from summarizer.models import REGISTRY, load_model
from summarizer.options import Options
from summarizer.pipeline import BATCH, summarize_all

from .baselines import BASELINES, ORACLE, RANDOM, REVISIONS, oracle, shuffled
from .cache import Cache, code_revision, fingerprint
from .datasets import Dataset, Example
from .predictions import Kind, Prediction, Run, verified
from .results import Settings

__all__ = ["kind", "predict", "revision", "title"]

_STORED = TypeAdapter(Prediction)


def predict(
    dataset: Dataset,
    name: str,
    settings: Settings,
    cache: Cache | None = None,
    on_progress: Callable[[int], None] = lambda done: None,
) -> Run:
    """Let a model or a baseline write `settings.bullets` quick looks, with labels, for every article.

    An answer comes from the cache when one was given by the same program, revision and options for the same
    article (and seed, or references, where they count). `on_progress` is told how many articles are done:
    first how many the cache knew, then after each batch.

    Raises OptionsError, what `revision` raises, and EvaluationError when the cache cannot be used; what goes
    wrong with an article is recorded with it.
    """
    options = Options(model=name, bullets=settings.bullets)
    loaded = revision(name)
    examples = dataset.examples
    keys = [_key(example, loaded, options, settings.seed) for example in examples]
    stored = cache.get(keys) if cache else {}
    done = {
        index: replace(_STORED.validate_json(stored[key]), id=examples[index].id)
        for index, key in enumerate(keys)
        if key in stored
    }
    on_progress(len(done))
    left = [index for index in range(len(examples)) if index not in done]
    for at in range(0, len(left), BATCH):
        batch = left[at : at + BATCH]
        made = dict(zip(batch, _answers([examples[i] for i in batch], options, settings.seed), strict=True))
        if cache:
            cache.put({keys[i]: _STORED.dump_json(each) for i, each in made.items() if each.error is None})
        done.update(made)
        on_progress(len(done))
    shown = f"{loaded} seed {settings.seed}" if name == RANDOM else loaded
    return Run(name, shown, kind(name), tuple(done[index] for index in range(len(examples))))


def kind(name: str) -> Kind:
    """Return what sort of system a name stands for."""
    if name == ORACLE:
        return "oracle"
    return "baseline" if name in BASELINES else "model"


def title(name: str) -> str:
    """Return what a system is called in tables: its name, or the last part of a folder of weights."""
    known = name in REGISTRY or name in REVISIONS
    return Path(name).resolve().name if not known and Path(name).is_dir() else name


def revision(name: str) -> str:
    """Return what the model or baseline calls its revision.

    Raises UnknownModelError, and ModelError when the model cannot be loaded.
    """
    return REVISIONS[name] if name in REVISIONS else load_model(name).revision


def _key(example: Example, loaded: str, options: Options, seed: int) -> str:
    known = {ORACLE: example.references, RANDOM: seed}.get(options.model)
    return fingerprint("prediction", code_revision(), loaded, options, example.article, known)


def _answers(batch: Sequence[Example], options: Options, seed: int) -> list[Prediction]:
    """Answer a batch; when it fails, ask article by article to find the one at fault."""
    try:
        return list(_asked(batch, options, seed))
    except Exception as error:  # Whatever a model throws is a result of the benchmark.
        if len(batch) > 1:
            return [answer for example in batch for answer in _answers((example,), options, seed)]
        return [Prediction(batch[0].id, (), error=f"{type(error).__name__}: {error}")]


def _asked(batch: Sequence[Example], options: Options, seed: int) -> Iterator[Prediction]:
    if options.model == ORACLE:
        for each in batch:
            yield verified(each.id, oracle(each, options), each.article)
    elif options.model == RANDOM:
        for each in batch:
            yield verified(each.id, shuffled(each.article, options, seed), each.article)
    else:
        summaries = summarize_all((each.article for each in batch), options)
        for each, made in zip(batch, summaries, strict=True):
            yield Prediction(each.id, made.quick_looks, made.brief, made.coverage, None, made.warnings)
