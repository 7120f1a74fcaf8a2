"""What was typed becomes a plan, and a command that can be repeated."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import summarizer
from eval import benchmark, datasets
from eval import request as request_module
from eval.baselines import BASELINES
from eval.request import Request
from eval.results import Settings, dump, published
from summarizer.errors import OptionsError
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


@pytest.mark.parametrize("name", ["lead", "quicklook", "oracle", "random"])
def test_predictions_do_not_take_the_name_of_ours(data: datasets.Dataset, tmp_path: Path, name: str) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps({"id": "ferry", "bullets": ["The ferry sails."]}), encoding="utf-8")
    with pytest.raises(OptionsError, match=f"'{name}' is the name of a model or baseline"):
        Request(("two.jsonl",), (), (f"{name}={file}",)).plan([data])


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


def test_two_systems_of_one_name_are_refused(data: datasets.Dataset, tmp_path: Path) -> None:
    rows = [{"id": example.id, "bullets": ["The ferry sails again."]} for example in data.examples]
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "test.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    files = tuple(str(tmp_path / folder / "test.jsonl") for folder in ("a", "b"))
    with pytest.raises(OptionsError, match="Two systems are called 'test'"):
        Request(("two.jsonl",), (), files).plan([data])


def test_a_folder_of_weights_is_named_without_its_place(data: datasets.Dataset, tmp_path: Path) -> None:
    weights = tmp_path / "runs" / "first"
    shutil.copytree(Path(summarizer.__file__).parent / "weights", weights)
    request = Request(
        ("two.jsonl",), (str(weights),), baselines=False, settings=Settings(baseline=str(weights))
    )
    plan = request.plan([data])
    result = benchmark.run(data, plan)
    assert [system.name for system in result.systems] == ["first"]
    assert result.settings.baseline == "first"
    assert str(tmp_path) not in dump([published(result)])


def test_answers_made_elsewhere_may_be_the_baseline(data: datasets.Dataset, tmp_path: Path) -> None:
    rows = [{"id": example.id, "bullets": ["The ferry sails again."]} for example in data.examples]
    file = tmp_path / "bart.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    request = Request(("two.jsonl",), (), (str(file),), settings=Settings(baseline="bart"))
    plan = request.plan([data])
    assert plan.models == BASELINES
    assert benchmark.run(data, plan).system("lead").comparisons


def test_a_baseline_that_was_asked_for_is_not_left_out(
    data: datasets.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_module, "missing", lambda: dict.fromkeys(("textrank", "lexrank"), "no sumy"))
    plan = Request(("two.jsonl",), (), settings=Settings(baseline="textrank")).plan([data])
    assert "textrank" in plan.models
    assert plan.notes == ("lexrank was not run: no sumy",)
