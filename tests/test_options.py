from __future__ import annotations

from typing import Any

import pytest

from summarizer import Options
from summarizer.errors import OptionsError


def test_the_limits_of_the_ranges_are_allowed() -> None:
    assert Options(bullets=1, bullet_words=5, brief_words=20).bullets == 1
    assert Options(bullets=20, bullet_words=60, brief_words=400).brief_words == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bullets", 0),
        ("bullets", 21),
        ("bullets", True),
        ("bullets", "5"),
        ("bullet_words", 4),
        ("brief_words", 401),
        ("on_overflow", "cut"),
        ("on_violation", ""),
    ],
)
def test_a_value_out_of_range_is_named_with_what_is_allowed(name: str, value: Any) -> None:
    with pytest.raises(OptionsError, match=rf"{name} is .*; (give a whole number from|choose one of)"):
        Options(**{name: value})
