"""JSON and JSON lines -> Articles: one object, a list of objects, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from summarizer.article import Article, QuickLook
from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources import plain
from summarizer.sources.kinds import kind_of
from summarizer.sources.options import ReadOptions
from summarizer.sources.paragraphs import MARK, normalize
from summarizer.sources.quick_looks import bullet

__all__ = ["FIELDS", "from_json", "from_lines", "from_record"]

DATE_FIELDS = ("date", "published", "published_at", "datePublished")
FIELDS = ("id", "source", "url", "language", *DATE_FIELDS)
"""Fields that are read under these names only."""
LISTED_FIELDS = 12


def from_json(text: str, name: str, options: ReadOptions) -> Iterator[Article]:
    """Yield the articles of a JSON object or a list of objects; errors name the item of the list."""
    value = _loads(text, name)
    if isinstance(value, dict):
        yield from_record(value, name, options)
        return
    if not isinstance(value, list):
        raise SourceError(f"{name} is JSON but neither an object nor a list of objects. {_wanted(options)}")
    if not value:
        raise EmptyInputError(f"{name} is an empty list. {_wanted(options)}")
    for number, item in enumerate(value, start=1):
        yield from_record(item, f"{name}, item {number}", options)


def from_lines(lines: Iterable[str], name: str, options: ReadOptions) -> Iterator[Article]:
    """Yield the article of each line that is not blank; errors name the line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            where = f"{name}, line {number}"
            yield from_record(_loads(line, where), where, options)


def from_record(record: object, name: str, options: ReadOptions) -> Article:
    """Return the article of one JSON object.

    The text may be a string or a list of paragraphs, plain or HTML. `highlights` may be a list or a string
    with one a line; they become `Article.quick_looks`, with labels when each of them has one. `quick_looks`,
    which count before them, may be objects: `text`, `label`, and in `evidence` a list of sentences. Those of
    several people are a list of such lists or strings, in `highlights` (where at least one must be a list) or
    `references`: the first becomes `quick_looks`, the others `other_quick_looks`, equal ones once. `id`,
    `source`, `date` (or `published`), `url`, `language` and `brief` (a string or an object like a quick look)
    are taken when there.

    Raises SourceError when no text field is filled, naming the fields that are there, and the errors of
    the text itself.
    """
    if not isinstance(record, dict):
        raise SourceError(f"{name} is a JSON {_type_name(record)}, not an object. {_wanted(options)}")
    text = next(filter(None, (_joined(record.get(field)) for field in options.text_fields)), None)
    if text is None:
        present = ", ".join(sorted(map(str, record))[:LISTED_FIELDS]) or "none"
        more = f" and {len(record) - LISTED_FIELDS} more" if len(record) > LISTED_FIELDS else ""
        raise SourceError(f"{name} has no text. {_wanted(options)} It has the fields: {present}{more}.")
    title = _string(_first(record, options.title_fields))
    article = _article(text, name, title)
    written = _references(record, options)
    return replace(
        article,
        title=title or article.title,
        quick_looks=written[0] if written else article.quick_looks,
        other_quick_looks=tuple(written[1:]),
        brief=_brief(record.get("brief")),
        id=_string(record.get("id")) or article.id,
        source=_string(record.get("source")) or article.source,
        url=_string(record.get("url")) or article.url,
        published=_string(_first(record, DATE_FIELDS)) or article.published,
        language=_string(record.get("language")) or article.language,
    )


def _loads(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise SourceError(
            f"{name} is not valid JSON: {error.msg} ({where}column {error.colno}). Correct it or give text."
        ) from error
    except RecursionError as error:
        raise SourceError(f"{name} is JSON nested too deep. {_wanted(ReadOptions())}") from error
    except ValueError as error:
        raise SourceError(f"{name} is JSON that cannot be read: {error}. Correct it.") from error


def _article(text: str, name: str, title: str | None) -> Article:
    try:
        if kind_of(text) == "html":
            from summarizer.sources import html  # trafilatura takes long to load

            return html.article(text)
        return plain.article(text, "The text", title)
    except SourceError as error:
        raise type(error)(f"{name}: {error}") from error


def _references(record: Mapping[str, Any], options: ReadOptions) -> list[tuple[QuickLook, ...]]:
    """Return the quick looks of each writer, in the order of the record; equal ones count once."""
    given: list[object] = [_first(record, options.highlight_fields)]
    if isinstance(given[0], list) and any(isinstance(part, list) for part in given[0]):
        given = given[0]
    more = _first(record, options.reference_fields)
    given = [*given, *(more if isinstance(more, list) else [more])]
    return list(dict.fromkeys(filter(None, map(_highlights, given))))


def _highlights(value: object) -> tuple[QuickLook, ...]:
    """Return the highlights as quick looks; labels count only when every one has its own ("NEW" is none)."""
    found: list[QuickLook] = []
    parts = value.split("\n") if isinstance(value, str) else value
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, Mapping):
            if text := _string(part.get("text")):
                found.append(QuickLook(normalize(text), _string(part.get("label")), _evidence(part)))
        elif isinstance(part, str) and (line := normalize(part)):
            found.append(QuickLook(MARK.sub("", line, count=1) or line))
    if any(look.label for look in found):
        return tuple(found)
    labelled = [bullet(look.text) for look in found]
    consistent = len(labelled) > 1 and all(look.label for look in labelled)
    distinct = len({look.label for look in labelled}) == len(labelled)
    return tuple(labelled if consistent and distinct else found)


def _brief(value: object) -> QuickLook | None:
    """Return a brief that is a string, or an object with `text` and `evidence`."""
    part = value if isinstance(value, Mapping) else {"text": value}
    text = _string(part.get("text"))
    return QuickLook(text, evidence=_evidence(part)) if text else None


def _evidence(part: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the sentences that a quick look names as its evidence; offsets, as answers have, are none."""
    given = part.get("evidence")
    texts = (normalize(each) for each in given if isinstance(each, str)) if isinstance(given, list) else ()
    return tuple(filter(None, texts))


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> object:
    return next((record[name] for name in names if record.get(name)), None)


def _joined(value: object) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    return value if isinstance(value, str) and value.strip() else None


def _string(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return normalize(str(value)) or None


def _type_name(value: object) -> str:
    names = {str: "string", list: "list", bool: "true or false", type(None): "null"}
    return names.get(type(value), "number")


def _wanted(options: ReadOptions) -> str:
    return (
        f"An article is an object with its text in the field {' or '.join(map(repr, options.text_fields))}."
    )
