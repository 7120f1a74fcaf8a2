"""Gold blocks as what the writer learns from: rows of segments, prompts and what is to be written behind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer import align, sentences
from summarizer.article import Article, Document, QuickLook
from summarizer.compose.boilerplate import boilerplate
from summarizer.training.writer.broken import broken
from summarizer.training.writer.marks import LABEL_MARKS, MARKS, Marks
from summarizer.writer import check, context
from summarizer.writer.function_words import FUNCTION_WORDS

__all__ = ["Row", "Segment", "marked", "row"]

SHOWN = 0.85
"""Share of a bullet's content words that must be shown for its text to be learned: else inventing is."""

OWN = 0.4
"""Share of them that the one sentence must hold which the bullet is said to be written from."""

HELD, ORDERED = 0.7, 0.95
"""Least `check.traces` of a text in that sentence: a text that joins facts of other sentences, or turns the
sentence around, teaches a small model to join them wrongly."""

_LINE = re.compile(r"^(?:Headline|Lede|Earlier|Before|Sentence|Story|Quick look|Brief):", re.MULTILINE)
REJECTED, WRONG = MARKS.index("reject"), LABEL_MARKS.index("wrong")

BROKEN, UNMARKED = 0.3, 0.1
"""Share of quick looks that are broken; weight of what nobody marked, beside a reader's mark."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A prompt behind the opening, and what is written there: the text (none for a label alone) and the rest.

    given: text behind the cue that is not learned. text: what is learned. label: learned behind it, where
    `taught`. mark, label_mark: what a reader says of the text and of the label (`VERDICTS`), with the weight
    of that.
    """

    prompt: str
    given: str = ""
    text: str = ""
    label: str = ""
    taught: bool = True
    mark: int | None = None
    label_mark: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """All that is learned of one article: its opening and the segments, each of which sees that alone."""

    opening: str
    segments: tuple[Segment, ...]


def row(article: Article, seed: int = 0) -> Row:
    """Return what is learned of an article with quick looks, and with a brief where it has one.

    A quick look that names no evidence rests on the sentences that carry it (`align`). One whose words the
    writer is shown, most of them in one sentence and in its order, teaches its text and its label, another
    its label alone; what it teaches the judges, and broken ones beside it (`broken`), counts little. seed: of
    what is broken, and how.
    """
    document = sentences.split(article)
    shown = _shown(document)
    index = align.Index(document)
    segments = [
        found
        for look in article.quick_looks
        for found in _look(look, shown, _evidence(look, document, index))
    ]
    if article.brief:
        segments += _brief(article.brief, shown, _evidence(article.brief, document, index))
    return Row(shown.opening, (*segments, *_broken(segments, shown.opening, random.Random(seed))))


def marked(given: Marks) -> Row:
    """Return what readers' marks of an article's candidates teach the judges."""
    shown = _shown(given.document)
    segments = tuple(
        Segment(
            shown.look(one.sentence),
            given=one.text,
            label=one.label,
            taught=False,
            mark=MARKS.index(one.mark),
            label_mark=LABEL_MARKS.index(one.label_mark) if one.label else None,
        )
        for one in given.candidates
    )
    return Row(shown.opening, segments)


def _shown(document: Document) -> context.Context:
    return context.read(document, [boilerplate(document.text_of(one)) for one in document.sentences])


def _broken(segments: Sequence[Segment], opening: str, dice: random.Random) -> Iterator[Segment]:
    """Yield some quick looks broken in one respect, with the labels of others."""
    labels = [one.label for one in segments if one.label]
    for one in segments:
        if not one.label or dice.random() > BROKEN:
            continue
        text = broken(one.text or one.given, _LINE.sub("", opening + one.prompt), dice)
        other = dice.choice([label for label in labels if label != one.label] or [one.label])
        if text:
            wrong = None if other == one.label else WRONG
            yield Segment(one.prompt, text, "", other, False, REJECTED, wrong, UNMARKED)


def _evidence(look: QuickLook, document: Document, index: align.Index) -> list[int]:
    """Return the sentences that a quick look or a brief rests on."""
    named = align.named(look, document)
    if named:
        return sorted(named)
    parts = [look.text[start:end] for start, end in sentences.boundaries(look.text)]
    return sorted({span.sentence for part in parts for span in index.carriers(part).evidence})


def _look(look: QuickLook, shown: context.Context, evidence: Sequence[int]) -> Iterator[Segment]:
    if not evidence:
        return
    own = _content(look.text)
    place = max(evidence, key=lambda i: (len(own & _content(shown.sentences[i])), -i))
    prompt = shown.look(place)
    held = _content(shown.opening + prompt)
    enough = len(own & held) >= SHOWN * len(own)
    main = len(own & _content(shown.sentences[place])) >= OWN * len(own)
    digits = set(re.findall(r"\d+", look.text)) <= set(re.findall(r"\d+", shown.opening + prompt))
    found = check.traces(look.text, shown.sentences[place])
    traced = found.held >= HELD and found.ordered >= ORDERED
    if enough and main and digits and traced:
        yield _good(Segment(prompt, text=look.text, label=look.label or ""))
    elif look.label:
        yield _good(Segment(prompt, given=look.text, label=look.label))


def _good(one: Segment) -> Segment:
    return replace(one, mark=0, label_mark=0 if one.label else None, weight=UNMARKED)


def _brief(brief: QuickLook, shown: context.Context, evidence: Sequence[int]) -> Iterator[Segment]:
    prompt = shown.brief(evidence)
    own, held = _content(brief.text), _content(shown.opening + prompt)
    if evidence and len(own & held) >= SHOWN * len(own):
        yield Segment(prompt, text=brief.text)


def _content(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {word[:6] for word in words if (len(word) > 3 or word.isdigit()) and word not in FUNCTION_WORDS}
