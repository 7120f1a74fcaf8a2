"""Intervals against scipy's, and a test that finds what is there and not what is not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from eval import statistics

RNG = np.random.default_rng(20)
VALUES = RNG.beta(3, 6, 150)


def test_interval_equals_scipys_within_monte_carlo_error() -> None:
    ours = statistics.estimate(VALUES, seed=3)
    theirs = stats.bootstrap(
        (VALUES,), np.mean, n_resamples=10_000, method="percentile", rng=np.random.default_rng(4), batch=1000
    )
    # A quantile of 10,000 resamples wanders by some 2.7 % of the standard error of the mean.
    slack = 5 * 0.027 * theirs.standard_error
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=slack)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=slack)
    assert ours.mean == pytest.approx(VALUES.mean())


def test_p_equals_scipys_within_monte_carlo_error() -> None:
    ours, theirs = VALUES[:60], VALUES[:60] - RNG.normal(0.01, 0.05, 60)
    expected = stats.permutation_test(
        (ours, theirs),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        n_resamples=10_000,
        vectorized=True,
        rng=np.random.default_rng(5),
    )
    assert statistics.randomisation_p(ours, theirs, seed=6) == pytest.approx(expected.pvalue, abs=0.025)


def test_p_is_exact_where_all_sign_flips_can_be_counted() -> None:
    # Of the 8 sign patterns of three equal differences, two are as extreme as the observed one.
    assert statistics.randomisation_p([0.5, 0.5, 0.5], [0.4, 0.4, 0.4], seed=1) == pytest.approx(
        0.25, abs=0.02
    )


def test_a_planted_difference_is_found() -> None:
    noise = RNG.normal(0, 0.05, VALUES.size)
    found = statistics.compare(VALUES + 0.03 + noise, VALUES, seed=1)
    assert found.difference.low > 0
    assert found.p < 0.001
    swapped = statistics.compare(VALUES, VALUES + 0.03 + noise, seed=1)
    assert swapped.difference.high < 0
    assert swapped.p == pytest.approx(found.p, abs=0.001)


def test_identical_systems_do_not_differ() -> None:
    found = statistics.compare(VALUES, VALUES, seed=1)
    assert found == statistics.Comparison(statistics.Estimate(0.0, 0.0, 0.0), 1.0)


def test_equal_systems_are_found_different_about_as_often_as_promised() -> None:
    rng = np.random.default_rng(11)
    false_alarms = 0
    for seed in range(200):
        base = rng.beta(3, 6, 80)
        ours, theirs = base + rng.normal(0, 0.05, 80), base + rng.normal(0, 0.05, 80)
        false_alarms += statistics.randomisation_p(ours, theirs, seed=seed, resamples=500) < 0.05
    assert 2 <= false_alarms <= 20  # 10 expected; outside of these bounds once in a thousand times


def test_the_seed_decides() -> None:
    assert statistics.estimate(VALUES, seed=1) == statistics.estimate(VALUES, seed=1)
    assert statistics.estimate(VALUES, seed=1) != statistics.estimate(VALUES, seed=2)


def test_more_articles_than_fit_in_one_block() -> None:
    values = np.random.default_rng(1).beta(3, 6, 5_000)
    found = statistics.estimate(values, seed=1, resamples=1_001)
    expected = 1.96 * values.std() / np.sqrt(values.size)
    assert found.high - found.mean == pytest.approx(expected, rel=0.15)
    assert found.mean - found.low == pytest.approx(expected, rel=0.15)


def test_one_article_gives_an_interval_without_width() -> None:
    assert statistics.estimate([0.4], seed=1) == statistics.Estimate(0.4, 0.4, 0.4)


@pytest.mark.parametrize("values", [[], [0.1, float("nan")], [[0.1], [0.2]]])
def test_values_that_make_no_sense_are_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="one number per article"):
        statistics.estimate(values, seed=1)


def test_unpaired_values_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        statistics.compare([0.1, 0.2], [0.1], seed=1)
