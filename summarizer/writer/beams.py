"""Writing behind prompts: several candidates each, in one batch, token by token, inside a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from summarizer.writer.decoder import Floats
from summarizer.writer.reader import DECIMALS, Prompts, Reader, Verdict, among, logs, verdict

__all__ = ["Language", "Written", "search"]

LENGTH = 0.7
"""Power of its tokens by which the log-probability of a beam is divided."""


class Language(Protocol):
    """What a candidate may be made of: an automaton over tokens (`Vocabulary`, `Ordered`)."""

    start: frozenset[Any]
    end: int
    """The token that ends a candidate."""

    @property
    def tokens(self) -> NDArray[np.int64]:
        """All tokens that can be written, in order."""

    def allowed(self, state: frozenset[Any]) -> NDArray[np.int64]:
        """Return the tokens that may follow, as places in `tokens`, in order."""

    def after(self, state: frozenset[Any], token: int) -> frozenset[Any]:
        """Return the state behind an allowed token, empty behind the end."""


@dataclass(frozen=True, slots=True)
class Written:
    """A candidate, the log-probability of each of its tokens, the end included, and the writer's verdict."""

    text: str
    scores: tuple[float, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate as it is written: where its tokens lie in the cache, and where its language stands."""

    language: Language
    state: frozenset[Any]
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
        state = self.language.after(self.state, token)
        ids = (*self.ids, token) if state else self.ids
        return replace(self, state=state, ids=ids, scores=(*self.scores, round(score, DECIMALS)))


@dataclass(slots=True)
class _Beams:
    """The candidates of one text in one language, best first, and how many are kept."""

    lines: list[_Line]
    width: int

    @property
    def open(self) -> list[_Line]:
        return [line for line in self.lines if not line.done]

    def step(self, found: Floats, tokens: NDArray[np.int64]) -> None:
        """Keep the best of the lines that are done and of all that the others can become.

        found: a row of log-probabilities of `tokens` for each open line.
        """
        lines = [line for line in self.lines if line.done]
        for line, own in zip(self.open, found, strict=True):
            may = line.language.tokens[line.language.allowed(line.state)]
            scores = np.round(among(own, tokens, may), DECIMALS)
            best = np.lexsort((may, -scores))[: self.width]
            lines += [line.behind(int(may[place]), float(scores[place])) for place in best]
        lines.sort(key=lambda line: (-round(line.merit, DECIMALS), line.ids))
        self.lines = lines[: self.width]

    def moved(self, lines: Iterator[_Line]) -> None:
        """Put the open lines, as they stand in the cache now, in their places."""
        self.lines = [line if line.done else next(lines) for line in self.lines]


def search(
    reader: Reader,
    prompts: Prompts,
    languages: Sequence[Sequence[tuple[Language, int]]],
    longest: int,
    judge: int,
) -> list[list[Written]]:
    """Return candidates behind each text by beam search, those of each language best first.

    languages: for each text what candidates may be made of, each with the number of beams, and candidates at
    most. longest: tokens of a candidate at most; one that came to no end is left out. judge: what the verdict
    is of (`reader.TEXT`, `reader.LABEL`).
    """
    texts = [[_Beams([_Line(one, one.start)], width) for one, width in of] for of in languages]
    board = _Board(reader, prompts, longest * max((sum(one.width for one in of) for of in texts), default=0))
    states = prompts.last[:, None].repeat(max(map(len, texts), default=0), 1)
    for step in range(longest):
        found = logs(states, prompts.opening)
        for row, of in enumerate(texts):
            at = 0
            for one in of:
                count = len(one.open)
                one.step(found[row, at : at + count], prompts.opening.among)
                at += count
        lines = [[line for one in of for line in one.open] for of in texts]
        if step == longest - 1 or not any(lines):
            break
        states, moved = board.step(lines)
        for of, new in zip(texts, moved, strict=True):
            left = iter(new)
            for one in of:
                one.moved(left)
    return _told(board, [[line for one in of for line in one.lines if line.done] for of in texts], judge)


class _Board:
    """A cache with room behind prompts, and where it is free."""

    def __init__(self, reader: Reader, prompts: Prompts, room: int) -> None:
        self.reader = reader
        self._free = prompts.cache.slots
        self._ends = prompts.ends
        self._cache = prompts.cache.widened(len(prompts.ends), self._free + room)
        self._seen = np.concatenate([prompts.seen, np.zeros((len(prompts.ends), room), bool)], 1)

    def step(self, lines: Sequence[Sequence[_Line]]) -> tuple[Floats, list[list[_Line]]]:
        """Read the last token of each text's lines, side by side, and keep it.

        Return the states behind them (texts, most lines of a text, width), and the lines with their slots.
        """
        width = max(len(of) for of in lines)
        states, new = self._run(lines, width)
        self._cache.put(new, self._free)
        moved = [
            [replace(line, slots=(*line.slots, self._free + g)) for g, line in enumerate(of)] for of in lines
        ]
        self._free += width
        return states, moved

    def ended(self, lines: Sequence[Sequence[_Line]]) -> Floats:
        """Return the states behind the ends of lines, which are not kept."""
        whole = [[replace(line, ids=(*line.ids, line.language.end)) for line in of] for of in lines]
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
