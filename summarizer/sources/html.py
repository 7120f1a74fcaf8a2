"""HTML -> Article, by trafilatura with `favor_recall`, so that ledes in teaser boxes are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from summarizer.article import Article
from summarizer.errors import NotAnArticleError
from summarizer.sources import plain
from summarizer.sources.paragraphs import normalize

__all__ = ["article"]

Element = Any
"""An lxml element: lxml ships no types."""

LANG = re.compile(
    r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE
)
ADVICE = "Give the page of one article, or copy its text."


def article(source: str, name: str = "The page", url: str | None = None) -> Article:
    """Return the article of an HTML page: title, date, language and address too, where the page has them.

    Sub-heads, paragraphs, list items and the layout of quick looks are kept; menus, comments and rows of
    data tables go. `Article.text` has one block a paragraph, with "## " before sub-heads, "- " before items.
    A declared language counts only if the text does not contradict it: templates often declare "en".

    Raises NotAnArticleError when there is no article in the page.
    """
    from trafilatura import bare_extraction  # takes 0.3 s to load

    try:
        page = bare_extraction(source, url=url, favor_recall=True, include_comments=False, with_metadata=True)
    except RecursionError as error:
        raise NotAnArticleError(f"{name} is HTML nested too deep. {ADVICE}") from error
    if page is None or isinstance(page, dict) or page.body is None:
        raise NotAnArticleError(f"{name} is HTML without an article in it. {ADVICE}")
    title = " ".join(normalize(page.title or "").split()) or None
    blocks = list(_blocks(page.body))
    if title is not None:
        blocks = [block for block in blocks if block.removeprefix("## ").casefold() != title.casefold()]
    if not blocks:
        raise NotAnArticleError(f"{name} is HTML without an article in it. {ADVICE}")
    read = plain.article("\n\n".join(blocks), name, title)
    return replace(
        read,
        url=page.url or url,
        published=page.date,
        language=_language(source, read.language),
    )


def _blocks(parent: Element) -> Iterator[str]:
    """Yield the blocks of trafilatura's tree in order, as lines of text."""
    for element in parent:
        if element.tag == "head":
            yield from (f"## {line}" for line in _lines(element))
        elif element.tag == "item":
            yield from (f"- {line}" for line in _lines(element)[:1])
            yield from _lines(element)[1:]
        elif element.tag == "row":
            if len(element) == 1:
                yield from _lines(element)
        elif element.tag in {"list", "quote", "table", "div", "body"} and len(element):
            yield from filter(None, [_flat(element.text)])
            yield from _blocks(element)
        else:
            yield from _lines(element)
        yield from filter(None, [_flat(element.tail)])


def _lines(element: Element) -> list[str]:
    """Return an element's text, split at its line breaks."""
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    return [line for line in map(_flat, "".join(element.itertext()).split("\n")) if line]


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _language(source: str, detected: str | None) -> str | None:
    declared = LANG.search(source[:65_536])
    if declared and detected in (None, declared[1].split("-")[0].lower()):
        return declared[1]
    return detected
