from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from summarizer.writer import forms
from summarizer.writer.candidates import Writer
from summarizer.writer.context import END, LABEL, read
from summarizer.writer.decoder import Table
from summarizer.writer.generate import DECIMALS, LEAST, NEVER, Generator, Opening, Prompts, Written
from summarizer.writer.vocabulary import Vocabulary, of_labels, of_texts
from tests.writer.conftest import TINY
from tests.writer.samples import FERRY

SHOWN = read(FERRY.document())
PLACES = (0, 3, 4, 5, 6)
"""Sentences whose prompts are of several lengths."""
CLOSE = 2 * 10**-DECIMALS
"""Scores that are rounded may differ by a step."""


@pytest.fixture(scope="module")
def generator(writer: Writer) -> Generator:
    return writer.generator


@pytest.fixture(scope="module")
def table() -> Table:
    return Table(TINY / "writer.npz")


def vocabulary(generator: Generator, text: str) -> Vocabulary:
    return of_texts(generator.ids, forms.spoken(text), generator.ids("\n")[0])


@pytest.fixture(scope="module")
def among(generator: Generator) -> NDArray[np.int64]:
    return vocabulary(generator, " ".join((FERRY.title, *FERRY.sentences))).tokens


@pytest.fixture(scope="module")
def opening(generator: Generator, among: NDArray[np.int64]) -> Opening:
    return generator.open(SHOWN.opening, among)


@pytest.fixture(scope="module")
def prompts(generator: Generator, opening: Opening) -> Prompts:
    return generator.read(opening, [SHOWN.look(place) for place in PLACES])


@pytest.fixture(scope="module")
def words(generator: Generator) -> list[tuple[Vocabulary, Vocabulary]]:
    """Two vocabularies for each of the prompts."""
    return [
        (vocabulary(generator, SHOWN.seen(place)), vocabulary(generator, SHOWN.narrow(place)))
        for place in PLACES
    ]


Words = Sequence[tuple[Vocabulary, Vocabulary]]


def same(found: list[Written], expected: list[Written]) -> None:
    assert [(one.text, one.whole) for one in found] == [(one.text, one.whole) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=CLOSE)


def logs(generator: Generator, table: Table, ids: list[int], among: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the log-probabilities behind each token, all read at once, nothing kept."""
    size = len(ids)
    mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
    decoder = generator._decoder
    states, _ = decoder.run(table[ids][None], np.arange(size)[None], mask, decoder.empty())
    scores = (states[0] @ table[among].T).astype(np.float64)
    found: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return found


def at_once(generator: Generator, table: Table, among: NDArray[np.int64], *parts: str) -> NDArray[np.float64]:
    """Return the log-probabilities of the last part's tokens behind the others, all read at once."""
    *before, said = ([*generator.ids(part)] for part in parts)
    known = [token for part in before for token in part]
    plain = logs(generator, table, known + said, among)[len(known) - 1 : -1]
    found: NDArray[np.float64] = plain[np.arange(len(said)), np.searchsorted(among, said)]
    return found


def plainly(
    generator: Generator, table: Table, among: NDArray[np.int64], words: Vocabulary, *parts: str
) -> tuple[str, list[float]]:
    """Return the likeliest text behind some parts token by token, reading everything anew at each."""
    state, written, scores = words.start, list[int](), list[float]()
    before = [token for part in parts for token in generator.ids(part)]
    while state and len(scores) < 48:
        may = words.tokens[words.allowed(state)]
        last = logs(generator, table, before + written, among)[-1]
        likely = last[np.searchsorted(among, may)]
        place = int(likely.argmax())
        scores.append(float(likely[place]))
        state = words.after(state, int(may[place]))
        written += [int(may[place])] if state else []
    return generator._tokenizer.decode(written).strip(), scores


def test_the_likeliest_is_that_of_a_plain_loop(
    generator: Generator, table: Table, prompts: Prompts, words: Words, among: NDArray[np.int64]
) -> None:
    answers = generator.draw(prompts.of([1, 2, 3]), words[1:4], 1, 48)
    for place, of, (one,) in zip(PLACES[1:4], words[1:4], answers, strict=True):
        text, scores = plainly(generator, table, among, of[0], SHOWN.opening, SHOWN.look(place))
        assert one.text == text
        assert one.scores == pytest.approx(scores, abs=0.05)  # 8-bit activations round otherwise in company


def test_the_tiny_writer_knows_its_stories(generator: Generator, prompts: Prompts, words: Words) -> None:
    answers = generator.draw(prompts.of(range(4)), words[:4], 2, 48)
    assert [of[0].text for of in answers] == [FERRY.look(place) for place in (0, 3, 4, 5)]
    assert all(one.whole for of in answers for one in of)


def test_a_prompt_gives_the_same_in_any_company(
    generator: Generator, opening: Opening, prompts: Prompts, words: Words
) -> None:
    together = generator.draw(prompts, words, 4, 40, seed=3)
    for row, (place, expected) in enumerate(zip(PLACES, together, strict=True)):
        alone = generator.read(opening, [SHOWN.look(place)])
        same(generator.draw(alone, [words[row]], 4, 40, seed=3)[0], expected)
    backwards = generator.read(opening, [SHOWN.look(place) for place in PLACES[::-1]])
    for one, other in zip(together, generator.draw(backwards, words[::-1], 4, 40, seed=3)[::-1], strict=True):
        same(one, other)


def test_some_of_the_prompts_give_what_they_give_among_all(
    generator: Generator, prompts: Prompts, words: Words
) -> None:
    together = generator.draw(prompts, words, 3, 30, seed=2)
    rows = [3, 0, 3]
    some = generator.draw(prompts.of(rows), [words[row] for row in rows], 3, 30, seed=2)
    for row, found in zip(rows, some, strict=True):
        same(found, together[row])


def test_a_prompt_gives_the_same_twice_and_beside_fewer(
    generator: Generator, prompts: Prompts, words: Words
) -> None:
    first = generator.draw(prompts, words, 5, 30, seed=1)
    assert generator.draw(prompts, words, 5, 30, seed=1) == first
    fewer = generator.draw(prompts, words, 3, 30, seed=1)
    for one, other in zip(first, fewer, strict=True):
        same(one[:3], other)


def test_a_babbler_draws_otherwise_with_another_seed(babbler: Generator) -> None:
    words = vocabulary(babbler, FERRY.sentences[0])
    prompts = babbler.read(babbler.open(SHOWN.opening, words.tokens), ["Quick look:"])
    one, other = (babbler.draw(prompts, [(words,)], 3, 20, seed)[0] for seed in (1, 2))
    assert one[0] == other[0]
    assert one[1].text != other[1].text
    assert one[1].text != one[2].text


def test_what_is_drawn_is_nearly_as_likely_as_the_likeliest(babbler: Generator) -> None:
    words = vocabulary(babbler, FERRY.sentences[0])
    prompts = babbler.read(babbler.open(SHOWN.opening, words.tokens), ["Quick look:"])
    (of,) = babbler.draw(prompts, [(words,)], 6, 1)
    assert all(len(one.scores) == 1 for one in of)
    assert all(of[0].scores[0] - LEAST - CLOSE <= one.scores[0] <= of[0].scores[0] for one in of)


def test_the_candidates_take_the_vocabularies_in_turn(generator: Generator, prompts: Prompts) -> None:
    one, other = (vocabulary(generator, FERRY.sentences[place]) for place in (3, 6))
    (of,) = generator.draw(prompts.of([1]), [(one, other)], 4, 40)
    rooms = [one.text for one in of if "rooms" in one.text or "Hotels" in one.text]
    assert of[0].text == FERRY.look(3)
    assert of[0].text != of[1].text
    assert not any(word in of[1].text for word in ("rudder", "Solberg", "reporters"))
    assert not any(text in (of[0].text, of[2].text) for text in rooms)


def test_a_text_that_is_cut_is_not_whole(generator: Generator, prompts: Prompts, words: Words) -> None:
    first = prompts.of([0])
    whole = generator.draw(first, words[:1], 1, 48)[0][0]
    count = len(whole.scores)
    cut = generator.draw(first, words[:1], 1, count - 1)[0][0]
    assert whole.whole
    assert not cut.whole
    assert len(cut.scores) == count - 1
    assert generator.draw(first, words[:1], 1, count)[0][0].whole


def test_one_beam_is_the_likeliest(generator: Generator, prompts: Prompts, words: Words) -> None:
    drawn = generator.draw(prompts, words, 1, 40)
    beams = generator.beams(prompts, [of[0] for of in words], 1, 40)
    for one, other in zip(drawn, beams, strict=True):
        same(one, other)


def test_beams_find_the_likeliest_of_all_and_tell_how_likely(writer: Writer) -> None:
    """Scores of what was written, candidates side by side, are those of the same text when it is given."""
    generator, end = writer.generator, writer.generator.ids(END)[0]
    labels = of_labels(
        generator.ids, ["Next Steps"], ["Ferry", "Rudder", "Calder"], ["Inquiry", "Account"], end
    )
    opening = generator.open(SHOWN.opening, labels.tokens)
    before = f"{SHOWN.look(4)} {FERRY.look(4)}{LABEL}"
    prompts = generator.read(opening, [before])
    (beams,) = generator.beams(prompts, [labels], 25, 12)
    assert len(beams) == len({one.text for one in beams}) == 1 + 3 * 2 + 9 * 2
    merits = [sum(one.scores) / len(one.scores) ** 0.7 for one in beams]
    assert merits == sorted(merits, reverse=True)
    assert beams[0].text == "Rudder Inquiry"
    for one in beams[::5]:
        _, (said,) = generator.follow(prompts, [f" {one.text}{END}"])
        assert len(said) == len(one.scores)
        assert sum(said) == pytest.approx(sum(one.scores), abs=0.02 * len(said) + 0.02 * abs(sum(said)))


def test_beams_are_the_same_in_any_company(generator: Generator, prompts: Prompts, words: Words) -> None:
    narrow = [of[1] for of in words]
    together = generator.beams(prompts, narrow, 3, 20)
    for row, expected in enumerate(together):
        same(generator.beams(prompts.of([row]), narrow[row : row + 1], 3, 20)[0], expected)


def test_log_probabilities_are_those_of_reading_everything_at_once(
    generator: Generator, table: Table, opening: Opening, among: NDArray[np.int64]
) -> None:
    places = (0, 4, 6)
    looks = [SHOWN.look(place) for place in places]
    texts = [f" {FERRY.sentences[place]}\n" for place in places]
    _, found = generator.follow(generator.read(opening, looks), texts)
    for look, text, said in zip(looks, texts, found, strict=True):
        expected = at_once(generator, table, among, SHOWN.opening, look, text)
        assert said == pytest.approx(expected, abs=0.05)


def test_a_text_that_follows_in_parts_is_read_as_at_once(
    generator: Generator, table: Table, opening: Opening, among: NDArray[np.int64], words: Words
) -> None:
    """Parts of several lengths, with gaps between them in the cache; also what is drawn behind."""
    first = (" The ferry", " Investigators may take a month to examine", " Hotels")
    then = (" ran aground.", " the rudder.", " in Great Calder offered free rooms to the")
    looks = [SHOWN.look(place) for place in (0, 4, 6)]
    behind, _ = generator.follow(generator.read(opening, looks), first)
    last, found = generator.follow(behind, then)
    of = [words[row] for row in (0, 2, 4)]
    drawn = generator.draw(last, of, 1, 48)
    for parts, said, vocabularies, (one,) in zip(
        zip(looks, first, then, strict=True), found, of, drawn, strict=True
    ):
        expected = at_once(generator, table, among, SHOWN.opening, *parts)
        assert said == pytest.approx(expected, abs=0.05)
        text, scores = plainly(generator, table, among, vocabularies[0], SHOWN.opening, *parts)
        assert one.text == text
        assert one.scores == pytest.approx(scores, abs=0.05)


def test_what_stands_behind_a_text_does_not_change_its_log_probabilities(
    generator: Generator, opening: Opening
) -> None:
    text = f" {FERRY.look(4)}"
    prompts = generator.read(opening, [SHOWN.look(4)])
    _, (plain,) = generator.follow(prompts, [text])
    _, (cued,) = generator.follow(prompts, [f"{text}{LABEL}"])
    assert plain == pytest.approx(cued[: len(plain)], abs=0.05)
    assert sum(plain) > -1  # it was learned


def test_a_token_that_no_candidate_may_hold_is_never_said(
    generator: Generator, opening: Opening, among: NDArray[np.int64]
) -> None:
    text = " Zoë"
    strange = [token not in among for token in generator.ids(text)]
    _, (said,) = generator.follow(generator.read(opening, [SHOWN.look(4)]), [text])
    assert any(strange)
    assert [score == NEVER for score in said] == strange
