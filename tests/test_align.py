from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.align import support


@pytest.mark.parametrize(
    ("text", "carriers", "share"),
    [
        ("The bridge is shut", ["The bridge over the Tarn is shut."], 1.0),
        ("the BRIDGE is shut!", ["The bridge", "is shut"], 1.0),
        ("The tunnel is shut", ["The bridge is shut."], 0.75),
        ("rain, rain and rain", ["Rain fell and stayed."], 0.5),
        ("It costs $1.3 billion", ["it costs 1.3"], 0.75),
        ("Orlen’s mayor", ["Orlen's mayor left"], 1.0),
        ("rain", [], 0.0),
        ("", ["rain"], 1.0),
        ("…", [], 1.0),
    ],
)
def test_support(text: str, carriers: list[str], share: float) -> None:
    assert support(text, carriers) == share


@given(st.text(), st.lists(st.text(), max_size=3))
def test_support_is_a_share_and_a_text_carries_itself(text: str, others: list[str]) -> None:
    assert 0 <= support(text, others) <= 1
    assert support(text, [*others, text]) == 1
