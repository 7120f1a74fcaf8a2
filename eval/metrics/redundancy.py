"""How much the bullets of a summary repeat one another.

Bommasani and Cardie, "Intrinsic Evaluation of Summarization Datasets", 2020: the mean ROUGE-L
F over all pairs of sentences.
"""

from __future__ import annotations

from itertools import combinations
from statistics import fmean

from eval import lcs
from eval.datasets import Example
from eval.predictions import Prediction

from . import Column, Measurement, tokens

__all__ = ["Redundancy"]


class Redundancy:
    """What the bullets say twice; both figures are 0 to 1, and None with fewer than two bullets.

    redundancy: mean over the pairs of bullets of ROUGE-L F on stemmed words, without labels.
    redundancy.trigrams: share of the bullets' trigrams that stood there before; None when there are none.
    """

    name = "redundancy"
    signature = f"redundancy|v:1|rougeL-f:bullet-pairs|stem:porter|tok:{tokens.SIGNATURE}"
    columns = (
        Column("redundancy", "Redundancy", "share", "lower"),
        Column("redundancy.trigrams", "Repeated trigrams", "share", "lower"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return both figures, None each with fewer than two bullets."""
        bullets = [tokens.stems(sentence) for sentence in prediction.sentences]
        if len(bullets) < 2:
            return Measurement({"redundancy": None, "redundancy.trigrams": None})
        trigrams = [gram for words in bullets for gram in tokens.ngrams(words, 3)]
        return Measurement(
            {
                "redundancy": fmean(_rouge_l(*pair) for pair in combinations(bullets, 2)),
                "redundancy.trigrams": 1 - len(set(trigrams)) / len(trigrams) if trigrams else None,
            }
        )


def _rouge_l(first: list[str], second: list[str]) -> float:
    """Return ROUGE-L F: precision and recall swap when the texts do, so that F is the same either way."""
    common = lcs.length(first, second)
    return 2 * common / (len(first) + len(second)) if common else 0.0
