"""What is wrong with data and systems is said in full sentences."""

from __future__ import annotations

from eval import notes
from eval.metrics import Measurement
from eval.predictions import Prediction
from eval.results import Source, System


def test_nothing_is_said_of_sound_data() -> None:
    assert notes.of_data(Source("news", "0", 2)) == []


def test_what_is_wrong_with_data() -> None:
    source = Source("news", "0", 9, False, tuple("abcdefg"), ("b.xz is damaged.",), (("a", "h"),))
    assert notes.of_data(source) == [
        "Left out: 1 that cannot be read, or not to the end: b.xz is damaged.",
        "Left out: 7 article(s) without human quick looks (a, b, c, d, e …).",
        "1 article(s) say the same as an earlier one (h as a), and count.",
    ]


def test_failures_are_counted_and_the_first_is_named() -> None:
    answers = (
        Prediction("a", ()),
        Prediction("b", (), error="ValueError: no"),
        Prediction("c", (), error="x"),
    )
    system = System("ours", "1", "model", 2, (Measurement({}),) * 3, {}, {}, answers, ("ours is new.",))
    assert notes.of_system(system) == [
        "ours is new.",
        "ours failed on 2 of 3 articles, which count as 0; the first: b: ValueError: no",
    ]


def test_a_published_result_has_no_predictions() -> None:
    system = System("ours", "1", "model", 1, (Measurement({}),) * 3, {}, {})
    assert notes.of_system(system) == ["ours failed on 1 of 3 articles, which count as 0."]


def test_long_ids_are_cut() -> None:
    long = "x" * 5000
    cut = "x" * 57 + "..."
    source = Source("news", "0", 9, skipped=(long,), duplicates=((long, "h"),))
    assert notes.of_data(source) == [
        f"Left out: 1 article(s) without human quick looks ({cut}).",
        f"1 article(s) say the same as an earlier one (h as {cut}), and count.",
    ]
    system = System("ours", "1", "model", 1, (Measurement({}),), {}, {}, (Prediction(long, (), error="x"),))
    assert notes.of_system(system) == [
        f"ours failed on 1 of 1 articles, which count as 0; the first: {cut}: x"
    ]
