"""A short number by which an article is known again: for duplicates and for overlap with training data."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from summarizer.article import Article

__all__ = ["fingerprint"]

DIGITS = 16
"""64 bits: two of a million different articles agree with a probability of 1 in 37 million."""

PLACE = r"[A-Z][\w.'’/-]*(?:,? [A-Z][\w.'’/-]*){0,4},? "
BRACKET = r"\([A-Z][\w.&' /-]{1,30}\)"
AGENCY = r"\((?i:AFP|ANSA|AP|Bloomberg|CNN|EFE|IANS|Kyodo|PTI|Reuters|TASS|The Associated Press|UPI|Xinhua)\)"
DASH = r"[-–—:]{1,4}"
DATELINE = re.compile(
    rf"\s*(?:{BRACKET}|{PLACE}(?:{AGENCY}|{BRACKET}(?=\s*(?:[–—]|--|-\s))))\s*(?:{DASH}\s*)?"
)
"""At the start of a text: "(CNN)", "LONDON (Reuters)", "Port Selby, Norland (NNA) — "."""

WORD = re.compile(r"[^\W_]+")


def fingerprint(article: Article) -> str:
    """Return 16 hex digits of a SHA-256 over the words of the article's text.

    Articles that differ in nothing but case, punctuation, white space, line breaks, compatibility forms of
    characters (NFKC) or a dateline, capitalized as usual, have the same one. So have those that differ in
    title, id, quick looks and other fields: only `Article.text` counts. One changed, added or missing word
    behind the dateline gives another.

    A dateline is what stands at the start of the text as a source in brackets, alone, or after the name of a
    place and then before a dash or one of the large agencies. "LONDON - " counts as words, since "BOEING - "
    looks the same, and so does "Nokia (NOK) shares", where no dash follows.
    """
    text = article.text
    if dateline := DATELINE.match(text):
        text = text[dateline.end() :]
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:DIGITS]
