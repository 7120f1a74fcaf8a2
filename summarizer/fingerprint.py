"""A short number by which an article is known again: for duplicates and for overlap with training data."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from summarizer.article import Article

__all__ = ["fingerprint"]

DIGITS = 16
"""64 bits: two of a million different articles agree with a probability of 1 in 37 million."""

DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.'’/-]*(?:,? [A-Z][\w.'’/-]*){0,4},? )?\([A-Z][\w.&' /-]{1,30}\)\s*(?:[-–—:]{1,4}\s*)?"
    r"|\s*[A-Z][A-Z.'’]+(?:[ ,/-]+[A-Z][A-Z.'’]+){0,4}\s+[-–—]{1,4}\s+"
)
"""At the start of a text: "LONDON (Reuters) - ", "Port Selby, Norland (NNA) — ", "(CNN)", "LONDON - "."""

WORD = re.compile(r"[^\W_]+")


def fingerprint(article: Article) -> str:
    """Return 16 hex digits of a SHA-256 over the words of the article's text.

    Articles that differ in nothing but case, punctuation, white space, line breaks, compatibility forms of
    characters (NFKC) or a dateline at the start, capitalized as usual, have the same one. So have those that
    differ in title, id, quick looks and other fields: only `Article.text` counts. One changed, added or
    missing word gives another.
    """
    text = article.text
    if dateline := DATELINE.match(text):
        text = text[dateline.end() :]
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:DIGITS]
