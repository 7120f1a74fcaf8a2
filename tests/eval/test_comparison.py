"""Runs that compare are brought together; others are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval import benchmark, comparison, datasets, results
from eval.benchmark import Plan
from eval.results import Result, Settings
from summarizer.errors import EvaluationError
from tests.eval.samples import ORCHARD, write_jsonl


@pytest.fixture
def data(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


@pytest.fixture
def first(data: datasets.Dataset) -> Result:
    return benchmark.run(data, Plan(("quicklook-fast", "lead")))


def test_systems_of_two_runs_stand_side_by_side(data: datasets.Dataset, first: Result) -> None:
    second = benchmark.run(data, Plan(("oracle", "lead")))
    (merged,) = comparison.merge([[first], [second]])
    assert [system.name for system in merged.systems] == ["quicklook-fast", "lead", "oracle"]
    both = benchmark.run(data, Plan(("quicklook-fast", "lead", "oracle")))
    for ours, theirs in zip(benchmark.compared(merged).systems, both.systems, strict=True):
        assert ours.comparisons == theirs.comparisons


def test_a_published_run_compares_with_a_whole_one(data: datasets.Dataset, first: Result) -> None:
    whole = benchmark.run(data, Plan(("oracle", "lead")))
    (merged,) = comparison.merge([[results.published(first)], [whole]])
    assert [system.name for system in merged.systems] == ["quicklook-fast", "lead", "oracle"]
    done = benchmark.compared(merged).system("oracle").comparisons
    assert set(done) == {
        key for column in results.PUBLISHED for key in done if key.split(".")[0] == column and "." not in key
    }
    expected = whole.system("oracle").comparisons["rouge1"].difference.mean
    assert done["rouge1"].difference.mean == pytest.approx(expected, abs=1e-6)


def test_a_twin_of_a_published_system_is_its_tie(data: datasets.Dataset) -> None:
    whole = benchmark.run(data, Plan(("lead",)))
    lead = whole.system("lead")
    figures = {column: 1 / 3 + at * 1e-9 for at, column in enumerate(lead.measurements[0].values)}
    measured = tuple(replace(each, values=figures) for each in lead.measurements)
    twin = replace(lead, name="twin", measurements=measured)
    theirs = replace(whole, systems=(replace(lead, measurements=measured),))
    (merged,) = comparison.merge([[results.published(theirs)], [replace(whole, systems=(twin,))]])
    found = benchmark.compared(merged).system("twin").comparisons
    assert set(found) == {"rouge1", "rouge2", "rougeL", "rougeLsum"}
    for each in found.values():
        assert (each.p, each.effect, each.wins, each.losses) == (1.0, 0.0, 0, 0)
        assert (each.difference.low, each.difference.high) == (0.0, 0.0)


def test_another_revision_gets_it_into_its_name(first: Result) -> None:
    older = replace(first, systems=(replace(first.system("quicklook-fast"), revision="0ld"),))
    (merged,) = comparison.merge([[first], [older]])
    assert [system.name for system in merged.systems] == ["quicklook-fast", "lead", "quicklook-fast (0ld)"]


def test_mixed_settings_are_refused(data: datasets.Dataset, first: Result) -> None:
    other = benchmark.run(data, Plan(("lead",), Settings(bullets=1)))
    with pytest.raises(EvaluationError, match=r"settings \(bullets:3; bullets:1\)"):
        comparison.merge([[first], [other]])


def test_the_same_revision_with_other_figures_is_refused(first: Result) -> None:
    lead = first.system("lead")
    changed = replace(lead, measurements=lead.measurements[::-1])
    with pytest.raises(EvaluationError, match="the program has changed"):
        comparison.merge([[first], [replace(first, systems=(changed,))]])


def test_the_seed_moves_intervals_and_random_but_no_figure(data: datasets.Dataset, first: Result) -> None:
    one = benchmark.run(data, Plan(("lead", "random")))
    other = benchmark.run(data, Plan(("lead", "random"), Settings(seed=5)))
    (merged,) = comparison.merge([[one], [other]])
    assert [system.name for system in merged.systems] == ["lead", "random", "random (random-k seed 5)"]


def test_a_data_set_of_one_run_alone_is_left_out(first: Result, tmp_path: Path) -> None:
    alone = datasets.load(write_jsonl(tmp_path / "one.jsonl", [ORCHARD]))
    other = benchmark.run(alone, Plan(("lead",)))
    merged = comparison.merge([[other], [first], [other]])
    assert [result.source.name for result in merged] == ["one.jsonl"]
    with pytest.raises(EvaluationError, match="No two of the runs are on the same data"):
        comparison.merge([[other], [first]])


def test_one_file_may_hold_several_data_sets(first: Result, tmp_path: Path) -> None:
    alone = datasets.load(write_jsonl(tmp_path / "one.jsonl", [ORCHARD]))
    other = benchmark.run(alone, Plan(("lead",)))
    assert len(comparison.merge([[first, other]])) == 2
    assert [result.source.name for result in comparison.merge([[first, other], [first]])] == ["two.jsonl"]
