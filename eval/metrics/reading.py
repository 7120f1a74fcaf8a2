"""How much of the article a system read, and where in it the evidence lies."""

from __future__ import annotations

from statistics import fmean

from eval.datasets import Example
from eval.predictions import Prediction

from . import Column, Measurement

__all__ = ["Reading"]


class Reading:
    """What the prediction says of its own reading.

    reading: share (0 to 1) of the article's words that the system read; None when it does not say.
    reading.position: where the evidence of the bullets begins, 0 at the article's first character and 1 at
    its last, the mean over all spans of evidence; None without evidence.
    """

    name = "reading"
    signature = "reading|v:1|position:characters"
    columns = (
        Column("reading", "Article read", "share", "higher"),
        Column("reading.position", "Position of evidence", "share", "neither"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return both figures."""
        coverage = prediction.coverage
        last = max(1, len(example.article.text) - 1)
        starts = [min(1.0, span.start / last) for bullet in prediction.bullets for span in bullet.evidence]
        return Measurement(
            {
                "reading": coverage.words_read / coverage.words if coverage and coverage.words else None,
                "reading.position": fmean(starts) if starts else None,
            }
        )
