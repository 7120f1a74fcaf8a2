from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from eval.metrics.redundancy import Redundancy
from tests.eval.metrics.samples import FAILED, example, prediction

ANY = example("An article.")


def test_figures_worked_out_by_hand() -> None:
    # LCS "the bridge shut" of 4 and 5 words: 2 * 3 / 9; trigrams: 2 + 3, of which one stands twice.
    values = Redundancy().measure(ANY, prediction("The bridge is shut.", "The old bridge is closed")).values
    assert values["redundancy"] == pytest.approx(2 * 3 / 9)
    assert values["redundancy.trigrams"] == 0
    values = Redundancy().measure(ANY, prediction("The bridge is shut.", "Now the bridge is wide")).values
    assert values["redundancy.trigrams"] == pytest.approx(1 / 5)


def test_the_mean_is_over_pairs() -> None:
    values = Redundancy().measure(ANY, prediction("Cars wait.", "Cars wait", "Boats sail")).values
    assert values == {"redundancy": pytest.approx(1 / 3), "redundancy.trigrams": None}


@settings(deadline=None)
@given(st.lists(st.text("ab bridges closed ", max_size=40), min_size=2, max_size=2))
def test_a_pair_is_rouge_scores_rouge_l(texts: list[str]) -> None:
    ours = Redundancy().measure(ANY, prediction(*texts)).values["redundancy"]
    assert ours == pytest.approx(RougeScorer(["rougeL"], use_stemmer=True).score(*texts)["rougeL"].fmeasure)


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_ranges(bullets: list[str]) -> None:
    values = Redundancy().measure(ANY, prediction(*bullets)).values
    assert all(value is None or 0 <= value <= 1 for value in values.values())


def test_one_bullet_and_none_repeat_nothing() -> None:
    for answer in (FAILED, prediction("The bridge is shut.")):
        assert set(Redundancy().measure(ANY, answer).values.values()) == {None}
