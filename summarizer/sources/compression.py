"""Files packed with xz, gzip or zstd: unpacked while they are read."""

from __future__ import annotations

import gzip
import lzma
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, BinaryIO, cast

from summarizer.errors import SourceError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["SUFFIXES", "damage_told", "opened"]

SUFFIXES = (".xz", ".gz", ".zst")
_XZ, _GZIP, _ZSTD = b"\xfd7zXZ\x00", b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def opened(stream: BinaryIO) -> IO[bytes]:
    """Return the unpacked content of a stream whose first bytes are those of xz, gzip or zstd, or the stream.

    What is read from it may raise errors that `damage_told` knows.
    """
    peekable = stream if isinstance(stream, BufferedReader) else BufferedReader(stream)  # type: ignore[type-var]
    head = peekable.peek(len(_XZ))
    if head.startswith(_XZ):
        return lzma.open(peekable)
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(peekable))
    if head.startswith(_ZSTD):
        return cast("IO[bytes]", zstd.open(peekable))
    return cast("IO[bytes]", peekable)


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """Turn the errors of the unpackers into a SourceError that names the file."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, zstd.ZstdError) as error:
        raise SourceError(f"{name} is damaged: {error}. Fetch or compress it again.") from error
