"""Writing behind prompts: several candidates each, in one batch, token by token, inside a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.writer.decoder import Cache, Decoder, Floats
from summarizer.writer.vocabulary import State, Vocabulary

__all__ = ["Generator", "Opening", "Prompt", "Written"]

TEMPERATURE = 0.8
"""Of all candidates but the first, which takes the likeliest token at each step."""

LEAST = 3.0
"""Nats below the likeliest token from which one is not drawn."""

DECIMALS = 3
"""Of a log-probability: two processors that differ behind them write the same."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands behind the opening, and the vocabularies of what is written there, one after the other.

    text: the prompt. parts: the vocabulary of each part; behind all but the last stands `between` by itself,
    whose first token ends the part. scored: characters at the end of `text` whose probability is asked for.
    """

    text: str
    parts: tuple[Vocabulary, ...]
    between: str = ""
    given: str = ""


@dataclass(slots=True)
class Written:
    """A candidate: the texts of its parts, and the log-probability of each of their tokens.

    whole: whether it came to its end. given: those of the tokens of `Prompt.given`.
    """

    texts: list[str] = field(default_factory=list)
    scores: list[list[float]] = field(default_factory=list)
    given: list[float] = field(default_factory=list)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning that prompts share, as the network keeps it."""

    cache: Cache
    tokens: int


@dataclass(slots=True)
class _Row:
    prompt: Prompt
    dice: np.random.Generator | None
    state: State
    part: int = 0
    forced: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    done: bool = False


class Generator:
    """Writes with a decoder; `table` holds the embeddings of all tokens (tokens, width)."""

    def __init__(self, decoder: Decoder, table: Floats, tokenizer: Tokenizer) -> None:
        self._decoder, self._table, self.tokenizer = decoder, table, tokenizer

    def open(self, text: str) -> Opening:
        """Read the beginning that prompts share."""
        ids = self._ids(text)
        size = len(ids)
        mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
        _, cache = self._decoder.run(self._table[ids][None], np.arange(size)[None], mask, self._decoder.empty())
        return Opening(cache, size)

    def write(
        self, opening: Opening, prompts: Sequence[Prompt], candidates: int, longest: int, seed: int = 0
    ) -> list[list[Written]]:
        """Return the candidates for each prompt: the likeliest and others drawn at random, unlike or not.

        longest: tokens of a candidate at most. The same prompt and seed give the same candidates in any company.
        """
        if not prompts:
            return []
        ids = [self._ids(one.text + one.given) for one in prompts]
        lengths = np.array([len(one) for one in ids])
        size = int(lengths.max())
        x = np.zeros((len(prompts), size), np.int64)
        for row, one in zip(x, ids, strict=True):
            row[: len(one)] = one
        before = opening.tokens
        mask = np.concatenate([np.ones((size, before), bool), np.tri(size, dtype=bool)], 1)
        position = np.broadcast_to(np.arange(before, before + size), x.shape)
        states, new = self._decoder.run(
            self._table[x], position, np.broadcast_to(mask, (len(prompts), *mask.shape)), opening.cache
        )
        cache = opening.cache.widened(len(prompts), before + size + longest * candidates)
        cache.put(new, before)
        seen = np.zeros((len(prompts), cache.slots), bool)
        seen[:, :before] = True
        seen[:, before : before + size] = np.arange(size) < lengths[:, None]
        rows = [[_row(one, seed, number) for number in range(candidates)] for one in prompts]
        given = [self._ids(one.text + one.given)[len(self._ids(one.text)) :] if one.given else [] for one in prompts]
        tokens = np.unique(np.concatenate([v.tokens for p in prompts for v in p.parts] + [np.array(sum(given, []), int)]))
        weights = self._table[tokens].T
        for i, one in enumerate(given):
            if one:
                logs = _logs(states[i, lengths[i] - len(one) - 1 : lengths[i] - 1] @ weights)
                scores = logs[np.arange(len(one)), np.searchsorted(tokens, one)]
                for row in rows[i]:
                    row.written.given = [float(s) for s in scores]
        last = states[np.arange(len(prompts)), lengths - 1][:, None].repeat(candidates, 1)
        own = np.eye(candidates, dtype=bool)
        for step in range(longest):
            logs = _logs(last @ weights)
            follow = np.array([[_choose(row, logs[i, g], tokens) for g, row in enumerate(of)] for i, of in enumerate(rows)])
            for of, line in zip(rows, follow, strict=True):
                for row, token in zip(of, line, strict=True):
                    self._take(row, int(token))
            if all(row.done for of in rows for row in of):
                break
            at = before + size + step * candidates
            visible = np.concatenate([seen[:, None].repeat(candidates, 1), np.broadcast_to(own, (len(rows), *own.shape))], 2)
            for past in range(step):
                slot = before + size + past * candidates
                visible[:, :, slot : slot + candidates] = own
            place = (before + lengths + step)[:, None].repeat(candidates, 1)
            last, new = self._decoder.run(self._table[follow], place, visible, cache)
            cache.put(new, at)
        return [[row.written for row in of] for of in rows]

    def _take(self, row: _Row, token: int) -> None:
        """Move a row behind a token that it chose."""
        if row.done:
            return
        if row.forced:
            row.forced.pop(0)
            return
        vocabulary = row.prompt.parts[row.part]
        row.state = vocabulary.after(row.state, token)
        if row.state:
            row.ids.append(token)
            return
        row.written.texts.append(self.tokenizer.decode(row.ids).strip())
        row.ids = []
        row.part += 1
        if row.part == len(row.prompt.parts):
            row.done = row.written.whole = True
            return
        row.forced = self._ids(row.prompt.between)[1:]
        row.state = row.prompt.parts[row.part].start

    def _ids(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)


def _row(prompt: Prompt, seed: int, number: int) -> _Row:
    dice = np.random.default_rng([seed, number]) if number else None
    return _Row(prompt, dice, prompt.parts[0].start)


def _choose(row: _Row, logs: Floats, tokens: NDArray[np.int64]) -> int:
    """Return the next token of a row, given the log-probabilities of `tokens`, and note its score."""
    if row.done:
        return 0
    if row.forced:
        return row.forced[0]
    vocabulary = row.prompt.parts[row.part]
    may = vocabulary.tokens[vocabulary.allowed(row.state)]
    scores = logs[np.searchsorted(tokens, may)]
    drawn = scores
    if row.dice is not None:
        noise = row.dice.gumbel(size=len(may))
        drawn = np.where(scores >= scores.max() - LEAST, scores / TEMPERATURE + noise, -np.inf)
    place = int(np.argmax(np.round(drawn, DECIMALS)))
    if len(row.written.scores) <= row.part:
        row.written.scores.append([])
    row.written.scores[row.part].append(float(np.round(scores[place], DECIMALS)))
    return int(may[place])


def _logs(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis."""
    high = scores.max(-1, keepdims=True)
    return np.asarray(scores - high - np.log(np.exp(scores - high).sum(-1, keepdims=True)), np.float32)
