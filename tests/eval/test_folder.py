"""A folder belongs to one run; another one does not mix with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import datasets, folder
from eval.benchmark import Plan
from eval.results import Settings
from summarizer.errors import EvaluationError, OutputError
from tests.eval.samples import write_jsonl

ASKED = {"bullets": 3, "systems": [["lead", "1"]]}


def test_a_new_folder_is_claimed(tmp_path: Path) -> None:
    folder.claim(tmp_path / "runs" / "first", ASKED, resume=False)
    assert json.loads((tmp_path / "runs" / "first" / folder.ASKED).read_text("utf-8")) == ASKED


def test_a_second_run_needs_resume(tmp_path: Path) -> None:
    folder.claim(tmp_path, ASKED, resume=False)
    with pytest.raises(EvaluationError, match=r"holds a run already.*--resume"):
        folder.claim(tmp_path, ASKED, resume=False)
    folder.claim(tmp_path, ASKED, resume=True)


def test_another_run_is_refused_and_told_what_differs(tmp_path: Path) -> None:
    folder.claim(tmp_path, ASKED, resume=False)
    with pytest.raises(EvaluationError, match=r"bullets: 3, now 5") as caught:
        folder.claim(tmp_path, {**ASKED, "bullets": 5}, resume=True)
    assert "systems" not in str(caught.value)


def test_resume_of_nothing_starts(tmp_path: Path) -> None:
    folder.claim(tmp_path, ASKED, resume=True)
    assert (tmp_path / folder.ASKED).exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("mine", encoding="utf-8")
    with pytest.raises(EvaluationError, match="holds other files"):
        folder.claim(tmp_path, ASKED, resume=False)


def test_what_cannot_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        folder.claim(tmp_path / "file" / "run", ASKED, resume=False)
    (tmp_path / folder.ASKED).write_text("{", encoding="utf-8")
    with pytest.raises(EvaluationError, match="cannot be read"):
        folder.claim(tmp_path, ASKED, resume=True)


@pytest.mark.parametrize("content", ["[]", "3", "null", '"asked"'])
def test_what_was_asked_is_an_object(tmp_path: Path, content: str) -> None:
    (tmp_path / folder.ASKED).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"cannot be read \(it holds no object\)"):
        folder.claim(tmp_path, ASKED, resume=True)


def test_all_that_figures_depend_on_is_asked(tmp_path: Path) -> None:
    data = datasets.load(write_jsonl(tmp_path / "two.jsonl"))
    asked = folder.asked([data], Plan(("lead", "oracle"), Settings(seed=7)))
    assert asked["data"] == [["two.jsonl", data.sha256, 2]]
    assert asked["systems"] == [["lead", "1"], ["oracle", "greedy-rouge1-rouge2-f"]]
    assert (asked["seed"], asked["bullets"], asked["baseline"], asked["references"]) == (7, 3, "lead", "max")
