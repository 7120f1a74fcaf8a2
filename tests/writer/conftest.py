"""A real tiny writer that knows our stories by heart, and one with random embeddings that knows nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from summarizer.writer.candidates import Writer
from summarizer.writer.decoder import Decoder, Table
from summarizer.writer.reader import Reader

__all__ = ["TINY"]

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
def decoder() -> Decoder:
    return Decoder(TINY / "writer.onnx")


@pytest.fixture(scope="session")
def babbler(decoder: Decoder, tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The tiny writer's layers between embeddings that are random."""
    dice = np.random.default_rng(7)
    size = tokenizer.get_vocab_size()
    path = tmp_path_factory.mktemp("babbler") / "table.npz"
    table = dice.integers(-127, 128, (size, decoder.shared * decoder.head * 2), np.int8)
    width = table.shape[1]
    np.savez(
        path,
        table=table,
        scale=np.full(size, 0.004, np.float32),
        judges=np.zeros((2, 3, width), np.float32),
        biases=np.zeros((2, 3), np.float32),
    )
    return Reader(decoder, Table(path), tokenizer)
