"""The writer's network on ONNX Runtime: states of tokens behind kept keys and values.

Nothing that stands in the cache is copied while it is written: keys and values of a step go into free slots
of one buffer, and the mask alone says which slots a token sees, so that several candidates share what they
stand behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.session import open_session

__all__ = ["Cache", "Decoder", "Floats", "Table"]

THETA = 100000.0
"""Base of the rotary embedding (SmolLM2's)."""

Floats = NDArray[np.float32]

UNSEEN = np.float32(-1e9)


@dataclass(slots=True)
class Cache:
    """Keys (rows, shared, head, slots) and values (rows, shared, slots, head) of each layer."""

    keys: list[Floats]
    values: list[Floats]

    @property
    def slots(self) -> int:
        """Tokens that the buffers hold room for."""
        return int(self.keys[0].shape[3])

    def widened(self, rows: int, slots: int) -> Cache:
        """Return a cache of that many rows and slots that begins with this one."""
        keys, values = [], []
        for key, value in zip(self.keys, self.values, strict=True):
            wide = np.zeros((rows, key.shape[1], key.shape[2], slots), np.float32)
            wide[..., : self.slots] = key
            long = np.zeros((rows, key.shape[1], slots, key.shape[2]), np.float32)
            long[:, :, : self.slots] = value
            keys.append(wide)
            values.append(long)
        return Cache(keys, values)

    def put(self, new: Cache, slot: int) -> None:
        """Store the tokens of `new` from a slot on."""
        end = slot + new.slots
        for key, value, k, v in zip(self.keys, self.values, new.keys, new.values, strict=True):
            key[..., slot:end] = k
            value[:, :, slot:end] = v


class Table:
    """What stands beside the layers: embeddings, as 8-bit integers (tokens, width) and a scale for each,
    and the judges of a text and of a label, linear in a state."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as held:
            self._integers, self._scale = held["table"], held["scale"]
            self._judges, self._biases = held["judges"], held["biases"]

    @property
    def width(self) -> int:
        """Numbers of an embedding."""
        return int(self._integers.shape[1])

    def __getitem__(self, ids: NDArray[np.int64] | list[int]) -> Floats:
        """Return the embeddings of some tokens, (..., width)."""
        found: Floats = self._integers[ids] * self._scale[ids][..., None]
        return found

    def judged(self, states: Floats, judge: int) -> Floats:
        """Return the scores (..., 3) that a judge gives the verdicts behind states (..., width)."""
        found: Floats = states @ self._judges[judge].T + self._biases[judge]
        return found


class Decoder:
    """The layers of writer.onnx."""

    def __init__(self, graph: Path) -> None:
        self._session = open_session(graph)
        self._names = [one.name for one in self._session.get_outputs()]
        self.layers = (len(self._names) - 1) // 2
        shape = next(one.shape for one in self._session.get_inputs() if one.name == "past.0.key")
        self.shared, self.head = int(shape[1]), int(shape[2])

    def empty(self) -> Cache:
        """Return a cache of one row and one slot, which no token is to see."""
        none = [np.zeros((1, self.shared, self.head, 1), np.float32) for _ in range(self.layers)]
        return Cache(none, [one.transpose(0, 1, 3, 2) for one in none])

    def run(
        self, x: Floats, position: NDArray[np.int64], mask: NDArray[np.bool_], past: Cache
    ) -> tuple[Floats, Cache]:
        """Return the states (rows, length, width) of tokens, and their keys and values.

        x: embeddings (rows, length, width); position: (rows, length); mask: (rows, length, slots + length),
        True where a token sees a slot of the past or one of the tokens at hand; past: of as many rows, or of
        one that all share.
        """
        half = self.head // 2
        rate = THETA ** (-np.arange(half, dtype=np.float32) / half)
        angle = (position[..., None] * rate).astype(np.float32)[:, None]
        angle = np.concatenate([angle, angle], -1)
        given: dict[str, Floats] = {
            "x": x,
            "cosine": np.cos(angle),
            "sine": np.sin(angle),
            "mask": np.where(mask, np.float32(0), UNSEEN)[:, None, None],
        }
        for i, (key, value) in enumerate(zip(past.keys, past.values, strict=True)):
            given[f"past.{i}.key"], given[f"past.{i}.value"] = key, value
        states, *kept = self._session.run(self._names, given)
        return states, Cache(kept[0::2], kept[1::2])
