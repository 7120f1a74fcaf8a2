from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import OutputError
from summarizer.output import check_output, write_output


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "looks.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    write_output("“new”", target)
    assert target.read_text("utf-8") == "“new”\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["looks.txt"]


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_output("text", tmp_path / "new.txt")
        assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_output("new", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "new\n"


def test_a_device_is_written_and_not_replaced() -> None:
    write_output("gone", Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_device_is_an_error() -> None:
    with pytest.raises(OutputError, match=r"No space left.*--out"):
        write_output("text", Path("/dev/full"))


def test_what_cannot_be_written_is_told_beforehand(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a directory"):
        check_output(tmp_path)
    with pytest.raises(OutputError, match="there is no folder"):
        check_output(tmp_path / "missing" / "looks.txt")
    check_output(tmp_path / "looks.txt")


def test_a_lone_surrogate_is_written_as_an_escape(tmp_path: Path) -> None:
    write_output("\udc80", tmp_path / "odd.txt")
    assert (tmp_path / "odd.txt").read_text("utf-8") == "\\udc80\n"


def test_standard_output_is_utf8_in_a_pipe_whatever_the_locale() -> None:
    code = "from summarizer.output import write_output; write_output('“é” \\udc80', None)"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment, check=True, timeout=60
    )
    assert done.stdout.decode("utf-8") == "“é” \\udc80\n"
