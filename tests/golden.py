"""Golden files: what the default model gives for some of examples/ and quicklook-fast for all, the help texts
in docs/cli.md, and the outputs that README shows: in its `console` blocks, each "$ " line is a command.

Write them anew with `python -m tests.golden --rewrite` and read the diff.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from summarizer.cli import app

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(
    path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".html", ".jsonl"}
)
WRITTEN = ("cup-final", "harbour", "river-bridge")
"""Examples that the default model sums up, which takes seconds for each."""

_COMMANDS = (
    *("", "summarize", "models", "train", "train-writer", "train-gate", "eval"),
    *(f"eval {name}" for name in ("run", "score", "compare", "report", "gate", "speed")),
)
_WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}


def run(*arguments: str) -> str:
    """Return what a command prints on standard output; raise RuntimeError when it does not exit with 0."""
    result = CliRunner(env=_WIDTH).invoke(app, list(arguments), prog_name="summarizer")
    if result.exit_code != 0:
        raise RuntimeError(f"summarizer {' '.join(arguments)} exits with {result.exit_code}: {result.output}")
    return result.stdout


def example_outputs() -> dict[Path, str]:
    """Return each file of docs/examples with what it should hold."""
    folder = ROOT / "docs" / "examples"
    fast = ("summarize", "--model", "quicklook-fast")
    found = {folder / "fast" / f"{path.stem}.txt": run(*fast, str(path)) for path in EXAMPLES}
    found |= {
        folder / f"{path.stem}.txt": run("summarize", str(path)) for path in EXAMPLES if path.stem in WRITTEN
    }
    summary = json.loads(run("summarize", "--format", "json", str(ROOT / "examples" / "harbour.txt")))
    summary["elapsed_ms"] = 0  # The one field that differs from run to run.
    found[folder / "harbour.json"] = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    return found


def help_page() -> str:
    """Return docs/cli.md: the help text of every command."""
    parts = ["# Command line", "Written by `make golden` from the program's own help texts."]
    for command in _COMMANDS:
        parts.append(f"## {f'summarizer {command}'.strip()}")
        lines = [line.rstrip() for line in run(*command.split(), "--help").strip().splitlines()]
        parts.append("\n".join(["```text", *lines, "```"]))
    return "\n\n".join(parts) + "\n"


def make_folder(place: Path) -> Path:
    """Return `place` with the examples and the command in it, as README's commands expect to find them."""
    shutil.copytree(ROOT / "examples", place / "examples")
    command = place / "bin" / "summarizer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summarizer "$@"\n', "utf-8")
    command.chmod(0o755)
    return place


def execute(folder: Path, *command: str) -> str:
    """Return what a program prints when it runs in a folder of make_folder; raise when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, timeout=300, check=True
    ).stdout


def console(block: str) -> list[tuple[str, str]]:
    """Return the commands of a console block, each with the output that is shown below it."""
    found = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    return [(command, output) for command, output in found]


def blocks(language: str) -> list[str]:
    """Return README's code blocks in a language."""
    readme = (ROOT / "README.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)


def readme() -> str:
    """Return README with the output of each command that shows any as it is today."""
    text = (ROOT / "README.md").read_text("utf-8")
    with tempfile.TemporaryDirectory() as place:
        folder = make_folder(Path(place) / "clone")
        for block in blocks("console"):
            parts = []
            for command, output in console(block):
                shown = execute(folder, "/bin/sh", "-c", command).strip()
                parts.append(f"$ {command}\n{shown}\n\n" if output.strip() else f"$ {command}\n{output}")
            text = text.replace(block, f"{''.join(parts).rstrip()}\n")
    return text


def contents() -> dict[Path, str]:
    """Return every golden file with what it should hold."""
    return {ROOT / "docs" / "cli.md": help_page(), ROOT / "README.md": readme(), **example_outputs()}


if __name__ == "__main__":
    if sys.argv[1:] != ["--rewrite"]:
        sys.exit("usage: python -m tests.golden --rewrite")
    found = contents()
    for path in (ROOT / "docs" / "examples").rglob("*"):
        if path.is_file() and path not in found and path.name != "README.md":
            path.unlink()
    for path, text in found.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
