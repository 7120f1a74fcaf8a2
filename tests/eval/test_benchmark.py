"""Predictions, figures and statistics meet article by article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval import benchmark, datasets, metrics, rouge
from eval.benchmark import Plan
from eval.cache import Cache
from eval.results import Settings, dump
from summarizer.errors import EvaluationError, UnknownModelError
from tests.eval.samples import write_jsonl


@pytest.fixture
def two(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def test_figures_belong_to_their_system_and_article(two: datasets.Dataset) -> None:
    done = benchmark.run(two, Plan(("lead", "oracle")))
    assert [system.name for system in done.systems] == ["lead", "oracle"]
    assert done.ids == ("ferry", "orchard")
    metric = rouge.Rouge()
    for system in done.systems:
        pairs = zip(two.examples, system.predictions, system.measurements, strict=True)
        for example, prediction, measured in pairs:
            assert prediction.id == example.id
            expected = metric.measure(example, prediction).values
            assert {key: measured.values[key] for key in expected} == expected


def test_every_metric_has_its_columns_and_estimates(two: datasets.Dataset) -> None:
    done = benchmark.run(two, Plan(("lead",)))
    keys = [column.key for column in done.columns]
    loaded = metrics.load_metrics(["rouge", *metrics.DEFAULTS])
    assert keys == [column.key for metric in loaded for column in metric.columns]
    (lead,) = done.systems
    for key in keys:
        estimate = lead.estimates[key]
        values = [value for value in lead.values(key) if value is not None]
        assert (estimate is None) == (not values)
        if estimate is not None:
            assert estimate.mean == pytest.approx(sum(values) / len(values))
            assert estimate.articles == len(values)
            assert estimate.low <= estimate.mean <= estimate.high


def test_systems_are_compared_with_the_baseline_on_what_has_a_better_end(two: datasets.Dataset) -> None:
    lead, oracle = benchmark.run(two, Plan(("lead", "oracle"))).systems
    assert lead.comparisons == {}
    assert "rouge1" in oracle.comparisons
    assert "length.words" not in oracle.comparisons
    ours, theirs = oracle.estimates["rouge1"], lead.estimates["rouge1"]
    assert ours is not None
    assert theirs is not None
    assert oracle.comparisons["rouge1"].difference.mean == pytest.approx(ours.mean - theirs.mean)


def test_several_references_are_brought_together_as_asked(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "one.jsonl", [two_writers()])
    data = datasets.load(path)
    best = benchmark.run(data, Plan(("lead",), Settings(references="max")))
    mean = benchmark.run(data, Plan(("lead",), Settings(references="mean")))
    (one,), (other,) = best.systems[0].values("rouge1"), mean.systems[0].values("rouge1")
    assert one is not None
    assert other is not None
    assert one > other > 0
    assert best.signature != mean.signature


def two_writers() -> dict[str, object]:
    return {
        "id": "quarry",
        "text": "The quarry at Tolmen closes in June, its owner said.\nForty people work there.\n"
        "The council wants a lake in its place.",
        "highlights": [
            ["The quarry at Tolmen closes in June", "Forty people work there"],
            ["A lake may take the place of the old pit"],
        ],
    }


def test_an_unknown_model_is_told_before_the_others_run(two: datasets.Dataset) -> None:
    seen: list[str] = []
    with pytest.raises(UnknownModelError):
        benchmark.run(two, Plan(("lead", "leed")), None, lambda what, done: seen.append(what))
    assert seen == []


def test_an_unknown_baseline_is_told(two: datasets.Dataset) -> None:
    done = benchmark.run(two, Plan(("lead",)))
    asked = replace(done, settings=replace(done.settings, baseline="leed"))
    with pytest.raises(EvaluationError, match=r"no system .leed.*Name one of: lead"):
        benchmark.compared(asked)


def test_the_signature_tells_all_settings_and_the_number_of_articles(two: datasets.Dataset) -> None:
    done = benchmark.run(two, Plan(("lead",), Settings(bullets=4, seed=9)))
    assert done.signature == (
        f"{rouge.Rouge().signature}|ci:percentile-bootstrap-95%|p:approximate-randomisation-holm"
        "|resamples:10000|seed:9|articles:2|bullets:4|bullet_words:25"
    )


def test_a_second_run_comes_from_the_cache_to_the_byte(two: datasets.Dataset, tmp_path: Path) -> None:
    plan = Plan(("quicklook-fast", "lead", "random", "oracle"))
    fresh = dump([benchmark.run(two, plan)])
    with Cache(tmp_path) as cache:
        first = dump([benchmark.run(two, plan, cache)])
    told: list[tuple[str, int]] = []
    with Cache(tmp_path) as cache:
        second = dump([benchmark.run(two, plan, cache, lambda what, done: told.append((what, done)))])
    assert fresh == first == second
    assert {done for _, done in told} == {2}
