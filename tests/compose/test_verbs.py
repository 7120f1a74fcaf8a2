from __future__ import annotations

import pytest

from summarizer.compose import verbs
from summarizer.compose.lexicon import FUNCTION


@pytest.mark.parametrize("name", verbs.__all__)
def test_a_table_holds_lower_case_words(name: str) -> None:
    table = getattr(verbs, name)
    assert table
    assert all(word == word.lower() and word.strip() == word for word in table)


def test_the_counted_classes_do_not_contradict_each_other() -> None:
    assert not verbs.VERBS & verbs.AMBIGUOUS
    assert not verbs.VERBS & FUNCTION
