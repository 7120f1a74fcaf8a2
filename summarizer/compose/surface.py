"""What a sentence's wording and place tell of its worth, without an encoder: features for `relevance`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from summarizer.article import Document
from summarizer.compose import standing
from summarizer.compose.cues import cues
from summarizer.compose.standing import Fault
from summarizer.compose.terms import containment, content, length

__all__ = ["FEATURES", "surface"]

_LEDE = 3
"""Sentences at the top whose words are looked for in the others."""
_BACK = 40
"""Earlier sentences that a sentence is compared with; one that repeats another stands seldom farther off."""
_OWN = 18
_FAULTS = tuple(fault for fault in Fault if fault is not Fault.SHORT)
"""In their order, which the weights depend on; the length is told by other numbers."""
FEATURES = len(cues("", 0)) + len(_FAULTS) + _OWN
"""Numbers for a sentence: its `cues`, its faults by `standing`, and what `_placed` lists."""


def surface(document: Document) -> NDArray[np.float32]:
    """Return the features of the document's sentences, (sentences, FEATURES)."""
    texts = [document.text_of(sentence) for sentence in document.sentences]
    candidates = standing.read(document)
    rows = [
        [*cues(text, place), *(fault in one.faults for fault in _FAULTS), *own]
        for place, (text, one, own) in enumerate(
            zip(texts, candidates, _placed(document, texts), strict=True)
        )
    ]
    return np.array(rows, np.float32).reshape(len(texts), FEATURES)


def _placed(document: Document, texts: Sequence[str]) -> list[list[float]]:
    """Return what each sentence's place and its words beside those of title, lede and article tell.

    In order: place, damped; place, relative; sentences, damped; whether it opens its paragraph; paragraph,
    damped; words in twenties; words, damped; capitals in fives; share of the title's words, share of its own
    that are the title's, whether there is a title; shares of its words that the lede has and that stood there
    before; how usual its words are in the article; share of them that stand in another sentence; most it
    shares with one earlier sentence; whether it is the last; whether it is a list's item or a sub-head.
    """
    own = [content(text) for text in texts]
    title = content(document.article.title or "")
    lede = frozenset[str]().union(*own[:_LEDE])
    usual = Counter(word for words in own for word in words)
    before: set[str] = set()
    count = len(texts)
    found = []
    for place, (sentence, text, words) in enumerate(zip(document.sentences, texts, own, strict=True)):
        size = max(1, len(words))
        found.append(
            [
                log1p(place),
                place / count,
                log1p(count),
                place == 0 or document.sentences[place - 1].paragraph != sentence.paragraph,
                log1p(sentence.paragraph),
                length(text) / 20,
                log1p(length(text)),
                sum(word[0].isupper() for word in text.split()[1:]) / 5,
                len(title & words) / max(1, len(title)),
                len(title & words) / size,
                bool(title),
                len(lede & words) / size,
                len(before & words) / size,
                4 * sum(usual[word] for word in words) / size / count,
                sum(usual[word] > 1 for word in words) / size,
                max((containment(words, other) for other in own[max(0, place - _BACK) : place]), default=0.0),
                place == count - 1,
                document.article.paragraphs[sentence.paragraph].kind != "body",
            ]
        )
        before |= words
    return found
