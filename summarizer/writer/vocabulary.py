"""What the writer may write: tries over the tokens of allowed words, walked as it writes.

No word outside the allowed ones can be produced, whatever the network says: a name, a number or a date that
the article does not hold has no path. Constrained decoding over a lexicon, as in De Cao et al.,
"Autoregressive entity retrieval" (ICLR 2021), but over words that may follow one another freely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["State", "Vocabulary", "of_labels", "of_texts"]

State = frozenset[int]
"""Where the tokens so far can stand: nodes, since one string may be read as several words."""

Encode = Callable[[str], Sequence[int]]
"""A text's tokens."""

_CLOSING = (",", ";", "'s", "’s", "'", "’", '"', "”", ',"', ",”", ",’")
_STOPS = (".", '."', ".”", ".'", ".’")
_QUOTES = (' "', " “", " ‘", " '")
_END = -1


class Vocabulary:
    """An automaton over tokens, built from paths of text between its nodes; immutable once it is walked."""

    def __init__(self, encode: Encode, end: int) -> None:
        self._encode, self.end = encode, end
        self._after: list[dict[int, list[int]]] = []
        self._named: set[int] = set()
        self._steps: dict[State, tuple[NDArray[np.int64], dict[int, State]]] = {}
        self._tokens: NDArray[np.int64] | None = None
        self.start: State = frozenset([self.node()])

    @property
    def tokens(self) -> NDArray[np.int64]:
        """All tokens that can be written, in order."""
        if self._tokens is None:
            self._tokens = np.array(sorted({token for after in self._after for token in after}), np.int64)
        return self._tokens

    def allowed(self, state: State) -> NDArray[np.int64]:
        """Return the tokens that may follow, as places in `tokens`, in order."""
        return self._step(state)[0]

    def after(self, state: State, token: int) -> State:
        """Return the state behind an allowed token, empty behind the end. Raises KeyError for another."""
        return self._step(state)[1][token]

    def node(self) -> int:
        """Add a node that paths may begin at or lead to."""
        self._after.append({})
        self._named.add(len(self._after) - 1)
        return len(self._after) - 1

    def path(self, node: int, text: str, target: int) -> None:
        """Add a text as a way from a node to another; texts with the same beginning share it."""
        *first, last = self._encode(text)
        for token in first:
            onward = self._after[node].setdefault(token, [])
            inner = next((place for place in onward if place not in self._named), None)
            if inner is None:
                inner = len(self._after)
                self._after.append({})
                onward.append(inner)
            node = inner
        onward = self._after[node].setdefault(last, [])
        if target not in onward:
            onward.append(target)

    def also(self, node: int, other: int) -> None:
        """Let what leads on from `other` lead on from `node` too."""
        for token, places in self._after[other].items():
            mine = self._after[node].setdefault(token, [])
            mine += [place for place in places if place not in mine]

    def stop(self, node: int) -> None:
        """Let a text end at a node."""
        self._after[node].setdefault(self.end, []).append(_END)

    def _step(self, state: State) -> tuple[NDArray[np.int64], dict[int, State]]:
        found = self._steps.get(state)
        if found is None:
            onward: dict[int, set[int]] = {}
            for node in state:
                for token, places in self._after[node].items():
                    onward.setdefault(token, set()).update(places)
            states = {token: frozenset(places - {_END}) for token, places in onward.items()}
            found = self._steps[state] = np.searchsorted(self.tokens, sorted(states)), states
        return found


def of_texts(encode: Encode, words: Iterable[str], end: int) -> Vocabulary:
    """Return the vocabulary of texts that are made of some words, and end with a full stop.

    A word stands behind a space or an opening quotation mark; between words may stand commas, semicolons,
    possessive endings, full stops and quotation marks.
    """
    found = Vocabulary(encode, end)
    (start,) = found.start
    word, quoted, stopped, closed = (found.node() for _ in range(4))
    for one in sorted(set(words)):
        found.path(start, " " + one, word)
        found.path(quoted, one, word)
    for mark in _QUOTES:
        found.path(start, mark, quoted)
    for node in (word, closed, stopped):
        found.also(node, start)
    for node in (word, closed):
        for mark in _CLOSING:
            found.path(node, mark, closed)
        for mark in _STOPS:
            found.path(node, mark, stopped)
    found.stop(stopped)
    return found


def of_labels(
    encode: Encode, whole: Iterable[str], modifiers: Iterable[str], heads: Iterable[str], end: int
) -> Vocabulary:
    """Return the vocabulary of labels: known ones, and one or two modifiers before a head."""
    found = Vocabulary(encode, end)
    (start,) = found.start
    first, second, last = (found.node() for _ in range(3))
    for one in sorted(set(whole)):
        found.path(start, " " + one, last)
    for one in sorted(set(modifiers)):
        found.path(start, " " + one, first)
        found.path(first, " " + one, second)
    for one in sorted(set(heads)):
        found.path(first, " " + one, last)
        found.path(second, " " + one, last)
    found.stop(last)
    return found
