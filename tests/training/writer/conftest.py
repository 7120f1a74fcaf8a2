"""A tiny network with random weights, the tiny writer's tokenizer, and our stories as rows of tokens."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from summarizer.training.writer.batch import Encoded, encode
from summarizer.training.writer.network import Shape, Writer
from summarizer.training.writer.pairs import row
from tests.writer.samples import STORIES

__all__ = ["SHAPE", "network", "noise"]

SHAPE = Shape(tokens=1000, width=64, inner=128, layers=2, heads=4, shared=2)


def network(seed: int = 1, shape: Shape = SHAPE) -> Writer:
    """Return a network whose weights are large enough to tell one token from another."""
    torch.manual_seed(seed)
    made = Writer(shape)
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if "norm" in name:
                weight.add_(0.1 * torch.randn_like(weight))
            elif "embed" in name:
                weight.mul_(0.3)
    return made.eval()


def noise(*size: int, seed: int = 0) -> torch.Tensor:
    """Return tokens chosen at random."""
    return torch.randint(0, SHAPE.tokens, size, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(Path(__file__).parents[2] / "data" / "writer" / "writer.json"))


@pytest.fixture(scope="session")
def rows(tokenizer: Tokenizer) -> list[Encoded]:
    return [encode(row(one.article()), tokenizer) for one in STORIES]
