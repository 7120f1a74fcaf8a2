"""TextRank: the sentences that share most words with the others (sumy's; extra `baselines`).

Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004.
"""

from __future__ import annotations

from summarizer.models.centrality import Central

__all__ = ["TextRank"]


class TextRank(Central):
    """The model named `textrank`: PageRank over shared words, weighted by the sentences' lengths."""

    def __init__(self) -> None:
        """Raises ModelError when sumy is not installed."""
        super().__init__("textrank", "text_rank:TextRankSummarizer")
