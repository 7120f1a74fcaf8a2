"""What of a sentence a bullet keeps: no dateline, list mark, leading connective or trailing credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article import Document
from summarizer.compose.terms import length
from summarizer.summary import Evidence

__all__ = ["trim", "wording"]

_OUTLET = (
    r"(?:CNN|AP|The Associated Press|Associated Press|Reuters|AFP|UPI|PA|BBC|NPR|ANI|Xinhua|Bloomberg|"
    r"CNNMoney(?:\.com)?|CNN\w*)"
)
_DASH = r"(?:--+|—|–|-)"
_PLACE = (
    r"[A-Z][\w.'’/-]*(?: [A-Z][\w.'’/-]*){0,3}"
    r"(?:, (?:[A-Z][\w.'’]*|\d{1,2})(?: (?:[A-Z][\w.'’]*|\d{1,4}))*){0,3}"
)
_CAPITALS = (
    r"[A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z.'’]+){0,3}"
    r"(?:, [A-Z][\w.'’]*(?: [A-Z][\w.'’]*)*)?(?:, [A-Z][a-z]+\.? \d{1,2})?"
)
_DATELINE = re.compile(
    rf"(?:{_PLACE},? )?\((?:{_OUTLET})(?:[ /][^)]{{0,30}})?\)\s*(?:{_DASH}|:)?\s*"
    rf"|{_PLACE},? \([A-Z][^)]{{1,40}}\)\s*{_DASH}\s*"
    rf"|{_PLACE},? \([A-Za-z][^)]{{1,40}}\)(?=[A-Z])"
    rf"|(?:{_OUTLET})\s+{_DASH}+\s+"
)
_PLAIN_DATELINE = re.compile(rf"(?:{_CAPITALS})\s+{_DASH}\s+(?!.*\s(?:--|—|–|-)\s)")
_LIST_MARK = re.compile(r"(?:[-•*–—·▪►●‣>]+\s+|\(?\d{1,2}[.)]\s+(?=[A-Z\"“‘]))")
_CONNECTIVE = re.compile(
    r"(?:(?:However|Meanwhile|Moreover|Furthermore|Additionally|Also|In addition|Still|Nevertheless|"
    r"Nonetheless|"
    r"Besides|Indeed|In fact|Of course|Plus|Yet|So|But|And|Overall|Now|Though|Similarly|Likewise|Again),\s+"
    r"|(?:But|And)\s+(?!(?:yet|then|so|instead|for)\b)|Yet\s+(?!another|again|more|to)|Meanwhile\s+)",
)
_CREDIT = re.compile(
    rf"\s*(?:\((?:{_OUTLET}|Photo[^()]*|Picture[^()]*|Source[^()]*|Image[^()]*|File[^()]*|"
    rf"[^()]*/(?:AP|AFP|Getty|Reuters)[^()]*)\)"
    r"|(?<=\s)[\"'‘“]"
    r"|(?:READ MORE|WATCH|SEE ALSO|RELATED|MORE):?\s.*"
    r"|(?:Photo|Picture|Image)s? (?:by|credit|courtesy)\b.*"
    r"|(?:Read|Watch|See|Learn) (?:more|how|the|a|full|why) [^.]{0,60}[»>])\s*$"
)
_LEAST = 4
"""Words that must remain for a cut to be made."""
_FIRST_PARAGRAPHS = 3
"""Paragraphs that may open with a dateline that names no outlet: later "NATO — …" is text."""


def trim(document: Document, index: int, connective: bool = True) -> tuple[Evidence, ...]:
    """Return the spans of a sentence that a bullet keeps, in order.

    `connective` says whether a leading "But" or "Meanwhile," goes too. It is one span today; a
    compressor that leaves out clauses returns several.
    """
    sentence = document.sentences[index]
    text = document.text_of(sentence)
    start, end = 0, len(text)
    marks = [_LIST_MARK, _DATELINE]
    if sentence.paragraph < _FIRST_PARAGRAPHS:
        marks.append(_PLAIN_DATELINE)
    if connective:
        marks += [_CONNECTIVE, _CONNECTIVE]
    for mark in marks:
        found = mark.match(text, start)
        if found and length(text[found.end() : end]) >= _LEAST:
            start = found.end()
    credit = _CREDIT.search(text, start)
    if credit and length(text[start : credit.start()]) >= _LEAST:
        end = credit.start()
    return (Evidence(index, sentence.start + start, sentence.start + end),)


def wording(document: Document, spans: Sequence[Evidence]) -> str:
    """Return the text of the spans, white space folded and its first letter made a capital."""
    text = " ".join(" ".join(document.article.text[span.start : span.end] for span in spans).split())
    for place, letter in enumerate(text[:3]):
        if letter.isalpha():
            if letter.islower() and not text[place + 1 : place + 2].isupper():
                text = text[:place] + letter.upper() + text[place + 1 :]
            break
        if letter.isalnum():
            break
    return text
