from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.article import QuickLook
from summarizer.training.writer.pairs import Row, Segment, row
from summarizer.writer.context import read
from tests.writer.samples import FERRY, STORIES, Story


def of(*looks: QuickLook, brief: QuickLook | None = None) -> Row:
    return row(replace(FERRY.document().article, quick_looks=looks, brief=brief))


def look(text: str, *places: int, label: str | None = "Label") -> QuickLook:
    return QuickLook(text, label, tuple(FERRY.sentences[place] for place in places))


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_a_story_becomes_its_quick_looks_and_its_brief(story: Story) -> None:
    shown = read(story.document())
    found = row(story.article())
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


def test_a_text_that_names_no_evidence_rests_on_what_carries_it() -> None:
    shown = read(FERRY.document())
    text = "Northern Lines cancelled all crossings until Friday."
    assert of(look(text)).segments == of(look(text, 5)).segments
    assert of(replace(look(text), evidence=("A sentence of another story.",))).segments[
        0
    ].prompt == shown.look(5)
    assert of(look("Unicorns danced all night beneath elms.")).segments == ()


def test_without_a_label_there_is_the_text_or_nothing() -> None:
    (found,) = of(look("Northern Lines cancelled all crossings until Friday.", 5, label=None)).segments
    assert (found.label, bool(found.text)) == ("", True)
    assert of(look("Inspectors blamed a drunken helmsman and rusty chains.", 4, label=None)).segments == ()


def test_a_brief_whose_words_are_not_shown_is_left_out() -> None:
    assert len(of(brief=look(FERRY.sentences[0], 0)).segments) == 1
    assert of(brief=look(FERRY.brief, 0)).segments == ()
    assert of(brief=None).segments == ()


def test_a_brief_that_names_no_evidence_is_written_from_what_carries_its_sentences() -> None:
    (found,) = of(brief=look(FERRY.brief)).segments
    assert found.text == FERRY.brief
    story = found.prompt.removeprefix("Story: ").removesuffix("\nBrief:")
    assert story == " ".join(FERRY.sentences[place] for place in (0, 2, 4, 5))


def test_an_article_without_quick_looks_teaches_nothing() -> None:
    assert of() == Row(read(FERRY.document()).opening, ())
