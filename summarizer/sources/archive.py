"""Many articles at once: a file or folder of any kind that `sources` reads, packed or not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from summarizer.article import Article
from summarizer.errors import SourceError
from summarizer.sources import parse
from summarizer.sources.compression import damage_told, opened
from summarizer.sources.files import reading_error, shown
from summarizer.sources.options import ReadOptions

__all__ = ["articles", "checksum"]

_CHUNK = 1 << 20
_DEFAULTS = ReadOptions(max_bytes=2**31)
"""An archive holds many articles, so that the limit for one does not fit."""


def articles(
    path: Path, options: ReadOptions = _DEFAULTS, unreadable: Callable[[SourceError], None] | None = None
) -> Iterator[tuple[str, Article]]:
    """Yield the articles of a file, or of all files in a folder, one by one, each with an id.

    The id is the article's own or else "FILE#number". Hidden files are passed over. `options.max_bytes` is
    the limit for a file once it is unpacked.

    Raises SourceError when the path cannot be read or an article in it is broken; for a file of a folder
    `unreadable`, where given, is called with the error instead, the rest of that file is left out, and the
    next files are read.
    """
    for file in _files(path):
        place = file.name if file == path else file.relative_to(path).as_posix()
        try:
            found = parse(_content(file, place, options.max_bytes), place, options)
            for number, one in enumerate(found, start=1):
                yield one.id or f"{place}#{number}", one
        except SourceError as error:
            if unreadable is None or file == path:
                raise
            unreadable(error)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, or of the list of a folder's file names and their SHA-256."""
    files = _files(path)
    sums = {file: hashlib.sha256(_bytes(file)).hexdigest() for file in files}
    if files == [path]:
        return sums[path]
    listed = "".join(f"{file.relative_to(path).as_posix()} {sums[file]}\n" for file in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise SourceError(f"There is no file or folder {path}. Check the name.")
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.is_file())
    return sorted(f for f in found if not any(p.startswith(".") for p in f.relative_to(path).parts))


def _content(file: Path, place: str, max_bytes: int) -> bytes:
    """Return a file's bytes, unpacked; no more than `max_bytes` + 1 are ever held."""
    parts, left = [], max_bytes + 1
    try:
        with damage_told(place), file.open("rb") as packed, opened(packed) as stream:
            while left and (part := stream.read(min(left, _CHUNK))):
                parts.append(part)
                left -= len(part)
    except OSError as error:
        raise reading_error(place, error) from error
    if not left:
        raise SourceError(f"{place} holds more than {max_bytes:,} bytes, unpacked. Split it.")
    return b"".join(parts)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise reading_error(shown(file), error) from error
