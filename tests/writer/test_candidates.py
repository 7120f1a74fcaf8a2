from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from summarizer.compose.terms import stem
from summarizer.writer import check, forms
from summarizer.writer.beams import search
from summarizer.writer.candidates import BEAMS, Candidate, Desk, Writer
from summarizer.writer.check import Flaw
from summarizer.writer.context import END, read
from summarizer.writer.context import LABEL as CUE
from summarizer.writer.function_words import FUNCTION_WORDS
from summarizer.writer.reader import LABEL, TEXT, Reader
from summarizer.writer.vocabulary import Vocabulary
from tests.compose.samples import lines
from tests.writer.conftest import Babble
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
        words = forms.spoken(shown.seen(one.index))
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


def test_verdicts_are_those_of_the_writer_on_the_text_and_on_the_label(
    writer: Writer, written: list[Candidate]
) -> None:
    at, text = desk(writer), FERRY.look(4)
    (drawn,) = [one for one in written if one.text == text]
    ((label, *_),) = at.labels([(4, text)])
    reader, shown = writer.reader, read(FERRY.document())
    prompts = reader.read(reader.open(shown.opening), [shown.look(4)])
    (of_text,) = reader.verdicts(reader.follow(prompts, [f" {text}\n"]), TEXT)
    (of_label,) = reader.verdicts(reader.follow(prompts, [f" {text}{CUE} {label.text}{END}"]), LABEL)
    assert drawn.verdict == pytest.approx(of_text, abs=0.02)
    assert at.rated([(4, text)])[0].verdict == pytest.approx(of_text, abs=0.02)
    assert label.verdict == pytest.approx(of_label, abs=0.02)
    (rated,) = at.rated_labels([(4, text, label.text)])
    assert rated.verdict == pytest.approx(of_label, abs=0.02)


def test_what_a_text_points_at_is_told(writer: Writer) -> None:
    told, pointing = desk(writer).rated(
        [(4, "Investigators may take a month to examine the rudder."), (3, "Solberg spoke of a rudder.")]
    )
    assert told.points == {stem("rudder")}
    assert pointing.points == frozenset()


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


def test_a_rated_label_is_as_likely_as_when_it_was_found(writer: Writer) -> None:
    at = desk(writer)
    ((best, *_),) = at.labels([(4, FERRY.look(4))])
    same, other = at.rated_labels([(4, FERRY.look(4), best.text), (4, FERRY.look(4), "Ferry Accident")])
    assert (same.text, other.text) == (best.text, "Ferry Accident")
    assert same.score == pytest.approx(best.score, abs=0.02)
    assert other.score < same.score - 1


def test_what_was_asked_before_changes_nothing(writer: Writer) -> None:
    """What is shown of a sentence is read once, in whatever company it was asked for first."""
    used = desk(writer)
    used.written([0, 3, 4, 7])
    text = [(4, FERRY.look(4)), (0, FERRY.look(0)), (4, FERRY.sentences[4])]
    for one, other in zip(used.rated(text), desk(writer).rated(text), strict=True):
        assert (one.index, one.text, one.written) == (other.index, other.text, other.written)
        assert one.score == pytest.approx(other.score, abs=0.005)
    for of, others in zip(used.labels(text[:2]), desk(writer).labels(text[:2]), strict=True):
        assert [one.text for one in of] == [one.text for one in others]


CUES = ("Headline", "Lede", "Sentence", "Earlier", "Quick", "look", "Look", "Label", "Story", "Brief")
"""Words of the prompts that are no function words: "Before" and "After" may be written wherever."""


def words_of(story: Story) -> set[str]:
    return set(re.findall(r"\w+", " ".join((story.title, *story.sentences)).lower()))


def writable(words: Vocabulary, text: str, reader: Reader) -> bool:
    """Tell whether a vocabulary has a path for a text to its end."""
    state = words.start
    try:
        for token in (*reader.ids(text), *reader.ids("\n")):
            state = words.after(state, token)
    except KeyError:
        return False
    return not state


@pytest.mark.parametrize("opener", ["", " “"])
def test_no_word_of_the_cues_is_in_a_vocabulary(writer: Writer, opener: str) -> None:
    assert {"before", "after"} <= FUNCTION_WORDS
    cues = re.findall(r"\w+(?=:)|Quick", "".join(read(FERRY.document()).look(index) for index in range(8)))
    assert set(cues) - {"Before", "After"} <= {*CUES, "look"}
    for story in STORIES:
        shown = read(story.document())
        told = words_of(story)
        for index in range(len(story.sentences)):
            for words in (writer.texts(shown.seen(index)),):
                for cue in CUES:
                    if cue.lower() not in told:
                        text = f"{opener}{cue}." if opener else f" {cue}."
                        assert not writable(words, text, writer.reader), cue
                assert writable(words, f"{opener or ' '}After.", writer.reader)
            # the same with the prompt itself: what is not to be
            careless = writer.texts(shown.opening + shown.look(index))
            assert all(writable(careless, f" {cue}.", writer.reader) for cue in ("Headline", "Quick"))


def test_what_names_a_line_adds_nothing_to_what_may_be_written(writer: Writer) -> None:
    for story in STORIES:
        shown = read(story.document())
        for index in range(len(story.sentences)):
            texts = (story.title, *(shown.sentences[i] for i in shown.sources(index)))
            assert forms.spoken(shown.seen(index)) <= set().union(*map(forms.spoken, texts))


def test_a_word_of_the_cues_that_the_article_holds_may_be_written(writer: Writer) -> None:
    made = lines("The Headline of the paper was about a Sentence that Brandt read.")
    words = writer.texts(read(made).seen(0))
    assert all(writable(words, f" {cue}.", writer.reader) for cue in ("Headline", "Sentence"))
    assert not writable(words, " Lede.", writer.reader)


def test_a_network_that_knows_nothing_writes_no_word_of_the_cues(
    writer: Writer, babble: Callable[[Sequence[Vocabulary]], Babble]
) -> None:
    reader = writer.reader
    for story in STORIES:
        shown = read(story.document())
        words = [writer.texts(shown.seen(index)) for index in range(8)]
        looks = [shown.look(index) for index in range(8)]
        prompts = reader.read(reader.open(shown.opening), looks)
        found = [one.text for of in search(reader, prompts, words, babble(words), 6, 12, TEXT) for one in of]
        said = set(re.findall(r"\w+", " ".join(found)))
        assert len(said) > 20
        assert not said & {cue for cue in CUES if cue.lower() not in words_of(story)}


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
    for found in (at.written([]), at.plain([]), at.rated([]), at.labels([]), at.rated_labels([])):
        assert found == []


def test_nothing_is_written_of_nothing_on_a_desk_that_nothing_was_read_on(writer: Writer) -> None:
    assert desk(writer).written([]) == []
    assert desk(writer).labels([]) == []
    assert desk(writer).rated_labels([]) == []


def test_letters_of_any_script_are_no_obstacle(writer: Writer) -> None:
    made = lines("Zoë Łuczak öffnete am Montag die Brücke von Ærø für 3 Mio. €.", "Мэр сказал 你好 🙂 “да”.")
    made = replace(made, article=replace(made.article, title="Ærø ☂"))
    at = Desk(writer, made, read(made), 25)
    assert {one.index for one in at.plain([0, 1])} == {0, 1}
    assert len(at.labels([(0, made.text_of(made.sentences[0]))])) == 1
