"""What the encoder says of each word of a sentence, and the dependency tree that follows from it.

`summarizer.statements` reads it, to check the meaning of what a model wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.words import Word

__all__ = [
    "ARC",
    "CLASSES",
    "DECIMALS",
    "ENTITIES",
    "FIELDS",
    "RELATIONS",
    "Analysis",
    "analyse",
    "pieces",
    "tree",
]

RELATIONS = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj "
    "csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd "
    "parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp".split()
)
"""Dependency relations, in the CLEAR style (Choi & Palmer, 2012) that spaCy's English models use."""

CLASSES = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
"""Universal part-of-speech tags (Universal Dependencies 2)."""

ENTITIES = (
    "", "PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY",
    "CARDINAL", "ORDINAL", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE",
)  # fmt: skip
"""Kinds of named entities of OntoNotes 5; "" for a word that belongs to none."""

DECIMALS = 4
"""Decimals that are kept of what a network says and of scores that a choice hangs on.

Processors add up floats in other orders, so that the last bits differ; equal scores are told apart by place.
"""

ARC = 64
"""Width of the vectors whose product says how well one word depends on another."""

FIELDS = {
    "keep": 1,
    "root": 1,
    "prior": 1,
    "relation": len(RELATIONS),
    "category": len(CLASSES),
    "entity": len(ENTITIES),
    "dependent": ARC,
    "governor": ARC,
}
"""The columns that the encoder gives for each token, in order, and how many each has.

`keep` said which words a shortened sentence keeps; nothing reads or trains it any more, but the shipped
weights have it."""


def pieces(words: Sequence[Word], offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return for each word the index of the token that stands for it: that of its last letter or digit.

    `offsets` are the characters where each token starts and ends. "don't" is the tokens don, ', t and the
    words do, n't: the first token stands for the first word, the last for the second.
    """
    found = np.zeros(len(words), np.int64)
    token = 0
    for place, word in enumerate(words):
        letters = [i for i, letter in enumerate(word.text) if letter.isalnum()]
        at = word.start + (letters[-1] if letters else len(word.text) - 1)
        while token + 1 < len(offsets) and offsets[token][1] <= at:
            token += 1
        found[place] = token
    return found


@dataclass(frozen=True, slots=True)
class Analysis:
    """A sentence as the model reads it; every field has one entry a word.

    words: with offsets into the sentence. head: the index of the word that it depends on, its own for the
    root. relation: one of RELATIONS. category: one of CLASSES. entity: one of ENTITIES.
    """

    words: tuple[Word, ...]
    head: tuple[int, ...]
    relation: tuple[str, ...]
    category: tuple[str, ...]
    entity: tuple[str, ...]

    def children(self, index: int) -> list[int]:
        """Return the words that depend on a word, in order."""
        return [i for i, head in enumerate(self.head) if head == index != i]

    def subtree(self, index: int) -> list[int]:
        """Return a word and all that depend on it, in order."""
        found, new = {index}, [index]
        while new:
            new = [child for parent in new for child in self.children(parent)]
            found.update(new)
        return sorted(found)


def analyse(words: Sequence[Word], columns: NDArray[np.float32]) -> Analysis:
    """Return the analysis that the model's columns, shape (words, sum of FIELDS), ask for."""
    ends = np.cumsum(list(FIELDS.values()))[:-1]
    found = dict(zip(FIELDS, np.split(columns, ends, axis=1), strict=True))
    dependent, governor = (found[name].astype(np.float64) for name in ("dependent", "governor"))
    arcs = np.round(dependent @ governor.T / ARC**0.5 + found["prior"].T, DECIMALS)
    np.fill_diagonal(arcs, found["root"][:, 0])
    head = tree(arcs)
    relation = found["relation"].copy()
    relation[:, RELATIONS.index("ROOT")] = -np.inf
    names = [RELATIONS[i] for i in relation.argmax(1)]
    return Analysis(
        tuple(words),
        head,
        tuple("ROOT" if head[i] == i else name for i, name in enumerate(names)),
        tuple(CLASSES[i] for i in found["category"].argmax(1)),
        tuple(ENTITIES[i] for i in found["entity"].argmax(1)),
    )


def tree(arcs: NDArray[np.float32] | NDArray[np.float64]) -> tuple[int, ...]:
    """Return each word's head so that the heads form the tree with one root of the highest score.

    arcs: (words, words), how well a word depends on another, on itself for the root. The root is the word
    with the best score for that; the rest is the maximum spanning tree (Chu & Liu, 1965; Edmonds, 1967).
    """
    scores = np.array(arcs, dtype=np.float64)
    root = int(scores.diagonal().argmax())
    np.fill_diagonal(scores, -np.inf)
    return tuple(_span(scores, root).tolist())


def _span(scores: NDArray[np.float64], root: int) -> NDArray[np.int64]:
    """Return the heads of the maximum spanning tree: each word's best, cycles contracted to one word."""
    head: NDArray[np.int64] = scores.argmax(1)
    head[root] = root
    loop = _loop(head, root)
    if loop is None:
        return head
    outside = np.setdiff1d(np.arange(len(head)), loop)
    inner = len(outside)
    kept = scores[loop, head[loop]]
    contracted = np.full((inner + 1, inner + 1), -np.inf)
    contracted[:inner, :inner] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(outside, loop)]
    contracted[:inner, inner] = into.max(1)
    leaving = scores[np.ix_(loop, outside)] - kept[:, None]
    contracted[inner, :inner] = leaving.max(0)
    found = _span(contracted, int(np.flatnonzero(outside == root)[0]))
    for place, word in enumerate(outside):
        head[word] = loop[into[place].argmax()] if found[place] == inner else outside[found[place]]
    above = found[inner]
    head[loop[leaving[:, above].argmax()]] = outside[above]
    return head


def _loop(head: NDArray[np.int64], root: int) -> NDArray[np.int64] | None:
    """Return the words of a cycle, or None when all words lead to the root."""
    met = np.full(len(head), -1)
    met[root] = len(head)
    for start in range(len(head)):
        at, path = start, []
        while met[at] < 0:
            met[at] = start
            path.append(at)
            at = int(head[at])
        if met[at] == start and at in path:
            return np.array(path[path.index(at) :])
    return None
