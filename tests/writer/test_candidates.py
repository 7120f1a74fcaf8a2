from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.writer import check, forms
from summarizer.writer.candidates import BEAMS, Candidate, Desk, Writer
from summarizer.writer.check import Flaw
from summarizer.writer.context import read
from tests.compose.samples import lines
from tests.writer.samples import FERRY, SCHOOL, STORIES, Story


def desk(writer: Writer, story: Story = FERRY, longest: int = 25) -> Desk:
    made = story.document()
    return Desk(writer, made, read(made), longest)


@pytest.fixture(scope="module")
def written(writer: Writer) -> list[Candidate]:
    return desk(writer).written([0, 4, 5, 7])


def test_the_files_are_the_three_of_the_folder(writer: Writer) -> None:
    assert [path.name for path in writer.files] == ["writer.onnx", "writer.npz", "writer.json"]
    assert all(path.is_file() for path in writer.files)


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_what_was_learned_is_written_and_has_no_flaw(writer: Writer, story: Story) -> None:
    places = [place for _, _, place in story.looks]
    found = desk(writer, story).written(places)
    for _, text, place in story.looks:
        (one,) = [one for one in found if one.index == place and one.text == text]
        assert one.written
        assert one.flaws == frozenset()
        assert one.score > -0.3
        assert one.weakest <= one.score


def test_candidates_tell_what_the_writer_was_shown(written: list[Candidate]) -> None:
    shown = read(FERRY.document())
    assert {one.index for one in written} == {0, 4, 5, 7}
    assert all(one.shown == shown.sources(one.index) for one in written)


def test_a_text_of_a_sentence_is_there_once(written: list[Candidate]) -> None:
    assert len({(one.index, one.text) for one in written}) == len(written)


def test_each_word_was_shown(written: list[Candidate]) -> None:
    shown = read(FERRY.document())
    for one in written:
        words = forms.spoken(shown.opening + shown.look(one.index))
        bare = [word.strip(".,;'\"’”“‘").removesuffix("'s").removesuffix("’s") for word in one.text.split()]
        assert [word for word in bare if word and word not in words] == []


def test_plain_candidates_are_the_sentences(writer: Writer) -> None:
    found = desk(writer).plain([1, 6])
    assert [(one.index, one.text, one.written) for one in found] == [
        (1, FERRY.sentences[1], False),
        (6, FERRY.sentences[6], False),
    ]
    assert all(one.weakest <= one.score < 0 for one in found)
    assert all(one.flaws == frozenset() for one in found)


def test_a_rated_text_is_as_likely_as_when_it_was_written(writer: Writer, written: list[Candidate]) -> None:
    (drawn,) = [one for one in written if one.text == FERRY.look(4)]
    rated, other = desk(writer).rated([(4, FERRY.look(4)), (4, "Hotels in Great Calder offered free rooms.")])
    assert rated.written
    assert rated.score == pytest.approx(drawn.score, abs=0.02)
    assert other.score < rated.score - 1


def test_the_limit_of_words_is_kept_by_a_flaw(writer: Writer) -> None:
    (long,) = desk(writer, longest=8).rated([(4, FERRY.look(4))])
    assert long.flaws == {Flaw.LENGTH}


def test_labels_are_the_likeliest_first_and_those_that_were_learned(writer: Writer) -> None:
    found = desk(writer).labels([(place, text) for _, text, place in FERRY.looks])
    assert [of[0].text for of in found] == [label for label, _, _ in FERRY.looks]
    for of, (_, text, place) in zip(found, FERRY.looks, strict=True):
        assert 0 < len(of) <= BEAMS
        assert len({one.text for one in of}) == len(of)
        own = forms.modifiers(f"{text} {FERRY.sentences[place]}")
        for one in of:
            *first, last = one.text.split()
            assert one.text in forms.labels() or (set(first) <= own and last in forms.heads())


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_the_brief_that_was_learned_is_written(writer: Writer, story: Story) -> None:
    found = desk(writer, story).briefs([place for _, _, place in story.looks])
    assert max(found, key=lambda one: one[1])[0] == story.brief


def test_a_sentence_of_a_brief_rests_on_those_that_it_was_written_from(writer: Writer) -> None:
    at = desk(writer)
    evidence = at.carriers("Northern Lines cancelled all crossings until Friday.", [0, 4, 5])
    assert [span.sentence for span in evidence] == [5]
    assert [span.sentence for span in at.carriers("Hotels offered free rooms.", [4, 5])] != [6]


def test_only_the_first_sentence_of_a_brief_must_not_lean(writer: Writer) -> None:
    at, text = desk(writer), "They may take a month to examine the rudder."
    assert at.flaws_of_brief(text, [4, 5], first=True) == {Flaw.LEANS}
    assert at.flaws_of_brief(text, [4, 5], first=False) == frozenset()
    untrue = "Investigators may take 14 months to examine the rudder."
    assert at.flaws_of_brief(untrue, [4, 5], first=False) == {Flaw.CLAIM}


def test_flaws_are_those_of_the_check(writer: Writer) -> None:
    text = "Two schools with the same kind of roof were inspected by 400 engineers."
    (one,) = desk(writer, SCHOOL).rated([(6, text)])
    assert Flaw.CLAIM in one.flaws
    assert check.Flaw.CLAIM is Flaw.CLAIM


def test_an_article_of_one_sentence_and_without_a_headline_is_written(writer: Writer) -> None:
    made = lines(FERRY.sentences[0])
    at = Desk(writer, made, read(made), 25)
    assert all(one.index == 0 for one in at.written([0]))
    assert at.plain([0])[0].text == FERRY.sentences[0]
    assert at.written([]) == at.plain([]) == at.labels([]) == []


def test_letters_of_any_script_are_no_obstacle(writer: Writer) -> None:
    made = lines("Zoë Łuczak öffnete am Montag die Brücke von Ærø für 3 Mio. €.", "Мэр сказал 你好 🙂 “да”.")
    made = replace(made, article=replace(made.article, title="Ærø ☂"))
    at = Desk(writer, made, read(made), 25)
    assert {one.index for one in at.plain([0, 1])} == {0, 1}
    assert len(at.labels([(0, made.text_of(made.sentences[0]))])) == 1
