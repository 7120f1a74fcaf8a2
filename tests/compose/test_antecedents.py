from __future__ import annotations

import pytest

from summarizer.compose.antecedents import (
    depends,
    first_person,
    refers_back,
    second_person,
    unresolved,
)
from summarizer.compose.capitals import Capitals
from summarizer.compose.terms import words


def told(text: str) -> tuple[list[str], list[str]]:
    plain = words(text)
    return plain, [word.lower() for word in plain]


@pytest.mark.parametrize(
    "text",
    [
        "He left the town in May.",
        "They had been hidden under paint.",
        "It carries 40,000 people a day.",
        "This came as a surprise to everyone.",
        "Her ferry sank in March.",
        "Police said he drove too fast.",
        "In her first speech she praised the divers.",
        "Perhaps a bit tired, he sat down.",
        "Those were the first boats.",
        "That may change in the autumn.",
        "It is unclear whether he will return.",
    ],
)
def test_a_pronoun_without_its_noun_is_unresolved(text: str) -> None:
    assert unresolved(text, *told(text), Capitals.of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist said she would resign.",
        "A 34-year-old former teacher said he saw the crash.",
        "The ferry lost its rudder.",
        "This week the bridge will close.",
        "Those who cross the river need a boat.",
        "It is the first time that the bridge will close.",
        "The mayor told reporters that she would stay.",
        "Ferries wait for their passengers.",
        "Castell's lawyer said his client would sue.",
        "Castell’s lawyer said his client would sue.",
    ],
)
def test_a_pronoun_behind_its_noun_is_resolved(text: str) -> None:
    assert not unresolved(text, *told(text), Capitals.of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Instead, ferries will sail.",
        "As a result, ferries will sail.",
        "Another was found on Monday.",
        "Some say the bridge is safe.",
        "One of them sank.",
        "There, ferries are cheap.",
        "(The ferry sank twice.)",
        "Later, ferries sailed.",
        "But then ferries sailed.",
        "So it is no surprise that ferries sank.",
        "Equally, ferries are cheap.",
        "The former is cheaper.",
    ],
)
def test_connectives_and_loose_quantities_depend(text: str) -> None:
    assert depends(text)


@pytest.mark.parametrize(
    "text",
    [
        "There are three ferries in Harlow.",
        "Some 400 people cross the river.",
        "Later this year ferries will sail.",
        "One of the oldest ferries in Vermont sank.",
        "So far three ferries have sunk.",
        "Thenard is a village on the river.",
        "Hereford has no ferry.",
        "Orchards line the river.",
        "The former mining town of Harlow has no ferry.",
    ],
)
def test_other_openings_do_not(text: str) -> None:
    assert not depends(text)


@pytest.mark.parametrize(
    "text",
    [
        "The decision came in March.",
        "The rail company has three boats.",
        "The company's chief executive left in May.",
        "The company’s chief executive left in May.",
    ],
)
def test_a_definite_noun_points_back(text: str) -> None:
    assert refers_back(*told(text))


@pytest.mark.parametrize(
    "text",
    [
        "The decision to close the bridge came late.",
        "The Harlow council met.",
        "The former mining town of Harlow froze.",
        "The river froze.",
    ],
)
def test_a_noun_that_is_explained_or_unique_does_not(text: str) -> None:
    assert not refers_back(*told(text))


def test_persons() -> None:
    assert first_person(["i", "left"], "I left")
    assert not first_person(["the", "us", "navy"], "the US Navy")
    assert first_person(["a", "friend", "of", "mine"], "a friend of mine")
    assert not first_person(["a", "coal", "mine"], "a coal mine")
    assert second_person(["if", "you", "sail"], "If you sail")
    assert second_person(["imagine", "a", "bridge"], "Imagine a bridge")
    assert not second_person(["take", "that", "sang"], "Take That sang")
