"""Predictions, scores and statistics meet article by article."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import benchmark, datasets, rouge
from eval.benchmark import Settings
from summarizer.errors import UnknownModelError
from tests.eval.samples import write_jsonl


@pytest.fixture
def two(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def test_figures_belong_to_their_model_and_article(two: datasets.Dataset) -> None:
    done = benchmark.run(two, Settings(("lead", "oracle")))
    assert [entry.run.model for entry in done.entries] == ["lead", "oracle"]
    for entry in done.entries:
        for prediction, example, scores in zip(
            entry.run.predictions, two.examples, entry.scores, strict=True
        ):
            assert scores == rouge.score_pair(prediction.sentences, example.reference)
        for type_ in rouge.TYPES:
            estimate = entry.estimates[type_]
            assert estimate.mean == pytest.approx(sum(entry.f(type_)) / 2)
            assert estimate.low <= estimate.mean <= estimate.high


def test_the_baseline_is_run_though_nobody_named_it(two: datasets.Dataset) -> None:
    oracle, lead = benchmark.run(two, Settings(("oracle", "oracle"))).entries
    assert (oracle.run.model, lead.run.model) == ("oracle", "lead")
    assert lead.comparisons == {}
    for type_ in rouge.TYPES:
        gap = oracle.estimates[type_].mean - lead.estimates[type_].mean
        assert oracle.comparisons[type_].difference.mean == pytest.approx(gap)
        assert 0 < oracle.comparisons[type_].p <= 1


def test_words_per_summary(two: datasets.Dataset) -> None:
    (lead,) = benchmark.run(two, Settings(("lead",), bullets=1)).entries
    counts = [len(prediction.sentences[0].split()) for prediction in lead.run.predictions]
    assert lead.words == sum(counts) / 2


def test_an_unknown_model_is_told_before_the_others_run(two: datasets.Dataset) -> None:
    seen: list[str] = []
    with pytest.raises(UnknownModelError):
        benchmark.run(two, Settings(("lead", "leed")), lambda model, done: seen.append(model))
    assert seen == []


def test_signature_tells_all_settings_and_the_number_of_articles(two: datasets.Dataset) -> None:
    assert benchmark.run(two, Settings(("lead",), bullets=4, seed=9)).signature == (
        f"{rouge.signature()}|ci:percentile-bootstrap-95%|p:approximate-randomisation"
        "|resamples:10000|seed:9|articles:2|bullets:4|bullet_words:25|labels:no"
    )
