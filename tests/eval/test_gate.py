"""Floors hold, rise, and never pass what they have not compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import gate
from eval.gate import Floor, slack
from eval.results import Result, Settings, Source, System
from eval.statistics import Estimate
from summarizer.errors import EvaluationError
from summarizer.models import REGISTRY

FIGURES = {"rouge1": 0.4, "rouge2": 0.2, "matching.found": 0.5}
ARTICLES = 10_000
FLOORS = tuple(
    Floor("news.jsonl", "ab" * 32, "quicklook", 3, "max", ARTICLES, column, figure, signature)
    for column, figure, signature in (
        ("matching.found", 0.5, "matching|v:1"),
        ("rouge1", 0.4, "rouge-score|v:1"),
        ("rouge2", 0.2, "rouge-score|v:1"),
    )
)


def system(name: str = "quicklook", failed: int = 0, **figures: float) -> System:
    estimates = {
        key: Estimate(mean, mean, mean, ARTICLES)
        for key, mean in {
            **FIGURES,
            **{key.replace("__", "."): mean for key, mean in figures.items()},
        }.items()
    }
    return System(name, "ab12", "model", failed, (), dict(estimates), {})


def result(*systems: System) -> Result:
    return Result(
        source=Source("news.jsonl", "ab" * 32, 1),
        settings=Settings(),
        signature="rouge-score|v:1",
        columns=(),
        ids=("one",),
        systems=systems or (system(),),
        metrics=("faithfulness|v:1", "matching|v:1"),
    )


def test_what_reaches_its_floors_passes() -> None:
    verdicts = gate.check([result()], FLOORS)
    assert [verdict.state for verdict in verdicts] == ["passed"] * 3
    assert [verdict.figure for verdict in verdicts] == [0.5, 0.4, 0.2]
    assert gate.passed(verdicts)


def test_what_lies_under_its_floor_fails_and_says_by_how_much() -> None:
    verdicts = gate.check([result(system(rouge2=0.19))], FLOORS)
    assert [verdict.state for verdict in verdicts] == ["passed", "passed", "failed"]
    assert verdicts[2].message.startswith("0.1900, -0.0100 from its floor 0.2000")
    assert "revision ab12" in verdicts[2].message
    assert not gate.passed(verdicts)


def test_slack_shrinks_with_the_number_of_articles() -> None:
    assert slack("rouge1", 1) == 3 * gate.SPREAD["rouge1"]
    assert slack("rouge1", 100) == pytest.approx(slack("rouge1", 1) / 10)
    assert set(gate.SPREAD) == set(gate.COLUMNS)


@pytest.mark.parametrize(("share", "state"), [(0.9, "passed"), (1.1, "failed")])
def test_slack(share: float, state: str) -> None:
    verdicts = gate.check([result(system(rouge1=0.4 - share * slack("rouge1", ARTICLES)))], FLOORS)
    assert verdicts[1].state == state


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(result(), source=Source("news.jsonl", "cd" * 32, 1)), "another SHA-256 than abababababab…"),
        (
            replace(result(), source=Source("news.jsonl", "ab" * 32, 1, limited=True)),
            "only the first articles",
        ),
        (
            replace(result(), source=Source("renamed.jsonl", "ab" * 32, 1, limited=True)),
            "only the first articles",
        ),
        (replace(result(), settings=Settings(bullets=4)), "the bullets differ: 4 here, 3 under the floor"),
        (replace(result(), settings=Settings(references="mean")), "the references differ"),
        (result(system("lead")), "no system quicklook"),
    ],
)
def test_a_floor_of_the_data_given_fails_when_it_cannot_be_compared(other: Result, reason: str) -> None:
    elsewhere = replace(FLOORS[0], data="other.jsonl", sha256="ef" * 32)
    verdicts = gate.check([other], (*FLOORS, elsewhere))
    assert [verdict.state for verdict in verdicts] == ["failed"] * 3 + ["not compared"]
    assert not gate.passed(verdicts)
    for verdict in verdicts[:3]:
        assert verdict.figure is None
        assert verdict.message.startswith("no figure to compare: ")
        assert reason in verdict.message
    assert verdicts[3].message == "not among the data."


def test_a_gate_that_compares_nothing_does_not_pass() -> None:
    other = replace(result(), source=Source("old.jsonl", "cd" * 32, 1))
    with pytest.raises(EvaluationError, match=r"compared nothing.*not among the data"):
        gate.check([other], FLOORS)


def test_no_floors_is_nothing_compared() -> None:
    with pytest.raises(EvaluationError, match="There are no floors"):
        gate.check([result()], ())


def test_another_signature_fails() -> None:
    verdicts = gate.check([replace(result(), signature="rouge-score|v:2")], FLOORS)
    assert [verdict.state for verdict in verdicts] == ["passed", "failed", "failed"]
    assert "signature differ: rouge-score|v:2 here" in verdicts[1].message
    assert verdicts[1].figure is None


def test_how_intervals_are_made_moves_no_floor() -> None:
    made = replace(result(), signature="rouge-score|v:1|ci:other|p:other|resamples:5|seed:9")
    assert gate.passed(gate.check([made], FLOORS))
    assert gate.update(FLOORS, [made]).changes == ()
    assert not gate.passed(gate.check([replace(made, signature="rouge-score|v:1|bullets:4")], FLOORS))


def test_an_undefined_figure_fails() -> None:
    undefined = replace(system(), estimates={**system().estimates, "rouge1": None})
    verdicts = gate.check([result(undefined)], FLOORS)
    assert verdicts[1].state == "failed"
    assert "no figure rouge1" in verdicts[1].message


def test_of_two_results_on_the_same_data_the_one_on_the_floor_s_terms_counts() -> None:
    other = replace(result(system(rouge1=0.1)), settings=Settings(bullets=4))
    assert gate.passed(gate.check([other, result()], FLOORS))


def test_new_floors() -> None:
    found = gate.update((), [result()])
    assert found.floors == FLOORS
    assert len(found.changes) == 3
    assert found.changes[0] == "news.jsonl, quicklook, 3 bullets, max, rouge1: new floor 0.4000"
    assert gate.passed(gate.check([result()], found.floors))


def test_only_models_of_the_registry_get_floors() -> None:
    assert "quicklook" in REGISTRY
    others = (replace(system("lead"), kind="baseline"), system("runs/mine"), replace(system(), kind="oracle"))
    assert gate.update((), [result(system(), *others)]).floors == FLOORS
    with pytest.raises(EvaluationError, match="no shipped model has a figure"):
        gate.update((), [result(*others)])


def test_floors_rise() -> None:
    found = gate.update(FLOORS, [result(system(rouge1=0.45678))])
    assert [floor.floor for floor in found.floors] == [0.5, 0.4567, 0.2]
    assert found.changes == ("news.jsonl, quicklook, 3 bullets, max, rouge1: raised from 0.4000 to 0.4567",)


def test_floors_do_not_sink_within_the_slack() -> None:
    found = gate.update(
        FLOORS, [result(system(rouge1=0.4 - 0.5 * slack("rouge1", ARTICLES)))], allow_regression=True
    )
    assert (found.floors, found.changes) == (FLOORS, ())


def test_lowering_is_refused_line_by_line() -> None:
    with pytest.raises(EvaluationError, match="--allow-regression") as caught:
        gate.update(FLOORS, [result(system(rouge1=0.3, rouge2=0.1))])
    lines = str(caught.value).splitlines()[1:]
    assert [line.partition(", max, ")[2] for line in lines] == [
        "rouge1: lowered from 0.4000 to 0.3000",
        "rouge2: lowered from 0.2000 to 0.1000",
    ]


def test_lowering_can_be_allowed_and_is_told() -> None:
    found = gate.update(FLOORS, [result(system(rouge1=0.3))], allow_regression=True)
    assert [floor.floor for floor in found.floors] == [0.5, 0.3, 0.2]
    assert len(found.changes) == 1


def test_other_terms_are_no_way_round_a_floor() -> None:
    lower = replace(result(system(rouge1=0.3)), signature="rouge-score|v:2")
    with pytest.raises(EvaluationError, match="the data or the signature has changed"):
        gate.update(FLOORS, [lower])
    same = replace(result(), signature="rouge-score|v:2")
    found = gate.update(FLOORS, [same])
    assert [floor.signature for floor in found.floors] == [
        "matching|v:1",
        "rouge-score|v:2",
        "rouge-score|v:2",
    ]
    assert [change.partition(": ")[2] for change in found.changes] == [
        "still 0.4000 (the data or the signature has changed)",
        "still 0.2000 (the data or the signature has changed)",
    ]


def test_a_floor_without_a_figure_is_dropped_only_on_purpose() -> None:
    undefined = replace(system(), estimates={**system().estimates, "rouge1": None})
    with pytest.raises(EvaluationError, match="rouge1: dropped, there is no figure"):
        gate.update(FLOORS, [result(undefined)])
    found = gate.update(FLOORS, [result(undefined)], allow_regression=True)
    assert [floor.column for floor in found.floors] == ["matching.found", "rouge2"]
    assert gate.passed(gate.check([result(undefined)], found.floors))


def test_a_column_that_has_no_floors_any_more_loses_them() -> None:
    old = replace(FLOORS[0], column="matching.recall")
    found = gate.update((*FLOORS, old), [result()])
    assert found.floors == FLOORS
    assert [change.partition(", max, ")[2] for change in found.changes] == [
        "matching.recall: dropped, the column has no floors"
    ]


def test_two_data_sets_of_one_name_are_refused() -> None:
    other = replace(result(), source=Source("news.jsonl", "cd" * 32, 1))
    with pytest.raises(EvaluationError, match=r"Two data sets are called news\.jsonl"):
        gate.update((), [result(), other])
    assert gate.update((), [result(), result()]).floors == FLOORS


def test_floors_of_other_data_stay() -> None:
    other = replace(FLOORS[0], data="another.jsonl", sha256="ef" * 32)
    assert other in gate.update((*FLOORS, other), [result(system(rouge1=0.6))]).floors


def test_no_floor_on_a_part_or_over_failures() -> None:
    part = replace(result(), source=Source("news.jsonl", "ab" * 32, 1, limited=True))
    with pytest.raises(EvaluationError, match="only the first articles"):
        gate.update((), [part])
    with pytest.raises(EvaluationError, match=r"failed on 2 article\(s\)"):
        gate.update((), [result(system(failed=2))])


def test_file_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(gate.to_json(FLOORS), "utf-8")
    assert gate.load(path) == FLOORS
    assert set(json.loads(path.read_text("utf-8"))[0]) == set(Floor.__slots__)


@pytest.mark.parametrize("text", ["", "{}", '[{"data": "news.jsonl"}]'])
def test_a_file_that_holds_no_floors(text: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text, "utf-8")
    with pytest.raises(EvaluationError, match=r"floors\.json holds no floors"):
        gate.load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"cannot be read: No such file"):
        gate.load(tmp_path / "floors.json")


def test_the_models_with_floors_on_data_are_known_by_its_name_or_its_sum() -> None:
    fast = replace(FLOORS[0], model="quicklook-fast")
    moved = replace(FLOORS[0], model="lead", data="moved.jsonl")
    floors = (*FLOORS, fast, moved)
    assert gate.models(floors, "news.jsonl", "ef" * 32) == ("quicklook", "quicklook-fast")
    assert gate.models(floors, "other.jsonl", "ab" * 32) == ("quicklook", "quicklook-fast", "lead")
    assert gate.models(floors, "other.jsonl", "ef" * 32) == ()


def test_the_shipped_floors_are_sound() -> None:
    floors = gate.load()
    assert all(floor.model in REGISTRY and floor.column in gate.COLUMNS for floor in floors)
    assert all(0 < floor.floor <= 1 and len(floor.sha256) == 64 for floor in floors)
    terms = [(f.sha256, f.model, f.bullets, f.references, f.column) for f in floors]
    assert len(set(terms)) == len(terms)
