"""The commands, run as a user runs them."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from summarizer import cli
from tests.eval.samples import FERRY, LAYOUT, ORCHARD, write_jsonl

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "two.jsonl")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["eval", *map(str, arguments)])


def fast(command: str, *arguments: str | Path) -> Result:
    """Run a command with the quicker of our models: two articles take the default one ten seconds."""
    return invoke(command, *arguments, "--model", "quicklook-fast")


def python_m_eval(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eval", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def error_of(done: Result) -> str:
    """Return the message of a run that failed."""
    assert done.exit_code != 0
    assert len(re.findall(r"^Error: ", done.stderr, re.M)) == 1
    return done.stderr


def test_python_m_eval_prints_the_tables_of_each_data_set(data: Path, tmp_path: Path) -> None:
    layout = tmp_path / "ferry.txt"
    layout.write_text(LAYOUT, encoding="utf-8")
    done = python_m_eval("run", data, layout, "--model", "lead")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("| system | ROUGE-1 | ROUGE-2 |") == 2
    assert "## two.jsonl: 2 articles, at most 3 quick looks" in done.stdout
    assert "## ferry.txt: 1 article," in done.stdout
    for name in ("lead", "random", "textrank", "lexrank", "greedy oracle"):
        assert f"\n| {name} |" in done.stdout


def test_an_error_is_one_message_and_its_exit_code(tmp_path: Path) -> None:
    done = python_m_eval("run", tmp_path / "absent.jsonl")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: There is no file or folder")
    assert done.stderr.count("\n") == 1


def test_summarizer_eval_is_the_same_command(data: Path) -> None:
    arguments = ["run", str(data), "--no-baselines", "--limit", "1", "--model", "quicklook-fast"]
    mounted = CliRunner().invoke(cli.app, ["eval", *arguments])
    alone = CliRunner().invoke(app, arguments)
    assert mounted.exit_code == alone.exit_code == 0
    assert mounted.stdout == alone.stdout
    assert "the first 1 article," in alone.stdout
    assert "quicklook-fast --no-baselines --limit 1`" in alone.stdout


def test_a_run_fills_its_folder(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = fast("run", data, "--out", out)
    assert (done.exit_code, done.stderr) == (0, "")
    assert {file.name for file in out.iterdir()} == {"asked.json", "run.json", "report.md", "report.html"}
    assert done.stdout.strip() in (out / "report.md").read_text("utf-8")
    assert "<html" in (out / "report.html").read_text("utf-8")
    (result,) = json.loads((out / "run.json").read_text("utf-8"))["results"]
    assert result["source"]["name"] == "two.jsonl"


def test_a_second_run_resumes_to_the_same_bytes_and_does_not_mix(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    files = ("run.json", "report.md", "report.html")
    assert fast("run", data, "--out", out).exit_code == 0
    before = [(out / name).read_bytes() for name in files]
    again = fast("run", data, "--out", out)
    assert "--resume" in error_of(again)
    assert fast("run", data, "--out", out, "--resume").exit_code == 0
    assert [(out / name).read_bytes() for name in files] == before
    other = fast("run", data, "--out", out, "--resume", "--bullets", "2")
    assert "bullets: 3, now 2" in error_of(other)
    assert [(out / name).read_bytes() for name in files] == before


def test_resume_wants_a_folder(data: Path) -> None:
    assert "give --out too" in error_of(invoke("run", data, "--resume"))
    assert "give --out too" in error_of(invoke("run", data, "--speed", data))


def test_killed_in_the_middle_a_run_goes_on_to_the_same_tables(tmp_path: Path) -> None:
    rows = [
        {**(FERRY, ORCHARD)[at % 2], "id": str(at), "title": f"Number {at}", "text": text}
        for at in range(160)
        for text in [f"{(FERRY, ORCHARD)[at % 2]['text']}\nIt was the case number {at} of the year."]
    ]
    data = write_jsonl(tmp_path / "many.jsonl", rows)
    out, cache = tmp_path / "run", tmp_path / "answers"
    command: list[str | Path] = ["run", data, "--out", out, "--cache", cache, "--model", "quicklook-fast"]
    with subprocess.Popen(
        [sys.executable, "-m", "eval", *map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 60
        while process.poll() is None and not stored(cache) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(cache / "eval.sqlite")) as db:
        before = dict(db.execute("SELECT key, id FROM entries"))
    assert before
    assert not (out / "run.json").exists()
    done = invoke(*command, "--resume")
    assert (done.exit_code, done.stderr) == (0, "")
    with closing(sqlite3.connect(cache / "eval.sqlite")) as db:
        after = dict(db.execute("SELECT key, id FROM entries"))
    assert {key: after[key] for key in before} == before  # an entry that is made anew gets another id
    assert len(after) > len(before)
    fresh = fast("run", data, "--cache", tmp_path / "other")
    assert done.stdout == fresh.stdout


def stored(cache: Path) -> int:
    """Return how many bytes of answers have been written."""
    return sum(file.stat().st_size for file in cache.glob("eval.sqlite*")) > 100_000


def test_answers_made_elsewhere_stand_beside_the_baselines(data: Path, tmp_path: Path) -> None:
    lines = tmp_path / "bart.txt"
    lines.write_text(
        "The night ferry sails again on 4 May.<n>Repairs cost 2.4 million crowns.\n"
        "Frost has destroyed the apple harvest.<n>Aid of 12 million francs is asked for.\n",
        encoding="utf-8",
    )
    done = invoke("score", data, "--predictions", f"ours={lines}", "--baseline", "random")
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.search(r"^\| ours \| \*\*", done.stdout, re.M)
    assert "Difference to random" in done.stdout


def test_runs_are_compared(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    fast("run", data, "--no-baselines", "--out", first)
    invoke("run", data, "--no-baselines", "--model", "random", "--out", second)
    done = invoke("compare", first / "run.json", second / "run.json", "--baseline", "quicklook-fast")
    assert done.exit_code == 0
    assert "## two.jsonl: difference to quicklook-fast on the same 2 articles" in done.stdout
    assert re.findall(r"^\| (\w+) \| [+-]", done.stdout, re.M) == ["lead", "random"]
    third = tmp_path / "third"
    fast("run", data, "--no-baselines", "--bullets", "2", "--out", third)
    assert "do not compare" in error_of(invoke("compare", first / "run.json", third / "run.json"))


def test_reports_are_made_of_results(data: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    printed = fast("run", data, "--no-baselines", "--out", run).stdout
    assert invoke("report", run / "run.json").stdout == printed
    page, tables, figures = (tmp_path / name for name in ("page.html", "tables.md", "figures.json"))
    done = invoke("report", run / "run.json", "--html", page, "--markdown", tables, "--publish", figures)
    assert (done.exit_code, done.stdout) == (0, "")
    assert page.read_bytes() == (run / "report.html").read_bytes()
    assert tables.read_bytes() == (run / "report.md").read_bytes()
    assert FERRY["title"] not in figures.read_text("utf-8")
    assert invoke("report", figures).stdout == printed


def test_the_gate_passes_fails_and_is_raised(data: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raised = fast("gate", data, "--baselines", floors, "--update")
    assert raised.exit_code == 0
    assert "two.jsonl" in raised.stdout
    passed = invoke("gate", data, "--baselines", floors)
    assert passed.exit_code == 0
    assert "passed: " in passed.stdout
    content = json.loads(floors.read_text("utf-8"))
    next(floor for floor in content if floor["column"] == "rouge1")["floor"] = 0.99
    floors.write_text(json.dumps(content), encoding="utf-8")
    failed = invoke("gate", data, "--baselines", floors)
    assert "fallen under a floor" in error_of(failed)
    assert "failed: " in failed.stdout
    assert "--allow-regression" in error_of(invoke("gate", data, "--baselines", floors, "--update"))
    lowered = invoke("gate", data, "--baselines", floors, "--update", "--allow-regression")
    assert lowered.exit_code == 0


def test_the_gate_measures_the_models_that_are_named(data: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    command = ("gate", data, "--baselines", floors)
    assert fast(*command, "--update").exit_code == 0
    content = json.loads(floors.read_text("utf-8"))
    both = [*content, *({**floor, "model": "quicklook", "floor": 0.99} for floor in content)]
    floors.write_text(json.dumps(both), encoding="utf-8")
    done = fast(*command)
    assert done.exit_code == 0
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["passed:", "two.jsonl", "quicklook-fast"]
    ] * len(content)
    assert fast(*command, "--update").exit_code == 0
    assert json.loads(floors.read_text("utf-8")) == sorted(both, key=lambda floor: floor["model"])
    unknown = error_of(invoke(*command, "--model", "textrank"))
    assert "no floor for two.jsonl; it has some for quicklook on two.jsonl, quicklook-fast on" in unknown


def test_speed_is_measured_and_stands_on_the_page(data: Path, tmp_path: Path) -> None:
    figures = tmp_path / "speed.json"
    done = fast("speed", data, "--rounds", "1", "--json", figures)
    assert done.exit_code == 0
    assert re.search(r"^\| lead \| 1 ", done.stdout, re.M)
    run = fast("run", data, "--no-baselines", "--out", tmp_path / "run", "--speed", figures)
    assert (run.exit_code, run.stderr) == (0, "")
    assert "No speeds were measured" not in (tmp_path / "run" / "report.html").read_text("utf-8")
    other = fast(
        "run", data, "--no-baselines", "--bullets", "2", "--out", tmp_path / "other", "--speed", figures
    )
    assert other.stderr == "Warning: The speeds are of 3 quick looks, the scores of 2.\n"
    absent = fast("run", data, "--out", tmp_path / "none", "--speed", tmp_path / "absent.json")
    assert "cannot be read" in error_of(absent)
    assert not (tmp_path / "none").exists()


def test_articles_left_out_are_told_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    write_jsonl(tmp_path / "news" / "two.jsonl", [FERRY, ORCHARD, {**FERRY, "id": "again"}])
    write_jsonl(
        tmp_path / "news" / "bare.jsonl",
        [{"id": "bare", "text": "The ferry sails again on 4 May, it was said."}],
    )
    done = fast("run", tmp_path / "news", "--no-baselines")
    assert done.exit_code == 0
    assert done.stderr == (
        "Warning: news: Left out: 1 article(s) without human quick looks (bare).\n"
        "Warning: news: 1 article(s) say the same as an earlier one (again as ferry), and count.\n"
    )


def test_a_baseline_nobody_named_may_fail(tmp_path: Path) -> None:
    text = "\n".join(f"The council of Brenn counted {at} boats in the harbour." for at in range(750))
    row = {"id": "long", "text": text, "highlights": ["Brenn counted 3 boats", "It was in the harbour"]}
    data = write_jsonl(tmp_path / "long.jsonl", [row])
    done = fast("run", data)
    assert done.exit_code == 0
    assert "textrank failed on 1 of 1 articles" in done.stderr
    assert "textrank failed on every article" in error_of(invoke("run", data, "--model", "textrank"))
