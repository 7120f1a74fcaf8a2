from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from summarizer.errors import TrainingError
from summarizer.models.encoder import Encoder
from summarizer.training.writer import gate
from summarizer.training.writer.gate import Marked, area, fit, ranking
from summarizer.training.writer.marks import of
from summarizer.writer.candidates import Writer
from summarizer.writer.gate import chance
from tests.writer.conftest import TINY
from tests.writer.samples import FERRY


def marks(count: int = 200, seed: int = 0, sense: bool = True) -> list[Marked]:
    """Return marks that hang on two of three features, large and small, five an article."""
    dice = np.random.default_rng(seed)
    found = []
    for number in range(count):
        length, score, noise = dice.normal(20, 5), dice.normal(0, 0.1), dice.normal()
        truth = (length - 20) / 5 - score / 0.1 + dice.normal(0, 0.3) if sense else dice.normal()
        features = {"length": float(length), "score": float(score), "noise": float(noise), "constant": 1.0}
        found.append(Marked(features, bool(truth > 0), f"article {number // 5}"))
    return found


def test_the_fit_ranks_what_held_above_what_did_not() -> None:
    weights = fit(marks())
    assert set(weights) == {"intercept", "length", "score", "noise", "constant"}
    new = marks(seed=1)
    assert area([(chance(weights, one.features), one.held) for one in new]) > 0.95
    assert weights["length"] > 0 > weights["score"]
    assert abs(weights["noise"]) < abs(weights["length"]) * 5


def test_weights_are_of_the_features_as_they_stand() -> None:
    """Features in other units give the same chances."""
    plain = marks()
    scaled = [
        Marked({name: 100 * value + 7 for name, value in one.features.items()}, one.held, one.article)
        for one in plain
    ]
    one, other = fit(plain), fit(scaled)
    for mark, same in zip(plain[:20], scaled[:20], strict=True):
        assert chance(one, mark.features) == pytest.approx(chance(other, same.features), abs=0.01)


def test_a_constant_feature_has_no_weight_and_the_mean_chance_is_the_share_that_held() -> None:
    given = marks()
    weights = fit(given)
    assert weights["constant"] == pytest.approx(0, abs=1e-3)
    chances = [chance(weights, one.features) for one in given]
    assert np.mean(chances) == pytest.approx(np.mean([one.held for one in given]), abs=0.01)


def test_a_greater_penalty_gives_smaller_weights() -> None:
    assert abs(fit(marks(), penalty=100)["length"]) < abs(fit(marks(), penalty=1)["length"])


def test_without_sense_there_is_no_ranking_on_other_articles() -> None:
    # scores of all parts are ranked together: one that lost many that held has a lower mean, hence under 0.5
    assert 0.25 < ranking(marks(sense=False)) < 0.6
    assert ranking(marks()) > 0.95


def test_an_article_is_never_in_both_parts() -> None:
    """A feature that names the article says nothing of others, however well it fits."""
    dice = np.random.default_rng(2)
    given = []
    for article in range(30):
        held = bool(dice.integers(2))
        features = {f"is {number}": float(number == article) for number in range(30)}
        given += [Marked(features, held, f"{article:02}") for _ in range(4)]
    weights = fit(given, penalty=0.01)
    assert area([(chance(weights, one.features), one.held) for one in given]) > 0.99
    assert ranking(given, penalty=0.01) < 0.6


def judged(*labels: str | None) -> dict[str, object]:
    """Return the ferry with marks of a quick look, once for each label."""
    mark = {"text": FERRY.look(4), "sentence": 4, "mark": "publish"}
    named = [{"label": label, "label_mark": "good"} if label else {} for label in labels]
    return FERRY.record() | {"candidates": [mark | one for one in named]}


def test_a_candidate_without_a_label_teaches_nothing_of_labels() -> None:
    given = of(judged(None, "Rudder Inquiry", None), "ours")
    found = list(gate._marked(given, Writer(TINY), Encoder()))
    assert [name for name, _ in found].count("label") == 1
    assert [name for name, _ in found].count("publish") == 3
    assert {one.article for _, one in found} == {FERRY.title}


def test_marks_of_one_article_are_too_few(tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonl"
    file.write_text(json.dumps(judged("Rudder Inquiry")), encoding="utf-8")
    with pytest.raises(TrainingError, match="'publish' needs marks of at least 2 articles"):
        list(gate.run([file], TINY, tmp_path / "gate.json"))
    assert not (tmp_path / "gate.json").exists()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.9, True), (0.4, True), (0.6, False), (0.4, False)], (1 + 1 + 0 + 0.5) / 4),
        ([(0.9, True)], 0.5),
        ([], 0.5),
    ],
)
def test_the_area_by_hand(scores: list[tuple[float, bool]], expected: float) -> None:
    assert area(scores) == expected
