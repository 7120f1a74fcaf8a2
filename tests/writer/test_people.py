from __future__ import annotations

import pytest

from summarizer.writer.people import People
from tests.compose.samples import lines
from tests.writer.samples import FERRY, SCHOOL, WALL

SOLBERG = People.of(FERRY.document())


def test_a_surname_is_told_in_full_the_first_time_alone() -> None:
    texts = ["Solberg ordered everyone into the lifeboats.", "Solberg told reporters of the rudder."]
    assert SOLBERG.introduced(texts) == [
        ("Ingrid Solberg ordered everyone into the lifeboats.", (1,)),
        ("Solberg told reporters of the rudder.", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ingrid Solberg ordered everyone into the lifeboats.",
        "Captain Solberg ordered everyone into the lifeboats.",
        "Ms. Solberg ordered everyone into the lifeboats.",
        "Nobody was hurt on the ferry.",
        "The Solberg-class ferry ran aground.",
    ],
)
def test_a_name_that_needs_nothing_stays(text: str) -> None:
    assert SOLBERG.introduced([text]) == [(text, ())]


def test_whoever_was_told_in_full_is_known_afterwards() -> None:
    texts = ["Captain Ingrid Solberg ordered everyone out.", "Solberg told reporters of the rudder."]
    assert [text for text, _ in SOLBERG.introduced(texts)] == texts


def test_the_possessive_keeps_its_ending() -> None:
    (found,) = SOLBERG.introduced(["Reporters heard Solberg's account of the accident."])
    assert found == ("Reporters heard Ingrid Solberg's account of the accident.", (1,))


def test_several_people_are_told_in_one_text() -> None:
    made = lines(
        "Mayor Ilse Brandt met Marek J. Venn on Monday.", "Brandt left early.", "Venn said that he stayed."
    )
    people = People.of(made)
    assert people.full == {"Brandt": ("Ilse Brandt", 0), "Venn": ("Marek J. Venn", 0)}
    assert people.introduced(["Brandt met Venn."]) == [("Ilse Brandt met Marek J. Venn.", (0, 0))]


def test_a_surname_that_two_people_share_is_left_out() -> None:
    made = lines("Ilse Brandt married Tomas Brandt.", "Brandt left early.")
    assert People.of(made).full == {}


def test_a_surname_that_never_stands_alone_or_first_is_left_out() -> None:
    assert People.of(lines("Ilse Brandt left early.", "Ilse Brandt came back.")).full == {}
    assert People.of(lines("Brandt left early.", "Ilse Brandt came back.")).full == {}


@pytest.mark.parametrize(
    "texts",
    [
        ("Great Calder lies by the sea.", "Calder has 400 houses."),
        ("Captain Solberg left early.", "Solberg came back."),
        ("Monday Brandt was quiet.", "Brandt came back."),
    ],
)
def test_a_place_and_a_title_are_no_first_names(texts: tuple[str, ...]) -> None:
    assert People.of(lines(*texts)).full == {}


def test_a_surname_that_is_a_plain_word_must_speak() -> None:
    assert People.of(lines("Ilse Woods left early.", "Woods came back.")).full == {}
    spoken = People.of(lines("Ilse Woods left early.", "Woods said that she came back."))
    assert spoken.full == {"Woods": ("Ilse Woods", 0)}


def test_each_story_has_its_people() -> None:
    assert SOLBERG.full == {"Solberg": ("Ingrid Solberg", 1)}
    assert People.of(WALL.document()).full == {"Brandt": ("Ilse Brandt", 1)}
    assert People.of(SCHOOL.document()).full == {"Venn": ("Marek Venn", 3)}
