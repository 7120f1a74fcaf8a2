from __future__ import annotations

import pytest

from summarizer.compose.terms import containment, content, length, stem, trigrams, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strikes", "striking"),
        ("strike", "strikes"),
        ("stopped", "stops"),
        ("killed", "kill"),
        ("countries", "country"),
        ("court's", "courts"),
        ("Mine", "mines"),
    ],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("nation", "nationality"), ("virus", "vires"), ("crisis", "cries"), ("bus", "bu")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_keep_abbreviations_numbers_and_possessives_whole() -> None:
    assert words("The U.S.-built plant's 3.5% share") == ["The", "U.S.-built", "plant's", "3.5%", "share"]


def test_length_counts_what_stands_between_spaces() -> None:
    assert length("A two-year  plan, at last.") == 5
    assert length("") == 0


def test_content_leaves_out_grammar_and_time() -> None:
    assert content("The bridge will close on Tuesday") == {"bridg", "clos"}


def test_trigrams_need_two_words_of_topic() -> None:
    assert trigrams("said on the") == frozenset()
    assert trigrams("the old harbour") == {("the", "old", "harbour")}


def test_containment_is_the_share_of_the_smaller_set() -> None:
    assert containment(frozenset({"a", "b"}), frozenset({"a", "b", "c"})) == 1.0
    assert containment(frozenset({"a", "b"}), frozenset({"a", "c", "d"})) == 0.5
    assert containment(frozenset(), frozenset({"a"})) == 0.0
