from __future__ import annotations

import json
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest

from summarizer.errors import ModelError
from summarizer.writer.candidates import Candidate, Label
from summarizer.writer.context import Context, read
from summarizer.writer.gate import Gate, chance, label_features, text_features
from tests.writer.samples import FERRY


@pytest.fixture(scope="module")
def shown() -> Context:
    return read(FERRY.document())


def candidate(index: int, text: str, written: bool = True) -> Candidate:
    return Candidate(index, text, written, (index,), -0.4, -2.0, (0.5, 0.25, 0.25), frozenset(), frozenset())


def test_a_text_is_described_by_its_words_and_its_sentence(shown: Context) -> None:
    found = text_features(
        candidate(3, "Ingrid Solberg said the rudder stopped, not the engine."), shown, 1.5, 0.25
    )
    expected = {
        "written": 1, "score": -0.4, "score written": -0.4, "weakest": -2, "weakest written": -2,
        "salience": 1.5, "news": 0.25, "place": 1.3863, "opened": 0, "words": 0.9, "off length": 0.5,
        "short": 0, "kept": 9 / 14, "pronouns": 0, "definite": 0, "the": 0, "quotes": 0, "figures": 0,
        "said": 1, "said lost": 0, "full name": 1, "capitals": 1, "commas": 1, "opens as source": 0,
        "quoted source": 0, "headline": 0, "publish": 0, "reject": -1.099, "said added": 0, "held": 0.6,
        "ordered": 1, "joined": 0.5, "late": 0.2,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-4)
    assert 0 < found["elsewhere"] < 0.6
    assert set(found) == {*expected, "elsewhere"}


def test_a_sentence_itself_has_no_word_from_elsewhere(shown: Context) -> None:
    found = text_features(candidate(0, FERRY.sentences[0], written=False), shown, 0.0, 0.0)
    assert found["elsewhere"] == found["written"] == found["score written"] == 0
    assert (
        found["kept"] == found["opened"] == found["opens as source"] == found["figures"] == found["the"] == 1
    )
    assert 0 < found["headline"] < 1
    assert (found["held"], found["ordered"], found["joined"], found["late"]) == (1, 1, 0, 0)


def test_what_a_reader_would_miss_is_noticed(shown: Context) -> None:
    told = text_features(candidate(3, "The rudder had stopped before they knew."), shown, 0.0, 0.0)
    assert told["said lost"] == told["definite"] == told["pronouns"] == told["short"] == 1
    named = text_features(candidate(3, "The U.S. navy said nothing of the accident."), shown, 0.0, 0.0)
    assert named["definite"] == named["said lost"] == named["said added"] == 0
    added = text_features(candidate(6, "The hotels announced free rooms for them."), shown, 0.0, 0.0)
    assert (added["said added"], added["said lost"]) == (1, 0)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 0), (0.9, 2.197), (1, 6.213), (0, -6.213)])
def test_verdicts_are_logits_that_have_bounds(shown: Context, share: float, expected: float) -> None:
    one = replace(candidate(4, FERRY.look(4)), verdict=(share, 0.0, 1 - share))
    text = text_features(one, shown, 0.0, 0.0)
    assert (text["publish"], text["reject"]) == (expected, -expected)
    label = label_features(one, Label("Next Steps", -0.5, (1 - share, 0.0, share)))
    assert (label["good"], label["wrong"]) == (-expected, expected)


def test_a_label_is_described_by_its_words_and_those_of_its_text() -> None:
    one = candidate(4, "Investigators may take a month to examine the rudder.")
    repeated = label_features(one, Label("Rudder Inquiry", -0.5, (0.5, 0.25, 0.25)))
    assert (repeated["score"], repeated["words"], repeated["repeated"]) == (-0.5, 2, 0.5)
    assert (repeated["head"], repeated["head repeated"], repeated["all repeated"]) == (1, 0, 0)
    bare = label_features(one, Label("Rudder", -0.5, (0.5, 0.25, 0.25)))
    assert bare["one word"] == bare["all repeated"] == bare["head repeated"] == 1
    assert label_features(one, Label("Next Steps", -0.5, (0.5, 0.25, 0.25)))["known"] == 1
    assert label_features(one, Label("Captain's Steps' Step Step", -0.5, (0.5, 0.25, 0.25)))["twice"] == 1
    assert label_features(one, Label("Account of the Captain", -0.5, (0.5, 0.25, 0.25)))["small words"] == 2
    assert label_features(one, Label("Solberg's Account of It", -0.5, (0.5, 0.25, 0.25)))["long"] == 1
    assert label_features(one, Label("Solberg's Account", -0.5, (0.5, 0.25, 0.25)))["possessive"] == 1


def test_the_chance_of_a_regression() -> None:
    assert chance({"intercept": 1.0, "a": 2.0, "b": 0.5}, {"a": -1.0, "b": 2.0}) == pytest.approx(0.5)
    assert chance({"intercept": 1.0, "a": 2.0}, {"a": 0.0}) == pytest.approx(1 / (1 + exp(-1)))


def test_chances_are_those_of_the_regressions(shown: Context, tmp_path: Path) -> None:
    one, label = (
        candidate(4, "Investigators may take a month to examine the rudder."),
        Label("Next Steps", -0.5, (0.5, 0.25, 0.25)),
    )
    text, labelled = text_features(one, shown, 2.0, 0.5), label_features(one, label)
    models = {
        "publish": dict.fromkeys(text, 0.0) | {"intercept": 0.5, "salience": 0.25, "news": 1.0},
        "reject": dict.fromkeys(text, 0.0) | {"intercept": -1.0, "score": -2.0},
        "label": dict.fromkeys(labelled, 0.0) | {"intercept": 0.0, "known": 3.0},
    }
    (tmp_path / "gate.json").write_text(json.dumps(models), encoding="utf-8")
    gate = Gate(tmp_path / "gate.json")
    chances = gate.judge(one, shown, 2.0, 0.5)
    assert chances.publish == round(1 / (1 + exp(-1.5)), 3)
    assert chances.reject == round(1 / (1 + exp(0.2)), 3)
    assert gate.label(one, label) == round(1 / (1 + exp(-3.0)), 3)


@pytest.mark.parametrize(("name", "feature"), [("publish", "late"), ("reject", "joined"), ("label", "good")])
def test_a_gate_that_was_fitted_to_other_features_is_an_error(
    shown: Context, tmp_path: Path, name: str, feature: str
) -> None:
    one, label = candidate(4, FERRY.look(4)), Label("Next Steps", -0.5, (0.5, 0.25, 0.25))
    text, labelled = text_features(one, shown, 0.0, 0.0), label_features(one, label)
    models = {
        "publish": {**text, "intercept": 0.0},
        "reject": {**text, "intercept": 0.0},
        "label": {**labelled, "intercept": 0.0},
    }
    path = tmp_path / "gate.json"
    path.write_text(json.dumps(models), encoding="utf-8")
    Gate(path).judge(one, shown, 0.0, 0.0)
    Gate(path).label(one, label)
    models[name]["old feature"] = 1.0
    path.write_text(json.dumps(models), encoding="utf-8")

    def ask() -> None:
        Gate(path).judge(one, shown, 0.0, 0.0)
        Gate(path).label(one, label)

    with pytest.raises(ModelError, match=r"gate\.json .* old feature are not known\. .*train-gate"):
        ask()
    del models[name][feature]
    path.write_text(json.dumps(models), encoding="utf-8")
    with pytest.raises(ModelError, match=rf"gate\.json .* {feature} are missing\. .*train-gate"):
        ask()


def test_a_gate_without_a_regression_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "gate.json"
    path.write_text(json.dumps({"reject": {"intercept": 0.0}}), encoding="utf-8")
    with pytest.raises(ValueError, match="lacks label, publish"):
        Gate(path)
