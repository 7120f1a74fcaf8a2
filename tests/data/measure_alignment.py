"""Measure from which similarity a human quick look and a bullet say the same (eval.metrics.matching).

Run: python tests/data/measure_alignment.py FILE [ARTICLES]

FILE holds articles with human quick looks. They are joined one to one, as the metric does it but for its
threshold, with
- the sentences of the greedy oracle and of the lead: what is to be found;
- the sentences of the lead of the next article in the file: nothing in it says the same;
- the other quick looks of the same article, none with itself: the same matter, yet one person wrote each
  to say something else. Some do repeat one another, so that the figure for these is on the safe side.
The threshold is the least at which at most one in a hundred of the last two kinds of pairs matches. Beside
the metric's similarity two simpler ones are measured, each at its own threshold.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from eval.datasets import load
from eval.metrics import tokens
from eval.metrics.matching import THRESHOLD, Rarity, assign, similarity
from summarizer.compose.lexicon import FUNCTION
from summarizer.oracle import greedy
from summarizer.sentences import split

BULLETS = 4
FALSE_MATCHES = 0.01
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
GRAMMAR = {stem for word in FUNCTION for stem in tokens.stems(word)}

Words = Counter[str]
Similarity = Callable[[Words, Words, Rarity], float]


def plain(first: Words, second: Words, weights: Rarity) -> float:
    """Return unigram F."""
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def content(first: Words, second: Words, weights: Rarity) -> float:
    """Return unigram F without function words."""
    one, two = (
        Counter({word: n for word, n in words.items() if word not in GRAMMAR}) for words in (first, second)
    )
    return plain(one, two, weights)


SIMILARITIES: dict[str, Similarity] = {
    "unigram F": plain,
    "without function words": content,
    "by rarity (the metric's)": similarity,
}


def joined(first: list[str], second: list[str], weights: Rarity, similar: Similarity) -> list[float]:
    """Return the similarities of the pairs that are joined; of a list with itself, of different items."""
    one, two = ([Counter(tokens.stems(text)) for text in texts] for texts in (first, second))
    found = [[similar(a, b, weights) for b in two] for a in one]
    if first is second:
        for at, row in enumerate(found):
            row[at] = -1.0
    return [found[row][column] for row, column in assign(found) if found[row][column] >= 0]


def main() -> None:
    """Print for each similarity its threshold and the distribution over each kind of pairs."""
    path, limit = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None
    examples = load(path, limit).examples
    articles = [[d.text_of(s) for s in d.sentences] for d in (split(e.article) for e in examples)]
    print(f"{path.name}: {len(examples)} articles; the metric's threshold is {THRESHOLD}")
    for name, similar in SIMILARITIES.items():
        pairs: dict[str, list[float]] = {
            "oracle": [],
            "lead": [],
            "other article": [],
            "other quick look": [],
        }
        for at, example in enumerate(examples):
            weights = Rarity(example.article)
            looks = [look.text for look in example.references[0]]
            own, other = articles[at], articles[(at + 1) % len(articles)]
            chosen = greedy(
                [tokens.stems(text) for text in own], [tokens.stems(text) for text in looks], BULLETS
            )
            pairs["oracle"] += joined(looks, [own[index] for index in chosen], weights, similar)
            pairs["lead"] += joined(looks, own[:BULLETS], weights, similar)
            pairs["other article"] += joined(looks, other[:BULLETS], weights, similar)
            pairs["other quick look"] += joined(looks, looks, weights, similar)
        least = max(
            float(np.quantile(pairs[kind], 1 - FALSE_MATCHES))
            for kind in ("other article", "other quick look")
        )
        print(f"{name}: threshold {least:.3f}; quantiles {' '.join(f'{q:.0%}' for q in QUANTILES)}")
        for kind, found in pairs.items():
            quantiles = " ".join(f"{q:.3f}" for q in np.quantile(found, QUANTILES))
            over = np.mean(np.asarray(found) >= least)
            print(f"  {kind:16} {len(found):5} pairs  {quantiles}  over the threshold: {over:.1%}")


if __name__ == "__main__":
    main()
