"""Packing an article's tokens into windows of whole sentences, for the encoder.

Every token of every sentence lies in exactly one window: nothing is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

__all__ = ["PAD", "POSITIONS", "WINDOW", "Marks", "Windows", "pack", "positions"]

PAD = 0
"""Token id of padding."""

WINDOW = 128
"""Tokens in a window. Trained at 128: 1.5 times the articles a second of 256 on two CPU cores."""

POSITIONS = 42
"""Position classes: 0 for the title, 1 to 40 for the first forty sentences, 41 for all later ones.

Training sees 45 sentences, so that every class is trained and no later sentence meets an unknown one.
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """Token ids of [CLS] and [SEP], which open and close a window."""

    cls: int
    sep: int

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Marks:
        """Return those of a tokenizer. Raises ValueError when it has none."""
        first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        if first is None or last is None:
            raise ValueError("the tokenizer has no [CLS] and [SEP]")
        return cls(first, last)


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of token ids, shape (windows, tokens), padded with PAD.

    `segment` has the same shape: 1 + the index of the segment (sentence) that the token belongs to,
    0 for [CLS], [SEP] and padding.
    """

    ids: NDArray[np.int64]
    segment: NDArray[np.int64]


def pack(segments: Sequence[Sequence[int]], marks: Marks, size: int = WINDOW) -> Windows:
    """Pack token-id lists, in order, into windows of at most `size` tokens, marks included.

    A segment that does not fit into what is left of a window starts a new one; one longer than a
    whole window is continued in the next. All windows are as wide as the fullest of them.
    """
    room = size - 2
    windows: list[list[tuple[int, int]]] = [[]]
    for index, tokens in enumerate(segments, start=1):
        if windows[-1] and len(windows[-1]) + len(tokens) > room:
            windows.append([])
        rest = list(tokens)
        while rest:
            space = room - len(windows[-1])
            windows[-1].extend((token, index) for token in rest[:space])
            rest = rest[space:]
            if rest:
                windows.append([])
    width = max(len(window) for window in windows) + 2
    ids = np.full((len(windows), width), PAD, dtype=np.int64)
    segment = np.zeros((len(windows), width), dtype=np.int64)
    for row, window in enumerate(windows):
        tokens_of = [marks.cls, *(token for token, _ in window), marks.sep]
        ids[row, : len(tokens_of)] = tokens_of
        segment[row, 1 : len(window) + 1] = [index for _, index in window]
    return Windows(ids, segment)


def positions(indices: Sequence[int]) -> NDArray[np.int64]:
    """Return the position classes of the sentences with these indices."""
    return np.minimum(np.asarray(indices, dtype=np.int64) + 1, POSITIONS - 1)
