from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score import rouge_scorer, tokenize, tokenizers

from summarizer import oracle

words = st.lists(st.sampled_from("the mayor river bank voted votes running runs 12 a".split()), max_size=8)


def test_tokens_are_those_of_rouge_score() -> None:
    text = "The Mayor's 3.5 % rise: RUNNING costs, naïvely estimated!"
    assert oracle.rouge_tokens(text) == tokenizers.DefaultTokenizer(use_stemmer=True).tokenize(text)


@given(st.lists(words, min_size=1, max_size=3), st.lists(words, min_size=1, max_size=3))
def test_rouge_1_equals_rouge_score(chosen: list[list[str]], reference: list[list[str]]) -> None:
    tokens = [tokenize.tokenize(" ".join(part), None) for part in chosen]
    against = [tokenize.tokenize(" ".join(part), None) for part in reference]
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=False)
    whole = [" ".join(word for part in parts for word in part) for parts in (reference, chosen)]
    expected = scorer.score(*whole)["rouge1"].fmeasure
    assert oracle.rouge(tokens, against)[0] == pytest.approx(expected)


@settings(max_examples=50)
@given(st.lists(words, min_size=1, max_size=6), st.lists(words, min_size=1, max_size=2))
def test_no_sentence_alone_beats_the_oracle(sentences: list[list[str]], reference: list[list[str]]) -> None:
    taken = oracle.greedy(sentences, reference)
    best = sum(oracle.rouge([sentences[i] for i in taken], reference))
    assert len(set(taken)) == len(taken)
    assert best >= oracle.gains(sentences, reference).max() - 1e-12
    steps = [
        sum(oracle.rouge([sentences[i] for i in taken[:count]], reference)) for count in range(len(taken) + 1)
    ]
    assert all(before < after for before, after in pairwise(steps))


def test_the_oracle_takes_what_the_highlights_say_and_nothing_more() -> None:
    sentences = [s.split() for s in ("rain fell", "the council voted yes", "work begins in may", "a dog ran")]
    reference = [s.split() for s in ("council voted yes", "work begins in may")]
    assert sorted(oracle.greedy(sentences, reference)) == [1, 2]
    assert oracle.greedy(sentences, reference, limit=1) == [2]


def test_targets_put_the_oracle_first() -> None:
    sentences = [s.split() for s in ("rain fell in town", "the council voted yes", "work begins in may")]
    made = oracle.targets(sentences, [["council", "voted", "yes"]])
    assert made.dtype == np.float32
    assert made.argmax() == 1
    assert made.max() == pytest.approx(1.0)
    assert made.min() >= 0


def test_nothing_in_common_gives_targets_of_zero() -> None:
    assert oracle.targets([["rain"]], [["council"]]).tolist() == [0.0]
