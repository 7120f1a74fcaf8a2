"""Writing behind prompts: several candidates each, in one batch, token by token, inside a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.writer.decoder import Cache, Decoder, Floats, Table
from summarizer.writer.ordered import Ordered
from summarizer.writer.vocabulary import Vocabulary

__all__ = ["Generator", "Opening", "Prompts", "Written"]

Language = Vocabulary | Ordered
"""What a candidate may be made of."""

TEMPERATURE = 0.6
"""Of candidates that are drawn at random."""

LEAST = 3.0
"""Nats below the likeliest token from which one is not drawn."""

DECIMALS = 3
"""Of a log-probability: two processors that differ behind them write the same."""

NEVER = -15.0
"""Log-probability of a token that no candidate may hold."""

LENGTH = 0.7
"""Power of its tokens by which the log-probability of a beam is divided."""


@dataclass(frozen=True, slots=True)
class Written:
    """A candidate and the log-probability of each of its tokens, the end included.

    whole: whether it came to its end.
    """

    text: str
    scores: tuple[float, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning that prompts share, as the network keeps it.

    length: its tokens. among: the tokens that log-probabilities are over, in order: all that any candidate
    behind this opening may hold, so that scores compare whatever is written together.
    """

    cache: Cache
    length: int
    among: NDArray[np.int64]
    weights: Floats
    """The embeddings of `among`, (width, tokens)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate as it is written: where its tokens lie in the cache, and where the vocabulary stands."""

    vocabulary: Language
    state: frozenset[Any]
    dice: np.random.Generator | None = None
    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    slots: tuple[int, ...] = ()

    @property
    def done(self) -> bool:
        return not self.state

    @property
    def merit(self) -> float:
        return float(sum(self.scores) / max(1, len(self.scores)) ** LENGTH)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts that were read behind an opening, side by side, as the network keeps them.

    seen: (rows, slots), which slots of the cache each text may see. ends: (rows,), the place behind each.
    last: (rows, width), the state of its last token.
    """

    opening: Opening
    cache: Cache
    seen: NDArray[np.bool_]
    ends: NDArray[np.int64]
    last: Floats

    def of(self, rows: Sequence[int]) -> Prompts:
        """Return some of the texts, in that order."""
        places = list(rows)
        keys = [one[places] for one in self.cache.keys]
        values = [one[places] for one in self.cache.values]
        return Prompts(
            self.opening, Cache(keys, values), self.seen[places], self.ends[places], self.last[places]
        )


class Generator:
    """Writes with a decoder, the embeddings of its tokens, and its tokenizer."""

    def __init__(self, decoder: Decoder, table: Table, tokenizer: Tokenizer) -> None:
        self._decoder, self._table, self._tokenizer = decoder, table, tokenizer

    def ids(self, text: str) -> list[int]:
        """Return the tokens of a text."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def open(self, text: str, among: NDArray[np.int64]) -> Opening:
        """Read the beginning that prompts share; see `Opening` for `among`."""
        ids = self.ids(text)
        size = len(ids)
        mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
        _, cache = self._decoder.run(
            self._table[ids][None], np.arange(size)[None], mask, self._decoder.empty()
        )
        weights = np.ascontiguousarray(self._table[among].T)
        return Opening(cache, size, among, weights)

    def read(self, opening: Opening, texts: Sequence[str]) -> Prompts:
        """Read texts behind the opening."""
        rows, before = len(texts), opening.length
        empty = np.zeros((rows, self._table.width), np.float32)
        behind = Prompts(opening, opening.cache, np.ones((rows, before), bool), np.full(rows, before), empty)
        return self.follow(behind, texts)[0]

    def follow(self, prompts: Prompts, texts: Sequence[str]) -> tuple[Prompts, list[tuple[float, ...]]]:
        """Read a further text behind each; return also the log-probability of each of its tokens."""
        ids = [self.ids(one) for one in texts]
        ends = np.array([len(one) for one in ids])
        rows, size, before = len(texts), int(ends.max()), prompts.cache.slots
        x = np.zeros((rows, size), np.int64)
        for row, one in zip(x, ids, strict=True):
            row[: len(one)] = one
        causal = np.broadcast_to(np.tri(size, dtype=bool), (rows, size, size))
        mask = np.concatenate([np.broadcast_to(prompts.seen[:, None], (rows, size, before)), causal], 2)
        position = prompts.ends[:, None] + np.arange(size)
        states, new = self._decoder.run(self._table[x], position, mask, prompts.cache)
        cache = prompts.cache.widened(rows, before + size)
        cache.put(new, before)
        seen = np.concatenate([prompts.seen, np.arange(size) < ends[:, None]], 1)
        scores = [
            _scores(
                np.concatenate([prompts.last[i : i + 1], states[i, : len(one) - 1]]), prompts.opening, one
            )
            for i, one in enumerate(ids)
        ]
        last = states[np.arange(rows), ends - 1]
        return Prompts(prompts.opening, cache, seen, prompts.ends + ends, last), scores

    def draw(
        self,
        prompts: Prompts,
        vocabularies: Sequence[Sequence[Language]],
        count: int,
        longest: int,
        seed: int = 0,
    ) -> list[list[Written]]:
        """Return `count` candidates behind each text: the likeliest in each vocabulary, others at random.

        longest: tokens of a candidate at most. The same text and seed give the same candidates in any
        company.
        """
        lines = [[_drawn(of, seed, number) for number in range(count)] for of in vocabularies]
        board = _Board(prompts, count * longest)
        states = prompts.last[:, None].repeat(count, 1)
        for step in range(longest):
            logs = _logs(states, prompts.opening)
            lines = [
                [_chosen(line, logs[i, g], prompts.opening.among) for g, line in enumerate(of)]
                for i, of in enumerate(lines)
            ]
            if step == longest - 1 or all(line.done for of in lines for line in of):
                break
            states, lines = self._step(board, lines)
        return self._told(lines)

    def beams(
        self, prompts: Prompts, vocabularies: Sequence[Language], width: int, longest: int
    ) -> list[list[Written]]:
        """Return the `width` likeliest candidates behind each text, best first, by beam search."""
        lines = [[_Line(one, one.start)] for one in vocabularies]
        board = _Board(prompts, width * longest)
        states = prompts.last[:, None]
        for step in range(longest):
            logs = _logs(states, prompts.opening)
            lines = [_widened(of, logs[i], prompts.opening.among, width) for i, of in enumerate(lines)]
            if step == longest - 1 or all(line.done for of in lines for line in of):
                break
            states, lines = self._step(board, lines)
        return self._told([sorted(of, key=lambda line: -line.merit) for of in lines])

    def _step(self, board: _Board, lines: list[list[_Line]]) -> tuple[Floats, list[list[_Line]]]:
        """Run the last tokens of the lines, all of one text side by side; return the states behind them."""
        width = max(len(of) for of in lines)
        x = np.zeros((len(lines), width), np.int64)
        position = np.zeros((len(lines), width), np.int64)
        slots = board.cache.slots
        visible = np.zeros((len(lines), width, slots + width), bool)
        visible[:, :, :slots] = board.seen[:, None]
        visible[:, np.arange(width), slots + np.arange(width)] = True
        for i, of in enumerate(lines):
            for g, line in enumerate(of):
                if line.done:
                    continue
                x[i, g] = line.ids[-1]
                position[i, g] = board.ends[i] + len(line.ids) - 1
                visible[i, g, list(line.slots)] = True
        states, new = self._decoder.run(self._table[x], position, visible, board.cache)
        board.cache.put(new, board.free)
        moved = [
            [
                line if line.done else replace(line, slots=(*line.slots, board.free + g))
                for g, line in enumerate(of)
            ]
            for of in lines
        ]
        board.free += width
        return states, moved

    def _told(self, lines: Sequence[Sequence[_Line]]) -> list[list[Written]]:
        return [
            [Written(self._tokenizer.decode(line.ids).strip(), line.scores, line.done) for line in of]
            for of in lines
        ]


class _Board:
    """A cache with room behind prompts, and where it is free."""

    def __init__(self, prompts: Prompts, room: int) -> None:
        self.free = prompts.cache.slots
        self.ends = prompts.ends
        self.cache = prompts.cache.widened(len(prompts.ends), self.free + room)
        self.seen = np.concatenate([prompts.seen, np.zeros((len(prompts.ends), room), bool)], 1)


def _drawn(vocabularies: Sequence[Language], seed: int, number: int) -> _Line:
    vocabulary = vocabularies[number % len(vocabularies)]
    dice = np.random.default_rng([seed, number]) if number >= len(vocabularies) else None
    return _Line(vocabulary, vocabulary.start, dice)


def _chosen(line: _Line, logs: Floats, tokens: NDArray[np.int64]) -> _Line:
    """Return a line with its next token: the likeliest that may follow, or one drawn."""
    if line.done:
        return line
    may = line.vocabulary.tokens[line.vocabulary.allowed(line.state)]
    scores = _of(logs, tokens, may)
    drawn = scores
    if line.dice is not None:
        noise = line.dice.gumbel(size=len(may))
        drawn = np.where(scores >= scores.max() - LEAST, scores / TEMPERATURE + noise, -np.inf)
    place = int(np.argmax(np.round(drawn, DECIMALS)))
    return _behind(line, int(may[place]), float(scores[place]))


def _widened(lines: Sequence[_Line], logs: Floats, tokens: NDArray[np.int64], width: int) -> list[_Line]:
    """Return the `width` best of the lines that are done and of all that the others can become."""
    found = [line for line in lines if line.done]
    for g, line in enumerate(lines):
        if line.done:
            continue
        may = line.vocabulary.tokens[line.vocabulary.allowed(line.state)]
        scores = np.round(_of(logs[g], tokens, may), DECIMALS)
        best = np.lexsort((may, -scores))[:width]
        found += [_behind(line, int(may[place]), float(scores[place])) for place in best]
    return sorted(found, key=lambda line: (-round(line.merit, DECIMALS), line.ids))[:width]


def _behind(line: _Line, token: int, score: float) -> _Line:
    state = line.vocabulary.after(line.state, token)
    ids = (*line.ids, token) if state else line.ids
    return replace(line, state=state, ids=ids, scores=(*line.scores, round(score, DECIMALS)))


def _of(logs: Floats, tokens: NDArray[np.int64], wanted: NDArray[np.int64]) -> Floats:
    """Return the log-probabilities of some tokens: one a row of `logs`, or all of its only row."""
    places = np.searchsorted(tokens, wanted).clip(max=len(tokens) - 1)
    found = logs[places] if logs.ndim == 1 else logs[np.arange(len(wanted)), places]
    made: Floats = np.where(tokens[places] == wanted, found, np.float32(NEVER))
    return made


def _scores(states: Floats, opening: Opening, said: Sequence[int]) -> tuple[float, ...]:
    """Return the log-probabilities of tokens, given the states before them."""
    if not said:
        return ()
    logs = _logs(states, opening)
    found = _of(logs, opening.among, np.array(said))
    return tuple(round(float(one), DECIMALS) for one in found)


def _logs(states: Floats, opening: Opening) -> Floats:
    """Return the log-probabilities of the tokens of `among` behind states (..., width)."""
    flat = (
        states.reshape(-1, states.shape[-1]) @ opening.weights
    )  # one product: a batch of small ones is slow
    scores = flat.reshape(*states.shape[:-1], -1)
    high = scores.max(-1, keepdims=True)
    return np.asarray(scores - high - np.log(np.exp(scores - high).sum(-1, keepdims=True)), np.float32)
