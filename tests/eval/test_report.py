"""The table and the JSON tell the same, and enough to repeat it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval import benchmark, datasets, report
from eval.benchmark import Benchmark, Settings
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


@pytest.fixture
def done(tmp_path: Path) -> Benchmark:
    rows = [FERRY, ORCHARD, {"id": "bare", "text": FERRY["text"]}]
    return benchmark.run(
        datasets.load(write_jsonl(tmp_path / "two.jsonl", rows)), Settings(("lead", "oracle"))
    )


def test_markdown(done: Benchmark) -> None:
    text = report.markdown(done)
    assert text.startswith(
        "## two.jsonl: 2 articles, at most 3 quick looks\n\n| model | ROUGE-1 | ROUGE-2 | ROUGE-Lsum |"
    )
    figure = r"\d+\.\d\d \[\d+\.\d\d, \d+\.\d\d\]"
    assert re.search(rf"^\| lead \| {figure} \| {figure} \| {figure} \| \d+\.\d \| 0 \|$", text, re.M)
    difference = r"[+-]\d+\.\d\d \[[+-]\d+\.\d\d, [+-]\d+\.\d\d\] \| (0\.\d{3}|1\.000)"
    assert re.search(rf"^\| oracle \| {difference} \| {difference} \| {difference} \|$", text, re.M)
    assert done.signature in text
    assert done.dataset.sha256 in text
    assert "Left out: 1 article(s)" in text
    assert "ROUGE-L " not in text


def test_markdown_of_the_baseline_alone_has_no_differences(done: Benchmark) -> None:
    alone = Benchmark(done.dataset, done.settings, done.entries[:1])
    assert "Difference" not in report.markdown(alone)


def test_json_holds_each_article(done: Benchmark) -> None:
    body = json.loads(report.to_json([done]))
    (dataset,) = body["datasets"]
    lead, oracle = dataset["models"]
    assert body["schema"] == "summarizer-eval/1"
    assert dataset["skipped"] == ["bare"]
    assert lead["comparisons"] == {}
    assert set(oracle["comparisons"]) == {"rouge1", "rouge2", "rougeL", "rougeLsum"}
    assert [article["id"] for article in lead["articles"]] == ["ferry", "orchard"]
    mean = sum(article["rougeLsum"]["f"] for article in lead["articles"]) / 2
    assert lead["rougeLsum"]["mean"] == pytest.approx(mean)
    assert lead["articles"][0]["sentences"][0].startswith("The night ferry")


def test_the_same_run_gives_the_same_bytes(done: Benchmark) -> None:
    again = benchmark.run(done.dataset, done.settings)
    assert report.to_json([again]) == report.to_json([done])
    assert report.markdown(again) == report.markdown(done)
