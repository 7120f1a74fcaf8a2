"""Reading with the writer: the opening that prompts share, prompts behind it, texts behind prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.writer.decoder import Cache, Decoder, Floats, Table

__all__ = ["LABEL", "TEXT", "Among", "Opening", "Prompts", "Reader", "Verdict", "verdict"]

TEXT, LABEL = 0, 1
"""What is judged."""

Verdict = tuple[float, float, float]
"""How likely (0 to 1) a reader publishes, edits or rejects a text; finds a label good, weak or wrong."""

DECIMALS = 3
"""Of a log-probability: two processors that differ behind them write the same."""

NEVER = -15.0
"""Log-probability of a token that no candidate may hold."""


@dataclass(frozen=True, slots=True)
class Among:
    """Tokens that log-probabilities are over, in order, and their embeddings, (width, tokens).

    All that any candidate of a kind may hold, so that scores compare whatever is written together.
    """

    tokens: NDArray[np.int64]
    weights: Floats

    def logs(self, states: Floats) -> Floats:
        """Return the log-probabilities (..., tokens) behind states (..., width)."""
        flat = states.reshape(-1, states.shape[-1])
        every = flat @ self.weights  # one product: many small ones are slow
        scores = every.reshape(*states.shape[:-1], -1)
        high = scores.max(-1, keepdims=True)
        return np.asarray(scores - high - np.log(np.exp(scores - high).sum(-1, keepdims=True)), np.float32)

    def pick(self, logs: Floats, wanted: NDArray[np.int64]) -> Floats:
        """Return the log-probabilities of some tokens: one a row of `logs`, or all of its only row."""
        places = np.searchsorted(self.tokens, wanted).clip(max=len(self.tokens) - 1)
        found = logs[places] if logs.ndim == 1 else logs[np.arange(len(wanted)), places]
        made: Floats = np.where(self.tokens[places] == wanted, found, np.float32(NEVER))
        return made


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning that prompts share, as the network keeps it, and its length in tokens."""

    cache: Cache
    length: int


@dataclass(frozen=True, slots=True)
class Prompts:
    """Texts that were read behind an opening, side by side, as the network keeps them.

    seen: (rows, slots), which slots of the cache each text may see. ends: (rows,), the place behind each.
    last: (rows, width), the state of its last token.
    """

    cache: Cache
    seen: NDArray[np.bool_]
    ends: NDArray[np.int64]
    last: Floats

    def of(self, rows: Sequence[int]) -> Prompts:
        """Return some of the texts, in that order."""
        places = list(rows)
        keys = [one[places] for one in self.cache.keys]
        values = [one[places] for one in self.cache.values]
        return Prompts(Cache(keys, values), self.seen[places], self.ends[places], self.last[places])


class Reader:
    """A decoder, the embeddings of its tokens, and its tokenizer."""

    def __init__(self, decoder: Decoder, table: Table, tokenizer: Tokenizer) -> None:
        self.decoder, self.table, self.tokenizer = decoder, table, tokenizer

    def ids(self, text: str) -> list[int]:
        """Return the tokens of a text."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def among(self, tokens: NDArray[np.int64]) -> Among:
        """Return some tokens, in order, with their embeddings."""
        return Among(tokens, np.ascontiguousarray(self.table[tokens].T))

    def open(self, text: str) -> Opening:
        """Read the beginning that prompts share."""
        ids = self.ids(text)
        size = len(ids)
        mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
        _, cache = self.decoder.run(self.table[ids][None], np.arange(size)[None], mask, self.decoder.empty())
        return Opening(cache, size)

    def read(self, opening: Opening, texts: Sequence[str]) -> Prompts:
        """Read texts behind the opening."""
        rows, before = len(texts), opening.length
        empty = np.zeros((rows, self.table.width), np.float32)
        behind = Prompts(opening.cache, np.ones((rows, before), bool), np.full(rows, before), empty)
        return self.follow(behind, texts)

    def follow(self, prompts: Prompts, texts: Sequence[str]) -> Prompts:
        """Read a further text behind each."""
        return self._behind(prompts, [self.ids(one) for one in texts])[0]

    def rate(
        self, prompts: Prompts, texts: Sequence[str], among: Among
    ) -> tuple[Prompts, list[tuple[float, ...]]]:
        """Read a further text behind each; return also the log-probability of each of its tokens."""
        ids = [self.ids(one) for one in texts]
        behind, states = self._behind(prompts, ids)
        scores = []
        for row, one in enumerate(ids):
            before = np.concatenate([prompts.last[row : row + 1], states[row, : len(one) - 1]])
            found = among.pick(among.logs(before), np.array(one)) if one else ()
            scores.append(tuple(round(float(score), DECIMALS) for score in found))
        return behind, scores

    def _behind(self, prompts: Prompts, ids: Sequence[Sequence[int]]) -> tuple[Prompts, Floats]:
        """Return the prompts with further tokens behind each, and the states of these."""
        ends = np.array([len(one) for one in ids])
        rows, size, before = len(ids), int(ends.max()), prompts.cache.slots
        x = np.zeros((rows, size), np.int64)
        for row, one in zip(x, ids, strict=True):
            row[: len(one)] = one
        causal = np.broadcast_to(np.tri(size, dtype=bool), (rows, size, size))
        mask = np.concatenate([np.broadcast_to(prompts.seen[:, None], (rows, size, before)), causal], 2)
        position = prompts.ends[:, None] + np.arange(size)
        states, new = self.decoder.run(self.table[x], position, mask, prompts.cache)
        cache = prompts.cache.widened(rows, before + size)
        cache.put(new, before)
        seen = np.concatenate([prompts.seen, np.arange(size) < ends[:, None]], 1)
        last = states[np.arange(rows), ends - 1]
        return Prompts(cache, seen, prompts.ends + ends, last), states

    def verdicts(self, prompts: Prompts, judge: int) -> list[Verdict]:
        """Return what the writer thinks that readers say of the text (TEXT) or label (LABEL) read last."""
        return [verdict(one) for one in self.table.judged(prompts.last, judge)]


def verdict(scores: Floats) -> Verdict:
    """Return the chances that a judge's scores (3,) tell."""
    shares = np.exp(scores - scores.max())
    publish, edit, reject = (round(float(one), DECIMALS) for one in shares / shares.sum())
    return publish, edit, reject
