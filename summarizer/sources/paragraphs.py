"""Plain text -> paragraphs with offsets: body, sub-heads and list items.

Paragraphs are separated by blank lines or stand one a line; which of the two is told from the text. In
hard-wrapped text (lines broken in the middle of sentences) only blank lines and bullet marks separate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.article import Paragraph, ParagraphKind

__all__ = [
    "Line",
    "begins",
    "count_words",
    "ends_or_goes_on",
    "hard_wrapped",
    "heading_like",
    "lines_of",
    "normalize",
    "split",
]

MARK = re.compile(r"[•●‣▪◦·∙]\s*|[-*–—]\s+")
HASHES = re.compile(r"#{1,6}\s+")
NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’.,-][^\W_]+)*")
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$")

QUOTATION = re.compile(r"[“\"][^“”\"]*[”\"]")
"""A line that is wholly a quotation is someone speaking; a sub-head that quotes has single marks."""

HEADING_WORDS = 12
HEADING_CHARS = 90
SENTENCE_CASE_WORDS = 7
"""A sub-head in sentence case is taken for one up to this length; in title case up to HEADING_WORDS."""

WRAP_CHARS = 100
"""Hard-wrapped text has no longer lines than this; wrapping at 60 to 80 is usual."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: offsets of its text without white space, bullet mark and hashes.

    `mark`: it began with a bullet mark. `hashes`: it began with Markdown's "#". `gap`: a blank line, or the
    text's start, stands before it.
    """

    start: int
    end: int
    text: str
    mark: bool = False
    hashes: bool = False
    gap: bool = False
    indented: bool = False


def normalize(text: str) -> str:
    """Return the text with "\\n" as its only line break, and nothing in it that cannot be printed.

    Control characters become spaces, lone surrogates U+FFFD, a byte order mark at the start goes. White
    space at both ends goes too; all else stays as it is.
    """
    text = NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    text = CONTROLS.sub(" ", text)
    return SURROGATES.sub("\ufffd", text).strip()


def count_words(text: str) -> int:
    """Count words; each Chinese, Japanese or Korean character counts as one."""
    return len(WORD.findall(text))


def lines_of(text: str) -> list[Line]:
    """Return the lines of a normalized text that are not blank."""
    lines: list[Line] = []
    position, gap = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            mark, hashes = MARK.match(stripped), HASHES.match(stripped)
            cut = mark or hashes
            skip = cut.end() if cut and cut.end() < len(stripped) else 0
            lines.append(
                Line(
                    start=start + skip,
                    end=start + len(stripped),
                    text=stripped[skip:],
                    mark=bool(mark and skip),
                    hashes=bool(hashes and skip),
                    gap=gap,
                    indented=raw[:1].isspace(),
                )
            )
        gap = not stripped
        position += len(raw) + 1
    return lines


def heading_like(line: Line) -> bool:
    """Tell whether a line has the form of a headline or sub-head, whatever stands around it."""
    text, words = line.text, line.text.split()
    if line.mark or len(text) > HEADING_CHARS * 2 or not words:
        return False
    if line.hashes:
        return True
    if len(words) > HEADING_WORDS or len(text) > HEADING_CHARS:
        return False
    if ends_or_goes_on(text) or not begins(text):
        return False
    return len(words) <= SENTENCE_CASE_WORDS or _title_case(words)


def begins(text: str) -> bool:
    """Tell whether a line begins like a sentence or a headline: with a capital, a digit or a quote."""
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘«¿"


def ends_or_goes_on(text: str) -> bool:
    """Tell whether a line ends as a headline does not: with a stop, a comma, a colon, a dash."""
    bare = text.rstrip("\"'“”‘’») ")
    return not bare or (bare[-1] in ".!,;:…-–—" and not INITIALS.search(bare))


def split(text: str) -> tuple[Paragraph, ...]:
    """Split a normalized text into paragraphs; `text[p.start:p.end]` is the paragraph itself.

    An item's offsets leave out its bullet mark, a heading's its "#". A line is a heading when it has the
    form of one and body text follows; so the last paragraph never is.
    """
    lines = lines_of(text)
    groups = _joined(lines) if hard_wrapped(lines) else [[line] for line in lines]
    merged = [
        replace(group[0], end=group[-1].end, text=text[group[0].start : group[-1].end]) for group in groups
    ]
    paragraphs: list[Paragraph] = []
    headings = 2  # in a row before body text: more of them is a list of short lines, not sub-heads
    for line in reversed(merged):
        kind: ParagraphKind = "item" if line.mark else "body"
        spoken = not line.hashes and QUOTATION.fullmatch(line.text)
        if spoken or not heading_like(line):
            headings = 0
        elif headings < 2:
            kind, headings = "heading", headings + 1
        paragraphs.append(Paragraph(line.start, line.end, kind))
    return tuple(reversed(paragraphs))


def hard_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines break in the middle of sentences, as in text wrapped at 60 to 80 characters."""
    inner = [
        (line, after) for line, after in pairwise(lines) if not (after.gap or after.mark or after.indented)
    ]
    if len(inner) < 3 or max(line.end - line.start for line in lines) > WRAP_CHARS:
        return False
    broken = [line for line, _ in inner if len(line.text) >= 40 and line.text[-1] not in '.!?:"”’)']
    continued = sum(after.text[0].islower() for _, after in inner)
    return len(broken) >= 0.5 * len(inner) and continued >= 0.3 * len(inner)


def _joined(lines: Sequence[Line]) -> list[list[Line]]:
    """Join the lines of hard-wrapped text: a gap or a bullet mark begins a new paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        indent = line.indented and bool(groups) and not (groups[-1][-1].indented or groups[-1][0].mark)
        if line.gap or line.mark or line.hashes or indent or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _title_case(words: Sequence[str]) -> bool:
    """Tell whether most of the longer words begin with a capital, as in a headline in title case."""
    longer = [word.strip("\"'“”‘’()") for word in words]
    longer = [word for word in longer if len(word) > 3]
    return bool(longer) and sum(not word[0].islower() for word in longer) >= 0.75 * len(longer)
