from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.writer.forms import heads, known, labels, modifiers, spoken
from summarizer.writer.function_words import FUNCTION_WORDS


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        ("The ferry ran aground.", "ferry"),
        ("The ferry ran aground.", "Ferry"),
        ("Captain Ingrid Solberg waited.", "Solberg"),
        ("The Calder Star’s rudder broke.", "Star"),
        ("The Calder Star's rudder broke.", "Star's"),
        ("Some 1,200 people live there.", "1,200"),
        ("It cost $3.5 million.", "$3.5"),
        ("Prices rose by 2.5% in May.", "2.5%"),
        ("A well-known pier closed.", "well-known"),
        ("The U.S. navy helped.", "U.S."),
        ("Sen. Marek Venn agreed.", "Sen."),
        ("Engineers closed the pier.", "engineers"),
        ("They raise the tax.", "raised"),
        ("They raise the tax.", "raising"),
        ("They raised the tax.", "raise"),
        ("Traffic stopped there.", "stop"),
        ("Traffic will stop there.", "stopping"),
        ("They carry goods.", "carried"),
        ("They carried goods.", "carry"),
        ("The council met.", "councils"),
        ("The council met.", "Councils"),
    ],
)
def test_what_is_shown_and_its_inflections_may_be_written(shown: str, word: str) -> None:
    assert word in spoken(shown)


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        ("The ferry ran aground.", "boat"),
        ("Captain Ingrid Solberg waited.", "solberg"),
        ("Captain Ingrid Solberg waited.", "Solbergs"),
        ("Some 212 people live there.", "21"),
        ("Some 212 people live there.", "2120"),
        ("It cost $3.5 million.", "3.6"),
        ("The council met.", "counciling"),
        ("The U.S. navy helped.", "U.K."),
        ("They raise the tax.", "raises’"),
    ],
)
def test_nothing_else_may(shown: str, word: str) -> None:
    assert word not in spoken(shown)


def test_function_words_may_always_be_written() -> None:
    assert spoken("") >= FUNCTION_WORDS
    assert "The" in spoken("")


@given(st.lists(st.text("abcdefgXYZ0123456789", min_size=1, max_size=8), max_size=12))
def test_every_word_stays_as_it_stands(words: list[str]) -> None:
    assert set(words) <= spoken(" ".join(words))


@given(st.lists(st.text("abcdegnorstuy", min_size=2, max_size=9), max_size=8))
def test_what_is_added_is_an_english_word(words: list[str]) -> None:
    added = spoken(" ".join(words)) - set(words) - FUNCTION_WORDS
    assert all(known(word.lower()) or word.lower() in {*words, *FUNCTION_WORDS} for word in added)


def test_modifiers_have_a_capital_and_may_be_possessive() -> None:
    found = modifiers("The northern lines cancelled all crossings until Friday.")
    assert {"Northern", "Northern's", "Lines", "Lines'", "Cancelled", "Friday"} <= found
    assert not {"northern", "Lines's", "The", "All", "Until", "The's"} & found


def test_a_number_is_no_modifier_and_a_possessive_has_one_ending() -> None:
    found = modifiers("Solberg's ferry held 212 people in 2004, and Harlow’s none.")
    assert {"Solberg", "Solberg's", "Harlow", "Harlow's"} <= found
    assert not {"212", "2004", "Solberg's's", "Harlow’s's"} & found


def test_the_lists_hold_what_their_names_say() -> None:
    assert {"Next Steps", "Death Toll"} <= labels()
    assert {"Toll", "Steps"} <= heads()
    assert all(1 <= len(label.split()) <= 4 for label in labels())
    assert all(head[:1].isupper() and " " not in head for head in heads())
    assert known("council")
    assert not known("solberg")
