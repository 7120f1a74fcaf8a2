"""What of a sentence a bullet keeps: no dateline, list mark, leading connective or trailing credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.article import Document
from summarizer.compose.terms import length
from summarizer.summary import Evidence

__all__ = ["trim", "without_connective", "wording"]

_OUTLET = (
    r"(?:CNN\w*(?:\.com)?|AP|The Associated Press|Associated Press|Reuters|AFP|UPI|ANI|Xinhua|Bloomberg)"
)
_BROADCASTER = rf"(?:{_OUTLET}|PA|BBC|NPR)"
"""Outlets, with those whose letters also stand for something in the story: a dash must follow these."""
_DASH = r"(?:-{1,4}|—|–)"
_ALONE = r"(?!(?s:.*)\s(?:--|—|–|-)\s)"
"""No second dash: two of them enclose a remark about the subject."""
_PLACE = (
    r"[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,3}"
    r"(?:, (?:[A-Z][\w.'’]*|\d{1,2})(?: (?:[A-Z][\w.'’]*|\d{1,4}))*){0,3}"
)
_CAPITALS = (
    r"[A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z.'’]+){0,3}"
    r"(?:, [A-Z][\w.'’]*(?: [A-Z][\w.'’]*)*)?(?:, [A-Z][a-z]+\.? \d{1,2})?"
)
_DATELINE = re.compile(
    rf"\({_OUTLET}(?:[ /][^)]{{0,30}})?\)\s*(?:{_DASH}|:)?\s*"
    rf"|{_PLACE},? \({_OUTLET}(?:[ /][^)]{{0,30}})?\)\s*(?:{_DASH}|:)\s*"
    rf"|(?:{_PLACE},? )?\({_BROADCASTER}\)\s*{_DASH}{_ALONE}\s*"
    rf"|{_PLACE},? \({_OUTLET}(?:[ /][^)]{{0,30}})?\)(?=[A-Z])"
    rf"|(?!The ){_PLACE},? \({_OUTLET}\)\s+(?=[A-Z])"
)
"""Names an outlet, so it is cut wherever it stands: in many files the whole article is one paragraph."""
_TOP_DATELINE = re.compile(
    rf"{_PLACE},? \([A-Z][^)]{{1,40}}\)\s*{_DASH}{_ALONE}\s*(?=[\"“‘'A-Z0-9])"
    rf"|{_PLACE},? \([A-Za-z][^)]{{1,40}}\)(?=[A-Z])"
    rf"|{_BROADCASTER}\s+{_DASH}{_ALONE}\s+"
    rf"|(?:{_CAPITALS})\s+{_DASH}{_ALONE}\s+"
)
_LIST_MARK = re.compile(r"(?:[-•*–—·▪►●‣>]+\s+|\(?\d{1,2}[.)]\s+(?=[A-Z\"“‘]))")
_CONNECTIVE = re.compile(
    r"(?:(?:However|Meanwhile|Moreover|Furthermore|Additionally|Also|In addition|Still|Nevertheless|"
    r"Nonetheless|"
    r"Besides|Indeed|In fact|Of course|Plus|Yet|So|But|And|Overall|Now|Though|Similarly|Likewise|Again),\s+"
    r"|(?:But|And)\s+(?!(?:yet|then|so|instead|for)\b)|Yet\s+(?!another|again|more|to)|Meanwhile\s+)",
)
_CREDIT = re.compile(
    rf"\((?:{_BROADCASTER}|(?:Photo|Picture|Source|Image|File)[^()]*|"
    r"[^()]{0,80}/(?:AP|AFP|Getty|Reuters)[^()]*)\)\Z"
    r"|(?<=\s)[\"'‘“]\Z"
    r"|(?:READ MORE|WATCH|SEE ALSO|RELATED|MORE):\s(?s:.*)"
    r"|(?<=[.!?…\"”’)]\s)(?:READ MORE|WATCH|SEE ALSO|RELATED|MORE)\s(?s:.*)"
    r"|(?:Photo|Picture|Image)s? (?:by|credit|courtesy)\b(?s:.*)"
    r"|(?:Read|Watch|See|Learn) (?:more|how|the|a|full|why) [^.]{0,60}[»>]\Z"
)
_GOES_ON = re.compile(r"[,.;:!?)\]%”]|['’](?:s|re|ve|ll|d|m)?\b(?!\w)|n['’]t\b")
_LEAST = 4
"""Words that must remain for a cut to be made."""
_FIRST_PARAGRAPHS = 3
"""Paragraphs that may open with a dateline that names no outlet: later "NATO — …" is text."""


def trim(document: Document, index: int, connective: bool = True) -> tuple[Evidence, ...]:
    """Return the spans of a sentence that a bullet keeps, in order.

    `connective` says whether a leading "But" or "Meanwhile," goes too.
    """
    sentence = document.sentences[index]
    text = document.text_of(sentence)
    start, end = 0, len(text.rstrip())
    marks = [_LIST_MARK, _DATELINE]
    if sentence.paragraph < _FIRST_PARAGRAPHS:
        marks.append(_TOP_DATELINE)
    for mark in marks:
        start = _behind(mark, text, start, end)
    credit = _CREDIT.search(text, start, end)
    if credit and length(text[start : credit.start()]) >= _LEAST:
        end = len(text[: credit.start()].rstrip())
    spans = (Evidence(index, sentence.start + start, sentence.start + end),)
    return without_connective(document, spans) if connective else spans


def without_connective(document: Document, spans: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the spans without the "But" or "Meanwhile," that they open with; the same spans if none."""
    first = spans[0]
    text = document.article.text[first.start : first.end]
    start = 0
    for _ in range(2):
        start = _behind(_CONNECTIVE, text, start, len(text))
    return (replace(first, start=first.start + start), *spans[1:])


def _behind(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return where the text goes on behind a mark at `start`; `start` where too little would remain."""
    found = mark.match(text, start, end)
    return found.end() if found and length(text[found.end() : end]) >= _LEAST else start


def _spaced(parts: Sequence[str]) -> Iterator[str]:
    """Yield the parts with a space before each but those that go on a word: ", he said", "'s", ")"."""
    for place, part in enumerate(parts):
        if place and not _GOES_ON.match(part):
            yield " "
        yield part


def wording(document: Document, spans: Sequence[Evidence]) -> str:
    """Return the text of the spans, white space folded and its first letter made a capital."""
    text = " ".join(
        "".join(_spaced([document.article.text[span.start : span.end] for span in spans])).split()
    )
    for place, letter in enumerate(text[:3]):
        if letter.isalpha():
            if letter.islower() and not text[place + 1 : place + 2].isupper():
                text = text[:place] + letter.upper() + text[place + 1 :]
            break
        if letter.isalnum():
            break
    return text
