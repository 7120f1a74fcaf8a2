from __future__ import annotations

import pytest

from summarizer.compose.capitals import Capitals
from summarizer.compose.phrases import phrases


def found(text: str) -> set[str]:
    return {" ".join(phrase.words) for phrase in phrases(text, Capitals.of(f"It said: {text}"))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The new nuclear doctrine worries neighbours.", "nuclear doctrine"),
        ("A quarrel over ticket prices has begun.", "ticket prices"),
        ("The U.S. Supreme Court will hear it.", "U.S. Supreme Court"),
        ("Officials of the Bank of Harlow resigned.", "Bank of Harlow"),
        ("It was Prime Minister Ana Lindqvist who left.", "Ana Lindqvist"),
        ("The town fears Harlow's ferry plan.", "Harlow's ferry plan"),
        ("Critics praised Miguel de Luna at length.", "Miguel de Luna"),
        ("The minimum wage in Harlow rose.", "minimum wage"),
    ],
)
def test_phrases_are_found(text: str, expected: str) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The drug gives patients more time.", "gives patients"),
        ("She visited New York police.", "York police"),
        ("She visited New York police.", "York"),
        ("It was Prime Minister Ana Lindqvist who left.", "Minister Ana Lindqvist"),
        ("Critics praised Miguel de Luna at length.", "de Luna"),
        ("The Italian press was kind.", "Italian"),
        ("They met on Friday in a big hall.", "Friday"),
        ("The actress Ana Lindqvist left.", "actress Ana Lindqvist"),
        ("A man punches a thief.", "man punches"),
        ("The plan was quickly dropped.", "quickly dropped"),
        ("The town of Harlow faces a flood.", "Harlow faces"),
        ("It seems useful.", "useful"),
        ("Two men were given coronary stents.", "given coronary stents"),
        ("Police hunting the thieves asked for help.", "Police hunting"),
        ("The scheme cost 74 million crowns.", "scheme cost"),
        ("The scheme cost $74 million.", "scheme cost"),
        ("In Harlow banks report record profits.", "report record profits"),
        ("The states that still ban gambling sued.", "ban"),
    ],
)
def test_what_is_no_phrase_is_not(text: str, wrong: str) -> None:
    assert wrong not in found(text)


def test_no_phrase_is_longer_than_four_words() -> None:
    text = "The Harlow City River Ferry Workers Union met a county water safety board panel chief."
    assert all(len(phrase.words) <= 4 for phrase in phrases(text, Capitals.of(text)))


def test_no_text_has_no_phrases() -> None:
    assert phrases("", Capitals.of("")) == []
