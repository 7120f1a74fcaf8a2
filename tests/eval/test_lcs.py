"""Equality with rouge-score's own tables, which subsequence it picks among equals included."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from eval import lcs

TOKENS = st.lists(st.sampled_from("abcde"), max_size=80)


@given(TOKENS, TOKENS)
def test_indices_and_length_equal_rouge_scores(reference: list[str], candidate: list[str]) -> None:
    expected = rouge_scorer.lcs_ind(reference, candidate)
    assert lcs.indices(reference, candidate) == expected
    assert lcs.length(reference, candidate) == len(expected)


def test_the_example_of_the_paper() -> None:
    # Lin 2004, section 3.2: the LCS of w1..w5 with two candidates, and their union.
    reference = ["w1", "w2", "w3", "w4", "w5"]
    first = lcs.indices(reference, ["w1", "w2", "w6", "w7", "w8"])
    second = lcs.indices(reference, ["w1", "w3", "w8", "w9", "w5"])
    assert (first, second) == ([0, 1], [0, 2, 4])


def test_of_two_equally_long_ones_the_one_with_the_earlier_token_is_taken() -> None:
    assert lcs.indices(["a", "b"], ["b", "a"]) == [0]


def test_nothing_has_no_subsequence() -> None:
    assert lcs.indices([], ["a"]) == lcs.indices(["a"], []) == []
    assert lcs.length([], ["a"]) == lcs.length(["a"], []) == 0


def _subsequences(tokens: str) -> set[str]:
    return {"".join(c) for size in range(len(tokens) + 1) for c in combinations(tokens, size)}


@settings(deadline=None)
@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_longest_common_subsequence_is_the_longest(first: str, second: str) -> None:
    longest = max(map(len, _subsequences(first) & _subsequences(second)))
    assert lcs.length(list(first), list(second)) == longest
