"""Progress shows on a terminal and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = """
from eval.progress import Progress
progress = Progress()
told = progress.of("news", 3)
for what in ("running lead", "measuring lead"):
    for done in range(4):
        told(what, done)
progress.clear()
print("done")
"""


def test_a_bar_for_each_thing_on_a_terminal() -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", CODE], cwd=ROOT, stdout=subprocess.PIPE, stderr=slave, text=True
    ) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.stdout is not None
        assert process.stdout.read() == "done\n"
    os.close(master)
    text = shown.decode()
    assert "news: running lead" in text
    assert "news: measuring lead" in text
    assert "3/3" in text


def test_nothing_through_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")
