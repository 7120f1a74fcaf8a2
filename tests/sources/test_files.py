from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.sources.files import checked_path, lines_after, reading_error, rest_after, shown, too_large


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert checked_path(path) == path


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path, message in (
        (tmp_path / "none.txt", "There is no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "fifo", "a device or a pipe"),
        (Path("/dev/null"), "a device or a pipe"),
        (Path("a\0b"), "cannot be read"),
        (tmp_path / ("x" * 5000), r"cannot be read.*name too long"),
    ):
        with pytest.raises(SourceError, match=message) as caught:
            checked_path(path)
        assert len(str(caught.value)) < 400


def test_a_stream_of_the_shell_is_read() -> None:
    reading, writing = os.pipe()
    try:
        assert checked_path(Path(f"/dev/fd/{reading}")) == Path(f"/dev/fd/{reading}")
    finally:
        os.close(reading)
        os.close(writing)


def test_rest_after() -> None:
    assert rest_after(b"ab", io.BytesIO(b"cd"), "x", 4) == b"abcd"
    with pytest.raises(SourceError, match="x is larger than 4 bytes"):
        rest_after(b"ab", io.BytesIO(b"cde"), "x", 4)


@pytest.mark.parametrize("cut", range(12))
def test_lines_after(cut: int) -> None:
    data = b"one\n\ntwo\nthree"
    lines = lines_after(data[:cut], io.BytesIO(data[cut:]), "x", 5)
    assert [line.rstrip("\n") for line in lines] == ["one", "", "two", "three"]


def test_bad_lines_are_named() -> None:
    with pytest.raises(SourceError, match="line 2 is not UTF-8 at byte 1"):
        list(lines_after(b"", io.BytesIO(b"ok\nn\xe9\n"), "x", 10))
    with pytest.raises(SourceError, match="line 2 is larger than 3 bytes"):
        list(lines_after(b"ok\n", io.BytesIO(b"too long"), "x", 3))


def test_messages() -> None:
    assert str(reading_error("a", PermissionError(13, "Permission denied"))).startswith("a may not be read")
    assert (
        str(reading_error("a", OSError(5, "Input/output error"))) == "a cannot be read: input/output error."
    )
    assert "1,000 bytes" in str(too_large("a", 1000))
    assert shown("a\nb") == "a\\nb"
    assert len(shown("x" * 500)) == 200
