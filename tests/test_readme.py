"""README's commands and examples run, and give what README says that they give.

A `console` block is executed: each "$ " line is a command, and what follows is its output. A `python`
block is executed too. Other blocks (installation, the network) are not.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Return each command of the console blocks with the output below it."""
    parts = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", "".join(blocks("console")), re.MULTILINE)
    return [(command, output) for command, output in parts]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder like a clone's, in which the commands of README find the examples."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", place / "examples")
    (place / "bin").mkdir()
    command = place / "bin" / "summarizer"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summarizer "$@"\n', "utf-8")
    command.chmod(0o755)
    return place


def run(folder: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_example_is_the_main_job() -> None:
    assert commands()[0][0] == "summarizer summarize examples/harbour.txt"


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_console(command: str, output: str, folder: Path) -> None:
    shown = run(folder, "/bin/sh", "-c", command)
    if output:
        assert shown.strip() == output.strip()


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code: str, folder: Path) -> None:
    assert run(folder, sys.executable, "-c", code)


def test_make_targets_exist() -> None:
    named = set(re.findall(r"`?make ([a-z]+)", README))
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named <= rules


def test_links_to_files_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
