"""Rows of text as the tensors of a training step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from summarizer.training.writer.network import Writer
from summarizer.training.writer.pairs import Row
from summarizer.writer.context import END, LABEL

__all__ = ["Encoded", "Piece", "encode", "losses"]

LABEL_WEIGHT = 2.0
"""How much a token of a label counts: a bullet has some 25 tokens of text and 4 of label."""

LONGEST = 420
"""Tokens of a segment at most; longer ones are left out."""

TOGETHER = 2600
"""Tokens of segments, padding included, that run through the network at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as tokens, and the weight of each token in the loss (0: given)."""

    ids: list[int]
    weights: list[float]

    @property
    def learned(self) -> bool:
        """Whether anything but the end is learned."""
        return sum(weight > 0 for weight in self.weights) > 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """A row as tokens."""

    opening: list[int]
    pieces: list[Piece]


def encode(row: Row, tokenizer: Tokenizer) -> Encoded:
    """Return a row as tokens; each segment ends with the token that ends an answer."""

    def ids(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    pieces = []
    for one in row.segments:
        given = ids(one.prompt + (f" {one.given}" if one.given else ""))
        learned = ids(f" {one.text}") if one.text else []
        label = ids(f"{LABEL} {one.label}") if one.label else []
        weights = [0.0] * len(given) + [1.0] * len(learned) + [LABEL_WEIGHT] * len(label) + [1.0]
        piece = Piece([*given, *learned, *label, *ids(END)], weights)
        if len(piece.ids) <= LONGEST:
            pieces.append(piece)
    return Encoded(ids(row.opening), pieces)


def losses(network: Writer, rows: Sequence[Encoded]) -> tuple[Tensor, Tensor]:
    """Return the cross-entropies of all learned tokens of the rows, and their weights."""
    device = network.embed.weight.device
    size = max(len(row.opening) for row in rows)
    opening = torch.zeros(len(rows), size, dtype=torch.long)
    there = torch.zeros(len(rows), size, dtype=torch.bool)
    for i, row in enumerate(rows):
        opening[i, : len(row.opening)] = torch.tensor(row.opening)
        there[i, : len(row.opening)] = True
    causal = torch.ones(size, size, dtype=torch.bool).tril()
    position = torch.arange(size).expand(len(rows), size)
    mask = causal[None, None].expand(len(rows), 1, size, size)
    _, kept = network(opening.to(device), position.to(device), mask.to(device))
    found, weighed = [], []
    for group in _groups(rows):
        states, targets, weights = _segments(network, group, kept, there)
        found.append(functional.cross_entropy(network.logits(states).float(), targets, reduction="none"))
        weighed.append(weights)
    return torch.cat(found), torch.cat(weighed)


def _groups(rows: Sequence[Encoded]) -> Iterator[list[tuple[int, Piece]]]:
    """Yield the rows' segments, each with its row, in groups of about one length."""
    every = sorted(
        ((i, piece) for i, row in enumerate(rows) for piece in row.pieces), key=lambda e: len(e[1].ids)
    )
    group: list[tuple[int, Piece]] = []
    for one in every:
        if group and len(one[1].ids) * (len(group) + 1) > TOGETHER:
            yield group
            group = []
        group.append(one)
    yield group


def _segments(
    network: Writer, group: Sequence[tuple[int, Piece]], kept: Sequence[Tensor], there: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the states before learned tokens, these tokens and their weights."""
    device = network.embed.weight.device
    size = max(len(piece.ids) for _, piece in group)
    ids = torch.zeros(len(group), size, dtype=torch.long)
    weights = torch.zeros(len(group), size)
    for i, (_, piece) in enumerate(group):
        ids[i, : len(piece.ids)] = torch.tensor(piece.ids)
        weights[i, : len(piece.ids)] = torch.tensor(piece.weights)
    of = torch.tensor([row for row, _ in group])
    before = there[of]
    position = before.sum(1, keepdim=True) + torch.arange(size)
    causal = torch.ones(size, size, dtype=torch.bool).tril().expand(len(group), size, size)
    mask = torch.cat([before[:, None].expand(-1, size, -1), causal], 2)[:, None]
    past = [one.index_select(1, of.to(device)) for one in kept]
    states, _ = network(ids.to(device), position.to(device), mask.to(device), past)
    learned = weights[:, 1:] > 0
    return (
        states[:, :-1][learned.to(device)],
        ids[:, 1:][learned].to(device),
        weights[:, 1:][learned].to(device),
    )
