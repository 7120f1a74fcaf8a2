from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.layout import Layout
from tests.eval.metrics.samples import FAILED, example, prediction

ANY = example("An article.")


def layout(*bullets: str, labels: tuple[str, ...] = ()) -> dict[str, float | None]:
    return dict(Layout().measure(ANY, prediction(*bullets, labels=labels)).values)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is shut.",
        "Bridge shut for nine days",
        "“We have waited long enough,” she said.",
        "He called it “a hole for money.”",
        "The U.S. firm Osprey Corp. pays $2.4 million (half of it now)",
        "Who pays?",
        "The state that he was in",
        "Wait times of under 5 < 10 minutes & more",
        "橋は5月に閉鎖された。",
        "The word was f**k, he said.",
        "2 people died.",
    ],
)
def test_good_bullets(text: str) -> None:
    assert layout(text) == {
        "layout": 1.0,
        "layout.sentence": 1.0,
        "layout.complete": 1.0,
        "layout.labelled": 0.0,
    }


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is shut.<n>",
        "<extra_id_0> The bridge is shut.",
        "[SEP] The bridge is shut.",
        "The bridge &amp; the road are shut.",
        "**Bridge:** it is shut.",
        "- The bridge is shut.",
        "1. The bridge is shut.",
        "The bridge is shut,",
        "The bridge is shut, she said…",
        "The bridge is shut because the...",
        "The bridge is the",
        "The bridge is shut -",
        "The bridge \ufffd is shut.",
    ],
)
def test_bullets_with_artefacts_or_cut_short(text: str) -> None:
    values = layout(text, "Cars wait.")
    assert values["layout.complete"] == 1 / 2
    assert values["layout"] == 0


@pytest.mark.parametrize("text", ["It is shut. Cars wait.", "", " … "])
def test_bullets_of_another_number_of_sentences_than_one(text: str) -> None:
    values = layout(text, "Boats sail.")
    assert values["layout.sentence"] == 1 / 2
    assert values["layout"] == 0


def test_bullets_that_say_the_same_words() -> None:
    assert layout("The bridge is shut.", "The Bridge is shut")["layout"] == 0


def test_labels() -> None:
    bullets = ("Cars wait.", "Boats sail.", "Trains run.", "Planes fly.", "People walk.")
    labels = ("Long Queues", "long queues", "One Two Three Four Five", "**Air**", "Feet")
    values = layout(*bullets, labels=labels)
    assert values["layout.labelled"] == 2 / 5
    assert values["layout"] == 1


def test_a_failure_keeps_no_layout() -> None:
    assert set(Layout().measure(ANY, FAILED).values.values()) == {0.0}


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_ranges(bullets: list[str]) -> None:
    assert all(value is not None and 0 <= value <= 1 for value in layout(*bullets).values())
