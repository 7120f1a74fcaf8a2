"""The command, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from eval.cli import app
from summarizer import cli
from tests.eval.samples import LAYOUT, write_jsonl

ROOT = Path(__file__).parents[2]


def python_m_eval(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eval", "run", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_python_m_eval_prints_a_table_for_each_data_set(tmp_path: Path) -> None:
    data, layout, out = write_jsonl(tmp_path / "two.jsonl"), tmp_path / "ferry.txt", tmp_path / "run.json"
    layout.write_text(LAYOUT, encoding="utf-8")
    done = python_m_eval(data, layout, "--model", "lead", "--model", "oracle", "--json", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("| model | ROUGE-1 |") == 4
    assert "## two.jsonl: 2 articles" in done.stdout
    assert "## ferry.txt: 1 article," in done.stdout
    names = [dataset["name"] for dataset in json.loads(out.read_text("utf-8"))["datasets"]]
    assert names == ["two.jsonl", "ferry.txt"]


def test_an_error_is_one_message_and_its_exit_code(tmp_path: Path) -> None:
    done = python_m_eval(tmp_path / "absent.jsonl")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: There is no file or folder")
    assert done.stderr.count("\n") == 1


def test_summarizer_eval_is_the_same_command(tmp_path: Path) -> None:
    data = str(write_jsonl(tmp_path / "two.jsonl"))
    mounted = CliRunner().invoke(cli.app, ["eval", "run", data, "--model", "lead", "--limit", "1"])
    alone = CliRunner().invoke(app, ["run", data, "--model", "lead", "--limit", "1"])
    assert mounted.exit_code == alone.exit_code == 0
    assert mounted.stdout == alone.stdout
    assert "the first 1 article," in alone.stdout


def test_a_result_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    data, out = str(write_jsonl(tmp_path / "two.jsonl")), str(tmp_path / "no" / "run.json")
    done = CliRunner().invoke(cli.app, ["eval", "run", data, "--model", "lead", "--json", out])
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert done.stdout == ""


def test_articles_left_out_are_told_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    write_jsonl(tmp_path / "news" / "two.jsonl")
    write_jsonl(
        tmp_path / "news" / "bare.jsonl",
        [{"id": "bare", "text": "The ferry sails again on 4 May, it was said."}],
    )
    done = CliRunner().invoke(app, ["run", str(tmp_path / "news"), "--model", "lead"])
    assert done.exit_code == 0
    assert done.stderr == "Warning: news: 1 article(s) without quick looks left out.\n"
