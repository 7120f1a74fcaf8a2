from __future__ import annotations

import numpy as np
import pytest

from summarizer.compose import cues as module
from summarizer.compose.cues import cues
from tests.compose.samples import BRIDGE, document

NAMES = (*module._CUES, "quoted", "numbers", "length", "place", "first", "one")
PLAIN = "Boats left the old harbour of Velden."


def column(text: str, name: str, place: int = 1) -> float:
    return float(cues(text, place)[NAMES.index(name)])


def test_there_is_a_column_for_each_cue_and_five_for_form_and_place() -> None:
    assert cues(PLAIN, 0).shape == (len(NAMES),)
    assert cues(PLAIN, 0).dtype == np.float32
    assert cues(PLAIN, 0)[-1] == cues(PLAIN, 9)[-1] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number", "Boats left three harbours."),
        ("number", "Boats left 14 harbours."),
        ("amount", "The boats cost $3 each."),
        ("amount", "Fares rose by 4 percent."),
        ("count", "At least one boat sank."),
        ("reporting", "Boats left, Ana Lindqvist said."),
        ("reporting", "Boats left, according to the port."),
        ("first person", "Now we’re sailing to Velden."),
        ("you", "Your boat is in Velden."),
        ("quotation", "The port was “closed” on paper."),
        ("quotation", "The port was 'closed' on paper."),
        ("future", "Boats are expected to leave."),
        ("future", "The port won’t open."),
        ("later", "Boats leave next week."),
        ("later", "Boats stay in port until May."),
        ("may", "Boats might leave."),
        ("effect", "Boats stay because of the storm."),
        ("earlier", "Boats had left decades before."),
        ("year", "The boat of 1934 sank."),
        ("standing", "The boats are old."),
        ("against", "However, boats left."),
        ("denial", "Boats don’t leave."),
        ("denial", "The port denied it."),
        ("day", "Boats left on Wednesday."),
        ("question", "Did boats leave?"),
        ("opening pronoun", "It left the harbour."),
        ("opening quotation", "“Boats left,” he wrote."),
    ],
)
def test_a_cue_is_seen_where_it_stands_and_not_in_a_plain_sentence(name: str, text: str) -> None:
    assert column(text, name) > 0
    assert column(PLAIN, name) == 0


def test_openings_count_at_the_start_alone_and_once() -> None:
    assert column("Boats left when it rained.", "opening pronoun") == 0
    assert column("Boats “left” the harbour.", "opening quotation") == 0
    assert column("It left when it rained.", "opening pronoun") == column("It left.", "opening pronoun")


def test_what_stands_often_counts_more_up_to_a_limit() -> None:
    found = [column("Boats may leave. " * count, "may") for count in (1, 2, 50, 500)]
    assert found[0] < found[1] < found[2] == found[3] == 2


def test_the_share_of_quotation_and_of_numbers() -> None:
    assert column("“Boats left the harbour.”", "quoted") == 2
    assert 0 < column("Ana said: “Boats left.”", "quoted") < 2
    assert column("7 8 9", "numbers") == 4
    assert column("7 boats left", "numbers") == pytest.approx(4 / 3)


def test_place_counts_up_to_a_limit() -> None:
    assert (column(PLAIN, "place", 0), column(PLAIN, "first", 0)) == (0, 1)
    assert (column(PLAIN, "place", 4), column(PLAIN, "first", 4)) == (0.5, 0)
    assert column(PLAIN, "place", 8) == column(PLAIN, "place", 500) == 1


def test_cues_are_finite_for_any_text() -> None:
    made = document(BRIDGE)
    for text in ("", *(made.text_of(sentence) for sentence in made.sentences)):
        assert np.isfinite(cues(text, 0)).all()
    assert cues("7 " * 100, 500).max() < 10
