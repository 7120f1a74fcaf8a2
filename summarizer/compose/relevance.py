"""Which sentences hold the facts that an editor would tell, and which one the news.

The encoder's salience was learned from human highlights. Here a small transformer over the article's
sentences corrects it, learned from blocks that name the sentences they rest on. It reads the encoder's mean
state of each sentence, its salience, and the features of `surface`. It is written out in numpy: an article
takes a few milliseconds. `summarizer.training.relevance` makes its weights, which belong to those of the
encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import pi, sqrt
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.surface import FEATURES, surface
from summarizer.errors import ModelError
from summarizer.reading import Reading

__all__ = [
    "BLOCK",
    "HEADS",
    "NUMBERS",
    "POSITIONS",
    "SCALE",
    "WEIGHTS",
    "Features",
    "Relevance",
    "features",
    "relevance",
]

Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).parent.parent / "weights" / "relevance.npz"

BLOCK = 128
"""Sentences related to one another in one pass, as many as by the encoder; more are read in blocks."""
HEADS = 4
POSITIONS = 64
"""Places that are told apart; all later ones count as the last."""
SCALE = 4.0
"""Factor on the mean states, as in `training.network`."""
NUMBERS = FEATURES + 6
"""Columns: those of `surface`; salience, halved, within the article, and by rank; cosines to the article's
mean vector, to the most similar earlier sentence, and to all."""

_POSITION = 0.35
"""What ln(1 + place) costs where there are no states to read; as in `select.Weights`."""
_EPSILON = 1e-6
_NORM = 1e-5


class Relevance(NamedTuple):
    """Two numbers for each sentence of a document, in order.

    salience: a logit; higher for a sentence that is evidence for what an editor would tell. news: the
    probability (0 to 1; all add up to 1) that it is the one that tells the news.
    """

    salience: Sequence[float]
    news: Sequence[float]


class Features(NamedTuple):
    """What the network reads: (sentences, NUMBERS) numbers and (sentences, width) vectors."""

    numbers: Floats
    vectors: Floats


def relevance(reading: Reading, weights: Path = WEIGHTS) -> Relevance:
    """Return how relevant each sentence of a reading is, and how likely it tells the news.

    A reading without states, or with states of other weights than the package's, is judged by its own
    salience and by place. Raises ModelError when the weights are missing or damaged.
    """
    count = len(reading.salience)
    if not count:
        return Relevance((), ())
    if not reading.tokens or not reading.fitted:
        cost = _POSITION * np.log1p(np.arange(count, dtype=np.float32))
        by_place = np.asarray(reading.salience, np.float32) - cost.astype(np.float32)
        return Relevance(by_place.tolist(), _softmax(by_place).tolist())
    given, held = features(reading), _load(weights)
    mean = given.vectors.mean(0)
    said = np.concatenate(
        [
            _network(held, Features(given.numbers[at : at + BLOCK], given.vectors[at : at + BLOCK]), mean, at)
            for at in range(0, count, BLOCK)
        ]
    )
    return Relevance(said[:, 0].tolist(), _softmax(said[:, 1]).tolist())


def features(reading: Reading) -> Features:
    """Return what the network reads of a reading that has states."""
    found = [reading.vector(index) for index in range(len(reading.salience))]
    width = next((len(one) for one in found if one is not None), 1)
    vectors = SCALE * np.stack([np.zeros(width, np.float32) if one is None else one for one in found])
    salience = np.asarray(reading.salience, np.float32)
    rank = np.empty(len(salience))
    rank[np.argsort(-salience, kind="stable")] = np.arange(len(salience))
    of_salience = [
        salience / 2,
        (salience - salience.mean()) / (salience.std() + _EPSILON),
        np.log1p(rank),
    ]
    likeness = np.concatenate(
        [_likeness(vectors[at : at + BLOCK], vectors.mean(0)) for at in range(0, len(vectors), BLOCK)]
    )
    numbers = np.column_stack([surface(reading.document), *of_salience, likeness])
    return Features(numbers.astype(np.float32), vectors.astype(np.float32))


def _likeness(vectors: Floats, mean: Floats) -> Floats:
    """Return cosines, (sentences, 3): to the mean, the highest to an earlier sentence, the mean over all."""
    unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + _EPSILON)
    each = unit @ unit.T
    found: Floats = np.column_stack(
        [unit @ mean / (np.linalg.norm(mean) + _EPSILON), np.tril(each, -1).max(1), each.mean(1)]
    )
    return found


@cache
def _load(path: Path) -> Mapping[str, Floats]:
    try:
        with np.load(path, allow_pickle=False) as file:
            held = {name: file[name].astype(np.float32) for name in file.files}
        if len(held["centre"]) != NUMBERS:
            raise ValueError(f"made for {len(held['centre'])} features")
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(
            f"The weights of relevance in {path} cannot be loaded ({error}). Install the package again."
        ) from error
    return held


def _network(held: Mapping[str, Floats], given: Features, mean: Floats, first: int) -> Floats:
    """Return (sentences, 2), the logits of relevance and of the news, for sentences from index `first` on."""
    numbers = np.clip((given.numbers - held["centre"]) / held["spread"], -5, 5)
    place = np.minimum(np.arange(first, first + len(numbers)), POSITIONS - 1)
    hidden = _linear(held, "numbers", numbers) + _linear(held, "vector", given.vectors)
    hidden = hidden + mean @ held["mean.weight"].T + held["position.weight"][place]
    layer = 0
    while f"blocks.{layer}.qkv.weight" in held:
        hidden = _block(held, f"blocks.{layer}", hidden)
        layer += 1
    return _linear(held, "out", _norm(held, "norm", hidden))


def _block(held: Mapping[str, Floats], name: str, hidden: Floats) -> Floats:
    """Return what a pre-norm transformer layer makes of (sentences, width)."""
    count, width = hidden.shape
    split = _linear(held, f"{name}.qkv", _norm(held, f"{name}.attention_norm", hidden))
    query, key, value = split.reshape(count, 3, HEADS, -1).transpose(1, 2, 0, 3)
    seen = _softmax(query @ key.transpose(0, 2, 1) / sqrt(width / HEADS))
    mixed = (seen @ value).transpose(1, 0, 2).reshape(count, width)
    hidden = hidden + _linear(held, f"{name}.out", mixed)
    inner = _linear(held, f"{name}.feed.0", _norm(held, f"{name}.feed_norm", hidden))
    gelu = 0.5 * inner * (1 + np.tanh(sqrt(2 / pi) * (inner + 0.044715 * inner**3)))
    return hidden + _linear(held, f"{name}.feed.2", gelu)


def _linear(held: Mapping[str, Floats], name: str, given: Floats) -> Floats:
    made: Floats = given @ held[f"{name}.weight"].T + held[f"{name}.bias"]
    return made


def _norm(held: Mapping[str, Floats], name: str, given: Floats) -> Floats:
    centred = given - given.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + _NORM)
    made: Floats = scaled * held[f"{name}.weight"] + held[f"{name}.bias"]
    return made


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    made: Floats = powers / powers.sum(-1, keepdims=True)
    return made
