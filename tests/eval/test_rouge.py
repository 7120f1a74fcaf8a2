"""Equality with rouge-score and with the Perl script, and the traps in which figures go wrong."""

from __future__ import annotations

import json
import random
from dataclasses import astuple
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from eval import rouge
from eval.datasets import Example
from eval.predictions import Prediction
from summarizer.article import Article, QuickLook
from summarizer.summary import Bullet
from tests.eval import recombined

PERL: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "perl_rouge.json").read_text(encoding="utf-8")
)

WORDS = """
    the a of and harbour harbours mayor mayors council voted votes voting bridge bridges closed closing
    closes Tuesday 1.5 million €40 U.S. Ångström café it's co-operate city cities running runs ran
    relational conditional happily happy agreed dogs falling hopping — ; 北京 1,200 e-mail X İstanbul K
""".split()

Pair = tuple[list[str], list[str]]


def random_summary(rng: random.Random) -> list[str]:
    return [" ".join(rng.choices(WORDS, k=rng.randint(0, 25))) for _ in range(rng.randint(0, 5))]


def random_pairs(number: int, seed: int) -> list[Pair]:
    rng = random.Random(seed)
    return [(random_summary(rng), random_summary(rng)) for _ in range(number)]


def plain() -> RougeScorer:
    return RougeScorer(list(rouge.TYPES), use_stemmer=True)


def as_ours(scores: Any) -> rouge.Scores:
    return rouge.Scores(*(rouge.Score(*map(float, scores[type_])) for type_ in rouge.TYPES))


def example(*references: list[str]) -> Example:
    article = Article(text="The text of the article is not read.", paragraphs=())
    return Example("a", article, tuple(tuple(map(QuickLook, texts)) for texts in references))


def prediction(*texts: str, error: str | None = None) -> Prediction:
    return Prediction("a", tuple(Bullet(text, (), label="Label") for text in texts), error=error)


@pytest.mark.parametrize(
    "pairs", [random_pairs(1000, seed=7), recombined.pairs(1000, seed=8)], ids=["random", "recombined"]
)
def test_equals_rouge_score_to_the_last_digit(pairs: list[Pair]) -> None:
    scorer = plain()
    for candidate, reference in pairs:
        expected = scorer.score(target="\n".join(reference), prediction="\n".join(candidate))
        assert rouge.score_pair(candidate, reference) == as_ours(expected)


@given(st.lists(st.text(max_size=40), max_size=4), st.lists(st.text(max_size=40), max_size=4))
def test_equals_rouge_score_on_any_text(candidate: list[str], reference: list[str]) -> None:
    ours, theirs = ([" ".join(text.split()) for text in texts] for texts in (candidate, reference))
    expected = plain().score(target="\n".join(theirs), prediction="\n".join(ours))
    assert rouge.score_pair(candidate, reference) == as_ours(expected)


@pytest.mark.parametrize("figure", PERL["figures"])
def test_equals_the_figures_of_the_perl_script(figure: dict[str, Any]) -> None:
    candidate, reference = (
        [PERL[side][line] for line in figure["lines"]] for side in ("candidate", "reference")
    )
    found = getattr(rouge.score_pair(candidate, reference), figure["type"])
    assert astuple(found) == pytest.approx((figure["precision"], figure["recall"], figure["f"]), abs=5e-6)


def test_the_examples_of_lin_2004() -> None:
    reference = ["police killed the gunman"]
    first = rouge.score_pair(["police kill the gunman"], reference)
    second = rouge.score_pair(["the gunman kill police"], reference)
    # The paper does not stem, and gives 3/4 and 2/4 for recall; with "kill" = "killed" they are 4/4 and 2/4.
    assert first.rougeL.recall == 1.0
    assert second.rougeL.recall == 2 / 4
    union = rouge.score_pair(["w1 w2 w6 w7 w8", "w1 w3 w8 w9 w5"], ["w1 w2 w3 w4 w5"])
    assert union.rougeLsum.recall == 4 / 5


def test_figures_worked_out_by_hand() -> None:
    # 2 of 4 and 2 of 3 unigrams, 1 of 3 and 1 of 2 bigrams.
    scores = rouge.score_pair(["The mill burned down."], ["The mill reopened."])
    assert astuple(scores.rouge1) == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert astuple(scores.rouge2) == pytest.approx((1 / 3, 1 / 2, 2 / 5))
    assert astuple(scores.rougeL) == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert scores.rougeLsum == scores.rougeL


def test_rouge_l_and_lsum_lie_some_nine_points_apart() -> None:
    scores = [rouge.score_pair(*pair) for pair in recombined.pairs(300, seed=9)]
    gap = fmean(each.rougeLsum.f for each in scores) - fmean(each.rougeL.f for each in scores)
    assert 0.07 < gap < 0.13


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
    candidate, reference = "Voters approved bridges", "voter approves bridge"
    assert rouge.score_pair([candidate], [reference]).rouge2.f == 1.0
    assert RougeScorer(["rouge2"]).score(reference, candidate)["rouge2"].fmeasure == 0.0


def test_artefacts_of_a_model_cost_points_and_are_not_hidden() -> None:
    reference = ["Nurses won a raise.", "The clinic stays open at night."]
    left = rouge.score_pair(["Nurses won a raise.<n>The clinic stays open at night."], reference)
    # "n" is one word too many.
    assert left.rouge1.precision == 10 / 11
    assert rouge.score_pair(reference, reference).rouge1.precision == 1.0


@pytest.mark.parametrize("candidate", [[], [""], ["  "], ["—", "…"], ["北京"]])
def test_nothing_to_match_scores_zero(candidate: list[str]) -> None:
    scores = rouge.score_pair(candidate, ["The ferry sank in the fog."])
    assert {getattr(scores, type_) for type_ in rouge.TYPES} == {rouge.Score(0.0, 0.0, 0.0)}


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("The café in Ångermanland reopened.", True),
        ("Œuvre présentée à l'été, où l'élève répète.", True),
        ("Паром утонул 4 мая 2026 года.", False),
        ("渡轮在雾中沉没。", False),
        ("…", False),
    ],
)
def test_a_script_that_the_tokens_drop_is_not_readable(text: str, readable: bool) -> None:
    assert rouge.readable([text]) is readable


def test_no_figure_is_defined_for_a_reference_in_another_script() -> None:
    summary = "Паром утонул в тумане."
    measured = rouge.Rouge().measure(example([summary]), prediction(summary))
    assert set(measured.values.values()) == {None}
    assert rouge.score_pair([summary], [summary]).rouge1.f == 0.0


def test_a_reference_in_another_script_is_left_out_beside_one_that_can_be_read() -> None:
    summary = "The ferry sank in fog."
    both = example([summary], ["Паром утонул в тумане."])
    for metric in (rouge.Rouge(), rouge.MeanRouge()):
        assert metric.measure(both, prediction(summary)).values["rouge1"] == 1.0


def test_a_failed_prediction_scores_zero() -> None:
    measured = rouge.Rouge().measure(example(["The ferry sank in fog."]), prediction(error="out of memory"))
    assert set(measured.values.values()) == {0.0}


def test_max_takes_the_best_reference_for_each_type_as_rouge_score_does() -> None:
    rng = random.Random(3)
    scorer = plain()
    for _ in range(100):
        references = [random_summary(rng) for _ in range(rng.randint(1, 4))]
        candidate = random_summary(rng)
        expected = scorer.score_multi(["\n".join(each) for each in references], "\n".join(candidate))
        assert rouge.score(candidate, references, "max") == as_ours(expected)


def test_mean_is_that_of_each_figure_over_the_references() -> None:
    candidate, references = ["The mill burned down."], [["The mill reopened."], ["Rain fell."]]
    one, other = (rouge.score_pair(candidate, each).rouge1 for each in references)
    found = rouge.score(candidate, references, "mean").rouge1
    assert astuple(found) == tuple(map(fmean, zip(astuple(one), astuple(other), strict=True)))
    assert rouge.score(candidate, references, "max").rouge1 == one


def test_max_and_mean_agree_on_one_reference_and_say_which_they_are() -> None:
    candidate, reference = recombined.pairs(1, seed=1)[0]
    best, mean = rouge.Rouge(), rouge.MeanRouge()
    assert best.measure(example(reference), prediction(*candidate)) == mean.measure(
        example(reference), prediction(*candidate)
    )
    assert best.signature != mean.signature


def test_a_score_needs_a_reference() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rouge.score(["A sentence."], [])


def test_measures_every_column_from_the_bullets_without_their_labels() -> None:
    candidate, reference = recombined.pairs(1, seed=2)[0]
    measured = rouge.Rouge().measure(example(reference), prediction(*candidate))
    scores = rouge.score_pair(candidate, reference)
    assert list(measured.values) == [column.key for column in rouge.Rouge.columns]
    assert measured.values["rougeLsum"] == scores.rougeLsum.f
    assert measured.values["rougeLsum.precision"] == scores.rougeLsum.precision
    assert measured.values["rouge2.recall"] == scores.rouge2.recall


def test_signature_says_what_the_figures_depend_on() -> None:
    assert rouge.Rouge().signature == (
        "rouge-score|v:0.1.2|stem:porter|tok:a-z0-9|lsum:given-sentences|refs:max|score:f1"
    )
    assert "|refs:mean|" in rouge.MeanRouge().signature
