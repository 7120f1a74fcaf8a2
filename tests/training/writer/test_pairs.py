from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from summarizer.article import QuickLook
from summarizer.training.writer import marks, pairs
from summarizer.training.writer.marks import LABEL_MARKS, MARKS
from summarizer.training.writer.pairs import REJECTED, UNMARKED, WRONG, Row, Segment, marked, row
from summarizer.writer.context import read
from tests.writer.samples import FERRY, STORIES, Story


@pytest.fixture(autouse=True)
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break nothing, but where a test asks for it."""
    monkeypatch.setattr(pairs, "BROKEN", -1.0)


def of(*looks: QuickLook, brief: QuickLook | None = None) -> Row:
    return row(replace(FERRY.document().article, quick_looks=looks, brief=brief))


def good(prompt: str, text: str = "", label: str = "", given: str = "") -> Segment:
    """Return what a quick look that nobody marked becomes."""
    return Segment(prompt, given, text, label, True, 0, 0 if label else None, UNMARKED)


def look(text: str, *places: int, label: str | None = "Label") -> QuickLook:
    return QuickLook(text, label, tuple(FERRY.sentences[place] for place in places))


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_a_story_becomes_its_quick_looks_and_its_brief(story: Story) -> None:
    shown = read(story.document())
    found = row(story.article())
    assert found.opening == shown.opening
    assert found.segments == (
        *(good(shown.look(place), text, label) for label, text, place in story.looks),
        Segment(shown.brief([place for _, _, place in story.looks]), text=story.brief),
    )


def test_a_text_whose_words_are_not_shown_teaches_its_label_alone() -> None:
    text = "Inspectors blamed a drunken helmsman and rusty chains for it."
    (found,) = of(look(text, 4, label="Blame")).segments
    assert found == good(read(FERRY.document()).look(4), given=text, label="Blame")


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


@pytest.mark.parametrize(
    "text",
    [
        "Four of them were treated for cold after all passengers were brought ashore.",
        "Ingrid Solberg, whose Calder Star had 212 people on board, ordered everyone into the lifeboats.",
    ],
)
def test_a_text_that_turns_its_sentence_around_or_joins_others_teaches_its_label_alone(text: str) -> None:
    (found,) = of(look(text, 2 if text.startswith("Four") else 1)).segments
    assert (found.text, found.given, found.label) == ("", text, "Label")


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
    assert (found.mark, found.label_mark) == (0, None)
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


def broken(found: Row) -> Sequence[Segment]:
    return [one for one in found.segments if one.mark == REJECTED]


def test_the_marks_are_in_the_order_of_the_judges() -> None:
    assert MARKS == ("publish", "edit", "reject")
    assert LABEL_MARKS == ("good", "weak", "wrong")
    assert (MARKS[REJECTED], LABEL_MARKS[WRONG]) == ("reject", "wrong")


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_broken_quick_looks_are_rejected_and_have_the_label_of_another(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = row(story.article())
    monkeypatch.setattr(pairs, "BROKEN", 1.0)
    found = row(story.article())
    assert found.opening == plain.opening
    assert found.segments[: len(plain.segments)] == plain.segments
    made = found.segments[len(plain.segments) :]
    assert len(made) == len(story.looks)
    shown = read(story.document())
    for one, (label, text, place) in zip(made, story.looks, strict=True):
        assert one.prompt == shown.look(place)
        assert one.given != text
        assert one.label in {other for other, _, _ in story.looks} - {label}
        assert one == Segment(one.prompt, one.given, "", one.label, False, REJECTED, WRONG, UNMARKED)


def test_where_there_is_no_other_label_the_own_one_has_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "BROKEN", 1.0)
    text = "Northern Lines cancelled all crossings until Friday."
    (one,) = broken(of(look(text, 5, label="Response")))
    assert (one.label, one.label_mark, one.mark) == ("Response", None, REJECTED)
    assert broken(of(look(text, 5, label=None))) == []


def test_what_is_not_learned_is_broken_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "BROKEN", 1.0)
    text = "Inspectors blamed a drunken helmsman and 14 rusty chains for it."
    (one,) = broken(of(look(text, 4)))
    assert one.given not in {"", text}


def test_what_cannot_be_broken_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "BROKEN", 1.0)
    monkeypatch.setattr(pairs, "broken", lambda text, shown, dice: None)
    assert broken(row(FERRY.article())) == []


def test_what_breaks_a_quick_look_is_of_the_article_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of the prompt's lines are none that stand in it."""
    monkeypatch.setattr(pairs, "BROKEN", 1.0)
    told: list[str] = []
    monkeypatch.setattr(pairs, "broken", lambda text, shown, dice: told.append(shown))
    row(FERRY.article())
    assert len(told) == len(FERRY.looks)
    for shown, (_, _, place) in zip(told, FERRY.looks, strict=True):
        assert FERRY.title in shown
        assert FERRY.sentences[place] in shown
        assert not {"Headline", "Lede", "Earlier", "Before", "Sentence", "Story", "Quick"} & set(
            shown.replace(":", " ").split()
        )


def test_some_are_broken_and_the_seed_says_which_and_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    rows = [row(FERRY.article(), seed) for seed in range(60)]
    assert [row(FERRY.article(), seed) for seed in range(3)] == rows[:3]
    share = sum(len(broken(one)) for one in rows) / sum(len(FERRY.looks) for _ in rows)
    assert share == pytest.approx(pairs.BROKEN, abs=0.08)
    assert len({one.given for each in rows for one in broken(each)}) > 20


def test_marks_teach_the_judges_alone() -> None:
    shown = read(FERRY.document())
    record = FERRY.record() | {
        "candidates": [
            {
                "text": "Rudder stopped.",
                "sentence": 3,
                "label": "Rudder",
                "mark": "edit",
                "label_mark": "weak",
            },
            {
                "text": "Hotels sank.",
                "sentence": 6,
                "label": "Hotels",
                "mark": "reject",
                "label_mark": "wrong",
            },
            {"text": FERRY.look(4), "sentence": 4, "label": "", "mark": "publish", "label_mark": ""},
            {"text": FERRY.look(0), "sentence": 0, "mark": "publish"},
        ]
    }
    assert marked(marks.of(record, "ours")) == Row(
        shown.opening,
        (
            Segment(shown.look(3), "Rudder stopped.", "", "Rudder", False, 1, 1),
            Segment(shown.look(6), "Hotels sank.", "", "Hotels", False, 2, 2),
            Segment(shown.look(4), FERRY.look(4), "", "", False, 0, None),
            Segment(shown.look(0), FERRY.look(0), "", "", False, 0, None),
        ),
    )


def test_marks_of_an_article_without_a_headline() -> None:
    record = {"text": FERRY.record()["text"], "candidates": []}
    found = marked(marks.of(record, "ours"))
    assert found.opening.startswith(f"Lede: {FERRY.sentences[0]}")
    assert found.segments == ()
