"""Splitting an article into sentences, with offsets into its text."""

from __future__ import annotations

from collections.abc import Iterator

import sentencex

from summarizer.article import Article, Document, Sentence

__all__ = ["boundaries", "split"]


def split(article: Article) -> Document:
    """Return the article with its sentences, in order.

    A sub-head yields none and an item of a list is split like a body paragraph; a sentence never
    crosses a paragraph's end. `article.text[s.start:s.end]` is the sentence without outer white space.
    """
    found: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.kind == "heading":
            continue
        for start, end in boundaries(article.text[paragraph.start : paragraph.end]):
            found.append(Sentence(len(found), paragraph.start + start, paragraph.start + end, number))
    return Document(article, tuple(found))


def boundaries(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end offset of each sentence of one paragraph."""
    for piece in sentencex.get_sentence_boundaries("en", text):
        start, end = piece["start_index"], piece["end_index"]
        body = text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(body.strip())
        if start < end:
            yield start, end
