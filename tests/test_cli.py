from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

import summarizer
from summarizer.cli import app
from summarizer.render.records import load_schema

ROOT = Path(__file__).resolve().parents[1]
HARBOUR = str(ROOT / "examples" / "harbour.txt")
ARCHIVE = str(ROOT / "examples" / "archive.jsonl")
COMMAND = [sys.executable, "-m", "summarizer"]


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=input)


def lead(*arguments: str, input: str | bytes | None = None) -> Result:
    return run("summarize", "--model", "lead", *arguments, input=input)


def test_the_result_alone_is_on_standard_output() -> None:
    done = lead("--bullets", "3", HARBOUR)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(re.findall(r"^- \S", done.stdout, re.MULTILINE)) == 3
    assert "\x1b" not in done.stdout


def test_without_labels() -> None:
    summary = json.loads(lead("--labels", "none", "--format", "json", HARBOUR).stdout)
    assert [bullet["label"] for bullet in summary["quick_looks"]] == [None] * 5


def test_json_of_one_and_of_several_keeps_the_schema() -> None:
    schema = Draft202012Validator(load_schema())
    one = json.loads(lead("--format", "json", HARBOUR).stdout)
    several = json.loads(lead("--format", "json", HARBOUR, ARCHIVE).stdout)
    lines = [json.loads(line) for line in lead("--format", "jsonl", HARBOUR, ARCHIVE).stdout.splitlines()]
    for summary in [one, *several, *lines]:
        schema.validate(summary)
    assert [summary["id"] for summary in several] == [None, "museum-theft", "heat-pumps"]
    assert len(lines) == 3


def test_the_default_model_gives_labelled_bullets_with_evidence_and_says_which_it_wrote() -> None:
    from summarizer import sources

    article = sources.read_one(Path(HARBOUR))
    done = run("summarize", "--format", "json", HARBOUR)
    assert done.exit_code == 0
    summary = json.loads(done.stdout)
    assert done.stderr == "".join(f"Warning: {warning}\n" for warning in summary["warnings"])
    Draft202012Validator(load_schema()).validate(summary)
    assert summary["model"]["name"] == "quicklook"
    looks = summary["quick_looks"]
    assert 4 <= len(looks) <= 5
    assert len({look["label"] for look in looks} - {None}) == len(looks)
    assert any(look["written"] for look in looks)
    for look in looks:
        assert look["violations"] == []
        carried = " ".join(article.text[part["start"] : part["end"]] for part in look["evidence"])
        if not look["written"]:
            assert look["text"][1:] in " ".join(carried.split())
    assert summary["brief"]["evidence"]


def test_the_evidence_of_the_json_stands_in_the_article() -> None:
    from summarizer import sources

    text = sources.read_one(Path(HARBOUR)).text
    for bullet in json.loads(lead("--format", "json", HARBOUR).stdout)["quick_looks"]:
        carried = " ".join(text[part["start"] : part["end"]] for part in bullet["evidence"])
        assert bullet["text"].lower() == " ".join(carried.split()).lower()


def test_quick_looks_that_people_wrote_do_not_come_back() -> None:
    done = lead("--bullets", "20", "--format", "json", str(ROOT / "examples" / "river-bridge.txt"))
    assert "will raise parking fees to make up for it" not in done.stdout


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    text = Path(HARBOUR).read_text("utf-8")
    assert lead(*arguments, input=text).stdout == lead(HARBOUR).stdout


def test_json_fields(tmp_path: Path) -> None:
    record = json.loads(Path(ARCHIVE).read_text("utf-8").splitlines()[0])
    renamed = {"content": record["text"], "head": record["title"], "points": ["A globe is back."]}
    path = tmp_path / "renamed.json"
    path.write_text(json.dumps(renamed), "utf-8")
    fields = ("--text-field", "content", "--title-field", "head", "--highlights-field", "points")
    summary = json.loads(lead("--format", "json", *fields, str(path)).stdout)
    assert summary["headline"] == record["title"]
    assert lead(str(path)).exit_code == 3


def test_out_writes_the_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "looks.txt"
    done = lead(HARBOUR, "--out", str(target))
    assert (done.exit_code, done.output) == (0, "")
    assert target.read_text("utf-8") == lead(HARBOUR).stdout
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_file_of_out_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "looks.txt"
    target.write_text("yesterday", "utf-8")
    assert lead(str(tmp_path / "missing.txt"), "--out", str(target)).exit_code == 3
    assert target.read_text("utf-8") == "yesterday"


@pytest.mark.parametrize(
    ("place", "said"), [(".", "is a directory"), ("none/looks.txt", "there is no folder")]
)
def test_an_out_that_cannot_be_written_is_told_before_reading(tmp_path: Path, place: str, said: str) -> None:
    done = lead("missing.txt", "--out", str(tmp_path / place))
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr


def test_one_bad_input_does_not_cost_the_others(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = lead("--format", "jsonl", str(empty), HARBOUR, str(tmp_path / "missing.txt"))
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1
    assert re.fullmatch(r"Error: .*empty\.txt.*\nError: .*missing\.txt.*\n", done.stderr)


def test_a_warning_goes_to_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "german.txt"
    path.write_text(
        "Der Hafen von Varrick bleibt nach dem Sturm bis Freitag geschlossen. Taucher prüfen am Mittwoch "
        "das Fundament der Mauer. Die Fähren zu den Inseln fahren bis dahin nicht, teilte die Reederei mit. "
        "Die Regierung schickt Medikamente und Lebensmittel mit zwei Flugzeugen auf die Inseln.",
        "utf-8",
    )
    done = run("summarize", "--model", "quicklook-fast", str(path))
    assert done.exit_code == 0
    assert done.stderr.startswith("Warning: ")
    assert "Warning" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("summarize", "--model", "leed", HARBOUR), "Did you mean 'lead'?"),
        (("summarize", "--format", "markdwon", HARBOUR), "Did you mean 'markdown'?"),
        (("summarize", "--bullets", "0", HARBOUR), "from 1 to 20"),
        (("summarize", "--brief-words", "many", HARBOUR), "--brief-words"),
        (("summarize", "--on-overflow", "cut", HARBOUR), "--on-overflow"),
        (("summarize", "--bulets", "3", HARBOUR), "--bullets"),
        (("summarise", HARBOUR), "No such command"),
        (("train", HARBOUR), "--out"),
        (("train", "--out", "run"), "DATA"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_models_lists_the_default_first() -> None:
    lines = run("models").stdout.splitlines()
    assert re.match(r"quicklook +\S.* \(default\)$", lines[0])
    assert any(re.match(r"lead +\S", line) for line in lines)


def test_version() -> None:
    assert run("--version").stdout == f"summarizer {summarizer.__version__}\n"


def test_no_arguments_shows_help() -> None:
    assert "Usage: " in run().output


def test_help_names_the_exit_codes_and_shows_examples() -> None:
    text = run("summarize", "--help").stdout
    assert "Examples:" in text
    for code in range(6):
        assert re.search(rf"\b{code} \w", text)


def test_the_commands_of_eval_are_mounted() -> None:
    assert "run" in run("eval", "--help").stdout
    assert run("eval", "run", "missing.jsonl").exit_code in (2, 3)


def test_help_takes_less_than_400_ms() -> None:
    """Processor time is measured, so that other work on the machine does not count."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, "--help"], check=True, capture_output=True, timeout=120)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.4


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    with subprocess.Popen(
        [*COMMAND, "summarize", "--model", "lead", HARBOUR], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_ctrl_c_is_quiet_and_exits_with_130() -> None:
    with subprocess.Popen(
        [*COMMAND, "summarize", "--model", "lead"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.default_int_handler
        ),  # ignored in a background job
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: when it is written, the program is up and reading.
        process.stdin.write(b"An article that does not end. " * 10_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_colour_is_for_terminals_that_want_it() -> None:
    assert b"\x1b[" in in_terminal({})
    assert b"\x1b[" not in in_terminal({"NO_COLOR": "1"})
    assert b"\x1b[" not in in_terminal({"TERM": "dumb"})


def in_terminal(environment: dict[str, str]) -> bytes:
    """Return what the command prints on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [*COMMAND, "summarize", "--format", "text", "--model", "lead", "--bullets", "1", HARBOUR, ARCHIVE],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**kept, "TERM": "xterm", **environment},
        check=True,
        timeout=120,
    )
    os.close(theirs)
    assert done.stderr == b""
    shown = os.read(ours, 65536)
    os.close(ours)
    return shown


def test_no_input_on_a_terminal_is_a_usage_error() -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "summarize", "--model", "lead"],
        stdin=theirs,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: No input.")


def test_completion_knows_models_and_formats() -> None:
    environment = {**os.environ, "_SUMMARIZER_COMPLETE": "complete_bash", "COMP_CWORD": "3"}
    for option, expected in (("--model", "lead"), ("--format", "markdown")):
        environment["COMP_WORDS"] = f"summarizer summarize {option} "
        done = subprocess.run(
            COMMAND, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert expected in done.stdout.split()
