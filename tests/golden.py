"""Golden files: what the default model gives for examples/, and the help texts in docs/cli.md.

Write them anew with `python -m tests.golden --rewrite` and read the diff.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from typer.testing import CliRunner

from summarizer.cli import app

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".html", ".jsonl"})
_COMMANDS = ("", "summarize", "models", "train", "eval", "eval run")
_WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}


def run(*arguments: str) -> str:
    """Return what a command prints on standard output; raise RuntimeError when it does not exit with 0."""
    result = CliRunner(env=_WIDTH).invoke(app, list(arguments), prog_name="summarizer")
    if result.exit_code != 0:
        raise RuntimeError(f"summarizer {' '.join(arguments)} exits with {result.exit_code}: {result.output}")
    return result.stdout


def example_outputs() -> dict[Path, str]:
    """Return each file of examples/output with what it should hold."""
    folder = ROOT / "examples" / "output"
    found = {folder / f"{path.name}.txt": run("summarize", str(path)) for path in EXAMPLES}
    summary = json.loads(run("summarize", "--format", "json", str(ROOT / "examples" / "harbour.txt")))
    summary["elapsed_ms"] = 0  # The one field that differs from run to run.
    found[folder / "harbour.txt.json"] = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    return found


def help_page() -> str:
    """Return docs/cli.md: the help text of every command."""
    parts = ["# Command line", "Written by `make golden` from the program's own help texts."]
    for command in _COMMANDS:
        parts.append(f"## {f'summarizer {command}'.strip()}")
        lines = [line.rstrip() for line in run(*command.split(), "--help").strip().splitlines()]
        parts.append("\n".join(["```text", *lines, "```"]))
    return "\n\n".join(parts) + "\n"


def contents() -> dict[Path, str]:
    """Return every golden file with what it should hold."""
    return {ROOT / "docs" / "cli.md": help_page(), **example_outputs()}


if __name__ == "__main__":
    if sys.argv[1:] != ["--rewrite"]:
        sys.exit("usage: python -m tests.golden --rewrite")
    os.chdir(ROOT)
    for path, text in contents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
