"""Sources: files, URLs, standard input or bytes -> Articles.

The kind (text, quick-looks layout, HTML, JSON, JSON lines, CSV, Parquet) is told from the content; a name
decides only what the content leaves open. Files may be packed with xz, gzip or zstd. Every failure is a
SourceError that says what happened and what to do. Libraries for HTML, HTTP, Parquet and legacy encodings are
loaded only when such input comes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from summarizer.article import Article
from summarizer.errors import EmptyInputError, FetchError, SourceError
from summarizer.sources import compression, encoding, files, plain, records, tables
from summarizer.sources.kinds import kind_of
from summarizer.sources.options import MAX_BYTES, ReadOptions

__all__ = ["ReadOptions", "from_text", "parse", "read", "read_one", "read_stream"]

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
DEFAULTS = ReadOptions()


def from_text(text: str) -> Article:
    """Return the article in a text, with or without the quick-looks layout.

    Raises EmptyInputError for no text, NotAnArticleError for a text that is none, SourceError for one of more
    than MAX_BYTES characters.
    """
    if len(text) > MAX_BYTES:
        raise SourceError(
            f"The text has more than {MAX_BYTES:,} characters, too long for an article. Give one article."
        )
    return plain.article(text)


def read_one(where: str | Path, options: ReadOptions = DEFAULTS) -> Article:
    """Return the one article of a file, a URL or, for "-", standard input.

    Raises SourceError as `read` does, and when the source holds more than one article.
    """
    found = list(islice(read(where, options), 2))
    if not found:
        raise EmptyInputError(f"{_name(where)} holds no article. Give the article's text.")
    if len(found) > 1:
        raise SourceError(
            f"{_name(where)} holds more than one article. Give one of them, or read them as a batch."
        )
    return found[0]


def read(where: str | Path, options: ReadOptions = DEFAULTS) -> Iterator[Article]:
    """Yield the articles of a file, an http(s) URL or, for "-", standard input (as bytes).

    JSON lines are read one at a time, so such a file may be of any size; errors name the line. All
    else is limited to `options.max_bytes`, unpacked.

    Raises SourceError: EmptyInputError, NotAnArticleError, FetchError, or the class itself.
    """
    if isinstance(where, str):
        if where == "-":
            with compression.damage_told("Standard input"):
                yield from read_stream(compression.opened(sys.stdin.buffer), "Standard input", options)
            return
        if scheme := SCHEME.match(where):
            yield from _url(where, scheme[1].lower(), options)
            return
    path = files.checked_path(Path(where))
    name = files.shown(path)
    try:
        with compression.damage_told(name), path.open("rb") as packed, compression.opened(packed) as stream:
            size = path.stat().st_size if stream is packed else 0
            yield from read_stream(stream, name, options, size)
    except OSError as error:
        raise files.reading_error(name, error) from error


def parse(data: bytes, name: str | None = None, options: ReadOptions = DEFAULTS) -> Iterator[Article]:
    """Yield the articles in bytes of any kind that is read, not packed; `name` (a file's, say) is for
    messages.

    Raises SourceError as `read` does.
    """
    if len(data) > options.max_bytes:
        raise files.too_large(name or "The input", options.max_bytes)
    yield from _parse(data, name or "The input", options)


def _parse(
    data: bytes, name: str, options: ReadOptions, fetched: tuple[str, str | None] | None = None
) -> Iterator[Article]:
    if tables.is_parquet(data, name):
        yield from tables.from_parquet(data, name, options)
        return
    url, charset = fetched or (None, None)
    text = encoding.decode(data, name, charset)
    kind = kind_of(text, name)
    if kind == "html":
        from summarizer.sources import html  # loads trafilatura

        yield html.article(text, name, url)
        return
    if kind == "text":
        yield replace(plain.article(text, name), url=url)
        return
    text = text.removeprefix("\ufeff")
    if kind == "jsonl":
        found = records.from_lines(text.split("\n"), name, options)
    elif kind == "csv":
        found = tables.from_csv(text, name, options)
    else:
        found = records.from_json(text, name, options)
    for article in found:
        yield article if article.url else replace(article, url=url)


def read_stream(
    stream: files.Stream, name: str, options: ReadOptions = DEFAULTS, size: int = 0
) -> Iterator[Article]:
    """Yield the articles of an open stream, unpacked, as `read` does; `size` is its bytes, where known.

    Raises SourceError as `read` does, and what the stream itself raises.
    """
    head = stream.read(files.HEAD_BYTES)
    encoding.refuse_binary(head, name)
    if len(head) == files.HEAD_BYTES and b"\n" not in head.strip() and _is_object(head):
        # The first record is longer than the head; what follows it tells JSON lines from one JSON value.
        head += stream.readline(max(0, options.max_bytes + 1 - len(head)))
        head += stream.read(files.HEAD_BYTES) if head.endswith(b"\n") else b""
    if _is_json_lines(head, name):
        yield from records.from_lines(files.lines_after(head, stream, name, options.max_bytes), name, options)
        return
    if size > options.max_bytes:
        raise files.too_large(name, options.max_bytes)
    yield from _parse(files.rest_after(head, stream, name, options.max_bytes), name, options)


def _is_json_lines(head: bytes, name: str) -> bool:
    if b"\x00" in head or b"\n" not in head.strip():
        return False
    return _is_object(head) and kind_of(head.decode("utf-8", "replace"), name) == "jsonl"


def _is_object(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _url(url: str, scheme: str, options: ReadOptions) -> Iterator[Article]:
    if scheme not in ("http", "https"):
        advice = "Give the file's path instead." if scheme == "file" else "Save it and give the file."
        raise FetchError(f"{url} has the scheme {scheme!r}; only http and https are read. {advice}")
    from summarizer.sources import fetch  # loads urllib3

    permit = (lambda _: True) if options.allow_private_urls else fetch.is_public
    got = fetch.fetch(url, max_bytes=options.max_bytes, timeout=options.timeout, permit=permit)
    yield from _parse(got.data, url, options, (got.url, got.charset))


def _name(where: str | Path) -> str:
    return "Standard input" if where == "-" else files.shown(where)
