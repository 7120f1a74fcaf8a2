"""What a model read in a document: how salient each sentence is, and what each word is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summarizer import syntax, words
from summarizer.article import Document
from summarizer.syntax import Analysis

__all__ = ["Reading", "Tokens"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's tokens: their offsets in it, their states and what the model says of each.

    states: (tokens, width). columns: (tokens, columns of `syntax.FIELDS`).
    """

    offsets: Sequence[tuple[int, int]]
    states: NDArray[np.float32]
    columns: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with one salience (a logit; higher is better) for each of its sentences.

    `tokens` holds the same number of entries, or none for a model that does not look at words; `windows` is
    the number of windows it took; `fitted` tells whether the states are those of the package's own weights,
    which `compose.relevance` was fitted to. Of the words only syntax is read, which `summarizer.statements`
    compares.
    """

    document: Document
    salience: Sequence[float]
    tokens: Sequence[Tokens] = ()
    windows: int = 1
    fitted: bool = True
    _analyses: dict[tuple[int, int], Analysis] = field(default_factory=dict)

    def analysis(self, index: int, start: int = 0) -> Analysis | None:
        """Return the analysis of a sentence, its offsets counted from the sentence's start.

        `start` leaves out the words before it: a dateline is no part of the syntax.
        """
        if not self.tokens:
            return None
        if (index, start) not in self._analyses:
            text = self.document.text_of(self.document.sentences[index])
            found = [word for word in words.split(text) if word.start >= start]
            one = self.tokens[index]
            if not found or not one.offsets:
                return None
            columns = one.columns[syntax.pieces(found, one.offsets)]
            self._analyses[index, start] = syntax.analyse(found, columns)
        return self._analyses[index, start]

    def vector(self, index: int) -> NDArray[np.float32] | None:
        """Return the mean of a sentence's token states, (width,)."""
        if not self.tokens or not len(self.tokens[index].states):
            return None
        mean: NDArray[np.float32] = self.tokens[index].states.mean(0)
        return mean
