"""What was put is there again, whatever happened to the process or the file in between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from eval.cache import Cache, code_revision, default_folder, fingerprint
from summarizer.article import Paragraph, Sentence
from summarizer.errors import EvaluationError

ROOT = Path(__file__).resolve().parents[2]
ITEMS = {f"key {number}": f"value {number}".encode() * 50 for number in range(1200)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Cache(tmp_path / "eval") as cache:
        cache.put(ITEMS)
    return tmp_path / "eval"


def test_what_was_put_is_there_after_opening_again(folder: Path) -> None:
    with Cache(folder) as cache:
        assert cache.get([*ITEMS, "none"]) == ITEMS
        assert cache.get([]) == {}
        assert cache.damaged == 0
        assert cache.warnings == []


def test_a_key_is_put_again_in_place_of_the_old(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put({"key 3": b"new"})
        assert cache.get(["key 3", "key 4"]) == {"key 3": b"new", "key 4": ITEMS["key 4"]}


def test_a_flipped_byte_is_noticed_counted_and_dropped(folder: Path) -> None:
    file = folder / "eval.sqlite"
    content = bytearray(file.read_bytes())
    at = content.index(b"value 777value 777")
    content[at + 3] ^= 0x20
    file.write_bytes(content)
    with Cache(folder) as cache:
        found = cache.get(list(ITEMS))
        assert set(ITEMS) - set(found) == {"key 777"}
        assert cache.damaged == 1
        cache.put({"key 777": ITEMS["key 777"]})
        assert cache.get(list(ITEMS)) == ITEMS
        assert cache.damaged == 1


def test_an_entry_under_another_key_is_no_answer(folder: Path) -> None:
    with sqlite3.connect(folder / "eval.sqlite") as db:
        db.execute("UPDATE entries SET key = 'swapped' WHERE key = 'key 5'")
    db.close()
    with Cache(folder) as cache:
        assert cache.get(["swapped"]) == {}
        assert cache.damaged == 1


@pytest.mark.parametrize("value", ["text", 7, b""])
def test_a_value_that_is_no_bytes_of_ours_is_no_answer(folder: Path, value: object) -> None:
    with closing(sqlite3.connect(folder / "eval.sqlite")) as db, db:
        db.execute("UPDATE entries SET value = ? WHERE key = 'key 5'", (value,))
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("UPDATE entries SET value = NULL WHERE key = 'key 6'")
    with Cache(folder) as cache:
        assert set(cache.get(["key 4", "key 5"])) == {"key 4"}
        assert cache.damaged == 1


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version = 2",
        "PRAGMA user_version = 0",
        "CREATE TABLE other (id INTEGER)",
        "DROP TABLE entries; CREATE TABLE entries (key TEXT, value BLOB)",
    ],
)
def test_a_database_of_something_else_is_moved_aside(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / "eval.sqlite")) as db:
        db.executescript(script)
    with Cache(folder) as cache:
        assert cache.get(list(ITEMS)) == {}
        cache.put({"a": b"1"})
        (warning,) = cache.warnings
    assert "no cache of this version" in warning
    assert (folder / "eval.damaged").exists()
    with Cache(folder) as cache:
        assert cache.get(["a"]) == {"a": b"1"}
        assert cache.warnings == []


class Slow(Cache):
    """Looks at the file when the other one does too, if it can."""

    both = threading.Barrier(2)

    def _sound(self) -> bool:
        found = super()._sound()
        with suppress(threading.BrokenBarrierError):
            self.both.wait(timeout=1)
        return found


def test_two_that_mend_at_once_mend_once(folder: Path) -> None:
    (folder / "eval.sqlite").write_bytes(b"The harbour of Lower Kessel froze on Monday. " * 200)
    warnings: list[str] = []

    def use(name: str) -> None:
        with Slow(folder) as cache:
            cache.put({name: b"1"})
            warnings.extend(cache.warnings)

    users = [threading.Thread(target=use, args=(name,)) for name in ("first", "second")]
    for user in users:
        user.start()
    for user in users:
        user.join(timeout=30)
    assert len(warnings) == 1
    with Cache(folder) as cache:
        assert set(cache.get(["first", "second"])) == {"first", "second"}


@pytest.mark.parametrize("keep", [0, 1, 50, 5000, 30_000, 100_000])
def test_a_truncated_file_loses_entries_but_nothing_else(folder: Path, keep: int) -> None:
    file = folder / "eval.sqlite"
    file.write_bytes(file.read_bytes()[:keep])
    with Cache(folder) as cache:
        found = cache.get(list(ITEMS))
        assert all(ITEMS[key] == value for key, value in found.items())
        cache.put(ITEMS)
        assert cache.get(list(ITEMS)) == ITEMS
        assert len(cache.warnings) == (keep >= 50)  # without a whole header it is an empty file
    with Cache(folder) as cache:
        assert cache.get(list(ITEMS)) == ITEMS
        assert cache.warnings == []


def test_a_file_of_something_else_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / "eval.sqlite").write_text("The harbour of Lower Kessel froze on Monday.\n" * 100)
    with Cache(tmp_path) as cache:
        cache.put({"a": b"1"})
        assert cache.get(["a"]) == {"a": b"1"}
        (warning,) = cache.warnings
    assert "is damaged" in warning
    assert "eval.damaged" in warning
    assert (tmp_path / "eval.damaged").read_text().startswith("The harbour")


def test_damage_that_comes_while_it_is_open_is_mended(folder: Path) -> None:
    with Cache(folder) as cache, (folder / "eval.sqlite").open("r+b") as file:
        assert cache.get(["key 1"])
        file.seek(0)
        file.write(b"\xff" * 60_000)
        file.flush()
        found = cache.get(list(ITEMS))
        assert all(ITEMS[key] == value for key, value in found.items())
        cache.put(ITEMS)
        assert cache.get(list(ITEMS)) == ITEMS


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match="cannot be made"):
        Cache(tmp_path / "file" / "eval")


def test_a_file_that_cannot_be_opened_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "eval.sqlite").mkdir()
    with pytest.raises(EvaluationError, match=r"cannot be used .* Name another folder"):
        Cache(tmp_path)
    assert (tmp_path / "eval.sqlite").is_dir()


def test_the_oldest_entries_make_room_and_that_is_told(tmp_path: Path) -> None:
    for batch in range(40):
        with Cache(tmp_path, limit=200_000) as cache:
            cache.put({f"{batch}/{number}": bytes([batch]) * 1000 for number in range(20)})
    keys = [f"{batch}/{number}" for batch in range(40) for number in range(20)]
    with Cache(tmp_path, limit=200_000) as cache:
        found = cache.get(keys)
        assert set(found) == set(keys[-len(found) :])
        assert 100 <= len(found) < 200
        assert cache.path.stat().st_size < 400_000
        cache.put({f"new/{number}": bytes(1000) for number in range(100)})
        (warning,) = cache.warnings
    assert "has reached" in warning


def test_a_run_never_drops_what_it_has_written(tmp_path: Path) -> None:
    with Cache(tmp_path, limit=200_000) as cache:
        cache.put({f"old/{number}": bytes(1000) for number in range(50)})
    with Cache(tmp_path, limit=200_000) as cache:
        for batch in range(40):
            cache.put({f"{batch}/{number}": bytes([batch]) * 1000 for number in range(20)})
        keys = [f"{batch}/{number}" for batch in range(40) for number in range(20)]
        assert set(cache.get([*keys, "old/0"])) == set(keys)
        assert len(cache.warnings) == 2
        assert "because this run alone does" in cache.warnings[1]


WRITER = """
import sys
from pathlib import Path
from eval.cache import Cache
with Cache(Path(sys.argv[1])) as cache:
    for batch in range(30):
        cache.put({f"{sys.argv[2]}/{batch}/{n}": f"{sys.argv[2]}".encode() * 300 for n in range(8)})
        keys = [f"{sys.argv[2]}/{b}/{n}" for b in range(batch + 1) for n in range(8)]
        assert len(cache.get(keys)) == len(keys)
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    names = ("first", "second")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=ROOT) for name in names
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with Cache(tmp_path) as cache:
        found = cache.get([f"{name}/{batch}/{n}" for name in names for batch in range(30) for n in range(8)])
        assert len(found) == 2 * 30 * 8
        assert cache.warnings == []


@dataclass(frozen=True)
class Point:
    first: int
    second: tuple[str, ...] = ()


def test_a_fingerprint_tells_apart_what_differs() -> None:
    parts: list[object] = [
        1, "1", None, True, [], [[]], "", {"a": 1}, {"a": 2}, Point(1), Point(2), Point(1, ("a",)),
        Paragraph(1, 2), Sentence(1, 2, 3, 4), [1, 2], [12], ["1", "2"], "é", "\ud800",
    ]  # fmt: skip
    assert len({fingerprint(part) for part in parts}) == len(parts)
    assert fingerprint("a", "b") != fingerprint("ab") != fingerprint(["a", "b"])


def test_a_fingerprint_does_not_hang_on_order_or_process() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint((1, 2)) == fingerprint([1, 2])
    code = "from eval.cache import *; print(fingerprint('x', 1), code_revision())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.split() == [fingerprint("x", 1), code_revision()]


def test_what_has_no_canonical_form_has_no_fingerprint() -> None:
    with pytest.raises(TypeError, match="a set has no fingerprint"):
        fingerprint({1, 2})


def test_the_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "summarizer" / "eval"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_folder().parts[-2:] == ("summarizer", "eval")
