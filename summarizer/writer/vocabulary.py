"""What the writer may write: a trie over the tokens of allowed words, walked as it writes.

No word outside the allowed ones can be produced, whatever the network says: a name, a number or a date that the
article does not hold has no path. Constrained decoding over a lexicon, as in De Cao et al., "Autoregressive
entity retrieval" (ICLR 2021), but over words that may follow one another freely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["State", "Vocabulary"]

State = frozenset[int]
"""Where in the trie the tokens so far can stand: nodes, since one string may be read as several words."""

_CLOSING = (",", ";", "'s", "’s", "'", "’")
_STOPS = (".", '."', ".”", ".'", ".’")
_QUOTES = (' "', " “", ' ‘', " '")
_UNQUOTES = ('"', "”", ',"', ",”", "’", ",’")


@dataclass(slots=True)
class _Node:
    after: dict[int, list[int]] = field(default_factory=dict)
    """Nodes that a token leads to."""


class Vocabulary:
    """The language of texts made of some words, spaces, and a few marks between them.

    Every word follows a space, or an opening quotation mark. A text may end (with `end`) behind a full stop
    where `stop` asks for one, else behind any word.
    """

    def __init__(
        self, encode: Callable[[str], Sequence[int]], words: Iterable[str], end: int, stop: bool = True
    ) -> None:
        self._encode = encode
        self._end, self._stop = end, stop
        self._nodes = [_Node() for _ in range(5)]
        self._followers: dict[State, tuple[NDArray[np.int64], dict[int, State]]] = {}
        start, word_end, quoted, stopped, closed = range(5)
        self.start: State = frozenset([start])
        self.done: State = frozenset()
        for word in sorted(set(words)):
            self._path(start, " " + word, word_end)
            self._path(quoted, word, word_end)
        # behind a word: a space and the next word, a mark, or an opening quotation mark and a word
        self._alias(word_end, start)
        for mark in _CLOSING + _UNQUOTES:
            self._path(word_end, mark, closed)
        for mark in _QUOTES:
            self._path(word_end, mark, quoted)
            self._path(closed, mark, quoted)
            self._path(start, mark, quoted)
        self._alias(closed, start)
        for mark in _STOPS:
            self._path(word_end, mark, stopped)
        for mark in _UNQUOTES + (",",):
            self._path(closed, mark, closed)
        for mark in _STOPS:
            self._path(closed, mark, stopped)
        self._alias(stopped, start)
        for node in (stopped,) if stop else (word_end, closed):
            self._nodes[node].after.setdefault(end, []).append(-1)
        self.tokens = np.array(sorted({token for node in self._nodes for token in node.after}), np.int64)

    def allowed(self, state: State) -> NDArray[np.int64]:
        """Return the tokens that may follow, as places in `tokens`, in order."""
        return self._step(state)[0]

    def after(self, state: State, token: int) -> State:
        """Return the state behind an allowed token; `done` behind the end. Raises KeyError if not allowed."""
        return self._step(state)[1][token]

    def _step(self, state: State) -> tuple[NDArray[np.int64], dict[int, State]]:
        found = self._followers.get(state)
        if found is None:
            onward: dict[int, set[int]] = {}
            for node in state:
                for token, places in self._nodes[node].after.items():
                    onward.setdefault(token, set()).update(places)
            states = {token: frozenset(p for p in places if p >= 0) for token, places in onward.items()}
            found = np.searchsorted(self.tokens, sorted(states)), states
            self._followers[state] = found
        return found

    def _path(self, node: int, text: str, target: int) -> None:
        """Add the tokens of a text as a path from a node to another."""
        *first, last = self._encode(text)
        for token in first:
            inner = [p for p in self._nodes[node].after.get(token, ()) if p >= 5]
            if not inner:
                self._nodes.append(_Node())
                inner = [len(self._nodes) - 1]
                self._nodes[node].after.setdefault(token, []).append(inner[0])
            node = inner[0]
        onward = self._nodes[node].after.setdefault(last, [])
        if target not in onward:
            onward.append(target)

    def _alias(self, node: int, other: int) -> None:
        """Let whatever leads on from `other` lead on from `node` too."""
        for token, places in self._nodes[other].after.items():
            mine = self._nodes[node].after.setdefault(token, [])
            mine += [place for place in places if place not in mine]
