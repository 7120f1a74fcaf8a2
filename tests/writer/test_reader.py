from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from summarizer.writer.context import END, read
from summarizer.writer.context import LABEL as CUE
from summarizer.writer.decoder import Table
from summarizer.writer.reader import DECIMALS, LABEL, NEVER, TEXT, Among, Opening, Reader, verdict
from tests.writer.conftest import TINY
from tests.writer.plainly import at_once
from tests.writer.samples import FERRY

SHOWN = read(FERRY.document())


def floats(*values: object) -> np.ndarray:
    return np.array(values, np.float32)


THREE = Among(np.array([3, 5, 9]), floats([1, 0, 2], [0, 1, 0]))
"""Of states two wide."""


def test_log_probabilities_are_over_the_tokens_at_hand() -> None:
    found = THREE.logs(floats([0, 0], [1, 0], [0, 100]))
    assert found.shape == (3, 3)
    assert found[0] == pytest.approx([-log(3)] * 3)
    scores = np.exp([1, 0, 2])
    assert found[1] == pytest.approx(np.log(scores / scores.sum()), abs=1e-6)
    assert found[2] == pytest.approx([-100, 0, -100])  # no overflow
    assert THREE.logs(np.zeros((2, 4, 2), np.float32)).shape == (2, 4, 3)


def test_a_token_is_picked_from_its_row_or_from_the_only_one() -> None:
    rows = floats([-1, -2, -3], [-4, -5, -6], [-7, -8, -9], [-10, -11, -12])
    assert THREE.pick(rows, np.array([9, 3, 5, 3])).tolist() == [-3, -4, -8, -10]
    assert THREE.pick(rows[1], np.array([9, 3])).tolist() == [-6, -4]


@pytest.mark.parametrize("token", [0, 4, 10], ids=["before", "between", "behind"])
def test_a_token_that_is_not_at_hand_is_never_picked(token: int) -> None:
    assert THREE.pick(floats(-1, -2, -3), np.array([token, 5])).tolist() == [NEVER, -2]


def test_embeddings_of_tokens_stand_in_columns(reader: Reader, table: Table) -> None:
    found = reader.among(np.array([2, 7, 30]))
    np.testing.assert_array_equal(found.weights, table[[2, 7, 30]].T)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((0, 0, 0), (0.333, 0.333, 0.333)),
        ((log(6), log(3), log(1)), (0.6, 0.3, 0.1)),
        ((-500, 0, 500), (0, 0, 1)),
    ],
)
def test_a_verdict_is_the_shares_of_its_scores(
    scores: tuple[float, float, float], expected: tuple[float, float, float]
) -> None:
    assert verdict(floats(*scores)) == expected


def test_an_opening_is_as_long_as_its_tokens(reader: Reader, opening: Opening) -> None:
    assert opening.length == opening.cache.slots == len(reader.ids(SHOWN.opening))


def test_log_probabilities_are_those_of_reading_everything_at_once(
    reader: Reader, table: Table, opening: Opening, among: Among
) -> None:
    places = (0, 4, 6)
    looks = [SHOWN.look(place) for place in places]
    texts = [f" {FERRY.sentences[place]}\n" for place in places]
    _, found = reader.rate(reader.read(opening, looks), texts, among)
    for look, text, said in zip(looks, texts, found, strict=True):
        expected = at_once(reader, table, among, SHOWN.opening, look, text)
        assert said == pytest.approx(expected, abs=0.05)
        assert all(score == round(score, DECIMALS) for score in said)


def test_what_stands_behind_a_text_does_not_change_its_log_probabilities(
    reader: Reader, opening: Opening, among: Among
) -> None:
    text = f" {FERRY.look(4)}"
    prompts = reader.read(opening, [SHOWN.look(4)])
    _, (plain,) = reader.rate(prompts, [text], among)
    _, (cued,) = reader.rate(prompts, [f"{text}{CUE}"], among)
    assert plain == pytest.approx(cued[: len(plain)], abs=0.05)
    assert sum(plain) > -1  # it was learned


def test_a_token_that_no_candidate_may_hold_is_never_said(
    reader: Reader, opening: Opening, among: Among
) -> None:
    text = " Zoë"
    strange = [token not in among.tokens for token in reader.ids(text)]
    _, (said,) = reader.rate(reader.read(opening, [SHOWN.look(4)]), [text], among)
    assert any(strange)
    assert [score == NEVER for score in said] == strange


def test_some_of_the_texts_are_those_in_that_order(reader: Reader, opening: Opening, among: Among) -> None:
    looks = [SHOWN.look(place) for place in (0, 3, 4)]
    text = f" {FERRY.look(4)}\n"
    whole = reader.read(opening, looks)
    some = whole.of([2, 0, 2])
    assert len(some.ends) == len(some.seen) == len(some.last) == 3
    assert some.ends.tolist() == [whole.ends[2], whole.ends[0], whole.ends[2]]
    _, found = reader.rate(some, [text] * 3, among)
    _, expected = reader.rate(whole, [text] * 3, among)
    assert found[0] == found[2] == pytest.approx(expected[2], abs=0.01)
    assert found[1] == pytest.approx(expected[0], abs=0.01)


def test_verdicts_are_those_of_the_judge_on_the_last_state(
    reader: Reader, table: Table, opening: Opening
) -> None:
    looks = [SHOWN.look(place) for place in (0, 4)]
    behind = reader.follow(reader.read(opening, looks), [f" {FERRY.look(place)}\n" for place in (0, 4)])
    for judge in (TEXT, LABEL):
        found = reader.verdicts(behind, judge)
        assert found == [verdict(one) for one in table.judged(behind.last, judge)]


def test_a_text_and_a_label_have_a_judge_each(reader: Reader, opening: Opening, tmp_path: Path) -> None:
    width = reader.table.width
    with np.load(TINY / "writer.npz") as held:
        biases = np.log(np.array([[6, 3, 1], [1, 1, 2]], np.float32))
        np.savez(
            tmp_path / "t.npz", **{**held, "judges": np.zeros((2, 3, width), np.float32), "biases": biases}
        )
    other = Reader(reader.decoder, Table(tmp_path / "t.npz"), reader.tokenizer)
    behind = reader.read(opening, [SHOWN.look(4)])
    assert other.verdicts(behind, TEXT) == [(0.6, 0.3, 0.1)]
    assert other.verdicts(behind, LABEL) == [(0.25, 0.25, 0.5)]


def test_the_tiny_writer_finds_what_it_learned_good(reader: Reader, opening: Opening) -> None:
    labels = [label for label, _, _ in FERRY.looks]
    looks = reader.read(opening, [SHOWN.look(place) for _, _, place in FERRY.looks])
    texts = reader.follow(looks, [f" {text}\n" for _, text, _ in FERRY.looks])
    assert all(publish > 0.8 for publish, _, _ in reader.verdicts(texts, TEXT))
    cued = reader.follow(looks, [f" {text}{CUE}" for _, text, _ in FERRY.looks])
    own = reader.verdicts(reader.follow(cued, [f" {label}{END}" for label in labels]), LABEL)
    assert all(good > 0.8 for good, _, _ in own)
