"""Results on disk: everything, or what may be published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval import benchmark, datasets, results
from eval.benchmark import Plan
from eval.metrics import Match, Measurement
from eval.results import Result, Settings
from summarizer.errors import EvaluationError
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Result:
    data = datasets.load(write_jsonl(tmp_path_factory.mktemp("data") / "two.jsonl"))
    return benchmark.run(data, Plan(("quicklook-fast", "lead", "oracle")))


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


def test_one_system_of_each_name(done: Result, tmp_path: Path) -> None:
    told = "two systems have one name"
    refused(tmp_path, replace(done, systems=(*done.systems, done.system("lead"))), told)
    told = "two columns have one name"
    refused(tmp_path, replace(done, columns=(*done.columns, done.columns[0])), told)


def test_parts_that_do_not_fit_are_told(done: Result, tmp_path: Path) -> None:
    lead, others = done.system("lead"), tuple(each for each in done.systems if each.name != "lead")
    one, *_ = lead.measurements
    apart = Measurement({"rouge1": 0.5})
    astray = replace(one, matches=(Match(0, 99, 0.5),))
    for changed, told in (
        (replace(lead, measurements=lead.measurements[:1]), "1 measurements of 2 articles"),
        (replace(lead, measurements=(one, apart)), "of other columns"),
        (replace(lead, measurements=(astray, one)), "bullets that are not there"),
        (replace(lead, measurements=(replace(one, writer=7), one)), "that are not there"),
        (replace(lead, predictions=lead.predictions[:1]), "1 predictions beside 2 examples"),
        (replace(lead, predictions=lead.predictions[::-1]), "stands beside the article"),
        (replace(lead, estimates={}), "its means"),
        (
            replace(
                lead,
                comparisons=others[0].comparisons | {"rouge7": next(iter(others[0].comparisons.values()))},
            ),
            "its means",
        ),
    ):
        refused(tmp_path, replace(done, systems=(changed, *others)), f"lead: .*{told}")


def test_a_result_whose_whole_does_not_fit_is_told(done: Result, tmp_path: Path) -> None:
    bare = results.published(done)
    for changed, told in (
        (replace(done, examples=done.examples[:1]), "examples are others"),
        (replace(done, examples=()), "2 predictions beside 0 examples"),
        (replace(done, ids=done.ids[:1]), "2 articles, and there are 1 ids"),
        (replace(bare, ids=(), source=replace(bare.source, articles=0)), "no articles"),
        (replace(bare, settings=Settings(baseline="random")), "baseline random is not among"),
    ):
        refused(tmp_path, changed, told)


def refused(folder: Path, result: Result, told: str) -> None:
    """Check that the file of a result is refused and why."""
    file = folder / "changed.json"
    file.write_text(results.dump([result]), encoding="utf-8")
    with pytest.raises(EvaluationError, match=rf"contradicts itself on two\.jsonl: .*{told}"):
        results.load(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        results.load(tmp_path / "absent.json")


def test_a_system_is_found_by_its_name(done: Result) -> None:
    assert done.system("lead").kind == "baseline"
    with pytest.raises(LookupError):
        done.system("leed")


def test_neither_long_ids_nor_messages_are_published(done: Result) -> None:
    text = (
        "The night ferry between Orsa Bay and Skarholm will sail again on 4 May, said the operator Nordline."
    )
    source = replace(done.source, skipped=(text,), unreadable=(f"a.csv: {text}",), renamed=(text,))
    ids = (text, done.ids[1])
    shown = results.published(replace(done, source=source, ids=ids))
    assert text not in results.dump([shown])
    assert shown.ids[1] == done.ids[1]
    assert len(shown.source.unreadable) == 1


def test_the_best_is_one_of_those_that_compare(done: Result) -> None:
    column = next(column for column in done.columns if column.key == "rouge1")
    means = {s.name: e.mean for s in done.systems if (e := s.estimates["rouge1"]) and s.kind != "oracle"}
    assert results.best(done.systems, column) == {max(means, key=lambda name: means[name])}
    lead = done.system("lead")
    assert not results.best((lead, replace(lead, name="twin")), column)
    assert not results.best(done.systems, replace(column, better="neither"))
    assert results.best(done.systems, replace(column, better="lower")) == {
        min(means, key=lambda name: means[name])
    }
