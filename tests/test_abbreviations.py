from __future__ import annotations

import pytest

from summarizer import abbreviations

TABLES = [name for name in abbreviations.__all__ if isinstance(getattr(abbreviations, name), frozenset)]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_holds_words_in_the_form_they_are_looked_up_in(name: str) -> None:
    table = getattr(abbreviations, name)
    assert table
    assert all(word and word == word.strip() and not word.endswith(".") for word in table)
