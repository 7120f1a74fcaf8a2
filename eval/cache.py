"""Answers and measurements on disk, so that a run goes on where it was cut off and a second one is quick.

One SQLite file in write-ahead mode: what was put survives the death of the process, and several processes may
use it at once. A key is a fingerprint of everything that the value depends on, so that nothing is ever stale.
Each entry has a checksum; a damaged entry counts as missing. Once the file holds more than its limit, the
entries written first are dropped and their room is used again, but none that this process has written.
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

LIMIT = 4 * 2**30
"""Bytes of entries that the file may hold: some 400 runs of six systems over a thousand articles."""

BUSY = 60.0
"""Seconds to wait for another process that is writing; a write takes milliseconds."""

_VERSION = 1
"""`user_version` of the file: another number is another form of the entries."""

_TABLE = (
    "CREATE TABLE entries "
    "(id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, checksum BLOB NOT NULL, value BLOB NOT NULL)"
)

_KEYS = 500
"""Keys looked up at once: SQLite takes no more than 999 in a query in older builds."""

_LIBRARIES = ("nltk", "numpy", "onnxruntime", "rouge-score", "scipy", "sentencex", "tokenizers")
"""Libraries whose version may change an answer or a figure."""


class Cache:
    """The entries in `eval.sqlite` of a folder, which is made when it is not there.

    `damaged` counts the entries that were found damaged and dropped. `warnings` tells what a user should
    know: a file that was damaged as a whole or is none of a cache and has been moved aside, or that the limit
    was reached. `limit` is the number of bytes from which the oldest entries are dropped.

    Raises EvaluationError when the file cannot be used.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.path = folder / "eval.sqlite"
        self.limit = limit
        self.damaged = 0
        self.warnings: list[str] = []
        self._own: int | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EvaluationError(
                f"The cache's folder {folder} cannot be made ({error.strerror}). Name another one."
            ) from error
        with self._told(), self._locked():
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
    def _locked(self) -> Iterator[None]:
        """Keep other processes from opening or mending the file.

        Two that begin one at once would be told that it is locked, without waiting; and none must take the
        new file of another for the damaged one.
        """
        file = self.path.with_suffix(".lock")
        with closing(sqlite3.connect(file, timeout=BUSY, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise EvaluationError(
                f"The cache {self.path} cannot be used ({error}). Name another folder."
            ) from error

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            with _transaction(db, "DEFERRED"):
                new = _is_new(db)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            if new:
                with _transaction(db):
                    if _is_new(db):  # Another process may have begun it in the meantime.
                        db.execute(_TABLE)
                        db.execute(f"PRAGMA user_version={_VERSION}")
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
                if isinstance(value, bytes) and checksum == _checksum(key, value):
                    found[key] = value
                else:
                    broken.append(key)
        if broken:
            self.damaged += len(broken)
            with _transaction(self._db):
                self._db.executemany("DELETE FROM entries WHERE key = ?", [(key,) for key in broken])
        return found

    def _write(self, items: Mapping[str, bytes]) -> None:
        rows = [(key, _checksum(key, value), value) for key, value in items.items()]
        with _transaction(self._db):
            if self._own is None:
                (self._own,) = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM entries").fetchone()
            self._db.executemany(
                "INSERT OR REPLACE INTO entries (key, checksum, value) VALUES (?, ?, ?)", rows
            )
            self._shrink()

    def _shrink(self) -> None:
        """Drop the oldest quarter of the entries while they take more than the limit, but none of our own."""
        while self._bytes() > self.limit:
            (count,) = self._db.execute("SELECT count(*) FROM entries WHERE id < ?", (self._own,)).fetchone()
            oldest = "SELECT id FROM entries WHERE id < ? ORDER BY id LIMIT ?"
            dropped = self._db.execute(
                f"DELETE FROM entries WHERE id IN ({oldest})", (self._own, -(-count // 4))
            ).rowcount
            size = f"{self.limit / 2**30:.3g} GiB"
            if dropped:
                self._warn(f"The cache {self.path} has reached {size}: what is oldest in it was dropped.")
            else:
                self._warn(
                    f"The cache {self.path} takes more than {size}, because this run alone does. A later run "
                    "will drop what is oldest; it may be deleted at any time."
                )
                return

    def _warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)

    def _bytes(self) -> int:
        pages, free, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _mending(self, action: Callable[[], T]) -> T:
        """Do something with the file, and once more with a new one if it turns out to be damaged."""
        with self._told():
            try:
                return action()
            except sqlite3.OperationalError:  # locked, full: the file is not at fault
                raise
            except sqlite3.DatabaseError as error:
                self._db.close()
                with self._locked():
                    self._db = self._mended(error)
                return action()

    def _mended(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Open the file again, or if it is damaged, move it aside and begin a new one; under the lock."""
        self._own = None
        if not self._sound():
            aside = self.path.with_suffix(".damaged")
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self.path.replace(aside)
            self._warn(
                f"The cache {self.path} is damaged or not of this version ({error}). It was moved to "
                f"{aside.name}, a new one was begun, and what it held is computed again."
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


def _is_new(db: sqlite3.Connection) -> bool:
    """Tell whether a file holds nothing yet; it is asked for in a transaction, to see one state of it.

    Raises sqlite3.DatabaseError when it holds something else than a cache of this version.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    tables = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE type != 'index'")]
    if (version, tables) == (_VERSION, [_TABLE]):
        return False
    if (version, tables) == (0, []):
        return True
    raise sqlite3.DatabaseError("no cache of this version")


@contextmanager
def _transaction(db: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    db.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


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
