"""Many articles at once: a file or folder of any kind that `sources` reads, packed or not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from summarizer.article import Article
from summarizer.errors import SourceError
from summarizer.sources import read_stream
from summarizer.sources.compression import damage_told, opened
from summarizer.sources.files import Limited, reading_error, shown
from summarizer.sources.options import ReadOptions

__all__ = ["articles", "checksum"]

_CHUNK = 1 << 20
_DEFAULTS = ReadOptions(max_bytes=2**31)
"""An archive holds many articles, so that the limit for one does not fit."""


def articles(
    path: Path, options: ReadOptions = _DEFAULTS, unreadable: Callable[[SourceError], None] | None = None
) -> Iterator[tuple[str, Article]]:
    """Yield the articles of a file, or of all files in a folder, one by one, each with an id.

    The id is the article's own or else "FILE#number". Hidden files are passed over. JSON Lines are read, and
    unpacked, a line at a time, and no further than articles are asked for; a file of another kind is held
    whole. `options.max_bytes` is the limit for a file once it is unpacked.

    Raises SourceError when the path cannot be read or an article in it is broken; for a file of a folder
    `unreadable`, where given, is called with the error instead, the rest of that file is left out, and the
    next files are read.
    """
    for file in _files(path):
        place = shown(file.name if file == path else file.relative_to(path).as_posix())
        try:
            for number, one in enumerate(_read(file, place, options), start=1):
                yield one.id or f"{place}#{number}", one
        except SourceError as error:
            if unreadable is None or file == path:
                raise
            unreadable(error)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, or of the list of a folder's file names and their SHA-256."""
    files = _files(path)
    sums = {file: _sha256(file) for file in files}
    if files == [path]:
        return sums[path]
    listed = "".join(f"{file.relative_to(path).as_posix()} {sums[file]}\n" for file in files)
    return hashlib.sha256(listed.encode(errors="surrogateescape")).hexdigest()


def _files(path: Path) -> list[Path]:
    """Return the file, or the files of the folder; a pipe is refused, since it can be read only once."""
    try:
        there, regular, folder = path.exists(), path.is_file(), path.is_dir()
    except OSError as error:
        raise reading_error(shown(path), error) from error
    if not there:
        raise SourceError(f"There is no file or folder {shown(path)}. Check the name.")
    if regular:
        return [path]
    if not folder:
        raise SourceError(
            f"{shown(path)} is a device or a pipe, which cannot be read twice: for its articles and for its "
            "checksum. Write it to a file, and give that."
        )
    found = (file for file in path.rglob("*") if file.is_file())
    return sorted(f for f in found if not any(p.startswith(".") for p in f.relative_to(path).parts))


def _read(file: Path, place: str, options: ReadOptions) -> Iterator[Article]:
    try:
        with damage_told(place), file.open("rb") as packed, opened(packed) as stream:
            yield from read_stream(Limited(stream, place, options.max_bytes), place, options)
    except OSError as error:
        raise reading_error(place, error) from error


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while part := stream.read(_CHUNK):
                digest.update(part)
    except OSError as error:
        raise reading_error(shown(file), error) from error
    return digest.hexdigest()
