"""Examples -> the tensors of one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from summarizer.models import windows
from summarizer.models.windows import Marks
from summarizer.training.dataset import Example

__all__ = ["Batch", "collate"]


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


def _stack(tables: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.int64]]], width: int) -> Tensor:
    padded = [np.pad(table, ((0, 0), (0, width - table.shape[1]))) for table in tables]
    return torch.from_numpy(np.concatenate(padded))
