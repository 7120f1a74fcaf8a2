"""How much of a summary is worded anew.

See, Liu and Manning, "Get To The Point: Summarization with Pointer-Generator Networks", 2017.
The n-grams of a bullet never run into the next bullet; those of the article run over its sentences.
"""

from __future__ import annotations

from eval.datasets import Example
from eval.predictions import Prediction

from . import Column, Measurement, tokens

__all__ = ["Novelty"]

_SIZES = (1, 2, 3)


class Novelty:
    """Share (0 to 1) of the summary's 1-, 2- and 3-grams that the article's text does not have.

    Each occurrence counts; labels and the title do not. 0 for an extract. None when no bullet is that long.
    """

    name = "novelty"
    signature = f"novelty|v:1|tok:{tokens.SIGNATURE}"
    columns = tuple(Column(f"novelty.{size}", f"Novel {size}-grams", "share", "neither") for size in _SIZES)

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the share for each length, None where there is no n-gram of that length."""
        article = tokens.words(example.article.text)
        bullets = [tokens.words(sentence) for sentence in prediction.sentences]
        values: dict[str, float | None] = {}
        for size in _SIZES:
            said = [gram for words in bullets for gram in tokens.ngrams(words, size)]
            known = set(tokens.ngrams(article, size)) if said else set()
            values[f"novelty.{size}"] = sum(gram not in known for gram in said) / len(said) if said else None
        return Measurement(values)
