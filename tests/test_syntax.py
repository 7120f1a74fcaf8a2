from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from summarizer.syntax import ARC, CLASSES, ENTITIES, FIELDS, RELATIONS, Analysis, analyse, pieces, tree
from summarizer.words import split


def is_tree(heads: tuple[int, ...], root: int) -> bool:
    """Tell whether the heads lead from every word to the root."""
    for start in range(len(heads)):
        at = start
        for _ in heads:
            at = heads[at]
        if at != root:
            return False
    return heads[root] == root


def best(arcs: np.ndarray, root: int) -> float:
    """Return the score of the best tree with this root, found by trying every choice of heads."""
    count = len(arcs)
    others = [i for i in range(count) if i != root]
    scores = [
        sum(arcs[word, head] for word, head in zip(others, heads, strict=True))
        for heads in product(range(count), repeat=len(others))
        if is_tree(_with_root(others, heads, root), root)
    ]
    return float(max(scores))


def _with_root(others: list[int], heads: tuple[int, ...], root: int) -> tuple[int, ...]:
    full = dict(zip(others, heads, strict=True)) | {root: root}
    return tuple(full[i] for i in range(len(full)))


@settings(deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda count: arrays(np.float32, (count, count), elements=st.floats(-50, 50, width=16))
    )
)
def test_the_tree_is_the_best_of_all(arcs: np.ndarray) -> None:
    root = int(arcs.diagonal().argmax())
    heads = tree(arcs)
    assert is_tree(heads, root)
    found = sum(float(arcs[word, head]) for word, head in enumerate(heads) if word != root)
    assert found == pytest.approx(best(arcs.astype(np.float64), root), abs=1e-6)


@settings(deadline=None)
@given(st.integers(2, 60), st.integers(0, 2**32 - 1))
def test_long_sentences_give_trees(count: int, seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(count, count)).astype(np.float32)
    assert is_tree(tree(arcs), int(arcs.diagonal().argmax()))


def test_cycles_within_cycles_are_broken_where_it_costs_least() -> None:
    arcs = np.full((5, 5), -9, np.float32)
    arcs[0, 0] = 5
    arcs[1, 2], arcs[2, 1] = 9, 9  # each other's best heads
    arcs[3, 4], arcs[4, 3] = 8, 8
    arcs[1, 3], arcs[3, 2] = 7, 6  # the two pairs, each other's
    arcs[2, 0], arcs[4, 0] = 1, 2
    # 4 from the root (2 for 8) and 1 from 3 (7 for 9), not 2 from the root (1 for 9) and 3 from 2 (6 for 8)
    assert tree(arcs) == (0, 3, 1, 4, 0)


def columns(count: int, **chosen: np.ndarray) -> np.ndarray:
    parts = [chosen.get(name, np.zeros((count, width), np.float32)) for name, width in FIELDS.items()]
    return np.concatenate(parts, axis=1).astype(np.float32)


def one_hot(names: str, known: tuple[str, ...]) -> np.ndarray:
    return np.eye(len(known), dtype=np.float32)[[known.index(name) for name in names.split()]]


def test_an_analysis_reads_the_columns() -> None:
    words = split("Boats sank fast.")
    dependent = np.zeros((4, ARC), np.float32)
    governor = np.zeros((4, ARC), np.float32)
    dependent[[0, 2, 3], 0] = governor[1, 0] = 10
    found = analyse(
        words,
        columns(
            4,
            keep=np.array([[2.0], [3.0], [-1.0], [0.0]]),
            root=np.array([[0.0], [9.0], [0.0], [0.0]]),
            dependent=dependent,
            governor=governor,
            relation=one_hot("nsubj dobj advmod ROOT", RELATIONS),
            category=one_hot("NOUN VERB ADV PUNCT", CLASSES),
            entity=np.eye(len(ENTITIES), dtype=np.float32)[[0, 0, 7, 0]],
        ),
    )
    assert found.words == tuple(words)
    assert found.head == (1, 1, 1, 1)
    assert found.relation[:3] == ("nsubj", "ROOT", "advmod")
    assert found.relation[3] != "ROOT"  # only the root is one
    assert found.category == ("NOUN", "VERB", "ADV", "PUNCT")
    assert found.entity == ("", "", ENTITIES[7], "")


def test_a_prior_draws_words_to_a_head() -> None:
    found = analyse(
        split("a b c"),
        columns(3, root=np.array([[9.0], [0.0], [0.0]]), prior=np.array([[0.0], [0.0], [5.0]])),
    )
    assert found.head == (0, 2, 0)


@pytest.mark.parametrize("moved", [-1e-6, 0.0, 1e-6])
def test_the_last_bits_of_a_prior_choose_no_head(moved: float) -> None:
    prior = np.array([[1.0], [1.0 + moved], [0.0]])
    found = analyse(split("a b c"), columns(3, root=np.array([[9.0], [0.0], [0.0]]), prior=prior))
    assert found.head[2] == 0


def test_children_and_subtrees_are_in_order() -> None:
    words = tuple(split("The old boats sank fast"))
    nothing = ("",) * 5
    found = Analysis(words, (2, 2, 3, 3, 3), nothing, nothing, nothing)
    assert found.children(3) == [2, 4]
    assert found.subtree(2) == [0, 1, 2]
    assert found.subtree(3) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "tokens", "wanted"),
    [
        # "don't" is the tokens don, ', t and the words do, n't
        ("I don't", ["I", "don", "'", "t"], [0, 1, 3]),
        ("Norlund.", ["Nor", "lund", "."], [1, 2]),
        ("U.S. aid", ["U", ".", "S", ".", "aid"], [2, 4]),
        ("3.5%", ["3", ".", "5", "%"], [2, 3]),
        ("a-b …", ["a", "-", "b", "…"], [2, 3]),
        # a letter that the tokenizer leaves out takes the token before or after
        ("Rain \u200b fell", ["Rain", "fell"], [0, 1, 1]),
    ],
)
def test_each_word_has_the_token_of_its_last_letter(text: str, tokens: list[str], wanted: list[int]) -> None:
    offsets, at = [], 0
    for token in tokens:
        start = text.index(token, at)
        at = start + len(token)
        offsets.append((start, at))
    assert pieces(split(text), offsets).tolist() == wanted
