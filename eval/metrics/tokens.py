"""Words of a text in any script, as the metrics count and compare them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from summarizer.oracle import rouge_tokens

__all__ = ["SIGNATURE", "ngrams", "stems", "words"]

SIGNATURE = "words-v1"
"""Names the rules of `words` in a metric's signature."""

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and Chinese characters: written without spaces, each is a word."""
_BETWEEN = (
    r"\s\x00-/:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffd"
)
"""White space, punctuation and signs; not "all but letters", as the vowel signs of many scripts are none."""
_WORD = re.compile(f"[{_ALONE}]|[^{_ALONE}{_BETWEEN}]+")


def words(text: str) -> list[str]:
    """Return the words without case and punctuation: "Duarte's $2.4m" is duarte, s, 2, 4m.

    For ASCII text these are rouge-score's tokens before stemming. A Chinese character or a kana is a word.
    """
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def stems(text: str) -> list[str]:
    """Return `words`, each in rouge-score's stemmed form where it is ASCII."""
    return [_stem(word) for word in words(text)]


def ngrams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """Return the runs of `size` tokens, in order and as often as they occur."""
    return list(zip(*(islice(tokens, at, None) for at in range(size)), strict=False))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return rouge_tokens(word)[0] if word.isascii() else word
