from __future__ import annotations

from eval.metrics.length import Length
from summarizer.options import Options
from tests.eval.metrics.samples import FAILED, example, prediction

ANY = example("An article.")


def test_figures_worked_out_by_hand() -> None:
    aim = Options().bullet_words
    answer = prediction(
        "Cars wait here.", " ".join(["word"] * aim), " ".join(["word"] * (aim + 1)), labels=("Jam",)
    )
    assert Length().measure(ANY, answer).values == {
        "length.words": 3 + aim + aim + 1,
        "length.bullets": 3,
        "length.bullet_words": (3 + aim + aim + 1) / 3,
        "length.over": 1 / 3,
    }


def test_a_failure_is_not_terse() -> None:
    assert set(Length().measure(ANY, FAILED).values.values()) == {None}


def test_an_answer_without_bullets_has_no_words() -> None:
    assert Length().measure(ANY, prediction()).values == {
        "length.words": 0,
        "length.bullets": 0,
        "length.bullet_words": None,
        "length.over": None,
    }
