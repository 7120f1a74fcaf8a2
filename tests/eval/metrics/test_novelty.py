from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.novelty import Novelty
from tests.eval.metrics.samples import FAILED, example, prediction

ARTICLE = "The old bridge is shut. Cars take the ferry."


def test_figures_worked_out_by_hand() -> None:
    # Words: the, old, ferry, is, slow: 1 of 5 new. Pairs: only "the old" is known. No trigram is.
    values = Novelty().measure(example(ARTICLE), prediction("The old ferry is slow.")).values
    assert values == {"novelty.1": 1 / 5, "novelty.2": 3 / 4, "novelty.3": 1.0}


def test_ngrams_stop_at_a_bullets_end_and_run_over_the_articles_sentences() -> None:
    values = Novelty().measure(example(ARTICLE), prediction("The old", "ferry")).values
    assert values == {"novelty.1": 0, "novelty.2": 0, "novelty.3": None}
    assert Novelty().measure(example(ARTICLE), prediction("Shut cars")).values["novelty.2"] == 0


@settings(deadline=None)
@given(st.integers(0, 8), st.integers(1, 9))
def test_an_extract_has_nothing_new(start: int, length: int) -> None:
    said = " ".join(ARTICLE.split()[start : start + length])
    values = Novelty().measure(example(ARTICLE), prediction(said)).values
    assert set(values.values()) <= {0, None}


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_ranges(text: str, bullets: list[str]) -> None:
    values = Novelty().measure(example(text), prediction(*bullets)).values
    assert all(value is None or 0 <= value <= 1 for value in values.values())


def test_nothing_said_and_nothing_known() -> None:
    assert set(Novelty().measure(example(ARTICLE), FAILED).values.values()) == {None}
    assert set(Novelty().measure(example(""), prediction("A new bridge")).values.values()) == {1.0}
