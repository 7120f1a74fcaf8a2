"""Splitting an article into sentences, with offsets into its text.

The segmenter is sentencex; on top stand rules for what news does and a general segmenter gets wrong
(docs/segmenters.md has the measurements): sentences inside quotations, "U.S." at the end of a sentence,
times of day, names such as "Yahoo!", numbered lists, and stops without a space after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from summarizer import abbreviations as known
from summarizer.article import Article, Document, Sentence

__all__ = ["boundaries", "split"]

_WORD = re.compile(r"\w")
_OPENING_APOSTROPHE = re.compile(r"(?<!\S)'")
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*")
_NEXT = re.compile(r"([\"“‘'«]*)[(\[]*[\"“‘'«]*((?:\w|['’&-](?=\w))*)")
_AFTER_DASH = re.compile(r"[-–—]+ [\"“‘']?[A-Z]")
_PART = re.compile(r"[-/()]")
_CAMEL = re.compile(r"[a-z]+-?[A-Z]")
_INITIAL = re.compile(r"[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]")
_ATTRIBUTION = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}\w+\b")
_MASK = str.maketrans("\"“”‘«»()[]•*'", " " * 12 + "’")
_OPENING = "\"“‘'«(["
_CLOSING = "\"”’'»)]"
_INSIDE = "-–—.…,;:"
_LOOK_BACK = 40
_LOOK_AHEAD = 120


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
    """Yield the start and end offset of each sentence of one paragraph, without outer white space."""
    start = 0
    held: tuple[int, int] | None = None
    for cut in (*_cuts(text), len(text)):
        body = text[start:cut]
        first = start + len(body) - len(body.lstrip())
        last = start + len(body.rstrip())
        start = cut
        if first == last:
            continue
        if held is None:
            held = first, last
        elif _WORD.search(body) is None or _WORD.search(text, *held) is None:
            held = held[0], last  # a mark that stands alone goes with its neighbour
        else:
            yield held
            held = first, last
    if held and _WORD.search(text, *held):
        yield held


def _cuts(text: str) -> list[int]:
    """Return the offsets at which a sentence ends, the last one left out."""
    # sentencex never splits inside a quotation or bracket; without the marks it sees plain sentences.
    masked = _OPENING_APOSTROPHE.sub(" ", text).translate(_MASK)
    pieces = sentencex.get_sentence_boundaries("en", masked)
    proposed = {_skip_space(masked, piece["end_index"]) for piece in pieces}
    uncased = text == text.lower()
    length = len(text.rstrip())
    cuts: list[int] = []
    seen: set[int] = set()
    quotes = counted = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if end >= length:
            break
        quotes += text.count('"', counted, end)
        counted = end
        if match[0].endswith('"') and quotes % 2 and text[end].isalnum():
            end -= 1  # an opening quotation mark that touches the stop before it
        following = _skip_space(masked, end)
        seen.add(following)
        stop = _Stop(text, match.start(), end, cuts[-1] if cuts else 0)
        if stop.ends_sentence(following in proposed, uncased):
            cuts.append(end)
    extra = (_before_openers(text, cut) for cut in proposed - seen if cut < length)
    return sorted({*cuts, *extra})


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _before_openers(text: str, position: int) -> int:
    while position and text[position - 1] in _OPENING:
        position -= 1
    return position


class _Stop:
    """A full stop, question mark, exclamation mark or ellipsis, with the words on both sides of it."""

    def __init__(self, text: str, begin: int, end: int, sentence: int) -> None:
        self.mark = text[begin:end]
        self.bare = self.mark.rstrip(_CLOSING)
        before = text[max(sentence, begin - _LOOK_BACK) : begin]
        self.spaced = before[-1:].isspace()
        self.left = before.split()[-1].lstrip(_OPENING) if before.strip() else ""
        self.opens_with_left = len(before) < _LOOK_BACK and before.strip().lstrip(_OPENING) == self.left
        right = _skip_space(text, end)
        self.gap = right > end
        self.rest = text[right : right + _LOOK_AHEAD]
        shape = _NEXT.match(self.rest)
        self.word = shape[2] if shape else ""
        self.quotes = bool(shape and shape[1])
        self.opener = self.word.lower().replace("’", "'") in known.OPENERS

    def ends_sentence(self, proposed: bool, uncased: bool) -> bool:
        """Tell whether a sentence ends here; `proposed`: sentencex says so; `uncased`: no capitals at all."""
        if not self.word:
            dash = _AFTER_DASH.match(self.rest)
            return proposed and (self.left[:1].islower() if dash else self.rest[0] not in _INSIDE)
        if not self.gap:
            return self._lost_space()
        if self.word[0].islower() and not _CAMEL.match(self.word):
            return uncased and proposed
        if self.bare[0] in "!?":
            if self.left.lower() in known.EXCLAIMING_NAMES and self.bare == self.mark:
                return self.opener
            return self.bare == self.mark or self.opener or not self._attributed()
        if self.bare.startswith(("…", "..")) or not self.left.strip("."):
            return self.word != "I" or not self.spaced
        return self._full_stop(proposed)

    def _full_stop(self, proposed: bool) -> bool:
        left = _PART.split(self.left)[-1]
        lower = left.lower()
        figure = self.word[0].isdigit()
        if lower in known.INNER or (lower in known.TITLES and left[0].isupper()):
            return False
        if figure and lower in known.NUMBERED | known.UNITS | known.DATES:
            return False
        if lower in known.CLOCK or (lower in known.STATES and left[0].isupper()):
            return self.word.lower() not in known.CLOCK_FOLLOWERS and self.rest[0] != "("
        if _INITIAL.fullmatch(left):
            return self.opener
        if lower in known.PROPER | known.DATES or _INITIALS.fullmatch(left):
            return self.opener or self.quotes
        if self.left.isdigit() and len(self.left) < 3 and self.opens_with_left:
            return False  # the number of an item in a list
        return proposed or lower in known.UNITS | known.NUMBERED | known.ORDINARY

    def _lost_space(self) -> bool:
        """Tell whether "left.Right" is two sentences that lost the space between them."""
        after = self.rest[self.rest.index(self.word) + len(self.word) :]
        if not self.word[0].isupper() or not after[:1].isspace() or re.search(r"[/@]|www", self.left):
            return False
        if self.quotes or self.bare != self.mark:
            return True
        if len(self.word) == 1:
            return self.left.isalpha() and self.left.islower() and self.opener
        if not self.word[1:].islower() or len(self.left) < 2:
            return False
        return self.opener or (self.left.isalpha() and self.left.islower())

    def _attributed(self) -> bool:
        """Tell whether the words after a quotation are its speaker: "... ready?” Ana Solis asked"."""
        match = _ATTRIBUTION.match(self.rest)
        return match is not None and not known.SPEECH_VERBS.isdisjoint(match[0].split())
