"""Intervals and tests against scipy's, and tests that find what is there and not what is not."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import product
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from eval import rouge, statistics
from eval.statistics import Comparison, Estimate
from tests.eval import recombined

RNG = np.random.default_rng(20)
VALUES: list[float] = RNG.beta(3, 6, 150).tolist()
NOISY: list[float] = (np.array(VALUES) + 0.03 + RNG.normal(0, 0.05, 150)).tolist()

PROBABILITIES = st.lists(st.floats(0, 1), max_size=8)


def estimate(values: Sequence[float | None], seed: int = 1) -> Estimate:
    found = statistics.estimate(values, seed=seed)
    assert found is not None
    return found


def compare(ours: Sequence[float | None], theirs: Sequence[float | None], seed: int = 1) -> Comparison:
    found = statistics.compare(ours, theirs, seed=seed)
    assert found is not None
    return found


def test_interval_equals_scipys_within_monte_carlo_error() -> None:
    ours = estimate(VALUES, seed=3)
    theirs = stats.bootstrap(
        (VALUES,), np.mean, n_resamples=10_000, method="percentile", rng=np.random.default_rng(4), batch=1000
    )
    # A quantile of 10,000 resamples wanders by some 2.7 % of the standard error of the mean.
    slack = 5 * 0.027 * theirs.standard_error
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=slack)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=slack)
    assert ours.mean == pytest.approx(fmean(VALUES))


def test_paired_interval_equals_scipys_within_monte_carlo_error() -> None:
    ours = compare(NOISY, VALUES, seed=3).difference
    theirs = stats.bootstrap(
        (NOISY, VALUES),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        n_resamples=10_000,
        method="percentile",
        paired=True,
        rng=np.random.default_rng(4),
        batch=1000,
    )
    slack = 5 * 0.027 * theirs.standard_error
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=slack)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=slack)


def test_p_equals_scipys_within_monte_carlo_error() -> None:
    ours = VALUES[:60]
    theirs = (np.array(ours) - np.random.default_rng(2).normal(0.01, 0.05, 60)).tolist()
    expected = stats.permutation_test(
        (ours, theirs),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        n_resamples=10_000,
        vectorized=True,
        rng=np.random.default_rng(5),
    )
    assert 0.01 < expected.pvalue < 0.99
    assert compare(ours, theirs, seed=6).p == pytest.approx(expected.pvalue, abs=0.025)


def test_p_is_exact_where_all_sign_flips_can_be_counted() -> None:
    differences = [0.3, -0.1, 0.2, 0.4]
    flips = [abs(np.dot(signs, differences)) for signs in product((1, -1), repeat=4)]
    exact = fmean(flip >= abs(sum(differences)) - 1e-9 for flip in flips)
    assert compare(differences, [0.0] * 4).p == pytest.approx(exact, abs=0.015)


def test_a_planted_difference_is_found() -> None:
    found = compare(NOISY, VALUES)
    assert found.difference.low > 0
    assert found.p < 0.001
    swapped = compare(VALUES, NOISY)
    assert swapped.difference.high < 0
    assert swapped.p == pytest.approx(found.p, abs=0.001)
    assert (swapped.wins, swapped.losses) == (found.losses, found.wins)


def test_identical_systems_do_not_differ() -> None:
    assert compare(VALUES, VALUES) == Comparison(Estimate(0.0, 0.0, 0.0, 150), 1.0, 1.0, 0.0, 0, 0)


def test_a_model_that_drops_every_third_sentence_is_found_worse() -> None:
    rng = random.Random(5)
    full, planted = [], []
    for _ in range(80):
        article = rng.choice(recombined.articles())
        lead = rng.sample(article, 3)
        reference = [" ".join(word for word in sentence.split() if rng.random() < 0.6) for sentence in lead]
        full.append(rouge.score_pair(lead, reference).rougeLsum.f)
        dropped = [sentence for index, sentence in enumerate(lead) if index % 3 != 2]
        planted.append(rouge.score_pair(dropped, reference).rougeLsum.f)
    found = compare(planted, full)
    assert found.difference.high < 0
    assert found.p < 0.001
    assert found.losses > found.wins
    assert compare(full, full).p == 1.0


def test_equal_systems_are_found_different_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(11)
    false_alarms = 0
    for seed in range(200):
        base = rng.beta(3, 6, 80)
        ours, theirs = base + rng.normal(0, 0.05, 80), base + rng.normal(0, 0.05, 80)
        found = statistics.compare(ours.tolist(), theirs.tolist(), seed=seed, resamples=500)
        assert found is not None
        false_alarms += found.p < 0.05
    assert 2 <= false_alarms <= 20  # 10 expected; outside of these bounds once in a thousand times


def test_effect_is_the_mean_of_the_differences_in_their_standard_deviations() -> None:
    # Differences 0.1, 0.2, 0.3: mean 0.2, standard deviation 0.1.
    found = compare([0.2, 0.4, 0.6], [0.1, 0.2, 0.3])
    assert found.effect == pytest.approx(2.0)
    paired = stats.ttest_rel(NOISY, VALUES)
    assert compare(NOISY, VALUES).effect == pytest.approx(paired.statistic / np.sqrt(150))


@pytest.mark.parametrize("ours", [[0.5], [0.5, 0.6, 0.7]])
def test_effect_is_not_defined_where_the_differences_do_not_vary(ours: list[float]) -> None:
    assert compare(ours, [value - 0.1 for value in ours]).effect is None


def test_wins_and_losses_are_counted_and_ties_are_neither() -> None:
    found = compare([3.0, 1.0, 2.0, 5.0], [1.0, 2.0, 2.0, 4.0])
    assert (found.wins, found.losses) == (2, 1)


def test_the_lower_value_wins_where_that_is_better() -> None:
    systems = {"ours": {"novelty": [1.0, 3.0, 2.0], "words": [1.0, 3.0, 2.0]}}
    baseline = {"novelty": [2.0, 2.0, 1.0], "words": [2.0, 2.0, 1.0]}
    found = statistics.compare_all(systems, baseline, seed=1, lower_is_better=["words"])["ours"]
    assert (found["novelty"].wins, found["novelty"].losses) == (2, 1)
    assert (found["words"].wins, found["words"].losses) == (1, 2)
    assert found["words"].difference == found["novelty"].difference


def test_undefined_values_do_not_count_but_how_many_there_are_is_chance_too() -> None:
    holes: list[float | None] = [value if index % 3 else None for index, value in enumerate(VALUES)]
    ours = estimate(holes, seed=3)
    assert ours.articles == 100
    assert ours.mean == pytest.approx(fmean(value for value in holes if value is not None))
    theirs = stats.bootstrap(
        ([value or 0.0 for value in holes], [value is not None for value in holes]),
        lambda x, defined, axis: x.sum(axis=axis) / defined.sum(axis=axis),
        n_resamples=10_000,
        method="percentile",
        paired=True,
        rng=np.random.default_rng(4),
        batch=1000,
    )
    slack = 5 * 0.027 * theirs.standard_error
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=slack)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=slack)


def test_a_resample_without_any_value_is_left_out() -> None:
    assert estimate([0.4, None, None]) == Estimate(0.4, 0.4, 0.4, 1)
    found = estimate([0.4, None, None, 0.8])
    assert (found.low, found.high) == (0.4, 0.8)
    assert compare([0.4, None, 0.3], [0.1, 0.2, None]).difference == Estimate(0.3, 0.3, 0.3, 1)


def test_columns_that_lack_other_articles_share_their_resamples() -> None:
    rng = np.random.default_rng(2)
    values = rng.beta(3, 6, 3_000).tolist()
    columns = {
        gaps: [None if index < gaps else value for index, value in enumerate(values)] for gaps in range(60)
    }
    began = time.process_time()
    found = statistics.compare_all(
        {"ours": {str(at): each for at, each in columns.items()}},
        {str(at): values[::-1] for at in columns},
        seed=1,
    )
    assert statistics.estimate_all(columns, seed=1)[7] == statistics.estimate(columns[7], seed=1)
    assert len(found["ours"]) == 60
    assert time.process_time() - began < 20  # 3 s; drawn anew for each, 60 s


def test_a_comparison_uses_the_articles_that_define_both() -> None:
    found = compare([0.5, None, 0.7, 0.9], [0.4, 0.3, None, 0.6])
    assert found.difference.articles == 2
    assert found.difference.mean == pytest.approx(0.2)
    assert (found.wins, found.losses) == (2, 0)


def test_nothing_defined_is_no_estimate_and_no_comparison() -> None:
    assert statistics.estimate([None, None], seed=1) is None
    assert statistics.estimate([], seed=1) is None
    assert statistics.compare([0.5, None], [None, 0.4], seed=1) is None
    assert statistics.compare_all({"a": {"x": [None]}}, {"x": [1.0]}, seed=1) == {"a": {}}


def test_many_columns_at_once_are_the_same_as_one_by_one() -> None:
    half: list[float | None] = [value if index % 2 else None for index, value in enumerate(NOISY)]
    columns: dict[str, Sequence[float | None]] = {"a": VALUES, "b": NOISY, "c": half, "d": [None] * 150}
    assert statistics.estimate_all(columns, seed=4) == {
        name: statistics.estimate(values, seed=4) for name, values in columns.items()
    }
    together = statistics.compare_all({"ours": columns}, dict.fromkeys(columns, VALUES), seed=4)["ours"]
    assert together == {
        name: statistics.compare(values, VALUES, seed=4) for name, values in columns.items() if name != "d"
    }


def test_holm_corrects_each_column_over_the_systems() -> None:
    near = [value + (0.01 if index % 3 else -0.012) for index, value in enumerate(VALUES)]
    systems = {
        name: {"x": x, "y": VALUES} for name, x in {"good": NOISY, "near": near, "same": VALUES}.items()
    }
    found = statistics.compare_all(systems, {"x": VALUES, "y": VALUES}, seed=1)
    p = [found[name]["x"].p for name in systems]
    assert [found[name]["x"].p_holm for name in systems] == statistics.holm(p)
    assert found["good"]["x"].p_holm == 3 * p[0]
    assert {found[name]["y"].p_holm for name in systems} == {1.0}


def test_holm_of_a_family_worked_out_by_hand() -> None:
    # 4 x 0.005, 3 x 0.01, 2 x 0.03, and 1 x 0.04 which may not be less than the one before.
    assert statistics.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(PROBABILITIES)
def test_holm_lies_between_no_correction_and_bonferronis_and_keeps_the_order(p: list[float]) -> None:
    corrected = statistics.holm(p)
    for raw, ours in zip(p, corrected, strict=True):
        assert raw <= ours <= min(1.0, len(p) * raw)
    ranked = sorted(zip(p, corrected, strict=True))
    assert [ours for _, ours in ranked] == sorted(corrected)


@given(PROBABILITIES, st.floats(0.001, 0.2))
def test_holm_rejects_what_its_step_down_procedure_rejects(p: list[float], level: float) -> None:
    rejected = 0
    for rank, value in enumerate(sorted(p)):
        if (len(p) - rank) * value > level:
            break
        rejected += 1
    assert sum(value <= level for value in statistics.holm(p)) == rejected


def test_the_seed_decides() -> None:
    assert estimate(VALUES, seed=1) == estimate(VALUES, seed=1)
    assert estimate(VALUES, seed=1) != estimate(VALUES, seed=2)
    assert compare(NOISY, VALUES, seed=1) == compare(NOISY, VALUES, seed=1)


def test_figures_of_a_seed_stay_what_they_are() -> None:
    found = compare([0.9, 0.4, 0.6, 0.8, 0.3, 0.7], [0.5, 0.5, 0.2, 0.7, 0.3, 0.1], seed=1)
    p = 0.1867813218678132
    assert found == Comparison(
        Estimate(0.233333333333, 0.033333333333, 0.433333333333, 6), p, p, 0.85391256383, 4, 1
    )


def test_more_articles_than_fit_in_one_block() -> None:
    values = np.random.default_rng(1).beta(3, 6, 5_000)
    found = statistics.estimate(values.tolist(), seed=1, resamples=1_001)
    assert found is not None
    expected = 1.96 * values.std() / np.sqrt(values.size)
    assert found.high - found.mean == pytest.approx(expected, rel=0.15)
    assert found.mean - found.low == pytest.approx(expected, rel=0.15)


def test_one_article_gives_an_interval_without_width() -> None:
    assert estimate([0.4]) == Estimate(0.4, 0.4, 0.4, 1)


def test_few_articles_are_told() -> None:
    assert estimate([0.4] * 9).small
    assert not estimate([0.4] * 10).small
    assert statistics.small_note(9) == "Fewer than 10 articles: too few for intervals and tests."
    assert statistics.small_note(10) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_no_numbers_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="a number or None for each article"):
        statistics.estimate([0.1, value], seed=1)
    with pytest.raises(ValueError, match="a number or None for each article"):
        statistics.compare([0.1, 0.2], [0.1, value], seed=1)


def test_unpaired_values_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        statistics.compare([0.1, 0.2], [0.1], seed=1)
