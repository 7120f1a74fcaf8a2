"""Answers that a system made elsewhere, as they stand in a file.

JSON Lines: the contract `summarizer/1`, or objects with `id` (where there is one) and the answer in
`bullets`, `quick_looks`, `summary` or `prediction`, a string or a list of strings or of objects with `text`
and `label`; or such an answer alone. Or one JSON document: a list of all that, or a single one. Or text: a
line for each article. Plain, or packed with xz, gzip or zstd.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from summarizer.errors import EvaluationError, SourceError
from summarizer.sentences import boundaries
from summarizer.sources.compression import SUFFIXES, damage_told, opened
from summarizer.sources.paragraphs import MARK
from summarizer.sources.quick_looks import bullet
from summarizer.summary import SCHEMA, Brief, Bullet, Coverage

__all__ = ["Answer", "read"]

_FIELDS = ("bullets", "quick_looks", "summary", "prediction")
_JSON = (".json", ".jsonl", ".ndjson")
_NOTHING = object()
_BREAK = re.compile(r"<n>|<q>|\\n|\r?\n")
"""What systems put between the sentences of a summary on one line."""
_DEBRIS = re.compile(r"</?[st]>|<(?:pad|unk|mask)>|<\|endoftext\|>|\[(?:CLS|SEP|PAD|UNK|MASK)\]")
"""Special tokens that decoding left behind."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a file says about one article: `id` is None, or `bullets` empty, where it gives none.

    Evidence and violations are set where the file keeps the contract `summarizer/1`.
    """

    id: str | None
    bullets: tuple[Bullet, ...]
    brief: Brief | None = None
    coverage: Coverage | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Contract:
    """What is read of an object of the contract `summarizer/1`."""

    quick_looks: tuple[Bullet, ...]
    brief: Brief
    coverage: Coverage
    warnings: tuple[str, ...]


_CONTRACT = TypeAdapter(_Contract)


def read(path: Path) -> list[Answer]:
    """Return the answers of a file, in its order.

    The sentences of an answer that is one string are its lines (parted by "<n>", "<q>" or "\\n"), or if it
    has one line, the sentences found in it. Special tokens and bullet marks are taken off. Bullets get labels
    ("Label: sentence") when each has one of its own.

    A file is JSON by its name (.jsonl, .ndjson, .json) or when it begins with a brace, or when each line is.

    Raises SourceError when the file cannot be read, and EvaluationError for a line that holds no answer.
    """
    return list(_answers(_text(path), path))


def _text(path: Path) -> str:
    content = _bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name} is not UTF-8 text ({error.reason}, byte {error.start}).") from error


def _bytes(path: Path) -> bytes:
    try:
        with damage_told(path.name), path.open("rb") as packed, opened(packed) as stream:
            return stream.read()
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}). Check the name.") from error


def _answers(text: str, path: Path) -> Iterator[Answer]:
    # Not splitlines: a sentence may hold U+2028 or the like.
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text.strip() else []
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in SUFFIXES:
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    if not lines or not (suffix in _JSON or _begins_as_json(text, lines)):
        for line in lines:
            yield Answer(None, _bullets(_sentences(line)))
        return
    whole = _json(text) if suffix == ".json" or sum(map(bool, map(str.strip, lines))) > 1 else _NOTHING
    if whole is not _NOTHING:
        for number, record in enumerate(whole if isinstance(whole, list) else [whole], start=1):
            yield _record(record, f"{path.name}, answer {number}")
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _record(_line(line, f"{path.name}, line {number}"), f"{path.name}, line {number}")


def _begins_as_json(text: str, lines: Sequence[str]) -> bool:
    """Tell whether a text is JSON: a sentence may begin with a quotation, or with a token in brackets."""
    first = text.lstrip()[:1]
    return first == "{" or (
        first in ("[", '"')
        and (_json(text) is not _NOTHING or all(_json(x) is not _NOTHING for x in lines if x.strip()))
    )


def _json(text: str) -> object:
    """Return what a JSON text says, or `_NOTHING` when it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _NOTHING


def _line(line: str, where: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise EvaluationError(
            f"{where} is not valid JSON: {error}. Give one answer a line (summarizer: --format jsonl) or one "
            "document for all; text belongs in a file that is not called JSON."
        ) from error


def _record(record: object, where: str) -> Answer:
    if isinstance(record, (str, list)):
        return Answer(None, _said(record, where))
    if not isinstance(record, dict):
        raise EvaluationError(
            f"{where} is {json.dumps(record)}, which is no answer. Give an object, a string or a list of "
            "strings."
        )
    id_ = None if record.get("id") is None else str(record["id"])
    if record.get("schema") == SCHEMA:
        try:
            said = _CONTRACT.validate_python(record)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise EvaluationError(f"{where} does not keep {SCHEMA}: {place}: {first['msg']}.") from error
        cleaned = (replace(each, text=_without_debris(each.text)) for each in said.quick_looks)
        looks = tuple(each for each in cleaned if each.text)
        return Answer(id_, looks, said.brief, said.coverage, said.warnings)
    field = next((field for field in _FIELDS if field in record), None)
    if field is None:
        raise EvaluationError(
            f"{where} has no answer. It belongs in the field {' or '.join(map(repr, _FIELDS))}; "
            f"there are: {', '.join(sorted(map(str, record))) or 'none'}."
        )
    return Answer(id_, _said(record[field], f"{where}, {field}"), _brief(record.get("brief")))


def _said(value: object, where: str) -> tuple[Bullet, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return _bullets(_sentences(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return _bullets(line for part in value for line in _lines(part))
    if isinstance(value, list) and all(
        isinstance(part, Mapping) and isinstance(part.get("text"), str) for part in value
    ):
        found = ((" ".join(_lines(part["text"])), part.get("label")) for part in value)
        return tuple(Bullet(text, (), str(label) if label else None) for text, label in found if text)
    raise EvaluationError(
        f"{where} is neither a string nor a list of strings or of objects with the field 'text'."
    )


def _brief(value: Any) -> Brief | None:
    text = value.get("text") if isinstance(value, Mapping) else value
    return Brief(" ".join(_lines(text)), ()) if isinstance(text, str) and text.strip() else None


def _lines(text: str) -> list[str]:
    """Return what stands between the breaks, without debris, bullet marks and needless white space."""
    lines = map(_without_debris, _BREAK.split(text))
    return [clean for line in lines if (clean := MARK.sub("", line, count=1).strip())]


def _without_debris(text: str) -> str:
    return " ".join(_DEBRIS.sub(" ", _BREAK.sub(" ", text)).split())


def _sentences(text: str) -> list[str]:
    """Return the sentences of an answer: its lines, or if it is one line, what stops and capitals say."""
    lines = _lines(text)
    return (
        [line[start:end] for line in lines for start, end in boundaries(line)] if len(lines) == 1 else lines
    )


def _bullets(lines: Iterable[str]) -> tuple[Bullet, ...]:
    """Return the lines as bullets, with labels when each has one of its own, as for the references."""
    found = list(lines)
    looks = [bullet(line) for line in found]
    labels = [look.label for look in looks]
    if len(found) > 1 and all(labels) and len(set(labels)) == len(labels):
        return tuple(Bullet(look.text, (), look.label) for look in looks)
    return tuple(Bullet(line, ()) for line in found)
