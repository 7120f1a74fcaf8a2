"""How long the quick looks are. ROUGE favours some lengths, so that a score is read beside them."""

from __future__ import annotations

from eval.datasets import Example
from eval.predictions import Prediction
from summarizer.options import Options

from . import Column, Measurement

__all__ = ["Length"]

_AIM = Options().bullet_words


class Length:
    """Words (parted by white space, labels not counted) and bullets.

    length.words and length.bullets: in the whole answer. length.bullet_words: words per bullet. length.over:
    share (0 to 1) of the bullets with more words than a quick look aims for (`Options().bullet_words`). The
    last two are None without bullets, and all four when the system failed: a 0 would make it look terse.
    """

    name = "length"
    signature = f"length|v:2|tok:white-space|aim:{_AIM}"
    columns = (
        Column("length.words", "Words", "words", "neither"),
        Column("length.bullets", "Bullets", "number", "neither"),
        Column("length.bullet_words", "Words per bullet", "words", "neither"),
        Column("length.over", f"Bullets over {_AIM} words", "share", "lower"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the four figures."""
        if prediction.error is not None:
            return Measurement({column.key: None for column in self.columns})
        lengths = [len(sentence.split()) for sentence in prediction.sentences]
        return Measurement(
            {
                "length.words": float(sum(lengths)),
                "length.bullets": float(len(lengths)),
                "length.bullet_words": sum(lengths) / len(lengths) if lengths else None,
                "length.over": sum(length > _AIM for length in lengths) / len(lengths) if lengths else None,
            }
        )
