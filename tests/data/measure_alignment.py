"""Measure from which similarity a human quick look and a bullet say the same (eval.metrics.matching).

Run: python tests/data/measure_alignment.py FILE [ARTICLES]

FILE holds articles with human quick looks. They are joined one to one, as the metric does it, with
- the sentences of the greedy oracle and of the lead: what is to be found;
- the sentences of the lead of the next article in the file: nothing in it says the same;
- the other quick looks of the same article, none with itself: the same matter, yet one person wrote each
  to say something else. Some do repeat one another, so that the figure for these is on the safe side.
The threshold is the least at which at most one in a hundred of the last two kinds of pairs matches.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from eval import oracle
from eval.datasets import load
from eval.metrics import tokens
from eval.metrics.matching import THRESHOLD, Rarity, assign, similarity
from summarizer.sentences import split

BULLETS = 4
FALSE_MATCHES = 0.01


def joined(first: list[str], second: list[str], weights: Rarity) -> list[float]:
    """Return the similarities of the pairs that are joined; in one list with itself, of different items."""
    one, two = ([Counter(tokens.stems(text)) for text in texts] for texts in (first, second))
    found = [[similarity(a, b, weights) for b in two] for a in one]
    barred = [
        [-1.0 if first is second and i == j else s for j, s in enumerate(row)] for i, row in enumerate(found)
    ]
    return [s for i, j in assign(barred) if (s := barred[i][j]) >= 0]


def main() -> None:
    """Print each kind's distribution and share over the threshold in use, and the threshold measured."""
    path, limit = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None
    examples = load(path, limit).examples
    documents = [split(example.article) for example in examples]
    leads = [[document.text_of(s) for s in document.sentences[:BULLETS]] for document in documents]
    pairs: dict[str, list[float]] = {"oracle": [], "lead": [], "other article": [], "other quick look": []}
    for at, example in enumerate(examples):
        weights = Rarity(example.article)
        looks = [look.text for look in example.references[0]]
        pairs["oracle"] += joined(looks, oracle.pick(example.article, looks, BULLETS), weights)
        pairs["lead"] += joined(looks, leads[at], weights)
        pairs["other article"] += joined(looks, leads[(at + 1) % len(leads)], weights)
        if len(looks) > 1:
            pairs["other quick look"] += joined(looks, looks, weights)
    print(f"{path.name}: {len(examples)} articles; quantiles of similarity 10 25 50 75 90 95 99 %")
    for kind, found in pairs.items():
        quantiles = " ".join(f"{q:.3f}" for q in np.quantile(found, (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)))
        over = np.mean(np.asarray(found) >= THRESHOLD)
        print(f"{kind:16} {len(found):6} pairs  {quantiles}  at {THRESHOLD} or more: {over:.1%}")
    for kind in ("other article", "other quick look"):
        print(f"1 in 100 of {kind}: {np.quantile(pairs[kind], 1 - FALSE_MATCHES):.3f}")


if __name__ == "__main__":
    main()
