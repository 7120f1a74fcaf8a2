from __future__ import annotations

from typing import Any

import pytest

from summarizer.training.writer.pairs import Row, Segment, row
from summarizer.writer.context import read
from tests.writer.samples import FERRY, STORIES, Story


def of(*looks: dict[str, Any], brief: dict[str, Any] | None = None, story: Story = FERRY) -> Row:
    return row(story.document().article, looks, brief or {"text": "Unicorns danced.", "evidence": []})


def look(text: str, *places: int, label: str = "Label") -> dict[str, Any]:
    return {"label": label, "text": text, "evidence": [FERRY.sentences[place] for place in places]}


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_a_story_becomes_its_quick_looks_and_its_brief(story: Story) -> None:
    shown = read(story.document())
    found = row(story.document().article, *story.gold())
    assert found.opening == shown.opening
    assert found.segments == (
        *(Segment(shown.look(place), text=text, label=label) for label, text, place in story.looks),
        Segment(shown.brief([place for _, _, place in story.looks]), text=story.brief),
    )


def test_a_text_whose_words_are_not_shown_teaches_its_label_alone() -> None:
    text = "Inspectors blamed a drunken helmsman and rusty chains for it."
    (found,) = of(look(text, 4, label="Blame")).segments
    assert found == Segment(read(FERRY.document()).look(4), given=text, label="Blame")


def test_a_text_must_have_enough_of_its_words_from_the_one_sentence() -> None:
    """All of it is shown: in the opening, not in the sentence that it is said to rest on."""
    text = "Captain Ingrid Solberg ordered everyone into the lifeboats."
    (there,) = of(look(text, 1)).segments
    (elsewhere,) = of(look(text, 6)).segments
    assert there.text == elsewhere.given == text
    assert not there.given
    assert not elsewhere.text


def test_a_number_that_is_not_shown_is_not_learned() -> None:
    (right,) = of(look("The Calder Star was built in 2004 and inspected in March.", 7)).segments
    (wrong,) = of(look("The Calder Star was built in 2003 and inspected in March.", 7)).segments
    assert right.text
    assert wrong.given
    assert not wrong.text


def test_of_several_sentences_the_one_that_says_most_is_rewritten() -> None:
    shown = read(FERRY.document())
    text = "Northern Lines cancelled all crossings until Friday."
    assert of(look(text, 4, 5, 6)).segments[0].prompt == shown.look(5)
    tied = "Ferries sailed."
    assert of(look(tied, 6, 5)).segments[0].prompt == shown.look(5)


def test_evidence_is_found_whatever_its_marks_and_spaces() -> None:
    one = look("Northern Lines cancelled all crossings until Friday.", 5)
    one["evidence"] = [f"  “{FERRY.sentences[5].replace(' ', '  ')}”"]
    assert of(one).segments[0].prompt == read(FERRY.document()).look(5)


def test_what_rests_on_nothing_that_is_there_is_left_out() -> None:
    one = look("Northern Lines cancelled all crossings until Friday.", 5)
    one["evidence"] = ["A sentence of another story."]
    assert of(one).segments == ()
    assert of(brief={"text": FERRY.brief, "evidence": ["A sentence of another story."]}).segments == ()


def test_a_brief_whose_words_are_not_shown_is_left_out() -> None:
    evidence = [FERRY.sentences[0]]
    assert len(of(brief={"text": FERRY.sentences[0], "evidence": evidence}).segments) == 1
    assert of(brief={"text": FERRY.brief, "evidence": evidence}).segments == ()
