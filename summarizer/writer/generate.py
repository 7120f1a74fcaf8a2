"""Writing behind prompts: several candidates each, in one batch, token by token, inside a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.writer.decoder import Cache, Decoder, Floats, Table
from summarizer.writer.vocabulary import State, Vocabulary

__all__ = ["Generator", "Opening", "Prompt", "Written"]

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
class Prompt:
    """What stands behind the opening, and the vocabularies that candidates are written in, in turn.

    given: a text behind the prompt that is not written, but whose log-probability is asked for. cue: what
    stands behind it, before what is written.
    """

    text: str
    vocabularies: tuple[Vocabulary, ...] = ()
    given: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A candidate and the log-probability of each of its tokens, the end included.

    whole: whether it came to its end. given: the log-probabilities of the tokens of `Prompt.given`.
    """

    text: str
    scores: tuple[float, ...]
    whole: bool
    given: tuple[float, ...] = ()


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

    vocabulary: Vocabulary
    state: State
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


@dataclass(slots=True)
class _Batch:
    """Prompts that were read: their cache with room for what is written, and which slots each may see."""

    cache: Cache
    seen: NDArray[np.bool_]
    ends: NDArray[np.int64]
    room: int
    last: Floats
    given: list[tuple[float, ...]] = field(default_factory=list)


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
        return Opening(cache, size, among, np.ascontiguousarray(self._table[among].T))

    def draw(
        self, opening: Opening, prompts: Sequence[Prompt], count: int, longest: int, seed: int = 0
    ) -> list[list[Written]]:
        """Return `count` candidates for each prompt: the likeliest in each vocabulary, the others drawn.

        longest: tokens of a candidate at most. A prompt and a seed give the same candidates in any company.
        """
        if not prompts:
            return []
        tokens = opening.among
        batch = self._read(opening, prompts, count * longest)
        lines = [[_drawn(one, seed, number) for number in range(count)] for one in prompts]
        states = batch.last[:, None].repeat(count, 1)
        for step in range(longest):
            logs = _logs(states @ opening.weights)
            lines = [
                [_chosen(line, logs[i, g], tokens) for g, line in enumerate(of)] for i, of in enumerate(lines)
            ]
            if step == longest - 1 or all(line.done for of in lines for line in of):
                break
            states, lines = self._step(batch, lines)
        return self._told(lines, batch)

    def beams(
        self, opening: Opening, prompts: Sequence[Prompt], width: int, longest: int
    ) -> list[list[Written]]:
        """Return the `width` likeliest candidates for each prompt, best first, by beam search."""
        if not prompts:
            return []
        tokens = opening.among
        batch = self._read(opening, prompts, width * longest)
        lines = [[_Line(one.vocabularies[0], one.vocabularies[0].start)] for one in prompts]
        states = batch.last[:, None]
        for step in range(longest):
            logs = _logs(states @ opening.weights)
            lines = [_widened(of, logs[i], tokens, width) for i, of in enumerate(lines)]
            if step == longest - 1 or all(line.done for of in lines for line in of):
                break
            states, lines = self._step(batch, lines)
        return self._told([sorted(of, key=lambda line: -line.merit) for of in lines], batch)

    def likelihoods(self, opening: Opening, prompts: Sequence[Prompt]) -> list[tuple[float, ...]]:
        """Return the log-probability of each token of what is given behind the prompts."""
        return self._read(opening, prompts, 1).given if prompts else []

    def _read(self, opening: Opening, prompts: Sequence[Prompt], room: int) -> _Batch:
        """Read prompts behind the opening; room: slots for what is written behind each."""
        ids = [[self.ids(part) for part in (one.text, one.given, one.cue)] for one in prompts]
        whole = [[token for part in parts for token in part] for parts in ids]
        ends = np.array([len(one) for one in whole])
        size, before = int(ends.max()), opening.length
        x = np.zeros((len(prompts), size), np.int64)
        for row, one in zip(x, whole, strict=True):
            row[: len(one)] = one
        mask = np.concatenate([np.ones((size, before), bool), np.tri(size, dtype=bool)], 1)
        position = np.broadcast_to(np.arange(before, before + size), x.shape)
        states, new = self._decoder.run(
            self._table[x], position, np.broadcast_to(mask, (len(prompts), *mask.shape)), opening.cache
        )
        cache = opening.cache.widened(len(prompts), before + size + room)
        cache.put(new, before)
        seen = np.zeros((len(prompts), cache.slots), bool)
        seen[:, :before] = True
        seen[:, before : before + size] = np.arange(size) < ends[:, None]
        given = [
            _scores(states[i, len(text) - 1 : len(text) - 1 + len(said)], opening, said)
            for i, (text, said, _) in enumerate(ids)
        ]
        return _Batch(
            cache, seen, before + ends, before + size, states[np.arange(len(prompts)), ends - 1], given
        )

    def _step(self, batch: _Batch, lines: list[list[_Line]]) -> tuple[Floats, list[list[_Line]]]:
        """Run the last tokens of the lines, all of one prompt side by side; return the states behind them."""
        width = max(len(of) for of in lines)
        x = np.zeros((len(lines), width), np.int64)
        position = np.zeros((len(lines), width), np.int64)
        visible = np.zeros((len(lines), width, batch.cache.slots + width), bool)
        visible[:, :, : batch.cache.slots] = batch.seen[:, None]
        visible[:, np.arange(width), batch.cache.slots + np.arange(width)] = True
        for i, of in enumerate(lines):
            for g, line in enumerate(of):
                if line.done:
                    continue
                x[i, g] = line.ids[-1]
                position[i, g] = batch.ends[i] + len(line.ids) - 1
                visible[i, g, list(line.slots)] = True
        states, new = self._decoder.run(self._table[x], position, visible, batch.cache)
        batch.cache.put(new, batch.room)
        moved = [
            [
                line if line.done else replace(line, slots=(*line.slots, batch.room + g))
                for g, line in enumerate(of)
            ]
            for of in lines
        ]
        batch.room += width
        return states, moved

    def _told(self, lines: Sequence[Sequence[_Line]], batch: _Batch) -> list[list[Written]]:
        return [
            [Written(self._tokenizer.decode(line.ids).strip(), line.scores, line.done, given) for line in of]
            for of, given in zip(lines, batch.given, strict=True)
        ]


def _drawn(prompt: Prompt, seed: int, number: int) -> _Line:
    vocabulary = prompt.vocabularies[number % len(prompt.vocabularies)]
    dice = np.random.default_rng([seed, number]) if number >= len(prompt.vocabularies) else None
    return _Line(vocabulary, vocabulary.start, dice)


def _chosen(line: _Line, logs: Floats, tokens: NDArray[np.int64]) -> _Line:
    """Return a line with its next token: the likeliest that may follow, or one drawn."""
    if line.done:
        return line
    may = line.vocabulary.tokens[line.vocabulary.allowed(line.state)]
    scores = logs[np.searchsorted(tokens, may)]
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
        scores = np.round(logs[g][np.searchsorted(tokens, may)], DECIMALS)
        best = np.lexsort((may, -scores))[:width]
        found += [_behind(line, int(may[place]), float(scores[place])) for place in best]
    return sorted(found, key=lambda line: (-round(line.merit, DECIMALS), line.ids))[:width]


def _behind(line: _Line, token: int, score: float) -> _Line:
    state = line.vocabulary.after(line.state, token)
    ids = (*line.ids, token) if state else line.ids
    return replace(line, state=state, ids=ids, scores=(*line.scores, round(score, DECIMALS)))


def _scores(states: Floats, opening: Opening, said: Sequence[int]) -> tuple[float, ...]:
    """Return the log-probabilities of tokens, given the states before them."""
    if not said:
        return ()
    logs = _logs(states @ opening.weights)
    places = np.searchsorted(opening.among, said).clip(max=len(opening.among) - 1)
    found = np.where(opening.among[places] == said, logs[np.arange(len(said)), places], NEVER)
    return tuple(round(float(one), DECIMALS) for one in found)


def _logs(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis."""
    high = scores.max(-1, keepdims=True)
    return np.asarray(scores - high - np.log(np.exp(scores - high).sum(-1, keepdims=True)), np.float32)
