"""Gold blocks as what the writer learns from: rows of segments, prompts and what is to be written behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer import sentences
from summarizer.article import Article, Document
from summarizer.compose.boilerplate import boilerplate
from summarizer.writer import context
from summarizer.writer.function_words import FUNCTION_WORDS

__all__ = ["Row", "Segment", "row"]

SHOWN = 0.85
"""Share of a bullet's content words that must be shown for its text to be learned: else inventing is."""

OWN = 0.4
"""Share of them that the one sentence must hold which the bullet is said to be written from."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A prompt behind the opening, and what is written there: the text (none for a label alone) and the rest.

    given: text behind the cue that is not learned. text: what is learned. label: learned behind it.
    """

    prompt: str
    given: str = ""
    text: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """All that is learned of one article: its opening and the segments, each of which sees that alone."""

    opening: str
    segments: tuple[Segment, ...]


def row(article: Article, looks: Sequence[Mapping[str, Any]], brief: Mapping[str, Any]) -> Row:
    """Return the row of an article with its gold quick looks and brief (data/gold's layout)."""
    document = sentences.split(article)
    shown = context.read(document, _left_out(document))
    where: dict[str, int] = {}
    for one in document.sentences:
        where.setdefault(_key(document.text_of(one)), one.index)
    segments = [found for look in looks for found in _look(look, shown, where)]
    segments += _brief(brief, looks, shown, where)
    return Row(shown.opening, tuple(segments))


def _left_out(document: Document) -> list[bool]:
    return [boilerplate(document.text_of(one)) for one in document.sentences]


def _look(look: Mapping[str, Any], shown: context.Context, where: Mapping[str, int]) -> Iterator[Segment]:
    evidence = [where[key] for key in map(_key, look["evidence"]) if key in where]
    if not evidence:
        return
    own = _content(look["text"])
    place = max(evidence, key=lambda i: (len(own & _content(shown.sentences[i])), -i))
    prompt = shown.look(place)
    held = _content(shown.opening + prompt)
    enough = len(own & held) >= SHOWN * len(own) and len(own & _content(shown.sentences[place])) >= OWN * len(
        own
    )
    digits = set(re.findall(r"\d+", look["text"])) <= set(re.findall(r"\d+", shown.opening + prompt))
    if enough and digits:
        yield Segment(prompt, text=look["text"], label=look["label"])
    else:
        yield Segment(prompt, given=look["text"], label=look["label"])


def _brief(
    brief: Mapping[str, Any],
    looks: Sequence[Mapping[str, Any]],
    shown: context.Context,
    where: Mapping[str, int],
) -> Iterator[Segment]:
    used = [where[key] for key in map(_key, brief["evidence"]) if key in where]
    prompt = shown.brief(used)
    own, held = _content(brief["text"]), _content(shown.opening + prompt)
    if used and len(own & held) >= SHOWN * len(own):
        yield Segment(prompt, text=brief["text"])


def _content(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {word[:6] for word in words if (len(word) > 3 or word.isdigit()) and word not in FUNCTION_WORDS}


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)
