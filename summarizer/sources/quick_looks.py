"""The quick-looks layout of plain text: keywords and lede, human bullets, headline, "Deep Look", body.

    Harbour/ Lower Kessel/ Morning Edition/ The town of Lower Kessel will ...     keywords, then the lede
    Lower Kessel to Close Its Harbour: Quick Looks
    - Ferry Halt: Boats stop on Friday.
    Harbour Closes After 80 Years                                                 headline
    Deep Look
    The town council voted ...                                                    body, with sub-heads

Each part but the bullets may be missing. Bullets under a heading at the start or the end of a text are the
human quick looks; bullet lists inside the body are body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article import QuickLook
from summarizer.sources.paragraphs import Line, begins, ends_or_goes_on, hard_wrapped, heading_like, lines_of

__all__ = ["Layout", "bullet", "is_heading", "take_apart"]

HEADING = re.compile(
    r"(?:(?P<headline>.{3,150}?)\s*[:–—-]\s+)?"
    r"(?P<phrase>quick\s+looks?|key\s+points?|key\s+takeaways?|story\s+highlights?|at\s+a\s+glance)\s*:?",
    re.IGNORECASE,
)
DEEP_LOOK = re.compile(r"(?:a\s+)?deep(?:er)?\s+look\s*:?", re.IGNORECASE)
EMPHASIS = re.compile(r"\*\*|__")
BYLINE = re.compile(
    r"(?:(?:By|BY) [A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|in|and|for|of|at|the|with|de|van|von))*"
    r"(?:, [^.!?]{3,50})?"
    r"|[A-Z][\w'’-]+ [A-Z][\w'’-]+, [a-z]+(?: [a-z]+)? (?:editor|correspondent|reporter)"
    r"|(?:(?:Published|Updated|Posted)(?: on| at)?:? )?(?:\w+day,? )?"
    r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}),? \d{4}"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?)"
)
"""A line that says who wrote it or when: no part of the story, and not what a bullet is about."""
LABEL = re.compile(r"(?P<label>[^\s:][^:]{0,59}?)\s*:\s+(?P<text>\S.*)", re.DOTALL)

LABEL_WORDS = 6
HEADLINE_WORDS = 18
"""A headline in sentence case is at most this long, and the paragraph after it at least."""

KEYWORD_WORDS = 6
KEYWORD_CHARS = 60
HEADER_LINES = 4
"""Lines that may stand above the heading: the header with the lede, a headline, a byline, a dateline."""

KEYWORDS_ALONE = 3
"""Terms that make a header where no quick looks follow; with fewer, "/ " may be a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text taken apart. `text` is the lede and the body, without title and quick looks."""

    text: str
    title: str | None = None
    keywords: tuple[str, ...] = ()
    quick_looks: tuple[QuickLook, ...] = ()


def is_heading(line: str) -> bool:
    """Tell whether a line announces quick looks: "...: Quick Looks", "Key points" and the like."""
    return HEADING.fullmatch(EMPHASIS.sub("", line).strip()) is not None


def bullet(text: str) -> QuickLook:
    """Return a bullet without its mark as a QuickLook: "Label: sentence", or a sentence alone."""
    text = " ".join(EMPHASIS.sub("", text).split())
    found = LABEL.fullmatch(text)
    if found and len(found["label"].split()) <= LABEL_WORDS and not re.search(r"[.!?,;]\s", found["label"]):
        return QuickLook(found["text"], found["label"])
    return QuickLook(text)


def take_apart(text: str, title: str | None = None) -> Layout:
    """Take a normalized text apart; one without the layout keeps all its text, less a headline at its top.

    title: the title that is known already; then a first line that differs from it is body, whatever its form.
    """
    lines = lines_of(text)
    found = _bullets(lines)
    if found is None:
        return _plain(text, lines, title)
    heading, end = found
    looks = tuple(bullet(each) for each in _whole_bullets(lines[heading + 1 : end]))
    keywords, lede = _header(text, lines[:heading])
    above: Sequence[Line] = lines[1:heading] if keywords else lines[:heading]
    headline, below = _headline(lines[end:])
    if headline is None and len(above) > (0 if keywords else 1):
        headline, above = _headline(above)
    if headline is None and (named := HEADING.fullmatch(EMPHASIS.sub("", lines[heading].text))):
        headline = named["headline"]
    parts = [lede, _verbatim(text, above), _verbatim(text, below)]
    return Layout("\n".join(filter(None, parts)), title or headline, keywords, looks)


def _plain(text: str, lines: Sequence[Line], known: str | None) -> Layout:
    """A text without quick looks: keywords or a headline may still stand at its top."""
    keywords, lede = _header(text, lines)
    if len(keywords) < KEYWORDS_ALONE:
        keywords, lede = (), ""
    body = lines[1:] if keywords else lines
    headline, rest = _headline(body)
    if known is not None and body and body[0].text.casefold() != known.casefold():
        rest = body
    elif headline is None or not rest:
        headline, rest = None, body
    parts = [lede, _verbatim(text, rest)]
    return Layout("\n".join(filter(None, parts)), known or headline, keywords)


def _bullets(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the index of the quick looks' heading and the index after their last line."""
    for index, line in enumerate(lines[:-1]):
        if line.mark or not lines[index + 1].mark or not is_heading(line.text):
            continue
        end = index + 2
        while end < len(lines) and (lines[end].mark or _continues(lines[end - 1], lines[end])):
            end += 1
        if index <= HEADER_LINES or end == len(lines) or "quick" in line.text.lower():
            return index, end
    return None


def _continues(bullet_line: Line, line: Line) -> bool:
    """Tell whether a line goes on with the bullet above it, as in hard-wrapped text."""
    if line.gap:
        return False
    return line.indented or (line.text[0].islower() and bullet_line.text[-1] not in ".!?")


def _whole_bullets(lines: Sequence[Line]) -> list[str]:
    bullets: list[str] = []
    for line in lines:
        if line.mark:
            bullets.append(line.text)
        else:
            bullets[-1] += " " + line.text
    return bullets


def _header(text: str, lines: Sequence[Line]) -> tuple[tuple[str, ...], str]:
    """Return the keywords at the start of the first line and the lede after them.

    Terms are read from the left for as long as they are short, so "/ " inside the lede does no harm.
    """
    if not lines:
        return (), ""
    keywords: list[str] = []
    start = lines[0].start
    *terms, last = lines[0].text.split("/ ")
    for term in terms:
        if not _is_keyword(term):
            break
        keywords.append(term.strip())
        start += len(term) + len("/ ")
    else:
        if keywords and _is_keyword(last.removesuffix("/")):
            keywords.append(last.removesuffix("/").strip())
            start = lines[0].end
    return (tuple(keywords), text[start : lines[0].end].strip()) if keywords else ((), "")


def _is_keyword(term: str) -> bool:
    words = term.split()
    if not words or len(words) > KEYWORD_WORDS or len(term) > KEYWORD_CHARS or words[-1] == "and":
        return False
    return not re.search(r"[!?]$|\w{4,}\.$", words[-1])


def _headline(lines: Sequence[Line]) -> tuple[str | None, Sequence[Line]]:
    """Take a headline, and a line "Deep Look", from the top of the lines, where body text follows."""
    if lines and _is_deep_look(lines[0]):
        return None, _without_bylines(lines[1:])
    if len(lines) < 2 or lines[0].mark:
        return None, lines
    title = EMPHASIS.sub("", lines[0].text)
    rest = _without_bylines(lines[1:])
    if rest and _is_deep_look(rest[0]):
        return title, _without_bylines(rest[1:])
    if rest and len(rest) < len(lines) - 1 and _short_line(lines[0]):
        return title, rest
    return (title, rest) if rest and _headline_like([lines[0], *rest]) else (None, lines)


def _without_bylines(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out the lines at the top that say who wrote the article and when."""
    first = next((place for place, line in enumerate(lines) if not BYLINE.fullmatch(line.text)), 0)
    return lines[first:]


def _short_line(line: Line) -> bool:
    """Tell whether a line may be a headline by its own form."""
    return (
        len(line.text.split()) <= HEADLINE_WORDS
        and begins(line.text)
        and not ends_or_goes_on(line.text)
        and not BYLINE.fullmatch(line.text)
    )


def _is_deep_look(line: Line) -> bool:
    return DEEP_LOOK.fullmatch(EMPHASIS.sub("", line.text)) is not None


def _headline_like(lines: Sequence[Line]) -> bool:
    """Tell whether the first line is a headline: it has the form of one, or body text follows that is longer.

    A first line that the next one goes on with, as in hard-wrapped text, is none.
    """
    line, after = lines[:2]
    if BYLINE.fullmatch(line.text):
        return False
    if not after.gap and (after.text[0].islower() or hard_wrapped(lines)):
        return False
    if heading_like(line):
        return len(lines) > 2 or not heading_like(after)
    return (
        _short_line(line)
        and line.text[-1] != "?"
        and not after.mark
        and len(after.text.split()) >= HEADLINE_WORDS
    )


def _verbatim(text: str, lines: Sequence[Line]) -> str:
    """Return the text from the first line's start to the last one's end, marks of bullets included."""
    if not lines:
        return ""
    start = text.rfind("\n", 0, lines[0].start) + 1
    return text[start : lines[-1].end].strip("\n")
