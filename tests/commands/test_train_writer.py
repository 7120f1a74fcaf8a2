from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.writer.gate import Gate
from tests.writer.conftest import TINY
from tests.writer.samples import STORIES


@pytest.mark.parametrize(
    ("options", "message"),
    [((), "absent.jsonl"), (("--epochs", "0"), "--epochs"), (("--articles", "0"), "--articles")],
)
def test_what_training_lacks_is_told(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    arguments = ["train-writer", str(tmp_path / "absent.jsonl"), "--out", str(tmp_path / "run"), *options]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in {1, 2, 3}
    assert message in result.stderr
    assert result.stdout == ""


def test_marks_become_a_gate(tmp_path: Path) -> None:
    marks = tmp_path / "marks.jsonl"
    with marks.open("w", encoding="utf-8") as file:
        for story in STORIES * 2:
            given = [
                {"text": text, "label": label, "sentence": place, "mark": mark, "label_mark": named}
                for (label, text, place), mark, named in zip(
                    story.looks,
                    ("publish", "publish", "edit", "reject", "reject"),
                    ("good", "good", "weak", "wrong", "good"),
                    strict=True,
                )
            ]
            number = sum(1 for _ in marks.open(encoding="utf-8"))
            file.write(
                json.dumps(story.record() | {"id": f"{story.title} {number}", "candidates": given}) + "\n"
            )
            file.flush()
    out = tmp_path / "gate.json"
    result = CliRunner().invoke(app, ["train-gate", str(marks), "--out", str(out), "--writer", str(TINY)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == str(out)
    assert "publish: 30 marks" in result.stderr
    assert "label: 30 marks, area under the curve 0." in result.stderr
    held = json.loads(out.read_text("utf-8"))
    assert set(held) == {"publish", "reject", "label"}
    assert {"intercept", "salience", "news"} <= set(held["publish"])
    Gate(out)
