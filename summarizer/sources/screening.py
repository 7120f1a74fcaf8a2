"""Tell an article from what is none: three words, a menu, a login page, quick looks without a body."""

from __future__ import annotations

import re

from summarizer.article import Article
from summarizer.errors import NotAnArticleError
from summarizer.sources.paragraphs import count_words

__all__ = ["require_article"]

MIN_WORDS = 10
SENTENCE_WORDS = 7
"""A text none of whose paragraphs has this many words is a menu, a table or a list of names."""

WALL_WORDS = 120
WALL = re.compile(
    r"sign in|log in|log on|create an account|forgot (?:your )?password|enable javascript|are you a robot"
    r"|verify (?:that )?you are|accept (?:all )?cookies|subscribe to (?:continue|read)|access denied"
    r"|page (?:was )?not found",
    re.IGNORECASE,
)


def require_article(article: Article) -> Article:
    """Return the article as it is.

    Raises NotAnArticleError when it has fewer than MIN_WORDS words, no paragraph as long as a sentence, or
    when it is short and speaks of signing in, cookies, robots or a missing page.
    """
    counts = [
        count_words(article.text[each.start : each.end])
        for each in article.paragraphs
        if each.kind != "heading"
    ]
    words = sum(counts)
    if words == 0 and article.quick_looks:
        raise NotAnArticleError(
            f"There are {len(article.quick_looks)} quick looks but no article with them. Give its text."
        )
    if words < MIN_WORDS:
        raise NotAnArticleError(f"Too few words for an article: {words}. Give the full text.")
    if max(counts) < SENTENCE_WORDS:
        raise NotAnArticleError(
            "There are only short lines, as in a menu or a list, no sentence. Give the article's full text."
        )
    walls = {match.lower() for match in WALL.findall(article.text)}
    if words < WALL_WORDS and (len(walls) >= 2 or (walls and words < WALL_WORDS // 2)):
        raise NotAnArticleError(
            f"This looks like a login, cookie or error page ({', '.join(sorted(walls))}), not an article. "
            "Open it in a browser, then save the page or copy its text."
        )
    return article
