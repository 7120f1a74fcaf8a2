"""Real models in real processes. Nothing here depends on how fast the machine is."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import datasets, speed
from eval.speed import Plan, Speed, SpeedReport
from summarizer.errors import EvaluationError
from summarizer.models.encoder import WEIGHTS, Encoder
from tests.eval.samples import write_jsonl


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path_factory.mktemp("speed") / "two.jsonl"))


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, int]]:
    return []


@pytest.fixture(scope="module")
def report(dataset: datasets.Dataset, steps: list[tuple[str, int]]) -> SpeedReport:
    plan = Plan(rounds=2, bullets=2, seed=1, command="summarizer eval speed two.jsonl")
    return speed.measure(dataset, ["quicklook-fast"], plan, lambda model, done: steps.append((model, done)))


def test_what_was_measured(report: SpeedReport) -> None:
    assert (report.source, report.articles, report.rounds) == ("two.jsonl", 2, 2)
    assert [each.system for each in report.systems] == ["quicklook-fast", "lead"]
    assert [each.revision for each in report.systems] == [Encoder().revision, "1"]
    assert "cores, Python 3." in report.machine


def test_figures_are_possible(report: SpeedReport) -> None:
    for each in report.systems:
        assert each.articles_per_second > 0
        assert 0 < each.p50_ms <= each.p95_ms
        assert each.cold_start_s > 0
        assert each.peak_mb is None or each.peak_mb > 1
        assert each.relative > 0


def test_lead_is_measured_unasked_and_is_the_unit(report: SpeedReport) -> None:
    assert report.systems[1].relative == 1


def test_disk_is_the_size_of_the_model_s_files(report: SpeedReport) -> None:
    sizes = sum((WEIGHTS / name).stat().st_size for name in ("quicklook.onnx", "tokenizer.json"))
    assert [each.disk_mb for each in report.systems] == [sizes / 1e6, 0]


def test_a_model_with_weights_holds_more_memory_than_lead(report: SpeedReport) -> None:
    quicklook, lead = (each.peak_mb for each in report.systems)
    assert quicklook is None or lead is None or quicklook > lead + report.systems[0].disk_mb


def test_rounds_are_interleaved(report: SpeedReport, steps: list[tuple[str, int]]) -> None:
    assert report.rounds == 2
    assert sorted(steps[:2]) == [("lead", 1), ("quicklook-fast", 1)]
    assert sorted(steps[2:]) == [("lead", 2), ("quicklook-fast", 2)]


def test_a_model_that_fails_is_an_error_with_its_message(dataset: datasets.Dataset, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"holds no quicklook\.onnx"):
        speed.measure(dataset, [str(tmp_path)], Plan(rounds=1))


def test_a_process_that_dies_is_told(dataset: datasets.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "none")  # Python itself refuses to start.
    with pytest.raises(EvaluationError, match=r"The speed of lead .* its process ended with 1"):
        speed.measure(dataset, ["lead"], Plan(rounds=1))


def test_json_there_and_back(report: SpeedReport) -> None:
    assert speed.from_json(speed.to_json(report)) == report


@pytest.mark.parametrize("text", ["", "{", "[]", '{"machine": "x"}'])
def test_json_that_is_no_report(text: str) -> None:
    with pytest.raises(EvaluationError, match="no report of speed"):
        speed.from_json(text)


def test_markdown() -> None:
    systems = (
        Speed("quicklook", "ab12", 12.8, 72.71, 175.2, 0.654, 233.4, 24.25, 0.1649),
        Speed("lead", "1", 77.6, 10.04, 19.27, 0.309, None, 0, 1),
    )
    shown = speed.markdown(SpeedReport("Linux, 2 cores", "two.jsonl", 1, 2, "typed this", systems))
    assert shown.splitlines()[0] == "## Speed: two.jsonl, 1 article, 2 rounds"
    assert "| quicklook | 0.165 | 12.8 | 72.7 | 175 | 0.65 | 233 | 24.2 |" in shown
    assert "| lead | 1 | 77.6 | 10 | 19.3 | 0.31 | not told | 0.0 |" in shown
    assert "machine: Linux, 2 cores." in shown
    assert shown.endswith("`typed this`")
