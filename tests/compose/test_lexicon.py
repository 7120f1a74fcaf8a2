from __future__ import annotations

import pytest

from summarizer.compose import lexicon


@pytest.mark.parametrize("name", [name for name in lexicon.__all__ if name.isupper()])
def test_a_table_holds_lower_case_words(name: str) -> None:
    table = getattr(lexicon, name)
    assert table
    assert all(word == word.lower() and word.strip() == word for word in table)


def test_the_counted_classes_do_not_contradict_each_other() -> None:
    assert not lexicon.ADJECTIVES & lexicon.GENERIC


def test_exceptions_have_the_ending_they_are_exceptions_to() -> None:
    assert all(word.endswith("ed") for word in lexicon.NOUNS_IN_ED)
    assert all(word.endswith(("ing", "ings")) for word in lexicon.NOUNS_IN_ING)
    assert all(word.endswith("ly") for word in lexicon.NOUNS_IN_LY)
