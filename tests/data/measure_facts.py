"""Measure from which share of its words of content a bullet tells a quick look's fact (eval.metrics.facts).

Run: python tests/data/measure_facts.py FILE [ARTICLES]

FILE holds articles with quick looks that name their evidence. Sentences of the article stand for bullets: the
first five, and five by chance. Whether such a block tells a quick look's fact is known by evidence; the
threshold is the one whose answer by words agrees with it best (Cohen's kappa). Beside it: how often the
two agree, and the mean coverage by either. Recall in one bullet is compared with recall in the whole block.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np

from eval.datasets import load
from eval.metrics.facts import recall
from summarizer.align import named
from summarizer.sentences import split

BULLETS = 5
SEED = 17


def main() -> None:
    """Print the agreement for each threshold."""
    path, limit = Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None
    examples = load(path, limit).examples
    chance = random.Random(SEED)
    told: list[bool] = []
    shares: dict[str, list[float]] = {"one bullet": [], "the block": []}
    for example in examples:
        document = split(example.article)
        count = len(document.sentences)
        texts = [document.text_of(sentence) for sentence in document.sentences]
        for chosen in (range(min(BULLETS, count)), chance.sample(range(count), min(BULLETS, count))):
            for look in example.references[0]:
                if rests_on := named(look, document):
                    told.append(not rests_on.isdisjoint(chosen))
                    shares["one bullet"].append(max(recall(look, texts[index]) for index in chosen))
                    shares["the block"].append(recall(look, " ".join(texts[index] for index in chosen)))
    known = np.array(told)
    print(f"{path.name}: {len(examples)} articles, {len(known)} facts, {known.mean():.3f} told by evidence")
    for name, values in shares.items():
        print(f"\n{name}: threshold, kappa, agreement, told by words")
        for threshold in np.arange(0.3, 0.85, 0.05):
            said = np.array(values) >= threshold - 1e-9
            agreed = float((said == known).mean())
            expected = said.mean() * known.mean() + (1 - said.mean()) * (1 - known.mean())
            kappa = (agreed - expected) / (1 - expected)
            print(f"{threshold:.2f} {kappa:.3f} {agreed:.3f} {said.mean():.3f}")


if __name__ == "__main__":
    main()
