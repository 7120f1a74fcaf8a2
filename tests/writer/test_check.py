from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.align import MOST
from summarizer.compose.capitals import Capitals
from summarizer.writer.check import Flaw, Traces, flaws, traces, used
from tests.compose.samples import lines
from tests.writer.samples import FERRY, STORIES

FERRY_TEXT = " ".join(FERRY.sentences)

MAY = "Investigators may take a month to examine the rudder, according to the ministry of transport."
NOT = "The council of Harlow did not approve the new harbour wall on Monday evening."
APPROVED = "The council of Harlow approved the new harbour wall on Monday evening."
IF = "The Harlow bridge will close if the river rises above the lower pier this week."
CHARGED = "Prosecutors said the clerk allegedly forged 14 letters to the mayor of Harlow."
COUNTED = "Mayor Ana Lindqvist said on Tuesday that 40,000 commuters cross the river each day."
SPOKE = "Captain Ingrid Solberg told reporters that the rudder “had stopped answering” before the accident."


def found(text: str, main: str, longest: int = 25) -> frozenset[Flaw]:
    return flaws(text, main, [main], Capitals.of(f"{main} {FERRY_TEXT}"), longest)


@pytest.mark.parametrize(
    ("flaw", "main", "text"),
    [
        (Flaw.DOUBT, MAY, "Investigators take a month to examine the rudder."),
        (Flaw.DOUBT, CHARGED, "Prosecutors said the clerk forged 14 letters to the mayor."),
        (Flaw.DENIAL, NOT, "The council of Harlow approved the new harbour wall on Monday."),
        (Flaw.DENIAL, NOT, "The council of Harlow did approve the new harbour wall."),
        (Flaw.DENIAL, APPROVED, "The council of Harlow never approved the new harbour wall."),
        (Flaw.CONDITION, IF, "The Harlow bridge will close as the river rises this week."),
        (Flaw.CLAIM, COUNTED, "Ana Lindqvist said that 50,000 commuters cross the river each day."),
        (Flaw.CLAIM, COUNTED, "Ana Lindqvist said on Friday that commuters cross the river each day."),
        (Flaw.CLAIM, COUNTED, "Ana Sandberg said that 40,000 commuters cross the river each day."),
        (Flaw.CLAIM, SPOKE, "Ingrid Solberg said the rudder “stopped at once” before the accident happened."),
        (Flaw.FORM, MAY, "Investigators may take a month to examine the rudder"),
        (Flaw.FORM, MAY, "May investigators take a month to examine the rudder?"),
        (Flaw.FORM, MAY, "Investigators may may take a month to examine the rudder."),
        (Flaw.FORM, MAY, "Investigators may take a month to examine the ministry to examine the rudder."),
        (Flaw.FORM, MAY, "Investigators Examine Ferry Rudder For Month"),
        (Flaw.LENGTH, MAY, "Investigators may examine the rudder."),
        (Flaw.LENGTH, MAY, " ".join(["Investigators may take a month to examine the rudder"] * 3) + "."),
        (Flaw.LEANS, MAY, "They may take a month to examine the rudder."),
        (Flaw.LEANS, MAY, "Instead, investigators may take a month to examine the rudder."),
        (Flaw.LEANS, MAY, "We may take a month to examine the rudder."),
        (Flaw.LEANS, MAY, "Investigators may take you a month to examine the rudder."),
        (Flaw.QUOTATION, SPOKE, "“The rudder had stopped answering before the accident.”"),
        (Flaw.QUOTATION, SPOKE, "Ingrid Solberg told reporters that the rudder “had stopped answering."),
    ],
)
def test_each_flaw_is_found(flaw: Flaw, main: str, text: str) -> None:
    assert flaw in found(text, main)


@pytest.mark.parametrize(
    ("main", "text"),
    [
        (MAY, "Investigators may take a month to examine the rudder."),
        (MAY, "A month is left for the ministry of transport."),
        (CHARGED, "Prosecutors said the clerk allegedly forged 14 letters."),
        (CHARGED, "Prosecutors spoke of 14 letters to the mayor of Harlow."),
        (NOT, "The council of Harlow did not approve the new harbour wall."),
        (NOT, "The council of Harlow refused to approve the harbour wall."),
        (APPROVED, "The council of Harlow approved the new harbour wall."),
        (IF, "The Harlow bridge will close if the river rises this week."),
        (IF, "The Harlow bridge will close unless the river stays low this week."),
        (COUNTED, "Ana Lindqvist said that 40,000 commuters cross the river each day."),
        (COUNTED, "Ana Lindqvist said on Tuesday that commuters cross the river each day."),
        (COUNTED, "Mayor Lindqvist said some 40,000 commuters cross the river each day."),
        (SPOKE, "Ingrid Solberg said that the rudder “had stopped answering” before the accident."),
    ],
)
def test_a_near_miss_has_none(main: str, text: str) -> None:
    assert found(text, main) == frozenset()


def test_the_limit_of_length_is_the_one_given() -> None:
    text = "Investigators may take a month to examine the rudder."
    assert Flaw.LENGTH not in found(text, MAY, longest=9)
    assert Flaw.LENGTH in found(text, MAY, longest=8)


def test_the_sentence_itself_means_what_it_says() -> None:
    for one in (MAY, NOT, IF, CHARGED, COUNTED):
        assert found(one, one) == frozenset()
    leaning = "She did not say whether the ferry may sail again if the rudder is repaired."
    assert found(leaning, leaning) == {Flaw.LEANS}


def test_a_number_may_stand_in_any_sentence_that_is_shown() -> None:
    text = "Investigators may take a month to examine the rudder of the 212 passengers."
    shown = [MAY, FERRY.sentences[0]]
    assert Flaw.CLAIM in flaws(text, MAY, [MAY], Capitals.of(FERRY_TEXT), 25)
    assert Flaw.CLAIM not in flaws(text, MAY, shown, Capitals.of(FERRY_TEXT), 25)


def test_a_denial_may_come_from_any_sentence_that_is_shown() -> None:
    text = "The council of Harlow never approved the new harbour wall."
    assert Flaw.DENIAL not in flaws(text, APPROVED, [APPROVED, NOT], Capitals.of(NOT), 25)


def test_our_own_quick_looks_have_no_flaw() -> None:
    for story in STORIES:
        capitals = Capitals.of(" ".join(story.sentences))
        for _, text, place in story.looks:
            assert flaws(text, story.sentences[place], story.sentences, capitals, 25) == frozenset(), text


def test_a_text_rests_on_its_sentence_and_on_those_that_hold_its_other_words() -> None:
    document = FERRY.document()
    shown = range(len(FERRY.sentences))
    alone = used("Investigators may take a month to examine the rudder.", 4, shown, document)
    assert [span.sentence for span in alone] == [4]
    assert (alone[0].start, alone[0].end) == (document.sentences[4].start, document.sentences[4].end)
    both = used(
        "Northern Lines cancelled all crossings after the rudder had stopped answering.", 5, shown, document
    )
    assert [span.sentence for span in both] == [5, 3]


def test_a_text_rests_on_no_sentence_that_was_not_shown_and_on_few() -> None:
    document = FERRY.document()
    text = "Hotels offered rooms after Northern Lines cancelled crossings, a rudder stopped and water came."
    assert [span.sentence for span in used(text, 6, (6, 7), document)] == [6]
    many = used(text, 6, range(8), document)
    assert many[0].sentence == 6
    assert len(many) == MOST
    assert len({span.sentence for span in many}) == MOST


def test_words_that_stand_nowhere_rest_on_nothing() -> None:
    document = lines("Clerks counted ballots until late at night.", "Dogs barked.")
    found = used("Clerks counted unicorns until late at night.", 0, (0, 1), document)
    assert [span.sentence for span in found] == [0]


LOST = "The ferry has a rudder, and the lifeboat has a rudder."


@pytest.mark.parametrize(
    ("text", "main", "expected"),
    [
        (MAY, MAY, Traces(held=1, ordered=1, joined=0, late=0)),
        ("Investigators may take a month to examine the rudder.", MAY, Traces(1, 1, 0, 0)),
        # rudder, investigator, month, examin: only the first stands elsewhere, and so does the first pair
        ("The rudder may take investigators a month to examine.", MAY, Traces(1, 3 / 4, 1 / 3, 0)),
        # ministry, investigator, examin, broken, rudder: but one pair is the sentence's
        ("Ministry investigators examine a broken rudder.", MAY, Traces(4 / 5, 3 / 4, 3 / 4, 1 / 5)),
        # ministry, transport, examin, rudder, sue, captain
        (
            "The ministry of transport will examine the rudder and sue the captain.",
            MAY,
            Traces(4 / 6, 2 / 4, 3 / 5, 2 / 6),
        ),
        # a word that stands twice may be either
        ("Rudder of the ferry, rudder of the lifeboat.", LOST, Traces(1, 3 / 4, 1 / 3, 0)),
        ("Hotels offered rooms.", MAY, Traces(0, 0, 1, 2 / 3)),
        ("Hotels.", MAY, Traces(0, 0, 0, 1)),
        ("It may.", MAY, Traces(0, 0, 0, 0)),
        ("", "", Traces(0, 0, 0, 0)),
    ],
)
def test_traces_of_a_text_in_its_sentence(text: str, main: str, expected: Traces) -> None:
    assert traces(text, main) == expected


@pytest.mark.parametrize(("between", "joined"), [(0, 0), (2, 0), (3, 1)])
def test_two_words_may_stand_between_a_pair(between: int, joined: int) -> None:
    words = ("harbour", "bridge", "ferry")
    main = " ".join(("Clerks", *words[:between], "slept."))
    assert traces("Clerks slept.", main).joined == joined


SOME = st.lists(st.sampled_from("clerks the harbour may bridge slept counted ballots of ferry".split())).map(
    " ".join
)


@given(SOME, SOME)
def test_traces_are_shares_and_a_text_is_its_own_trace(text: str, main: str) -> None:
    found = traces(text, main)
    assert all(0 <= one <= 1 for one in (found.held, found.ordered, found.joined, found.late))
    assert found.held + found.late <= 1
    own = traces(text, text)
    assert (own.joined, own.late) == (0, 0)
    assert own.held == own.ordered in (0, 1)
