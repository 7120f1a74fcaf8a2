"""How much of a summary is copied from the article, and in how long runs.

Grusky, Naaman and Artzi, "Newsroom: A Dataset of 1.3 Million Summaries with Diverse Extractive Strategies",
2018. The summary is its bullets in their order, without labels, as one sequence, so that a fragment may run
over two sentences that stand side by side in the article. The title is not part of the article. All three
figures are None when the bullets hold no word.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.datasets import Example
from eval.predictions import Prediction

from . import Column, Measurement, tokens

__all__ = ["Fragments", "fragments"]


class Fragments:
    """Extractive fragment coverage, density and compression.

    coverage: share of the summary's words that lie in a fragment of the article, 0 to 1; 1 for an extract.
    density: length in words of the fragment that a word of the summary lies in, 0 and more, on average.
    compression: words of the article per word of the summary.
    """

    name = "fragments"
    signature = f"fragments|v:1|greedy|tok:{tokens.SIGNATURE}"
    columns = (
        Column("coverage", "Coverage", "share", "neither"),
        Column("density", "Density", "words", "neither"),
        Column("compression", "Compression", "number", "neither"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the three figures, None each when the bullets hold no word."""
        summary = [word for sentence in prediction.sentences for word in tokens.words(sentence)]
        if not summary:
            return Measurement(dict.fromkeys(("coverage", "density", "compression")))
        article = tokens.words(example.article.text)
        lengths = fragments(article, summary)
        return Measurement(
            {
                "coverage": sum(lengths) / len(summary),
                "density": sum(length**2 for length in lengths) / len(summary),
                "compression": len(article) / len(summary),
            }
        )


def fragments(article: Sequence[str], summary: Sequence[str]) -> list[int]:
    """Return the lengths of the shared fragments, in the summary's order, found greedily as in the paper.

    The paper walks through the whole article for each word of the summary; an index of the places of each
    word gives the same fragments.
    """
    places: dict[str, list[int]] = {}
    for at, word in enumerate(article):
        places.setdefault(word, []).append(at)
    found: list[int] = []
    start = 0
    while start < len(summary):
        longest = free = 0
        for place in places.get(summary[start], ()):
            if place < free:
                continue  # within the match before, which the paper's walk steps over
            length = 1
            while (
                start + length < len(summary)
                and place + length < len(article)
                and summary[start + length] == article[place + length]
            ):
                length += 1
            longest = max(longest, length)
            free = place + length
        if longest:
            found.append(longest)
        start += max(longest, 1)
    return found
