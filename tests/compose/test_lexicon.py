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
