from __future__ import annotations

from summarizer.compose.lexicon import FUNCTION
from summarizer.writer.function_words import FUNCTION_WORDS


def test_they_are_plain_small_words() -> None:
    assert all(word.isalpha() and word.islower() for word in FUNCTION_WORDS)
    assert {"the", "of", "and", "was", "said"} <= FUNCTION_WORDS


def test_none_is_a_number_a_time_or_a_first_person() -> None:
    assert not {"one", "two", "million", "monday", "may", "i", "we", "you", "today"} & (
        FUNCTION_WORDS - {"one", "may"}
    )
    assert len(FUNCTION_WORDS & FUNCTION) > len(FUNCTION_WORDS) / 2
