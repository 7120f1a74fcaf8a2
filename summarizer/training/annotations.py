"""Sentences whose words are annotated: what they are, and how they depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from summarizer.errors import TrainingError
from summarizer.models.windows import WINDOW
from summarizer.sources.files import shown
from summarizer.syntax import CLASSES, ENTITIES, RELATIONS, pieces
from summarizer.training import treebank
from summarizer.words import Word

__all__ = ["KNOWN", "UNKNOWN", "Sentence", "encode", "read_treebank"]

UNKNOWN = -1
"""In place of what an annotation does not say."""

KNOWN = ("head", "relation", "category", "entity")
"""What may be known of a word: fields of `Sentence`."""


_MARK = CLASSES.index("PUNCT")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's token ids, the place among them of each word, and what is known of each word.

    head: the index of the word that it depends on, its
    own for the root. relation, category, entity: indices into RELATIONS, CLASSES and ENTITIES. All have one
    number a word, UNKNOWN where nothing is known.
    """

    ids: list[int]
    pieces: NDArray[np.int64]
    head: NDArray[np.int64]
    relation: NDArray[np.int64]
    category: NDArray[np.int64]
    entity: NDArray[np.int64]

    def without_stop(self) -> Sentence:
        """Return the sentence without the mark at its end, if it has one that stands for itself alone."""
        count = len(self.pieces)
        alone = count > 1 and self.pieces[-1] == len(self.ids) - 1 != self.pieces[-2]
        if not alone or self.category[-1] not in (_MARK, UNKNOWN):
            return self
        if (self.head[:-1] == count - 1).any():
            return self
        rest = (getattr(self, name)[:-1] for name in KNOWN)
        return Sentence(self.ids[:-1], self.pieces[:-1], *rest)


def encode(encoding: Encoding, words: Sequence[Word], **known: NDArray[np.int64]) -> Sentence | None:
    """Return a sentence with what is known of its words, by the names in KNOWN.

    None when it has no word or does not fit into a window.
    """
    if not words or len(encoding.ids) > WINDOW - 2:
        return None
    unknown = np.full(len(words), UNKNOWN)
    places = pieces(words, encoding.offsets)
    return Sentence(encoding.ids, places, *(known.get(name, unknown) for name in KNOWN))


def read_treebank(path: Path, tokenizer: Tokenizer) -> list[Sentence]:
    """Return the sentences of a file that `treebank.read` reads; those longer than a window are left out.

    Names that `summarizer.syntax` does not know become UNKNOWN. Raises what `treebank.read` raises, and
    TrainingError when the file holds no sentence.
    """
    found = [sentence for parse in treebank.read(path) if (sentence := _encoded(parse, tokenizer))]
    if not found:
        raise TrainingError(f"{shown(path)} holds no annotated sentence.")
    return found


def _encoded(parse: treebank.Parse, tokenizer: Tokenizer) -> Sentence | None:
    return encode(
        tokenizer.encode(parse.text, add_special_tokens=False),
        parse.words,
        head=np.array(parse.head),
        relation=_indices(parse.relation, RELATIONS),
        category=_indices(parse.category, CLASSES),
        entity=_indices(parse.entity, ENTITIES),
    )


def _indices(names: Iterable[str], known: Sequence[str]) -> NDArray[np.int64]:
    return np.array([known.index(name) if name in known else UNKNOWN for name in names])
