"""Files and standard input -> bytes, or lines, within a size limit."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from summarizer.errors import SourceError

__all__ = [
    "HEAD_BYTES",
    "Limited",
    "Stream",
    "checked_path",
    "lines_after",
    "reading_error",
    "rest_after",
    "shown",
    "too_large",
]

HEAD_BYTES = 1 << 16
STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Names of open streams, as a shell's `<(command)` gives them: pipes there are wanted, a FIFO is not."""


class Stream(Protocol):
    """What is needed of an open file."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many."""
        ...

    def readline(self, size: int, /) -> bytes:
        """Return the bytes to the end of the line, at most so many."""
        ...


class Limited:
    """A stream that raises SourceError once more than `max_bytes` have been read from it."""

    def __init__(self, stream: Stream, name: str, max_bytes: int) -> None:
        self._stream, self._name, self._max_bytes = stream, name, max_bytes
        self._left = max_bytes

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`."""
        return self._counted(self._stream.read(min(size, self._left + 1)))

    def readline(self, size: int, /) -> bytes:
        """Return the bytes to the end of the line, at most `size`."""
        return self._counted(self._stream.readline(min(size, self._left + 1)))

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise SourceError(f"{self._name} holds more than {self._max_bytes:,} bytes, unpacked. Split it.")
        return data


def checked_path(path: Path) -> Path:
    """Return the path of a regular file (or of a shell's stream).

    Raises SourceError, saying what stands there instead.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {shown(path)}. Check the path.") from error
    except PermissionError as error:
        raise SourceError(f"{shown(path)} may not be read. Change its permissions or copy it.") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{shown(path)} cannot be read: {_cause(error)}. Check the path.") from error
    if stat.S_ISDIR(mode):
        raise SourceError(f"{shown(path)} is a folder. Give one file of it.")
    if not stat.S_ISREG(mode) and not str(path).startswith(STREAMS):
        raise SourceError(
            f"{shown(path)} is a device or a pipe, not a file. Pipe the text in and give - instead."
        )
    return path


def rest_after(head: bytes, stream: Stream, name: str, max_bytes: int) -> bytes:
    """Return the head and the rest of the stream.

    Raises SourceError as soon as there are more than `max_bytes`, without reading on.
    """
    data = head + stream.read(max(0, max_bytes + 1 - len(head)))
    if len(data) > max_bytes:
        raise too_large(name, max_bytes)
    return data


def lines_after(head: bytes, stream: Stream, name: str, max_bytes: int) -> Iterator[str]:
    """Yield the lines of UTF-8 text, the head's first, holding one line at a time.

    Raises SourceError for a line that is longer than `max_bytes` or not UTF-8, naming the line.
    """
    *whole, rest = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    number = 0
    for number, line in enumerate(whole, start=1):
        yield _decoded(line, f"{name}, line {number}")
    pending = rest
    while line := pending + stream.readline(max(1, max_bytes + 1 - len(pending))):
        number, pending = number + 1, b""
        if len(line) > max_bytes:
            raise too_large(f"{name}, line {number}", max_bytes)
        yield _decoded(line, f"{name}, line {number}")


def too_large(name: str, max_bytes: int) -> SourceError:
    """Return the error for input over the limit."""
    return SourceError(
        f"{name} is larger than {max_bytes:,} bytes, too long for an article. "
        "Give one article, or many as JSON lines."
    )


def reading_error(name: str, error: OSError) -> SourceError:
    """Return the error for a file or stream that could not be read."""
    if isinstance(error, PermissionError):
        return SourceError(f"{name} may not be read. Change its permissions or copy it.")
    return SourceError(f"{name} cannot be read: {_cause(error)}.")


def shown(path: str | Path) -> str:
    """Return a path for a message: printable, and not longer than a line or two."""
    text = ascii(str(path))[1:-1] if not str(path).isprintable() else str(path)
    return text if len(text) <= 200 else f"{text[:197]}..."


def _decoded(line: bytes, name: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not UTF-8 at byte {error.start}. Save the file as UTF-8.") from error


def _cause(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
