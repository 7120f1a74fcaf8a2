from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.writer.beams import Written, search
from summarizer.writer.candidates import Writer
from summarizer.writer.context import END, LABEL, read
from summarizer.writer.decoder import Table
from summarizer.writer.reader import DECIMALS, TEXT, Among, Opening, Prompts, Reader
from summarizer.writer.reader import LABEL as OF_LABEL
from summarizer.writer.vocabulary import Vocabulary, of_labels
from tests.writer.plainly import at_once, vocabulary, written
from tests.writer.samples import FERRY

SHOWN = read(FERRY.document())
PLACES = (0, 3, 4, 5, 6)
"""Sentences whose prompts are of several lengths."""
CLOSE = 2 * 10**-DECIMALS
"""Scores that are rounded may differ by a step."""


@pytest.fixture(scope="module")
def prompts(reader: Reader, opening: Opening) -> Prompts:
    return reader.read(opening, [SHOWN.look(place) for place in PLACES])


@pytest.fixture(scope="module")
def words(reader: Reader) -> list[Vocabulary]:
    """What may be written behind each of the prompts."""
    return [vocabulary(reader, SHOWN.seen(place)) for place in PLACES]


Words = Sequence[Vocabulary]


def beams(
    reader: Reader, prompts: Prompts, words: Sequence[Vocabulary], width: int, longest: int
) -> list[list[Written]]:
    every = reader.among(vocabulary(reader, " ".join((FERRY.title, *FERRY.sentences))).tokens)
    return search(reader, prompts, words, every, width, longest, TEXT)


def same(found: list[Written], expected: list[Written]) -> None:
    assert [one.text for one in found] == [one.text for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=CLOSE)
        assert one.verdict == pytest.approx(other.verdict, abs=CLOSE)


def test_one_beam_is_that_of_a_plain_loop(
    reader: Reader, table: Table, prompts: Prompts, words: Words, among: Among
) -> None:
    answers = beams(reader, prompts.of([1, 2, 3]), words[1:4], 1, 48)
    for place, of, (one,) in zip(PLACES[1:4], words[1:4], answers, strict=True):
        text, scores = written(reader, table, among, of, SHOWN.opening, SHOWN.look(place))
        assert one.text == text
        assert one.scores == pytest.approx(scores, abs=0.05)  # 8-bit activations round otherwise in company


def test_the_tiny_writer_knows_its_stories(reader: Reader, prompts: Prompts, words: Words) -> None:
    answers = beams(reader, prompts.of(range(4)), words[:4], 2, 48)
    assert [of[0].text for of in answers] == [FERRY.look(place) for place in (0, 3, 4, 5)]


def test_a_text_without_an_end_is_left_out(reader: Reader, prompts: Prompts, words: Words) -> None:
    first = prompts.of([0])
    (whole,) = beams(reader, first, words[:1], 1, 48)[0]
    count = len(whole.scores)
    assert beams(reader, first, words[:1], 1, count - 1) == [[]]
    assert beams(reader, first, words[:1], 1, count) == [[whole]]


def test_the_verdict_is_that_of_the_same_text_when_it_is_given(
    reader: Reader, prompts: Prompts, words: Words
) -> None:
    rows = [0, 2]
    answers = beams(reader, prompts.of(rows), [words[row] for row in rows], 1, 48)
    behind = reader.follow(prompts.of(rows), [f" {one.text}\n" for (one,) in answers])
    for (one,), expected in zip(answers, reader.verdicts(behind, TEXT), strict=True):
        assert one.verdict == pytest.approx(expected, abs=0.02)
        assert sum(one.verdict) == pytest.approx(1, abs=0.002)


def test_beams_find_the_likeliest_of_all_and_tell_how_likely(writer: Writer) -> None:
    """Scores of what was written, candidates side by side, are those of the same text when it is given."""
    reader, end = writer.reader, writer.reader.ids(END)[0]
    labels = of_labels(reader.ids, ["Next Steps"], ["Ferry", "Rudder", "Calder"], ["Inquiry", "Account"], end)
    opening = reader.open(SHOWN.opening)
    among = reader.among(labels.tokens)
    before = f"{SHOWN.look(4)} {FERRY.look(4)}{LABEL}"
    prompts = reader.read(opening, [before])
    (found,) = search(reader, prompts, [labels], among, 25, 12, OF_LABEL)
    assert len(found) == len({one.text for one in found}) == 1 + 3 * 2 + 9 * 2
    merits = [sum(one.scores) / len(one.scores) ** 0.7 for one in found]
    assert merits == sorted(merits, reverse=True)
    assert found[0].text == "Rudder Inquiry"
    for one in found[::5]:
        _, (said,) = reader.rate(prompts, [f" {one.text}{END}"], among)
        assert len(said) == len(one.scores)
        assert sum(said) == pytest.approx(sum(one.scores), abs=0.02 * len(said) + 0.02 * abs(sum(said)))


def test_beams_are_the_same_in_any_company(
    reader: Reader, opening: Opening, prompts: Prompts, words: Words
) -> None:
    together = beams(reader, prompts, words, 3, 30)
    assert any(together)
    for row, (place, expected) in enumerate(zip(PLACES, together, strict=True)):
        same(beams(reader, prompts.of([row]), words[row : row + 1], 3, 30)[0], expected)
        alone = reader.read(opening, [SHOWN.look(place)])
        same(beams(reader, alone, words[row : row + 1], 3, 30)[0], expected)
    rows = [3, 0, 3]
    for row, found in zip(
        rows, beams(reader, prompts.of(rows), [words[row] for row in rows], 3, 30), strict=True
    ):
        same(found, together[row])


def test_a_text_that_follows_in_parts_is_read_as_at_once(
    reader: Reader, table: Table, opening: Opening, among: Among, words: Words
) -> None:
    """Parts of several lengths, with gaps between them in the cache; also what is drawn behind."""
    first = (" The ferry", " Investigators may take a month to examine", " Hotels")
    then = (" ran aground.", " the rudder.", " in Great Calder offered free rooms to the")
    looks = [SHOWN.look(place) for place in (0, 4, 6)]
    behind = reader.follow(reader.read(opening, looks), first)
    last, found = reader.rate(behind, then, among)
    of = [words[row] for row in (0, 2, 4)]
    drawn = beams(reader, last, of, 1, 48)
    for parts, said, language, (one,) in zip(
        zip(looks, first, then, strict=True), found, of, drawn, strict=True
    ):
        expected = at_once(reader, table, among, SHOWN.opening, *parts)
        assert said == pytest.approx(expected, abs=0.05)
        text, scores = written(reader, table, among, language, SHOWN.opening, *parts)
        assert one.text == text
        assert one.scores == pytest.approx(scores, abs=0.05)
