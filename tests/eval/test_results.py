"""Results on disk: everything, or what may be published."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import benchmark, datasets, results
from eval.benchmark import Plan
from eval.results import Result
from summarizer.errors import EvaluationError
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Result:
    data = datasets.load(write_jsonl(tmp_path_factory.mktemp("data") / "two.jsonl"))
    return benchmark.run(data, Plan(("quicklook", "lead", "oracle")))


def test_what_is_dumped_is_loaded(done: Result, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(results.dump([done, done]), encoding="utf-8")
    assert results.load(file) == (done, done)


def test_what_is_published_holds_no_text(done: Result, tmp_path: Path) -> None:
    file = tmp_path / "published.json"
    file.write_text(results.dump([results.published(done)]), encoding="utf-8")
    content = file.read_text("utf-8")
    for article in (FERRY, ORCHARD):
        for text in (article["title"], *article["text"].split("\n"), *article["highlights"]):
            assert text not in content
    (loaded,) = results.load(file)
    assert loaded.ids == done.ids
    assert loaded.signature == done.signature
    for ours, theirs in zip(loaded.systems, done.systems, strict=True):
        assert ours.estimates == theirs.estimates
        assert ours.values("rouge1") == pytest.approx(theirs.values("rouge1"), abs=1e-6)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no result"),
        ("[]", "no result"),
        ('{"schema": "summarizer-eval/1", "version": "0", "results": []}', "schema"),
        ('{"schema": "summarizer-eval/2", "version": "0", "results": [{}]}', r"results\.0\.source"),
    ],
)
def test_something_else_is_refused(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=told):
        results.load(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        results.load(tmp_path / "absent.json")


def test_a_system_is_found_by_its_name(done: Result) -> None:
    assert done.system("lead").kind == "baseline"
    with pytest.raises(LookupError):
        done.system("leed")
