"""Rows of text as the tensors of a training step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from summarizer.training.writer.network import VERDICTS, Writer
from summarizer.training.writer.pairs import Row
from summarizer.writer.context import END, LABEL

__all__ = ["Encoded", "Losses", "Piece", "encode", "losses"]

LABEL_WEIGHT = 2.0
"""How much a token of a label counts: a bullet has some 25 tokens of text and 4 of label."""

LONGEST = 420
"""Tokens of a segment at most; longer ones are left out."""

TOGETHER = {"cpu": 2600, "cuda": 16000}
"""Tokens of segments, padding included, that run through the network at once."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as tokens, and the weight of each token in the loss (0: given).

    verdicts: places of tokens behind which a reader's mark is learned: (place, judge, mark, weight).
    """

    ids: list[int]
    weights: list[float]
    verdicts: tuple[tuple[int, int, int, float], ...] = ()

    @property
    def learned(self) -> bool:
        """Whether anything but the end is learned."""
        return bool(self.verdicts) or sum(weight > 0 for weight in self.weights) > 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """A row as tokens."""

    opening: list[int]
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Losses:
    """Cross-entropies of learned tokens and of readers' marks, with their weights.

    chances: (marks, VERDICTS) scores of the marks, in the order of `marks`: (judge, mark).
    """

    tokens: Tensor
    weights: Tensor
    verdicts: Tensor
    verdict_weights: Tensor
    chances: Tensor
    marks: Tensor


def encode(row: Row, tokenizer: Tokenizer) -> Encoded:
    """Return a row as tokens; a text ends with a line break, and each segment with the token that ends an
    answer."""

    def ids(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    pieces = []
    for one in row.segments:
        given = ids(one.prompt + (f" {one.given}" if one.given else ""))
        learned = ids(f" {one.text}\n") if one.text else ids("\n")
        label = ids(f"{LABEL} {one.label}")[1:] if one.label else []
        cue = len(ids(LABEL)) - 1 if one.label else 0
        tokens = [*given, *learned, *label, *ids(END)]
        weights = [0.0] * len(given) + [1.0 if one.text and one.taught else 0.0] * len(learned) + [0.0] * cue
        weights += [LABEL_WEIGHT if one.taught else 0.0] * (len(label) - cue)
        weights.append(1.0 if one.taught and one.label else 0.0)
        verdicts = []
        if one.mark is not None:
            verdicts.append((len(given) + len(learned) - 1, 0, one.mark, one.weight))
        if one.label_mark is not None:
            verdicts.append((len(tokens) - 1, 1, one.label_mark, one.weight))
        piece = Piece(tokens, weights, tuple(verdicts))
        if len(piece.ids) <= LONGEST:
            pieces.append(piece)
    return Encoded(ids(row.opening), pieces)


def losses(network: Writer, rows: Sequence[Encoded]) -> Losses:
    """Return the cross-entropies of all that the rows teach."""
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
    found = [_segments(network, group, kept, there) for group in _groups(rows, TOGETHER[device.type])]
    return Losses(*(torch.cat(parts) for parts in zip(*found, strict=True)))


def _groups(rows: Sequence[Encoded], together: int) -> Iterator[list[tuple[int, Piece]]]:
    """Yield the rows' segments, each with its row, in groups of about one length."""
    every = sorted(
        ((i, piece) for i, row in enumerate(rows) for piece in row.pieces), key=lambda e: len(e[1].ids)
    )
    group: list[tuple[int, Piece]] = []
    for one in every:
        if group and len(one[1].ids) * (len(group) + 1) > together:
            yield group
            group = []
        group.append(one)
    yield group


def _segments(
    network: Writer, group: Sequence[tuple[int, Piece]], kept: Sequence[Tensor], there: Tensor
) -> tuple[Tensor, ...]:
    """Return what `Losses` holds of segments, each with its row."""
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
    scores = network.logits(states[:, :-1][learned.to(device)]).float()
    tokens = functional.cross_entropy(scores, ids[:, 1:][learned].to(device), reduction="none")
    verdicts = [(i, *one) for i, (_, piece) in enumerate(group) for one in piece.verdicts]
    chances = torch.zeros(0, VERDICTS, device=device)
    marks = torch.tensor([(judge, mark) for _, _, judge, mark, _ in verdicts], dtype=torch.long)
    marks = marks.view(-1, 2).to(device)
    if verdicts:
        at = states[[one[0] for one in verdicts], [one[1] for one in verdicts]]
        chances = network.judged(at).float()[torch.arange(len(verdicts)), marks[:, 0]]
    return (
        tokens,
        weights[:, 1:][learned].to(device),
        functional.cross_entropy(chances, marks[:, 1], reduction="none"),
        torch.tensor([weight for *_, weight in verdicts], device=device),
        chances,
        marks,
    )
