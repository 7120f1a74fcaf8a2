"""What was typed becomes a plan, and a command that can be repeated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import datasets
from eval.baselines import BASELINES
from eval.request import Request
from eval.results import Settings
from tests.eval.samples import write_jsonl


@pytest.fixture
def data(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def test_models_come_first_then_the_baselines_each_once(data: datasets.Dataset) -> None:
    plan = Request(("two.jsonl",), ("quicklook", "lead", "quicklook")).plan([data])
    assert plan.models == ("quicklook", *BASELINES)
    assert not plan.notes


def test_without_baselines_the_one_compared_with_stays(data: datasets.Dataset) -> None:
    request = Request(("two.jsonl",), ("quicklook",), baselines=False, settings=Settings(baseline="oracle"))
    assert request.plan([data]).models == ("quicklook", "oracle")


def test_predictions_made_elsewhere_stand_in_for_a_baseline_of_their_name(
    data: datasets.Dataset, tmp_path: Path
) -> None:
    rows = [{"id": example.id, "bullets": ["The ferry sails again."]} for example in data.examples]
    file = tmp_path / "mine.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    plan = Request(("two.jsonl",), (), (f"textrank={file}",)).plan([data])
    assert [run.name for run in plan.others] == ["textrank"]
    assert plan.models == ("lead", "random", "lexrank", "oracle")


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        (Request(("a/b.jsonl",), ("quicklook",)), "summarizer eval run b.jsonl --model quicklook"),
        (
            Request(("b.jsonl",), (), ("x=a/my file.txt",), limit=5, settings=Settings(bullets=4, seed=2)),
            "summarizer eval score b.jsonl --predictions 'x=my file.txt' --bullets 4 --seed 2 --limit 5",
        ),
        (
            Request(("hf:org/set:test",), ("a", "b"), baselines=False, settings=Settings(references="mean")),
            "summarizer eval run hf:org/set:test --model a --model b --no-baselines --references mean",
        ),
    ],
)
def test_the_command_repeats_the_figures(request_: Request, command: str) -> None:
    assert request_.command == command
