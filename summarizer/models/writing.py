"""From what a model wrote to a draft: its bullets get the evidence that carries them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from summarizer import align, sentences
from summarizer.article import Article, Document, Paragraph
from summarizer.compose.select import Repetition
from summarizer.compose.terms import length
from summarizer.models.encoder import Encoder, english
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence

__all__ = [
    "Line",
    "Written",
    "article_of",
    "brief_of",
    "bullets_of",
    "draft",
    "embedded",
    "read",
    "split",
    "vectors",
]

_SLACK = 1.1
"""How far a brief may go over its words before the user is told."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bullet as a model wrote it; `label` is its own, None where it gave none."""

    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote about one article."""

    bullets: tuple[Line, ...]
    brief: str


@cache
def embedded() -> Encoder:
    """Return the embedded encoder, which helps to align and to check."""
    return Encoder()


@lru_cache(maxsize=16)  # a batch of articles, and what is said about one
def read(document: Document) -> Reading:
    """Return what the encoder reads in a document; nothing of the words where it is not in English."""
    reading = embedded().read(document)
    return reading if english(document) else replace(reading, tokens=())


def article_of(text: str, language: str | None = None) -> Document:
    """Return a text that a model wrote as a document of one paragraph."""
    return sentences.split(Article(text, (Paragraph(0, len(text)),), language=language))


def vectors(text: str, document: Document) -> align.Vectors | None:
    """Return how the encoder sees a text and its article's sentences, None where it sees no words."""
    there = _states(read(document))
    own = _states(read(article_of(text, document.article.language)))
    if there is None or own is None:
        return None
    return align.Vectors(own.mean(0), there)


def split(text: str) -> list[str]:
    """Return the sentences of a text that a model wrote, each line on its own, without bullet marks."""
    found: list[str] = []
    for line in text.splitlines():
        plain = line.strip().lstrip("-*•–").strip()
        if plain:
            document = article_of(plain)
            found.extend(document.text_of(sentence) for sentence in document.sentences)
    return found


def draft(
    document: Document, written: Written, options: Options, coverage: Coverage, warnings: tuple[str, ...] = ()
) -> Draft:
    """Return a draft of what was written, each bullet and the brief with the sentences that carry them.

    Bullets stand in the order in which they were written, at most `options.bullets` of them; one that is
    empty or says the same as an earlier one is left out, and the warnings say so, as of bullets and a brief
    that are too long or have no label where the options ask for some: labels are the model's own.
    """
    lines = _distinct(written.bullets)
    kept = lines[: options.bullets]
    bullets = bullets_of(document, kept, options)
    brief = brief_of(document, written.brief.strip())
    told = (*warnings, *_told(written, lines, kept, options), *_foreign(document))
    return Draft(bullets, brief, coverage, told, written=True)


def bullets_of(document: Document, lines: Sequence[Line], options: Options) -> tuple[Bullet, ...]:
    """Return the lines as bullets with what carries them and how well, and their own labels if asked for."""
    index = align.Index(document)
    found = [index.carriers(line.text, vectors(line.text, document)) for line in lines]
    return tuple(
        Bullet(
            line.text,
            one.evidence,
            line.label if options.labels == "topic" else None,
            one.support,
            written=True,
        )
        for line, one in zip(lines, found, strict=True)
    )


def brief_of(document: Document, text: str) -> Brief:
    """Return the text as a brief with the sentence of the article that carries each of its own best."""
    index = align.Index(document)
    found: dict[Evidence, None] = {}
    for sentence in split(text):
        found.update(dict.fromkeys(index.carriers(sentence, vectors(sentence, document)).evidence[:1]))
    return Brief(text, tuple(sorted(found, key=lambda span: span.start)))


def _states(reading: Reading) -> align.Floats | None:
    """Return the vectors of the sentences, None unless there are words in each."""
    found = [reading.vector(index) for index in range(len(reading.document.sentences))]
    known = [one for one in found if one is not None]
    return np.stack(known) if known and len(known) == len(found) else None


def _distinct(lines: Sequence[Line]) -> list[Line]:
    """Return the bullets that say something, each that says what an earlier one does not."""
    kept: list[Line] = []
    taken = Repetition()
    for line in lines:
        if any(letter.isalnum() for letter in line.text) and not taken.same(line.text):
            taken.add(line.text)
            kept.append(line)
    return kept


def _told(written: Written, lines: Sequence[Line], kept: Sequence[Line], options: Options) -> Iterator[str]:
    """Yield what to tell the user about bullets left out, and about what is too long."""
    total = len(written.bullets)
    if dropped := total - len(lines):
        yield f"{dropped} of {total} quick looks that the model wrote said nothing new and were left out."
    if surplus := len(lines) - len(kept):
        yield f"The model wrote {len(lines)} quick looks; the last {surplus} were left out (--bullets)."
    if not kept:
        yield "The model wrote no quick looks."
    if count := sum(length(line.text) > options.bullet_words for line in kept):
        over = f"{count} of {len(kept)} quick looks have more than {options.bullet_words} words"
        yield f"{over}, as the model wrote them."
    if options.labels == "topic" and (count := sum(line.label is None for line in kept)):
        yield f"The model gave {count} of {len(kept)} quick looks no label."
    words = length(written.brief)
    if words > _SLACK * options.brief_words:
        yield f"The brief has {words} words, as the model wrote it; {options.brief_words} were asked for."
    if not words:
        yield "The model wrote no brief."


def _foreign(document: Document) -> Iterator[str]:
    if not english(document):
        yield (
            f"The article seems to be in {document.article.language!r}; the embedded encoder reads English "
            "only: only numbers, dates, names and quotations are checked."
        )
