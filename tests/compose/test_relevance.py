from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from summarizer.compose.relevance import BLOCK, NUMBERS, POSITIONS, features, relevance
from summarizer.errors import ModelError
from summarizer.reading import Reading, Tokens
from tests.compose.samples import BRIDGE, document, lines

WIDTH, INNER, STATES = 8, 12, 6


def weights(path: Path, seed: int = 3) -> Path:
    """Write random weights of a narrow network with one layer."""
    chance = np.random.default_rng(seed)
    shapes = {
        "numbers": (WIDTH, NUMBERS),
        "vector": (WIDTH, STATES),
        "blocks.0.qkv": (3 * WIDTH, WIDTH),
        "blocks.0.out": (WIDTH, WIDTH),
        "blocks.0.feed.0": (INNER, WIDTH),
        "blocks.0.feed.2": (WIDTH, INNER),
        "out": (2, WIDTH),
    }
    held = {f"{name}.weight": chance.normal(size=shape) for name, shape in shapes.items()}
    held |= {f"{name}.bias": chance.normal(size=shape[0]) for name, shape in shapes.items()}
    for name in ("norm", "blocks.0.attention_norm", "blocks.0.feed_norm"):
        held |= {f"{name}.weight": np.ones(WIDTH), f"{name}.bias": np.zeros(WIDTH)}
    held |= {"mean.weight": chance.normal(size=(WIDTH, STATES))}
    held |= {"position.weight": chance.normal(size=(POSITIONS, WIDTH))}
    held |= {"centre": np.zeros(NUMBERS), "spread": np.ones(NUMBERS)}
    with zipfile.ZipFile(path, "w") as file:
        for name, array in held.items():
            with file.open(f"{name}.npy", "w") as one:
                np.save(one, array)
    return path


def token(states: NDArray[np.float64]) -> Tokens:
    """Return a sentence's tokens of these states."""
    count = len(states)
    return Tokens([(0, 1)] * count, states.astype(np.float32), np.zeros((count, 1), np.float32))


def reading(text: str = BRIDGE, seed: int = 5) -> Reading:
    """Return a reading with random states, some of a sentence without tokens."""
    made = document(text)
    chance = np.random.default_rng(seed)
    sizes = [*chance.integers(1, 9, len(made.sentences) - 1), 0]
    tokens = [token(chance.normal(size=(size, STATES))) for size in sizes]
    return Reading(made, chance.normal(size=len(sizes)).tolist(), tokens)


def test_every_sentence_gets_a_logit_and_a_share_of_the_news(tmp_path: Path) -> None:
    given = reading()
    found = relevance(given, weights(tmp_path / "w.npz"))
    assert len(found.salience) == len(found.news) == len(given.salience)
    assert sum(found.news) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found.news)
    assert len(set(found.salience)) == len(found.salience)
    assert found == relevance(given, tmp_path / "w.npz")


def test_the_states_the_salience_and_the_words_all_count(tmp_path: Path) -> None:
    path, given = weights(tmp_path / "w.npz"), reading()
    found = relevance(given, path).salience
    other = reading(seed=6)
    assert relevance(Reading(given.document, given.salience, other.tokens), path).salience != found
    assert relevance(Reading(given.document, other.salience, given.tokens), path).salience != found
    titled = document(BRIDGE, "Harlow bridge shut")
    assert relevance(Reading(titled, given.salience, given.tokens), path).salience != found


def test_a_longer_article_is_read_in_blocks(tmp_path: Path) -> None:
    made = lines(*(f"Boat {number} sails to the town of Velden." for number in range(BLOCK + 3)))
    chance = np.random.default_rng(1)
    tokens = [token(one) for one in chance.normal(size=(BLOCK + 3, 2, STATES))]
    given = Reading(made, chance.normal(size=BLOCK + 3).tolist(), tokens)
    assert len(relevance(given, weights(tmp_path / "w.npz")).salience) == BLOCK + 3


def test_features_are_finite_also_of_one_sentence() -> None:
    made = lines("The bridge of Velden is shut.")
    given = Reading(made, [0.5], [token(np.ones((1, STATES)))])
    found = features(given)
    assert found.numbers.shape == (1, NUMBERS)
    assert np.isfinite(found.numbers).all()


def test_without_states_or_with_foreign_ones_place_and_salience_decide() -> None:
    made = document(BRIDGE)
    count = len(made.sentences)
    for given in (Reading(made, [1.0] * count), Reading(made, [1.0] * count, reading().tokens, fitted=False)):
        found = relevance(given)
        assert list(found.salience) == sorted(found.salience, reverse=True)
        assert found.news[0] == max(found.news)
    assert relevance(Reading(lines(), [])) == ((), ())


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_missing_and_damaged_weights_are_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "w.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="Install the package again"):
        relevance(reading(), path)


def test_weights_for_other_features_are_told(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", centre=np.zeros(3))
    with pytest.raises(ModelError, match="made for 3 features"):
        relevance(reading(), tmp_path / "w.npz")
