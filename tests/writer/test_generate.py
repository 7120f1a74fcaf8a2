from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from summarizer.writer import forms
from summarizer.writer.candidates import Writer
from summarizer.writer.context import END, LABEL, read
from summarizer.writer.decoder import Table
from summarizer.writer.generate import DECIMALS, LEAST, Generator, Opening, Prompt, Written
from summarizer.writer.vocabulary import Vocabulary, of_labels, of_texts
from tests.writer.conftest import TINY
from tests.writer.samples import FERRY

SHOWN = read(FERRY.document())
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
def prompts(generator: Generator) -> list[Prompt]:
    """Prompts of several lengths, each with two vocabularies."""
    return [
        Prompt(
            SHOWN.look(index),
            (
                vocabulary(generator, SHOWN.opening + SHOWN.look(index)),
                vocabulary(generator, SHOWN.narrow(index)),
            ),
        )
        for index in (0, 3, 4, 5, 6)
    ]


def same(found: list[Written], expected: list[Written]) -> None:
    assert [(one.text, one.whole) for one in found] == [(one.text, one.whole) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.scores == pytest.approx(other.scores, abs=CLOSE)
        assert one.given == pytest.approx(other.given, abs=CLOSE)


def logs(generator: Generator, table: Table, ids: list[int], among: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the log-probabilities behind each token, all read at once, nothing kept."""
    size = len(ids)
    mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
    decoder = generator._decoder
    states, _ = decoder.run(table[ids][None], np.arange(size)[None], mask, decoder.empty())
    scores = (states[0] @ table[among].T).astype(np.float64)
    found: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return found


def plainly(
    generator: Generator, table: Table, prompt: Prompt, among: NDArray[np.int64], longest: int
) -> tuple[str, list[float]]:
    """Return the likeliest text token by token, reading everything anew at each."""
    (words, *_) = prompt.vocabularies
    state, written, scores = words.start, list[int](), list[float]()
    before = generator.ids(SHOWN.opening) + generator.ids(prompt.text)
    while state and len(scores) < longest:
        may = words.tokens[words.allowed(state)]
        last = logs(generator, table, before + written, among)[-1]
        likely = last[np.searchsorted(among, may)]
        place = int(likely.argmax())
        scores.append(float(likely[place]))
        state = words.after(state, int(may[place]))
        written += [int(may[place])] if state else []
    return generator._tokenizer.decode(written).strip(), scores


def test_the_likeliest_is_that_of_a_plain_loop(
    generator: Generator, table: Table, opening: Opening, prompts: list[Prompt], among: NDArray[np.int64]
) -> None:
    answers = generator.draw(opening, prompts[1:4], 1, 48)
    for prompt, (one,) in zip(prompts[1:4], answers, strict=True):
        text, scores = plainly(generator, table, prompt, among, 48)
        assert one.text == text
        assert one.scores == pytest.approx(scores, abs=0.05)  # 8-bit activations round otherwise in company


def test_the_tiny_writer_knows_its_stories(
    generator: Generator, opening: Opening, prompts: list[Prompt]
) -> None:
    answers = generator.draw(opening, prompts[:4], 2, 48)
    assert [of[0].text for of in answers] == [FERRY.look(place) for place in (0, 3, 4, 5)]
    assert all(one.whole for of in answers for one in of)


def test_a_prompt_gives_the_same_in_any_company(
    generator: Generator, opening: Opening, prompts: list[Prompt]
) -> None:
    together = generator.draw(opening, prompts, 4, 40, seed=3)
    for prompt, of in zip(prompts, together, strict=True):
        same(generator.draw(opening, [prompt], 4, 40, seed=3)[0], of)
    backwards = generator.draw(opening, prompts[::-1], 4, 40, seed=3)
    for one, other in zip(together, backwards[::-1], strict=True):
        same(one, other)


def test_a_prompt_gives_the_same_twice_and_beside_fewer(
    generator: Generator, opening: Opening, prompts: list[Prompt]
) -> None:
    first = generator.draw(opening, prompts, 5, 30, seed=1)
    assert generator.draw(opening, prompts, 5, 30, seed=1) == first
    fewer = generator.draw(opening, prompts, 3, 30, seed=1)
    for one, other in zip(first, fewer, strict=True):
        same(one[:3], other)


def test_a_babbler_draws_otherwise_with_another_seed(babbler: Generator) -> None:
    words = vocabulary(babbler, FERRY.sentences[0])
    opening = babbler.open(SHOWN.opening, words.tokens)
    one, other = (babbler.draw(opening, [Prompt("Quick look:", (words,))], 3, 20, seed)[0] for seed in (1, 2))
    assert one[0] == other[0]
    assert one[1].text != other[1].text
    assert one[1].text != one[2].text


def test_what_is_drawn_is_nearly_as_likely_as_the_likeliest(babbler: Generator) -> None:
    words = vocabulary(babbler, FERRY.sentences[0])
    opening = babbler.open(SHOWN.opening, words.tokens)
    (of,) = babbler.draw(opening, [Prompt("Quick look:", (words,))], 6, 1)
    assert all(len(one.scores) == 1 for one in of)
    assert all(of[0].scores[0] - LEAST - CLOSE <= one.scores[0] <= of[0].scores[0] for one in of)


def test_the_candidates_take_the_vocabularies_in_turn(generator: Generator, opening: Opening) -> None:
    one, other = (vocabulary(generator, FERRY.sentences[place]) for place in (3, 6))
    (of,) = generator.draw(opening, [Prompt(SHOWN.look(3), (one, other))], 4, 40)
    rooms = [one.text for one in of if "rooms" in one.text or "Hotels" in one.text]
    assert of[0].text == FERRY.look(3)
    assert of[0].text != of[1].text
    assert not any(word in of[1].text for word in ("rudder", "Solberg", "reporters"))
    assert not any(text in (of[0].text, of[2].text) for text in rooms)


def test_a_text_that_is_cut_is_not_whole(
    generator: Generator, opening: Opening, prompts: list[Prompt]
) -> None:
    whole = generator.draw(opening, prompts[:1], 1, 48)[0][0]
    count = len(whole.scores)
    cut = generator.draw(opening, prompts[:1], 1, count - 1)[0][0]
    assert whole.whole
    assert not cut.whole
    assert len(cut.scores) == count - 1
    assert generator.draw(opening, prompts[:1], 1, count)[0][0].whole


def test_one_beam_is_the_likeliest(generator: Generator, opening: Opening, prompts: list[Prompt]) -> None:
    drawn, beams = generator.draw(opening, prompts, 1, 40), generator.beams(opening, prompts, 1, 40)
    for one, other in zip(drawn, beams, strict=True):
        same(one, other)


def test_beams_find_the_likeliest_of_all_and_tell_how_likely(writer: Writer, table: Table) -> None:
    """Scores of what was written, candidates side by side, are those of the same text when it is given."""
    generator, end = writer.generator, writer.generator.ids(END)[0]
    labels = of_labels(
        generator.ids, ["Next Steps"], ["Ferry", "Rudder", "Calder"], ["Inquiry", "Account"], end
    )
    opening = generator.open(SHOWN.opening, labels.tokens)
    prompt = Prompt(SHOWN.look(4), (labels,), f" {FERRY.look(4)}", LABEL)
    (beams,) = generator.beams(opening, [prompt], 25, 12)
    assert len(beams) == len({one.text for one in beams}) == 1 + 3 * 2 + 9 * 2
    merits = [sum(one.scores) / len(one.scores) ** 0.7 for one in beams]
    assert merits == sorted(merits, reverse=True)
    assert beams[0].text == "Rudder Inquiry"
    before = f"{prompt.text}{prompt.given}{LABEL}"
    for one in beams[::5]:
        (said,) = generator.likelihoods(opening, [Prompt(before, given=f" {one.text}{END}")])
        assert len(said) == len(one.scores)
        assert sum(said) == pytest.approx(sum(one.scores), abs=0.02 * len(said) + 0.02 * abs(sum(said)))


def test_likelihoods_are_those_of_reading_everything_at_once(
    generator: Generator, table: Table, opening: Opening, among: NDArray[np.int64]
) -> None:
    prompts = [Prompt(SHOWN.look(place), given=f" {FERRY.sentences[place]}\n") for place in (0, 4, 6)]
    for prompt, said in zip(prompts, generator.likelihoods(opening, prompts), strict=True):
        before = generator.ids(SHOWN.opening) + generator.ids(prompt.text)
        ids = generator.ids(prompt.given)
        plain = logs(generator, table, before + ids, among)[len(before) - 1 : -1]
        expected = plain[np.arange(len(ids)), np.searchsorted(among, ids)]
        assert said == pytest.approx(expected, abs=0.05)


def test_what_stands_behind_the_given_text_does_not_change_its_likelihood(
    generator: Generator, opening: Opening
) -> None:
    given = f" {FERRY.look(4)}"
    (plain,) = generator.likelihoods(opening, [Prompt(SHOWN.look(4), given=given)])
    (cued,) = generator.likelihoods(opening, [Prompt(SHOWN.look(4), given=given, cue=LABEL)])
    assert plain == pytest.approx(cued, abs=0.05)
    assert sum(plain) > -1  # it was learned


def test_nothing_is_written_behind_no_prompts(generator: Generator, opening: Opening) -> None:
    assert generator.draw(opening, [], 2, 10) == []
    assert generator.beams(opening, [], 2, 10) == []
    assert generator.likelihoods(opening, []) == []
