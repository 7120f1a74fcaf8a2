"""Files of readers' marks: an article a line, with the candidates that readers judged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer import sentences
from summarizer.article import Document
from summarizer.errors import SourceError, TrainingError
from summarizer.sources.compression import damage_told, opened
from summarizer.sources.files import checked_path, reading_error, shown
from summarizer.sources.options import ReadOptions
from summarizer.sources.records import from_record

__all__ = ["LABEL_MARKS", "MARKS", "Judged", "Marks", "of", "read"]

MARKS, LABEL_MARKS = ("publish", "edit", "reject"), ("good", "weak", "wrong")
"""What readers say of a text and of a label, in the judges' order."""

_READ = ReadOptions()


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: its text, the sentence (by index) that it says, its label, and the marks of both.

    label, label_mark: both empty where there is no label.
    """

    text: str
    sentence: int
    mark: str
    label: str = ""
    label_mark: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """An article with candidates that readers judged."""

    id: str
    document: Document
    candidates: tuple[Judged, ...]


def read(path: Path) -> Iterator[Marks]:
    """Yield the articles of a file, an article a line, packed or not; a line without `id` has its number.

    Raises SourceError when the file cannot be read, TrainingError (with file and line) when a line is wrong.
    """
    name = shown(path)
    checked_path(path)
    try:
        with damage_told(name), path.open("rb") as packed, opened(packed) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    where = f"{name}, line {number}"
                    yield of(_loaded(line, where), where, f"{name}#{number}")
    except OSError as error:
        raise reading_error(name, error) from error


def of(record: object, where: str, number: str = "") -> Marks:
    """Return one article: `text`, perhaps `title` and `id`, and `candidates`.

    These have `text`, `sentence` (the index of the one that it says), `mark` (publish, edit, reject), and
    perhaps both `label` and `label_mark` (good, weak, wrong). Raises TrainingError, saying what is wrong.
    """
    try:
        article = from_record(record, where, _READ)
    except SourceError as error:
        raise TrainingError(str(error)) from error
    document = sentences.split(article)
    given = record.get("candidates") if isinstance(record, dict) else None
    if not isinstance(given, list):
        raise TrainingError(f"{where} has no list of candidates. Give [] where there is none.")
    candidates = tuple(
        _judged(one, f"{where}, candidate {place}", len(document.sentences))
        for place, one in enumerate(given, start=1)
    )
    return Marks(article.id or number, document, candidates)


def _loaded(line: bytes, where: str) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TrainingError(f"{where} is not JSON: {error}. Correct it.") from error


def _judged(one: object, where: str, count: int) -> Judged:
    if not isinstance(one, dict):
        raise TrainingError(f"{where} is not an object. Give it text, sentence and mark.")
    text, place = one.get("text"), one.get("sentence")
    if not isinstance(text, str) or not text.strip():
        raise TrainingError(f"{where} has no text.")
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < count:
        raise TrainingError(
            f"{where} has the sentence {place!r}. The article has {count} sentences: give an index from 0 to "
            f"{count - 1}."
        )
    label = one.get("label") or ""
    if not isinstance(label, str):
        raise TrainingError(f"{where} has a label that is not a string.")
    label = label.strip()
    mark, label_mark = _mark(one, "mark", MARKS, where), ""
    if label:
        label_mark = _mark(one, "label_mark", LABEL_MARKS, where)
    elif one.get("label_mark"):
        raise TrainingError(f"{where} has a label_mark and no label. Give both or neither.")
    return Judged(text, place, mark, label, label_mark)


def _mark(one: Mapping[str, Any], name: str, known: tuple[str, ...], where: str) -> str:
    mark = one.get(name)
    if not isinstance(mark, str) or mark not in known:
        raise TrainingError(f"{where} has the {name} {mark!r}. Give one of {', '.join(known)}.")
    return mark
