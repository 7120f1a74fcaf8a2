"""Measure how often equal systems are found different: one comparison, and a family of five with Holm's.

Run: python -m tests.data.measure_statistics [--simulations N] [--articles N]

An article has a difficulty, which all systems share, and each system its own luck with it. How much of each
is taken from lead and quicklook on the first 200 articles of highlights.valid: their ROUGE-1 F has a standard
deviation of 0.09 over articles, their difference one of 0.057 and a mean of 0.015. A comparison is rejected
when p is under 0.05; the intervals of the rates are exact binomial ones (Clopper and Pearson). A planted
difference of 0.015 shows that the test finds something.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from scipy.stats import binomtest

from eval.statistics import compare_all

LEVEL = 0.05
SYSTEMS = 5
MEAN = 0.27
DIFFICULTY = 0.085
LUCK = 0.04
PLANTED = 0.015


def scores(rng: np.random.Generator, articles: int, systems: int) -> list[list[float]]:
    """Return the scores, 0 to 1, of equally good systems on the same articles."""
    difficulty = rng.normal(MEAN, DIFFICULTY, articles)
    luck = rng.normal(0, LUCK, (systems, articles))
    return [row.tolist() for row in np.clip(difficulty + luck, 0, 1)]


def told(name: str, rejected: int, simulations: int) -> str:
    """Return a line with the rate and its interval."""
    interval = binomtest(rejected, simulations).proportion_ci()
    rate = f"{rejected}/{simulations} = {rejected / simulations:.3f}"
    return f"{name:58} {rate:>17}  95 % interval {interval.low:.3f} to {interval.high:.3f}"


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulations", type=int, default=200)
    parser.add_argument("--articles", type=int, default=200)
    arguments = parser.parse_args()
    began = time.perf_counter()
    single = paired = uncorrected = corrected = planted = 0
    for simulation in range(arguments.simulations):
        rng = np.random.default_rng((2026, simulation))
        baseline, *others = scores(rng, arguments.articles, SYSTEMS + 1)
        systems = {f"null-{number}": {"rouge1": values} for number, values in enumerate(others)}
        better = {"rouge1": [value + PLANTED for value in others[0]]}
        found = compare_all(systems, {"rouge1": baseline}, seed=simulation)
        family = [each["rouge1"] for each in found.values()]
        single += family[0].p < LEVEL
        paired += not family[0].difference.low <= 0 <= family[0].difference.high
        uncorrected += any(each.p < LEVEL for each in family)
        corrected += any(each.p_holm < LEVEL for each in family)
        planted += compare_all({"": better}, {"rouge1": baseline}, seed=simulation)[""]["rouge1"].p < LEVEL
    total = arguments.simulations
    print(f"{total} simulations, {arguments.articles} articles, {time.perf_counter() - began:.0f} s")
    print(told("two equal systems, p < 0.05", single, total))
    print(told("two equal systems, the paired interval leaves out 0", paired, total))
    print(told(f"{SYSTEMS} equal systems, any p < 0.05 (no correction)", uncorrected, total))
    print(told(f"{SYSTEMS} equal systems, any p_holm < 0.05", corrected, total))
    print(told(f"a planted difference of {PLANTED}, p < 0.05", planted, total))


if __name__ == "__main__":
    main()
