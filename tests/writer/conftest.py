"""A real tiny writer that knows our stories by heart, and dice that know nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.writer.candidates import Writer
from summarizer.writer.context import read
from summarizer.writer.decoder import Decoder, Floats, Table
from summarizer.writer.reader import Among, Opening, Reader
from summarizer.writer.vocabulary import Vocabulary
from tests.writer.plainly import vocabulary
from tests.writer.samples import FERRY

__all__ = ["TINY", "Babble"]

TINY = Path(__file__).parents[1] / "data" / "writer"


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(TINY / "writer.json"))


@pytest.fixture(scope="session")
def encode(tokenizer: Tokenizer) -> Callable[[str], Sequence[int]]:
    def ids(text: str) -> Sequence[int]:
        found: Sequence[int] = tokenizer.encode(text, add_special_tokens=False).ids
        return found

    return ids


@pytest.fixture(scope="session")
def writer() -> Writer:
    return Writer(TINY)


@pytest.fixture(scope="session")
def reader(writer: Writer) -> Reader:
    return writer.reader


@pytest.fixture(scope="session")
def table() -> Table:
    return Table(TINY / "writer.npz")


@pytest.fixture(scope="session")
def among(reader: Reader) -> Among:
    """What may be written of the ferry."""
    return reader.among(vocabulary(reader, " ".join((FERRY.title, *FERRY.sentences))).tokens)


@pytest.fixture(scope="session")
def opening(reader: Reader) -> Opening:
    """That of the ferry."""
    return reader.open(read(FERRY.document()).opening)


@pytest.fixture(scope="session")
def decoder() -> Decoder:
    return Decoder(TINY / "writer.onnx")


@dataclass(frozen=True, slots=True)
class Babble(Among):
    """The scores of a network that knows nothing: dice, which after six tokens rather end a text."""

    dice: np.random.Generator
    steps: Iterator[int]
    closing: NDArray[np.bool_]

    def logs(self, states: Floats) -> Floats:
        scores = self.dice.normal(0, 3, (*states.shape[:-1], len(self.tokens)))
        scores += 12 * self.closing * (next(self.steps) >= 6)
        return np.asarray(scores - np.log(np.exp(scores).sum(-1, keepdims=True)), np.float32)


@pytest.fixture(scope="session")
def babble(reader: Reader) -> Callable[[Sequence[Vocabulary]], Babble]:
    """Return dice over all that some vocabularies hold."""
    closing = [reader.ids(text)[-1] for text in (".", "\n")]

    def over(vocabularies: Sequence[Vocabulary]) -> Babble:
        tokens = np.unique(np.concatenate([one.tokens for one in vocabularies]))
        weights, ends = reader.among(tokens).weights, np.isin(tokens, closing)
        return Babble(tokens, weights, np.random.default_rng(7), count(), ends)

    return over
