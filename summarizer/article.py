"""What a model reads: an article, its paragraphs and its sentences.

All offsets count characters (not bytes) of `Article.text`, start inclusive, end exclusive,
so that `article.text[s.start:s.end]` is the sentence itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Article", "Document", "Paragraph", "QuickLook", "Sentence"]

ParagraphKind = Literal["body", "heading", "item"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the article: a body paragraph, a sub-head, or an item of a list in the body.

    An item's offsets leave out its bullet mark ("- ").
    """

    start: int
    end: int
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its index in the article, its offsets, and the index of its paragraph.

    A sentence is its index, never its text: the same words may stand twice in an article.
    """

    index: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class QuickLook:
    """A bullet that a human wrote above the article: a reference, never a model's input.

    `evidence` holds the article's sentences that it rests on, word for word, where its writer named them.
    """

    text: str
    label: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its source gave it.

    `text` is the body (lede included) that all offsets point into; it holds neither the title nor
    the human quick looks. `other_quick_looks` are those of further writers, never empty ones. `source` is the
    paper or collection it is from, `published` an ISO 8601 date or date-time, `language` a BCP 47 tag.
    `brief` is one that a human wrote, a reference like the quick looks.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    quick_looks: tuple[QuickLook, ...] = ()
    keywords: tuple[str, ...] = ()
    id: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    other_quick_looks: tuple[tuple[QuickLook, ...], ...] = ()
    brief: QuickLook | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences (sub-heads are paragraphs but yield no sentence)."""

    article: Article
    sentences: tuple[Sentence, ...]

    def text_of(self, sentence: Sentence) -> str:
        """Return the exact text of a sentence of this document."""
        return self.article.text[sentence.start : sentence.end]

    def words(self, sentences: int | None = None) -> int:
        """Return the words in the first `sentences` sentences, by default in all of them."""
        return sum(len(self.text_of(sentence).split()) for sentence in self.sentences[:sentences])
