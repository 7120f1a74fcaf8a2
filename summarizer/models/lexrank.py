"""LexRank: the sentences most like the others by tf-idf (sumy's; extra `baselines`).

Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", 2004.
"""

from __future__ import annotations

from summarizer.models.centrality import Central

__all__ = ["LexRank"]


class LexRank(Central):
    """The model named `lexrank`: centrality in the graph of sentences with a tf-idf cosine above 0.1."""

    def __init__(self) -> None:
        """Raises ModelError when sumy is not installed."""
        super().__init__("lexrank", "lex_rank:LexRankSummarizer")
