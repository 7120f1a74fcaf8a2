"""Words, stems and overlaps: what two sentences have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.compose.lexicon import FUNCTION, TIME

__all__ = ["WORD", "containment", "content", "length", "stem", "trigrams", "words"]

WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:-\w+)*|\d+(?:[.,:]\d+)*%?|\w+(?:[-'’]\w+)*")
"""A word: "U.S.-supplied", "3.5%" and "court's" are one each."""

_ENDINGS = (
    ("sses", "ss"),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
)


def words(text: str) -> list[str]:
    """Return the words of a text, as they stand."""
    return WORD.findall(text)


def length(text: str) -> int:
    """Return the length of a text in words as people count them: the runs between white space."""
    return len(text.split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a key under which the inflected forms of a word fall together, in lower case.

    It takes off the endings of plural, past, participle and possessive and nothing else ("strikes",
    "striking" and "strike" meet; "nation" and "nationality" do not). A Porter stemmer in Python costs
    more than the rest of the composition together and gains nothing for telling repeated statements.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            if len(word) - len(ending) >= 3:
                word = word.removesuffix(ending) + instead
            break
    if word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word


def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry topic."""
    return frozenset(
        stem(word) for word in words(text) if word.lower() not in FUNCTION and word.lower() not in TIME
    )


def trigrams(text: str) -> frozenset[tuple[str, str, str]]:
    """Return the runs of three stems with at least two words of topic among them."""
    plain = words(text)
    stems = [stem(word) for word in plain]
    topic = [word.lower() not in FUNCTION for word in plain]
    return frozenset(
        (stems[i], stems[i + 1], stems[i + 2]) for i in range(len(stems) - 2) if sum(topic[i : i + 3]) >= 2
    )


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share (0 to 1) of the smaller set that stands in the other; 0 when one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
