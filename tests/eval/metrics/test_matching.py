from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.datasets import Example
from eval.metrics.matching import THRESHOLD, Matching, Rarity, assign, similarity
from eval.metrics.tokens import stems
from summarizer.article import QuickLook
from tests.eval.metrics.samples import FAILED, example, prediction

TEXT = (
    "The bridge in Orlen is shut. The bridge carried cars. A ferry replaces the bridge in May.\n"
    "Repairs of the bridge cost nine million crowns. Voters wanted a tunnel."
)
LOOKS = ("The bridge is shut", "Repairs cost nine million crowns", "Voters wanted a tunnel instead")
EXAMPLE = example(TEXT, *LOOKS, labels=("Bridge Shut", "High Costs"))


def test_figures_worked_out_by_hand() -> None:
    answer = prediction(
        "Repairing it will cost nine million.",  # repair, cost, nine, million of 5 words
        "A dog barked at the moon",  # "a" stands in the third, "the" in the first, and neither says the same
        labels=("Cost", "Dog"),
    )
    measured = Matching().measure(EXAMPLE, answer)
    (match,) = measured.matches
    assert (match.quick_look, match.bullet, match.writer) == (1, 0, 0)
    assert match.similarity >= THRESHOLD
    assert measured.values["matching.found"] == 1 / 3
    assert measured.values["matching.precision"] == 1 / 2
    assert measured.values["matching.labels"] == pytest.approx(2 * 1 / (1 + 2))
    assert measured.values["matching.recall"] == pytest.approx(4 / 5 / 3)


def test_the_quick_looks_themselves_match_in_any_order() -> None:
    measured = Matching().measure(EXAMPLE, prediction(*reversed(LOOKS)))
    assert [(match.quick_look, match.bullet) for match in measured.matches] == [(0, 2), (1, 1), (2, 0)]
    assert all(match.similarity == pytest.approx(1) for match in measured.matches)
    assert measured.values == {
        "matching.recall": 1,
        "matching.found": 1,
        "matching.precision": 1,
        "matching.labels": None,
    }


def test_two_bullets_on_one_matter_find_one_quick_look() -> None:
    values = Matching().measure(EXAMPLE, prediction("The bridge is shut", "Shut is the bridge")).values
    assert values["matching.found"] == 1 / 3
    assert values["matching.precision"] == 1 / 2


def test_a_word_all_over_the_article_counts_for_little() -> None:
    weights = Rarity(EXAMPLE.article)
    often, seldom = (
        similarity(Counter(["bridg", "x"]), Counter(["bridg", "y"]), weights),
        similarity(Counter(["tunnel", "x"]), Counter(["tunnel", "y"]), weights),
    )
    assert 0 < often < seldom < 1


def test_of_several_writers_the_one_recalled_best_counts() -> None:
    writers = tuple((QuickLook(text),) for text in ("Trains run", LOOKS[0], "The bridge is shut"))
    measured = Matching().measure(Example("x", EXAMPLE.article, writers), prediction(LOOKS[0]))
    assert measured.values["matching.recall"] == 1
    (match,) = measured.matches
    assert (match.quick_look, match.bullet, match.writer) == (0, 0, 1)
    assert measured.writer == 1


def test_a_failure_finds_nothing() -> None:
    measured = Matching().measure(EXAMPLE, FAILED)
    assert measured.matches == ()
    assert measured.values == {
        "matching.recall": 0,
        "matching.found": 0,
        "matching.precision": 0,
        "matching.labels": None,
    }


def test_two_pairs_below_the_threshold_do_not_outweigh_one_above() -> None:
    looks = ("Kaja Brandt opened nine bakeries", "Otto Weil lost six races")
    both = "Otto Weil lost but Brandt rode on all through July and August past inns"
    one = example("Nothing of it stands here.", *looks)
    answer = prediction(both, "Weil paid for it")
    weights = Rarity(one.article)
    table = [
        [similarity(Counter(stems(look)), Counter(stems(sentence)), weights) for sentence in answer.sentences]
        for look in looks
    ]
    assert table[0][0] < THRESHOLD <= table[1][0] < table[0][0] + table[1][1]
    assert table[1][1] < THRESHOLD
    measured = Matching().measure(one, answer)
    assert [(match.quick_look, match.bullet) for match in measured.matches] == [(1, 0)]
    assert measured.values["matching.found"] == 1 / 2
    assert measured.values["matching.recall"] == pytest.approx(3 / 5 / 2)


def test_a_longer_bullet_is_not_recalled_better_by_chance() -> None:
    rambling = "The dog is at the moon and nine cats and a tunnel of trees and the crowns of two kings " * 2
    assert Matching().measure(EXAMPLE, prediction(rambling)).values["matching.recall"] == 0


def test_text_in_another_script_matches() -> None:
    other = example("Мост в Орлене закрыт. Машины ждут паром.", "Мост закрыт")
    assert Matching().measure(other, prediction("Мост в Орлене закрыт.")).values["matching.found"] == 1


def test_empty_texts_match_nothing() -> None:
    for empty in (example("", "…"), example("…", "")):
        assert Matching().measure(empty, prediction("", "…")).values["matching.recall"] == 0


@settings(deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.floats(0, 1), min_size=n, max_size=n), max_size=4)
    )
)
def test_the_assignment_is_the_best(similarities: list[list[float]]) -> None:
    pairs = assign(similarities)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    columns = len(similarities[0]) if similarities else 0
    slots = [*range(columns), *[None] * len(similarities)]
    best = max(
        sum(row[slot] for row, slot in zip(similarities, order, strict=False) if slot is not None)
        for order in set(permutations(slots, len(similarities)))
    )
    assert sum(similarities[row][column] for row, column in pairs) == pytest.approx(best)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(), "moon", "…"]), max_size=12), st.integers(1, 3))
def test_ranges_and_symmetry(words: list[str], bullets: int) -> None:
    texts = [" ".join(words[at::bullets]) for at in range(bullets)]
    measured = Matching().measure(EXAMPLE, prediction(*texts))
    assert all(value is None or 0 <= value <= 1 for value in measured.values.values())
    weights = Rarity(EXAMPLE.article)
    one, two = Counter(words), Counter(TEXT.lower().split())
    assert similarity(one, two, weights) == pytest.approx(similarity(two, one, weights))


def test_labels_are_compared_as_stemmed_words() -> None:
    answer = prediction("The bridge is shut", labels=("Shut Bridges",))
    assert Matching().measure(EXAMPLE, answer).values["matching.labels"] == 1
    unlabelled = replace(EXAMPLE, references=((QuickLook(LOOKS[0]),),))
    assert Matching().measure(unlabelled, answer).values["matching.labels"] is None
