"""Reading and writing as plainly as can be: everything at once and anew, nothing kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from summarizer.writer import forms
from summarizer.writer.decoder import Table
from summarizer.writer.reader import Among, Reader
from summarizer.writer.vocabulary import Vocabulary, of_texts

__all__ = ["at_once", "vocabulary", "written"]


def vocabulary(reader: Reader, text: str) -> Vocabulary:
    """Return what may be written when a text is shown."""
    return of_texts(reader.ids, forms.spoken(text), reader.ids("\n")[0])


def logs(reader: Reader, table: Table, ids: list[int], among: Among) -> NDArray[np.float64]:
    """Return the log-probabilities behind each token."""
    size = len(ids)
    mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
    decoder = reader.decoder
    states, _ = decoder.run(table[ids][None], np.arange(size)[None], mask, decoder.empty())
    scores = (states[0] @ table[among.tokens].T).astype(np.float64)
    found: NDArray[np.float64] = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return found


def at_once(reader: Reader, table: Table, among: Among, *parts: str) -> NDArray[np.float64]:
    """Return the log-probabilities of the last part's tokens behind the others."""
    *before, said = ([*reader.ids(part)] for part in parts)
    known = [token for part in before for token in part]
    plain = logs(reader, table, known + said, among)[len(known) - 1 : -1]
    found: NDArray[np.float64] = plain[np.arange(len(said)), np.searchsorted(among.tokens, said)]
    return found


def written(
    reader: Reader, table: Table, among: Among, words: Vocabulary, *parts: str
) -> tuple[str, list[float]]:
    """Return the likeliest text behind some parts, token by token, and the log-probability of each token."""
    state, ids, scores = words.start, list[int](), list[float]()
    before = [token for part in parts for token in reader.ids(part)]
    while state and len(scores) < 48:
        may = words.tokens[words.allowed(state)]
        last = logs(reader, table, before + ids, among)[-1]
        likely = last[np.searchsorted(among.tokens, may)]
        place = int(likely.argmax())
        scores.append(float(likely[place]))
        state = words.after(state, int(may[place]))
        ids += [int(may[place])] if state else []
    return reader.tokenizer.decode(ids).strip(), scores
