"""The words of one sentence in their order, with function words between them: what a careful cut may say.

A text in another order joins facts anew: "About 2,300 islanders were suspended" is made of the words of a
sentence that says that ferries were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ordered"]

LEAST_OPENING = 4
"""Words of a sentence among which, or else in whose first half, a text's first one stands: one that opens in
the middle has lost its subject."""

_CLOSING = (",", ";", "'s", "’s", "'", "’")
_STOP = "."
_INSIDE, _BEHIND, _CLOSED, _STOPPED, _OVER = range(5)

Place = tuple[int, int, int]
"""What stands last (inside a word, behind it, behind a comma, behind the full stop, the end), the node of the
trie, and the position of the last word of the sentence that was used."""


class Ordered:
    """An automaton with the interface of `vocabulary.Vocabulary`: texts that keep a sentence's order."""

    def __init__(
        self,
        encode: Callable[[str], Sequence[int]],
        words: Sequence[Iterable[str]],
        free: Iterable[str],
        end: int,
    ) -> None:
        """Build it of the forms of each word, in order, words that may stand anywhere, and the end."""
        self._after: list[dict[int, int]] = [{}]
        self._positions: list[list[float]] = [[]]
        for position, forms in enumerate(words):
            for form in forms:
                self._add(encode(" " + form), position)
        for word in free:
            self._add(encode(" " + word), inf)
        self._opening = max(LEAST_OPENING, len(words) // 2)
        self._reach = [max(found, default=-1.0) for found in self._positions]
        self._nearest = [-1.0 if inf in found else min(found, default=inf) for found in self._positions]
        for node in range(len(self._after) - 1, -1, -1):  # a child is added behind its parent
            children = self._after[node].values()
            self._reach[node] = max((self._reach[node], *(self._reach[child] for child in children)))
            self._nearest[node] = min((self._nearest[node], *(self._nearest[child] for child in children)))
        single = [encode(mark) for mark in _CLOSING]
        self._closing = sorted({mark[0] for mark in single if len(mark) == 1})
        self._stop, self.end = encode(_STOP)[0], end
        self.tokens: NDArray[np.int64] = np.unique(
            [token for after in self._after for token in after] + [*self._closing, self._stop, end]
        ).astype(np.int64)
        self._steps: dict[frozenset[Place], tuple[NDArray[np.int64], dict[int, frozenset[Place]]]] = {}
        self.start: frozenset[Place] = frozenset([(_INSIDE, 0, -1)])

    def allowed(self, state: frozenset[Place]) -> NDArray[np.int64]:
        """Return the tokens that may follow, as places in `tokens`, in order."""
        return self._step(state)[0]

    def after(self, state: frozenset[Place], token: int) -> frozenset[Place]:
        """Return the state behind an allowed token, empty behind the end; KeyError if it is not allowed."""
        return self._step(state)[1][token]

    def _add(self, ids: Sequence[int], position: float) -> None:
        node = 0
        for token in ids:
            child = self._after[node].get(token)
            if child is None:
                child = self._after[node][token] = len(self._after)
                self._after.append({})
                self._positions.append([])
            node = child
        if position not in self._positions[node]:
            self._positions[node].append(position)
            self._positions[node].sort()

    def _step(self, state: frozenset[Place]) -> tuple[NDArray[np.int64], dict[int, frozenset[Place]]]:
        found = self._steps.get(state)
        if found is None:
            onward: dict[int, set[Place]] = {}
            for kind, node, position in state:
                for token, place in self._onward(kind, node, position):
                    onward.setdefault(token, set()).add(place)
            states = {
                token: frozenset(place for place in places if place[0] != _OVER)
                for token, places in onward.items()
            }
            found = self._steps[state] = np.searchsorted(self.tokens, sorted(states)), states
        return found

    def _onward(self, kind: int, node: int, position: int) -> Iterable[tuple[int, Place]]:
        if kind == _STOPPED:
            yield self.end, (_OVER, 0, 0)
            return
        for token, child in self._after[node].items():
            if self._reach[child] <= position or (position < 0 and self._nearest[child] >= self._opening):
                continue
            if self._after[child]:
                yield token, (_INSIDE, child, position)
            ends = self._positions[child]
            if ends and ends[-1] == inf:
                yield token, (_BEHIND, 0, position)
            later = bisect_right(ends, position)
            if later < len(ends) and ends[later] < (inf if position >= 0 else self._opening):
                yield token, (_BEHIND, 0, int(ends[later]))
        if kind in (_BEHIND, _CLOSED):
            if kind == _BEHIND:
                for token in self._closing:
                    yield token, (_CLOSED, 0, position)
            yield self._stop, (_STOPPED, 0, position)
