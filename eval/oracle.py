"""The greedy oracle: sentences to extract, chosen with sight of the reference.

It approximates the ceiling for models that select whole sentences; another choice may still score higher. It
is no model: it can be measured but not used.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer import sentences
from summarizer.article import Article
from summarizer.oracle import greedy, rouge_tokens

__all__ = ["pick"]


def pick(article: Article, reference: Sequence[str], limit: int) -> list[str]:
    """Return the article's sentences, at most `limit` and in its order, that best cover the reference.

    They are chosen greedily for ROUGE-1 F + ROUGE-2 F; fewer are returned when no other raises it.
    """
    document = sentences.split(article)
    texts = [document.text_of(sentence) for sentence in document.sentences]
    chosen = greedy([rouge_tokens(text) for text in texts], [rouge_tokens(text) for text in reference], limit)
    return [texts[index] for index in sorted(chosen)]
