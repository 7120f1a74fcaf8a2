"""Writing behind prompts: several candidates each, in one batch, token by token, inside a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from summarizer.writer.decoder import Floats
from summarizer.writer.reader import DECIMALS, Among, Prompts, Reader, Verdict, verdict
from summarizer.writer.vocabulary import State, Vocabulary

__all__ = ["Written", "search"]

GROWTH = 8
"""Steps for which the cache has room before it grows."""

LENGTH = 0.7
"""Power of its tokens by which the log-probability of a beam is divided."""


@dataclass(frozen=True, slots=True)
class Written:
    """A candidate, the log-probability of each of its tokens, the end included, and the writer's verdict."""

    text: str
    scores: tuple[float, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate as it is written: where its tokens lie in the cache, and where its vocabulary stands."""

    vocabulary: Vocabulary
    state: State
    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    slots: tuple[int, ...] = ()

    @property
    def done(self) -> bool:
        return not self.state

    @property
    def merit(self) -> float:
        return float(sum(self.scores) / max(1, len(self.scores)) ** LENGTH)

    def behind(self, token: int, score: float) -> _Line:
        state = self.vocabulary.after(self.state, token)
        ids = (*self.ids, token) if state else self.ids
        return replace(self, state=state, ids=ids, scores=(*self.scores, round(score, DECIMALS)))


def search(  # noqa: PLR0913  What reads, behind what, of which words, how many, how long, judged as what.
    reader: Reader,
    prompts: Prompts,
    vocabularies: Sequence[Vocabulary],
    among: Among,
    width: int,
    longest: int,
    judge: int,
) -> list[list[Written]]:
    """Return the `width` likeliest candidates behind each text, best first, by beam search.

    longest: tokens of a candidate at most; one that came to no end is left out. judge: what the verdict is of
    (`reader.TEXT`, `reader.LABEL`).
    """
    texts = [[_Line(one, one.start)] for one in vocabularies]
    board = _Board(reader, prompts, width)
    states = prompts.last[:, None]
    for step in range(longest):
        found = among.logs(states)
        texts = [_best(of, found[i], among, width) for i, of in enumerate(texts)]
        going = [[line for line in of if not line.done] for of in texts]
        if step == longest - 1 or not any(going):
            break
        states, moved = board.step(going)
        texts = [[line for line in of if line.done] + new for of, new in zip(texts, moved, strict=True)]
    done = [sorted((line for line in of if line.done), key=_order) for of in texts]
    return _told(board, done, judge)


def _best(lines: Sequence[_Line], found: Floats, among: Among, width: int) -> list[_Line]:
    """Return the `width` best of the lines that are done and of all that the others can become.

    found: a row of log-probabilities of `among` for each line that is not done, in order.
    """
    every = [line for line in lines if line.done]
    going = [line for line in lines if not line.done]
    for line, own in zip(going, found, strict=False):  # a text of fewer lines has rows that say nothing
        may = line.vocabulary.tokens[line.vocabulary.allowed(line.state)]
        scores = np.round(among.pick(own, may), DECIMALS)
        best = np.lexsort((may, -scores))[:width]
        every += [line.behind(int(may[place]), float(scores[place])) for place in best]
    return sorted(every, key=_order)[:width]


def _order(line: _Line) -> tuple[float, tuple[int, ...]]:
    return -round(line.merit, DECIMALS), line.ids


class _Board:
    """A cache that grows behind prompts, since all of it is read at each step, and where it is free."""

    def __init__(self, reader: Reader, prompts: Prompts, width: int) -> None:
        self.reader = reader
        self._room = width * GROWTH
        self._free = prompts.cache.slots
        self._ends = prompts.ends
        self._cache, self._seen = prompts.cache, prompts.seen
        self._grow()

    def _grow(self) -> None:
        rows = len(self._ends)
        self._cache = self._cache.widened(rows, self._cache.slots + self._room)
        self._seen = np.concatenate([self._seen, np.zeros((rows, self._room), bool)], 1)

    def step(self, lines: Sequence[Sequence[_Line]]) -> tuple[Floats, list[list[_Line]]]:
        """Read the last token of each text's lines, side by side, and keep it.

        Return the states behind them (texts, most lines of a text, width), and the lines with their slots.
        """
        width = max(len(of) for of in lines)
        if self._free + width > self._cache.slots:
            self._grow()
        states, new = self._run(lines, width)
        self._cache.put(new, self._free)
        moved = [
            [replace(line, slots=(*line.slots, self._free + g)) for g, line in enumerate(of)] for of in lines
        ]
        self._free += width
        return states, moved

    def ended(self, lines: Sequence[Sequence[_Line]]) -> Floats:
        """Return the states behind the ends of lines, which are not kept."""
        whole = [[replace(line, ids=(*line.ids, line.vocabulary.end)) for line in of] for of in lines]
        return self._run(whole, max(len(of) for of in lines))[0]

    def _run(self, lines: Sequence[Sequence[_Line]], width: int) -> tuple[Floats, Any]:
        slots = self._cache.slots
        x = np.zeros((len(lines), width), np.int64)
        position = np.zeros((len(lines), width), np.int64)
        visible = np.zeros((len(lines), width, slots + width), bool)
        visible[:, :, :slots] = self._seen[:, None]
        visible[:, np.arange(width), slots + np.arange(width)] = True
        for i, of in enumerate(lines):
            for g, line in enumerate(of):
                x[i, g] = line.ids[-1]
                position[i, g] = self._ends[i] + len(line.ids) - 1
                visible[i, g, list(line.slots)] = True
        return self.reader.decoder.run(self.reader.table[x], position, visible, self._cache)


def _told(board: _Board, lines: Sequence[Sequence[_Line]], judge: int) -> list[list[Written]]:
    if not any(lines):
        return [[] for _ in lines]
    judged = board.reader.table.judged(board.ended(lines), judge)
    decode = board.reader.tokenizer.decode
    return [
        [Written(decode(line.ids).strip(), line.scores, verdict(judged[i, g])) for g, line in enumerate(of)]
        for i, of in enumerate(lines)
    ]
