from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from summarizer import sentences
from summarizer.writer import briefs
from summarizer.writer.beams import Written
from summarizer.writer.candidates import Candidate, Desk, Writer
from summarizer.writer.choose import LONGEST_LINE, MOST_REJECTED
from summarizer.writer.context import read
from summarizer.writer.gate import Chances
from tests.writer.samples import FERRY, SCHOOL, WALL, Story

STORY = (0, 2, 4, 5)
WORDS = (20, 50)

AGROUND = "The ferry Calder Star ran aground off Great Calder."
ASHORE = "All passengers were brought ashore within three hours."
RUDDER = "Investigators may take a month to examine the rudder."
LINES = "Northern Lines cancelled all crossings until Friday."


def desk(writer: Writer, story: Story = FERRY, longest: int = 25) -> Desk:
    made = story.document()
    return Desk(writer, made, read(made), longest)


@pytest.fixture
def told(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """A desk whose writer writes the briefs that a test gives, each made of some sentences."""

    def make(*written: Sequence[str], longest: int = 25) -> Desk:
        found = [Written(" ".join(one), (-0.5,), (0.5, 0.25, 0.25)) for one in written]
        monkeypatch.setattr(Desk, "briefs", lambda _, indices: found if indices == STORY else [])
        return desk(writer, longest=longest)

    return make


def sure(_: Candidate) -> Chances:
    return Chances(0.8, 0.1)


def yes(_: Candidate) -> bool:
    return True


def texts(found: Sequence[Candidate]) -> list[str]:
    return [one.text for one in found]


@pytest.mark.parametrize("story", [FERRY, WALL], ids=lambda one: one.title.split()[0])
def test_a_brief_that_was_learned_is_written_sentence_by_sentence(writer: Writer, story: Story) -> None:
    places = [place for _, _, place in story.looks]
    found = briefs.written(desk(writer, story), places, WORDS, sure, yes)
    assert texts(found) == [story.brief[start:end] for start, end in sentences.boundaries(story.brief)]
    assert all(one.index in places and not one.flaws for one in found)


def test_a_brief_that_was_learned_with_a_fragment_in_it_is_not_printed(writer: Writer) -> None:
    at = desk(writer, SCHOOL)
    places = [place for _, _, place in SCHOOL.looks]
    assert "Nobody was hurt." in at.briefs(places)[0].text
    assert at.briefs(places)[0].text == SCHOOL.brief
    assert briefs.written(at, places, WORDS, sure, yes) == []


def test_each_sentence_says_the_one_that_it_has_most_words_of(told: Callable[..., Desk]) -> None:
    found = briefs.written(told((AGROUND, LINES, RUDDER)), STORY, WORDS, sure, yes)
    assert texts(found) == [AGROUND, LINES, RUDDER]
    assert [one.index for one in found] == [0, 5, 4]
    assert all(one.written for one in found)


@pytest.mark.parametrize(
    "failing",
    [
        "Investigators take a month to examine the rudder.",  # the doubt is gone
        "Investigators may take 9 months to examine the rudder.",
        "Investigators may take a month to examine the rudder rudder.",
        "Will investigators take a month to examine the rudder?",
    ],
)
def test_a_brief_with_a_failing_sentence_is_not_printed(told: Callable[..., Desk], failing: str) -> None:
    sound, damaged = (AGROUND, ASHORE, RUDDER), (AGROUND, ASHORE, failing)
    assert briefs.written(told(damaged), STORY, WORDS, sure, yes) == []
    assert texts(briefs.written(told(damaged, sound), STORY, WORDS, sure, yes)) == list(sound)


def test_a_later_sentence_may_go_on_with_a_pronoun_and_the_first_may_not(told: Callable[..., Desk]) -> None:
    leaning = "They were brought ashore within three hours."
    later, first = (AGROUND, leaning, LINES), (leaning, AGROUND, LINES)
    assert texts(briefs.written(told(later), STORY, WORDS, sure, yes)) == list(later)
    assert briefs.written(told(first), STORY, WORDS, sure, yes) == []


def test_a_sentence_may_be_longer_or_shorter_than_a_bullet_but_not_longer_than_a_line(
    told: Callable[..., Desk],
) -> None:
    lengths = (AGROUND, "Northern Lines cancelled all crossings.", RUDDER)
    assert texts(briefs.written(told(lengths, longest=8), STORY, (10, 50), sure, yes)) == list(lengths)
    short = (AGROUND, ASHORE)
    long = f"The ferry {'Calder Star ' * LONGEST_LINE}ran aground off Great Calder."
    assert briefs.written(told((long, ASHORE)), STORY, (10, 200), sure, yes) == []
    assert texts(briefs.written(told(short), STORY, (10, 200), sure, yes)) == list(short)


def test_a_brief_that_repeats_itself_is_not_printed(told: Callable[..., Desk]) -> None:
    again = "Off Great Calder, the ferry Calder Star ran aground."
    assert briefs.written(told((AGROUND, ASHORE, again)), STORY, WORDS, sure, yes) == []
    assert briefs.written(told((AGROUND, ASHORE)), STORY, (10, 50), sure, yes) != []


def test_the_best_is_taken_and_of_equals_the_likeliest(told: Callable[..., Desk]) -> None:
    first, second, third = (AGROUND, ASHORE, RUDDER), (AGROUND, ASHORE, LINES), (AGROUND, RUDDER, LINES)

    def judge(one: Candidate) -> Chances:
        return Chances(0.2, 0.1) if one.text == ASHORE else Chances(0.8, 0.1)

    at = told(first, second, third)
    assert texts(briefs.written(at, STORY, WORDS, judge, yes)) == list(third)
    assert texts(briefs.written(at, STORY, WORDS, sure, yes)) == list(first)


def test_worth_is_that_of_the_mean_sentence(told: Callable[..., Desk]) -> None:
    """Four sentences are not better than three because they are more."""
    more, fewer = (AGROUND, ASHORE, RUDDER, LINES), (AGROUND, RUDDER, LINES)

    def judge(one: Candidate) -> Chances:
        return Chances(0.7, 0.1) if one.text == ASHORE else Chances(0.8, 0.1)

    assert texts(briefs.written(told(more, fewer), STORY, WORDS, judge, yes)) == list(fewer)


def test_a_sentence_that_readers_likely_reject_spoils_a_brief(told: Callable[..., Desk]) -> None:
    def judge(reject: float) -> Callable[[Candidate], Chances]:
        return lambda one: Chances(0.9, reject if one.text == RUDDER else 0.0)

    at = told((AGROUND, ASHORE, RUDDER))
    assert briefs.written(at, STORY, WORDS, judge(MOST_REJECTED[1]), yes) != []
    assert briefs.written(at, STORY, WORDS, judge(MOST_REJECTED[1] + 0.01), yes) == []


def test_what_does_not_hold_gives_way_to_the_next_best(told: Callable[..., Desk]) -> None:
    first, second = (AGROUND, ASHORE, RUDDER), (AGROUND, ASHORE, LINES)
    asked: list[str] = []

    def holds(one: Candidate) -> bool:
        asked.append(one.text)
        return one.text != RUDDER

    at = told(first, second)
    assert texts(briefs.written(at, STORY, WORDS, sure, holds)) == list(second)
    assert asked == [*first, *second]
    assert briefs.written(at, STORY, WORDS, sure, lambda one: one.text != AGROUND) == []


@pytest.mark.parametrize(
    ("words", "printed"), [((20, 26), True), ((26, 40), True), ((20, 25), False), ((27, 40), False)]
)
def test_lengths_are_kept(told: Callable[..., Desk], words: tuple[int, int], printed: bool) -> None:
    brief = (AGROUND, ASHORE, RUDDER)
    assert len(" ".join(brief).split()) == 26
    assert bool(briefs.written(told(brief), STORY, words, sure, yes)) == printed


@pytest.mark.parametrize("brief", [(AGROUND,), (AGROUND, ASHORE, RUDDER, LINES, FERRY.sentences[6])])
def test_a_brief_has_two_to_four_sentences(told: Callable[..., Desk], brief: Sequence[str]) -> None:
    assert briefs.written(told(brief), STORY, (5, 60), sure, yes) == []


def test_nothing_comes_of_a_writer_that_finds_no_end(told: Callable[..., Desk]) -> None:
    assert briefs.written(told(), STORY, WORDS, sure, yes) == []
