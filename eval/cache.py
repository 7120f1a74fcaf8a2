"""Answers and measurements on disk, so that a run goes on where it was cut off and a second one is quick.

One SQLite file in write-ahead mode: what was put survives the death of the process, and several processes may
use it at once. A key is a fingerprint of everything that the value depends on, so that nothing is ever stale.
Each entry has a checksum; a damaged entry counts as missing. Once the file holds more than its limit, the
entries written first are dropped and their room is used again.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import platformdirs

import summarizer
from summarizer.errors import EvaluationError

__all__ = ["Cache", "code_revision", "default_folder", "fingerprint"]

T = TypeVar("T")

LIMIT = 512 * 2**20
"""Bytes of entries that the file may hold: some fifty runs of six systems over a thousand articles."""

BUSY = 60.0
"""Seconds to wait for another process that is writing; a write takes milliseconds."""

_KEYS = 500
"""Keys looked up at once: SQLite takes no more than 999 in a query in older builds."""

_LIBRARIES = ("nltk", "numpy", "onnxruntime", "rouge-score", "scipy", "sentencex", "tokenizers")
"""Libraries whose version may change an answer or a figure."""


class Cache:
    """The entries in `eval.sqlite` of a folder, which is made when it is not there.

    `damaged` counts the entries that were found damaged and dropped. `warnings` tells what a user should
    know, such as a file that was damaged as a whole and has been moved aside. `limit` is the number of bytes
    from which the oldest entries are dropped.

    Raises EvaluationError when the file cannot be used.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.path = folder / "eval.sqlite"
        self.limit = limit
        self.damaged = 0
        self.warnings: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EvaluationError(
                f"The cache's folder {folder} cannot be made ({error.strerror}). Name another one."
            ) from error
        with self._told():
            try:
                self._db = self._open()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError as error:
                self._db = self._mended(error)

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the values of the keys that are there."""
        return self._mending(lambda: self._read(keys))

    def put(self, items: Mapping[str, bytes]) -> None:
        """Store the items, all or none of them, in place of older ones of the same keys."""
        self._mending(lambda: self._write(items))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise EvaluationError(
                f"The cache {self.path} cannot be used ({error}). Name another folder, or go on without it."
            ) from error

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute(
                "CREATE TABLE IF NOT EXISTS entries "
                "(id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, checksum BLOB NOT NULL, value BLOB)"
            )
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _read(self, keys: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        broken: list[str] = []
        for at in range(0, len(keys), _KEYS):
            some = keys[at : at + _KEYS]
            marks = ",".join("?" * len(some))
            rows = self._db.execute(f"SELECT key, checksum, value FROM entries WHERE key IN ({marks})", some)
            for key, checksum, value in rows.fetchall():
                if checksum == _checksum(key, value):
                    found[key] = value
                else:
                    broken.append(key)
        if broken:
            self.damaged += len(broken)
            with self._transaction():
                self._db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in broken])
        return found

    def _write(self, items: Mapping[str, bytes]) -> None:
        rows = [(key, _checksum(key, value), value) for key, value in items.items()]
        with self._transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO entries (key, checksum, value) VALUES (?, ?, ?)", rows
            )
            self._shrink()

    def _shrink(self) -> None:
        """Drop the oldest quarter of the entries while they take more than the limit."""
        while self._bytes() > self.limit:
            (count,) = self._db.execute("SELECT count(*) FROM entries").fetchone()
            if not count:
                return
            oldest = "SELECT id FROM entries ORDER BY id LIMIT ?"
            self._db.execute(f"DELETE FROM entries WHERE id IN ({oldest})", (-(-count // 4),))

    def _bytes(self) -> int:
        pages, free, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _mending(self, action: Callable[[], T]) -> T:
        """Do something with the file, and once more with a new one if it turns out to be damaged."""
        with self._told():
            try:
                return action()
            except sqlite3.OperationalError:  # locked, full: the file is not at fault
                raise
            except sqlite3.DatabaseError as error:
                self._db.close()
                self._db = self._mended(error)
                return action()

    def _mended(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Open the file again, or if it is damaged, move it aside and begin a new one."""
        if not self._sound():
            aside = self.path.with_suffix(".damaged")
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self.path.replace(aside)
            self.warnings.append(
                f"The cache {self.path} is damaged ({error}). It was moved to {aside.name}, a new one was "
                "begun, and what it held is computed again."
            )
        return self._open()

    def _sound(self) -> bool:
        """Tell whether the file is whole: another process may have replaced it in the meantime."""
        try:
            with closing(self._open()) as db:
                return bool(db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return False


def fingerprint(*parts: object) -> str:
    """Return the SHA-256 of the parts' canonical JSON, 64 hex digits.

    A part is a dataclass or anything that JSON knows, nested at will; a tuple counts as a list. Raises
    TypeError for anything else.
    """
    text = json.dumps(parts, default=_plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=1)
def code_revision() -> str:
    """Return a digest of the program: the Python sources of `summarizer` and `eval`, and what they run on.

    A changed program, library or Python never meets an old answer. Computed once a process.
    """
    digest = hashlib.sha256()
    for package in (Path(summarizer.__file__).parent, Path(__file__).parent):
        for file in sorted(package.rglob("*.py")):
            content = file.read_bytes()
            digest.update(f"{package.name}/{file.relative_to(package).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    digest.update(repr((sys.version_info[:3], platform.machine(), libraries)).encode())
    return digest.hexdigest()


def default_folder() -> Path:
    """Return where the cache lies by default: $XDG_CACHE_HOME/summarizer/eval, else the platform's place."""
    if home := os.environ.get("XDG_CACHE_HOME"):
        return Path(home) / "summarizer" / "eval"
    return platformdirs.user_cache_path("summarizer", appauthor=False) / "eval"


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return [type(part).__qualname__, {each.name: getattr(part, each.name) for each in fields(part)}]
    raise TypeError(f"a {type(part).__name__} has no fingerprint")


def _checksum(key: str, value: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + value).digest()
