from __future__ import annotations

import pytest

from summarizer.names import NameIndex, find

ARTICLE = (
    "Mayor Ines Duarte met Miles “Mo” Bell of the World Health Organization. He left St. Olav. "
    "Harold Finch Jr. flew to Iran."
    " The European Union and the U.S. sent aid. Ana Solis, of Brunn, Norland, stayed."
)
INDEX = NameIndex(ARTICLE)


def held(text: str) -> bool:
    return all(INDEX.holds(name) for name in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "said Duarte", "said Mayor Duarte", "said Ines Duarte’s aide", "by Miles Bell", "by the WHO",
        "the EU’s aid", "in America", "an Iranian city", "met Finch", "for Coach Ana Solis", "in St. Olav",
        "Yesterday Solis left",
        "Angry Solis left", "on Monday Bell left", "I saw Bell",
    ],
)  # fmt: skip
def test_known(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize(
    "text",
    [
        "said Ana Duarte", "by Miles Finch", "in Tarnby", "the FBI said", "The FBI said", "UNICEF said",
        "an Iraqi city", "the World Bank", "in St. Mary", "met Finch Osei",
    ],
)  # fmt: skip
def test_unknown(text: str) -> None:
    assert not held(text)


def test_spans_are_those_of_the_text() -> None:
    text = "Then Lt. Gov. Paul Ing met J. K. Harrow of Orlen's bank."
    assert [text[name.start : name.end] for name in find(text)] == [
        "Then Lt. Gov. Paul Ing",
        "J. K. Harrow of Orlen's",
    ]


def test_long_row_of_capitals_takes_linear_time() -> None:
    row = "Brunn Norland Duarte Bell " * 100 + "Tarnby"
    assert not held(f"in {row}")
