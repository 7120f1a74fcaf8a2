"""Where a result goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from summarizer.errors import OutputError

__all__ = ["check_output", "wants_color", "write_output"]


def check_output(path: Path) -> None:
    """Raise OutputError when it is plain beforehand that no file can be written at `path`."""
    if path.is_dir():
        raise OutputError(f"{path} is a directory; give --out the name of a file.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise OutputError(f"{path} cannot be written: there is no folder {folder}. Create it first.")
    if not os.access(path if path.exists() and not path.is_file() else folder, os.W_OK):
        raise OutputError(f"{path} cannot be written: no permission. Choose another place for --out.")


def write_output(text: str, path: Path | None) -> None:
    """Write text and a newline to standard output (None) or to a file, in UTF-8.

    A file is written beside its place and then moved there, so that nobody ever finds half of it. A
    device or a pipe is written directly, and a link is followed. On a terminal the terminal's own
    encoding is kept. Raises OutputError when a file cannot be written.
    """
    if path is None:
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        if reconfigure := getattr(sys.stdout, "reconfigure", None):
            reconfigure(encoding=encoding, errors="backslashreplace")
        try:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"Standard output cannot be written: {error.strerror}.") from error
        return
    data = f"{text}\n".encode("utf-8", "backslashreplace")
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{path} cannot be written: {reason}. Choose another place for --out.") from error


def wants_color() -> bool:
    """Tell whether standard output is a terminal that wants colour (NO_COLOR and TERM=dumb are kept)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.chmod(mode)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
