"""Equality with rouge-score, and the traps in which figures go wrong."""

from __future__ import annotations

import random
from dataclasses import astuple

import pytest
from rouge_score.rouge_scorer import RougeScorer

from eval import rouge

WORDS = """
    the a of and harbour harbours mayor mayors council voted votes voting bridge bridges closed closing
    closes Tuesday 1.5 million €40 U.S. Ångström café it's co-operate city cities running runs ran
    relational conditional happily happy agreed dogs falling hopping — ; 北京 1,200 e-mail X
""".split()


def random_summary(rng: random.Random) -> list[str]:
    return [" ".join(rng.choices(WORDS, k=rng.randint(1, 25))) for _ in range(rng.randint(0, 5))]


def random_pairs(number: int, seed: int = 7) -> list[tuple[list[str], list[str]]]:
    rng = random.Random(seed)
    return [(random_summary(rng), random_summary(rng)) for _ in range(number)]


def test_equals_rouge_score_on_random_pairs() -> None:
    scorer = RougeScorer(list(rouge.TYPES), use_stemmer=True)
    pairs = random_pairs(1000)
    found = rouge.score([c for c, _ in pairs], [r for _, r in pairs], processes=1)
    for (candidate, reference), scores in zip(pairs, found, strict=True):
        expected = scorer.score(target="\n".join(reference), prediction="\n".join(candidate))
        for type_ in rouge.TYPES:
            ours: rouge.Score = getattr(scores, type_)
            assert ours.precision == pytest.approx(expected[type_].precision, abs=1e-9)
            assert ours.recall == pytest.approx(expected[type_].recall, abs=1e-9)
            assert ours.f == pytest.approx(expected[type_].fmeasure, abs=1e-9)


def test_two_processes_give_the_same_scores_in_the_same_order() -> None:
    pairs = random_pairs(rouge.WORTH_PROCESSES + 13, seed=8)
    candidates, references = [c for c, _ in pairs], [r for _, r in pairs]
    assert rouge.score(candidates, references, processes=2) == rouge.score(
        candidates, references, processes=1
    )


def test_figures_worked_out_by_hand() -> None:
    # 2 of 4 and 2 of 3 unigrams, 1 of 3 and 1 of 2 bigrams.
    scores = rouge.score_pair(["The mill burned down."], ["The mill reopened."])
    assert astuple(scores.rouge1) == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert astuple(scores.rouge2) == pytest.approx((1 / 3, 1 / 2, 2 / 5))
    assert astuple(scores.rougeL) == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert scores.rougeLsum == scores.rougeL


def test_rouge_l_and_lsum_differ_when_sentences_change_places() -> None:
    first, second = "Divers raised the wreck on Sunday.", "Its bell will hang in the town hall."
    scores = rouge.score_pair([second, first], [first, second])
    assert scores.rougeLsum.f == pytest.approx(1.0)
    assert scores.rougeL.f == pytest.approx(8 / 14)


def test_lsum_of_sentences_glued_together_is_only_rouge_l() -> None:
    candidate = ["Nurses won a raise.", "The clinic stays open at night."]
    reference = ["The clinic stays open at night.", "Nurses won a raise."]
    apart = rouge.score_pair(candidate, reference)
    glued = rouge.score_pair([" ".join(candidate)], [" ".join(reference)])
    assert glued.rougeLsum == glued.rougeL == apart.rougeL
    assert apart.rougeLsum.f - glued.rougeLsum.f > 0.09


def test_a_line_break_inside_a_sentence_is_a_space() -> None:
    reference = ["Ferries stop at noon because of fog."]
    assert rouge.score_pair(["Ferries stop\nat noon."], reference) == rouge.score_pair(
        ["Ferries stop at noon."], reference
    )


def test_stemming_is_on() -> None:
    scores = rouge.score_pair(["Voters approved bridges"], ["voter approves bridge"])
    assert scores.rouge2.f == pytest.approx(1.0)


@pytest.mark.parametrize("candidate", [[], [""], ["  "], ["—", "…"], ["北京"]])
def test_nothing_to_match_scores_zero(candidate: list[str]) -> None:
    scores = rouge.score_pair(candidate, ["The ferry sank in the fog."])
    assert {getattr(scores, type_) for type_ in rouge.TYPES} == {rouge.Score(0.0, 0.0, 0.0)}


def test_candidates_and_references_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rouge.score([["A sentence."]], [])


def test_signature_says_what_the_figures_depend_on() -> None:
    assert rouge.signature() == "rouge-score|v:0.1.2|stem:porter|lsum:given-sentences|refs:1|agg:mean-f"
