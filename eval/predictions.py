"""What a system answered for an article, whether it ran here or elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from summarizer import align, verify
from summarizer.article import Article, Document
from summarizer.errors import EvaluationError, OptionsError
from summarizer.sentences import split
from summarizer.sources import archive
from summarizer.sources.compression import SUFFIXES
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence

from .answers import Answer, read
from .datasets import Dataset, Example

__all__ = ["Kind", "Prediction", "Run", "load", "parse", "verified"]

Kind = Literal["model", "baseline", "oracle", "predictions"]

_SUFFIXES = {*SUFFIXES, ".json", ".jsonl", ".ndjson", ".txt"}
_NAMED = 5
"""Ids that a message names at most."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A system's answer for the article `id`; `error` is set, and `bullets` empty, when it failed.

    Predictions made elsewhere may lack the brief and the coverage.
    """

    id: str
    bullets: tuple[Bullet, ...]
    brief: Brief | None = None
    coverage: Coverage | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The texts of the bullets, without labels: what ROUGE reads, a sentence each."""
        return tuple(bullet.text for bullet in self.bullets)

    @property
    def words(self) -> int:
        """Words in the bullets, parted by white space."""
        return sum(len(sentence.split()) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Run:
    """A system's answers for a data set, one per example and in its order.

    `notes` says what a reader of its figures should know.
    """

    name: str
    revision: str
    kind: Kind
    predictions: tuple[Prediction, ...]
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """Articles for which there is no answer."""
        return sum(prediction.error is not None for prediction in self.predictions)


def verified(id_: str, draft: Draft, article: Article) -> Prediction:
    """Return a draft as the answer for an article, with its support and its violations."""
    checked = verify.check(draft, article)
    bullets = tuple(
        replace(
            each, support=align.support(each.text, [article.text[e.start : e.end] for e in each.evidence])
        )
        for each in checked.bullets
    )
    return Prediction(id_, bullets, checked.brief, checked.coverage, None, checked.warnings)


def parse(spec: str) -> tuple[str, Path]:
    """Return the name and the path of `NAME=FILE`, or of a file alone, which is named after itself.

    Raises OptionsError when one of the two is empty.
    """
    name, sign, file = spec.partition("=")
    if not sign or Path(spec).exists():
        return _stem(Path(spec)), Path(spec)
    if not name.strip() or not file.strip():
        raise OptionsError(f"{spec!r} names no file of predictions. Give FILE or NAME=FILE.")
    return name.strip(), Path(file.strip())


def load(path: Path, dataset: Dataset, name: str | None = None) -> Run:
    """Read a system's answers for the articles of a data set; `name` is the file's name by default.

    Answers are matched by their ids where they have them, else by their order, and then there must be as many
    as articles. An article without an answer is counted as failed. Evidence is what the contract says, or the
    place of a sentence that stands word for word in the article.

    Raises SourceError when the file cannot be read, and EvaluationError when it does not fit the data set.
    """
    answers = read(path)
    if not answers:
        raise EvaluationError(f"{path.name} holds no answers. Give one line for each article.")
    with_id = sum(answer.id is not None for answer in answers)
    if with_id not in (0, len(answers)):
        raise EvaluationError(
            f"{path.name}: {with_id} of {len(answers)} answers have an id. Give one to all or to none."
        )
    matched, notes = (_by_id if with_id else _by_order)(answers, dataset, path.name)
    predictions = tuple(
        _prediction(example, answer, path.name)
        for example, answer in zip(dataset.examples, matched, strict=True)
    )
    return Run(name or _stem(path), archive.checksum(path)[:12], "predictions", predictions, notes)


def _stem(path: Path) -> str:
    while path.suffix in _SUFFIXES:
        path = path.with_suffix("")
    return path.name


_Matched = tuple[list[Answer | None], tuple[str, ...]]


def _by_id(answers: Sequence[Answer], dataset: Dataset, name: str) -> _Matched:
    ids = [example.id for example in dataset.examples]
    counted = Counter(answer.id or "" for answer in answers)
    if twice := [id_ for id_, count in counted.items() if count > 1]:
        raise EvaluationError(
            f"{name} has more than one answer of the id {_listed(twice)}. Give each an id of its own, "
            "or the answers without ids, in the order of the data set."
        )
    known = {answer.id or "": answer for answer in answers}
    expected = {*ids, *dataset.skipped}
    unknown = [id_ for id_ in known if id_ not in expected]
    if unknown and (not dataset.limited or len(unknown) == len(known)):
        raise EvaluationError(
            f"{name}: {len(unknown)} of {len(known)} ids are not in {dataset.name}: {_listed(unknown)}. "
            "Give the answers for this data set, or without ids, in its order."
        )
    left_out = len(known) - len(set(known) & set(ids))
    return [known.get(id_) for id_ in ids], _left_out(left_out)


def _by_order(answers: Sequence[Answer], dataset: Dataset, name: str) -> _Matched:
    wanted = len(dataset.examples)
    more = len(answers) - wanted
    if more < 0 or (more and not dataset.limited):
        without = f" ({len(dataset.skipped)} more have no quick looks)" if dataset.skipped else ""
        raise EvaluationError(
            f"{name} has {len(answers)} answers without ids, but {dataset.name} {wanted} articles{without}. "
            "Give one answer for each article, in the same order, or ids."
        )
    return list(answers[:wanted]), _left_out(more)


def _left_out(number: int) -> tuple[str, ...]:
    return (f"{number} answer(s) for articles that are not scored left out.",) if number else ()


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(map(repr, ids[:_NAMED])) + more


def _prediction(example: Example, answer: Answer | None, name: str) -> Prediction:
    if answer is None:
        return Prediction(example.id, (), error=f"{name} has no answer for this article.")
    if not answer.bullets:
        return Prediction(example.id, (), error=f"{name} has an empty answer for this article.")
    said = answer.coverage
    if said is not None and not 0 <= said.words_read <= said.words:
        raise EvaluationError(
            f"{name}: the answer for {example.id} says that {said.words_read} of {said.words} words were "
            "read. Mend its coverage, or leave the coverage out."
        )
    document = split(example.article)
    brief = answer.brief or Brief("", ())
    given = [brief.evidence, *(each.evidence for each in answer.bullets)]
    warnings = answer.warnings
    if not all(_fits(evidence, document) for evidence in given):
        warnings += ("The evidence given does not fit the article and was looked for again.",)
    bullets = tuple(replace(each, evidence=_evidence(each, document)) for each in answer.bullets)
    brief = replace(brief, evidence=_evidence(brief, document))
    draft = Draft(bullets, brief, answer.coverage or Coverage(0, 0, 0), warnings)
    made = verified(example.id, draft, example.article)
    return replace(made, brief=made.brief if answer.brief else None, coverage=answer.coverage)


def _evidence(given: Bullet | Brief, document: Document) -> tuple[Evidence, ...]:
    """Return the evidence given if it fits, else the places of the words, if they stand there in a row."""
    if not given.text or (given.evidence and _fits(given.evidence, document)):
        return given.evidence
    words = r"\s+".join(map(re.escape, given.text.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", document.article.text, re.IGNORECASE)
    if found is None:
        return ()
    return tuple(
        Evidence(sentence.index, max(sentence.start, found.start()), min(sentence.end, found.end()))
        for sentence in document.sentences
        if sentence.start < found.end() and found.start() < sentence.end
    )


def _fits(evidence: Sequence[Evidence], document: Document) -> bool:
    """Tell whether each span lies in the sentence that it names."""
    sentences = {sentence.index: sentence for sentence in document.sentences}
    return all(
        each.sentence in sentences
        and sentences[each.sentence].start <= each.start < each.end <= sentences[each.sentence].end
        for each in evidence
    )
