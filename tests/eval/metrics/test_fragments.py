from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.fragments import Fragments, fragments
from tests.eval.metrics.samples import FAILED, example, prediction

ARTICLE = "The old bridge in Orlen is shut. Cars take the ferry now."


def paper(article: str, summary: str) -> list[int]:
    """The algorithm as the paper prints it."""
    found = []
    i = j = 0
    while i < len(summary):
        longest = 0
        while j < len(article):
            if summary[i] == article[j]:
                k, m = i, j
                while k < len(summary) and m < len(article) and summary[k] == article[m]:
                    k, m = k + 1, m + 1
                longest = max(longest, k - i)
                j = m
            else:
                j += 1
        i, j = i + max(longest, 1), 0
        if longest:
            found.append(longest)
    return found


@settings(deadline=None)
@given(st.text("abc", max_size=25), st.text("abcd", max_size=12))
def test_the_index_finds_what_the_papers_walk_finds(article: str, summary: str) -> None:
    assert fragments(list(article), list(summary)) == paper(article, summary)


def test_figures_worked_out_by_hand() -> None:
    # 8 words: "the old bridge" (3), "shut" (1) and "take the ferry" (3) are copied, "stays" is not.
    values = (
        Fragments()
        .measure(example(ARTICLE), prediction("The old bridge stays shut.", "Take the ferry"))
        .values
    )
    assert values == {"coverage": 7 / 8, "density": (9 + 1 + 9) / 8, "compression": 12 / 8}


def test_a_fragment_runs_over_the_seam_of_two_bullets() -> None:
    values = Fragments().measure(example(ARTICLE), prediction("Orlen is shut.", "Cars take")).values
    assert values["density"] == 5


@settings(deadline=None)
@given(st.lists(st.sampled_from(ARTICLE.rstrip(".").split(". ")), min_size=1, max_size=4))
def test_an_extract_is_covered(sentences: list[str]) -> None:
    values = Fragments().measure(example(ARTICLE), prediction(*sentences)).values
    assert values["coverage"] == 1
    assert values["density"] is not None
    assert values["density"] >= 5


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_ranges(text: str, bullets: list[str]) -> None:
    coverage, density, compression = Fragments().measure(example(text), prediction(*bullets)).values.values()
    if coverage is None or density is None or compression is None:
        assert coverage is density is compression is None
    else:
        assert 0 <= coverage <= 1
        assert coverage <= density or coverage == density == 0
        assert compression >= 0


@pytest.mark.parametrize("answer", [FAILED, prediction(""), prediction("…")])
def test_nothing_said(answer: object) -> None:
    assert set(Fragments().measure(example(ARTICLE), answer).values.values()) == {None}  # type: ignore[arg-type]


def test_the_title_is_not_the_article() -> None:
    values = Fragments().measure(example("Cars wait.", title="Bridge shut"), prediction("Bridge shut")).values
    assert values["coverage"] == 0


def test_five_thousand_words_take_milliseconds() -> None:
    article = [f"w{number * number % 97}" for number in range(5000)]
    began = time.process_time()
    fragments(article, article[1000:1100] + ["the"] * 20)
    fragments(["a"] * 5000, ["a"] * 100)
    assert time.process_time() - began < 0.5
