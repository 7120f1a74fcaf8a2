"""Examples and annotated sentences -> the tensors of one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from summarizer.models import windows
from summarizer.models.windows import Marks
from summarizer.training.annotations import KNOWN, UNKNOWN, Sentence
from summarizer.training.dataset import Example

__all__ = ["Batch", "WordBatch", "collate", "collate_words"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs of `Salience.forward`, with the target of each segment and whether it is a sentence.

    ids, segment: (windows, tokens). place, position, target, scored: (articles, segments); `scored` is
    False for titles and padding.
    """

    ids: Tensor
    segment: Tensor
    place: Tensor
    position: Tensor
    target: Tensor
    scored: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the batch on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class WordBatch:
    """Annotated sentences packed into windows.

    ids: (windows, tokens). piece: (sentences, words), the place of each word in the flattened ids, 0 for
    padding. head, relation, category, entity: (sentences, words), UNKNOWN for padding.
    """

    ids: Tensor
    piece: Tensor
    head: Tensor
    relation: Tensor
    category: Tensor
    entity: Tensor

    def to(self, device: torch.device) -> WordBatch:
        """Return the batch on another device."""
        return WordBatch(*(getattr(self, name).to(device) for name in self.__slots__))


def collate(examples: Sequence[Example], titles: Sequence[bool], marks: Marks) -> Batch:
    """Pack examples into one batch; `titles` says for each whether its title, if it has one, is kept."""
    heads = [
        [example.title] if titled and len(example.title) else []
        for example, titled in zip(examples, titles, strict=True)
    ]
    width = max(len(head) + len(example.sentences) for example, head in zip(examples, heads, strict=True))
    shape = (len(examples), width)
    place, position = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    target, scored = np.zeros(shape, np.float32), np.zeros(shape, bool)
    packed, number = [], 0
    for row, (example, head) in enumerate(zip(examples, heads, strict=True)):
        count, first = len(example.sentences), len(head)
        one = windows.pack([part.tolist() for part in (*head, *example.sentences)], marks)
        packed.append((one.ids, np.where(one.segment > 0, one.segment + number, 0)))
        place[row, : first + count] = np.arange(first + count) + number + 1
        position[row, first : first + count] = windows.positions(range(count))
        target[row, first : first + count] = example.target
        scored[row, first : first + count] = True
        number += first + count
    tokens = max(ids.shape[1] for ids, _ in packed)
    return Batch(
        ids=_stack([ids for ids, _ in packed], tokens),
        segment=_stack([segment for _, segment in packed], tokens),
        place=torch.from_numpy(place),
        position=torch.from_numpy(position),
        target=torch.from_numpy(target),
        scored=torch.from_numpy(scored),
    )


def collate_words(sentences: Sequence[Sentence], marks: Marks) -> WordBatch:
    """Pack annotated sentences into windows, as the model meets them: beside others."""
    packed = windows.pack([sentence.ids for sentence in sentences], marks)
    numbers, first = np.unique(packed.segment, return_index=True)
    first = first[numbers > 0]
    shape = (len(sentences), max(len(sentence.pieces) for sentence in sentences))
    piece = np.zeros(shape, np.int64)
    tables = {name: np.full(shape, UNKNOWN) for name in KNOWN}
    for row, sentence in enumerate(sentences):
        count = len(sentence.pieces)
        piece[row, :count] = sentence.pieces + first[row]
        for name, table in tables.items():
            table[row, :count] = getattr(sentence, name)
    return WordBatch(
        torch.from_numpy(packed.ids),
        torch.from_numpy(piece),
        *(torch.from_numpy(table) for table in tables.values()),
    )


def _stack(tables: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.int64]]], width: int) -> Tensor:
    padded = [np.pad(table, ((0, 0), (0, width - table.shape[1]))) for table in tables]
    return torch.from_numpy(np.concatenate(padded))
