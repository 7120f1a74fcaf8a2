"""Bullets and a brief out of the sentences that a seq2seq model wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from summarizer import abbreviations as known
from summarizer.compose.select import Repetition
from summarizer.compose.terms import length
from summarizer.models.writing import Line, Written
from summarizer.options import Options

__all__ = ["clean", "digest"]

SLACK = 1.1
"""The words of a brief, in multiples of brief_words."""

_SPACED_STOP = re.compile(r"\s+([.!?])(\s+)(\w)")
_PARTED_FIGURE = re.compile(r"(?<![\w.,])(\d{1,3})[^\S\n]+\.[^\S\n]+(?=\d)")
"""A decimal figure in pieces; a year before the stop ends a sentence."""

_CAPITALISED = known.TITLES | known.PROPER | known.DATES | known.STATES
"""Abbreviations that without a capital may be words ("ill", "rep"), unless a stop stands within them."""

_SPACED_MARK = re.compile(r"\s+([.,;:!?])(?=\s|$)")
_WORD = re.compile(r"[^\W_]{2}")


def clean(text: str, newline: str) -> str:
    """Return what a model wrote with the marks of its training undone.

    `newline` is what it writes for a line break ("" for none). A stop that stands apart (" . the") ends a
    sentence, as in the tokenized text that CNN/DailyMail models learned from, unless it belongs to an
    abbreviation or a figure.
    """
    if newline:
        text = text.replace(newline, "\n")
    text = _SPACED_STOP.sub(_opened, _PARTED_FIGURE.sub(r"\1.", text))
    return _SPACED_MARK.sub(r"\1", text).strip()


def _opened(stop: re.Match[str]) -> str:
    """Return a stop that stood apart and the first letter after it, a capital where a sentence begins."""
    before = stop.string[: stop.start()].split()[-1:]
    short = stop[1] == "." and bool(before) and _abbreviated(before[0].lstrip("([\"'“‘"), stop[3].isdigit())
    return f"{stop[1]}{stop[2]}{stop[3] if short else stop[3].upper()}"


def _abbreviated(word: str, figure: bool) -> bool:
    """Tell whether a word is an abbreviation without its last stop; `figure`: one comes after it."""
    plain = word.lower()
    if plain in known.INNER | known.CLOCK or (figure and plain in known.NUMBERED):
        return True
    return plain in _CAPITALISED and (word[0].isupper() or "." in word)


def digest(
    final: Sequence[str], windows: Sequence[Sequence[str]], options: Options
) -> tuple[Written, tuple[str, ...]]:
    """Return bullets and brief, and what the user must be told about them.

    `final` holds the sentences of the model's summary of the whole article, `windows` those of its windows.
    The bullets are the final ones in their order, then the windows' first sentences, second ones and so on,
    none that says the same as one before it. A sentence over options.bullet_words is taken only when
    nothing else is left. The brief is the beginning of the final sentences.
    """
    ordered = [_capital(one) for one in chain(final, _in_turn(windows)) if _WORD.search(one)]
    distinct: list[str] = []
    repetition = Repetition()
    for one in ordered:
        if not repetition.same(one):
            repetition.add(one)
            distinct.append(one)
        if len(distinct) == 2 * options.bullets:  # those over the limit may have to go
            break
    fitting = [one for one in distinct if length(one) <= options.bullet_words]
    chosen = fitting[: options.bullets]
    rest = [one for one in distinct if one not in fitting]
    chosen += rest[: options.bullets - len(chosen)]
    bullets = tuple(Line(one) for one in distinct if one in chosen)
    told: tuple[str, ...] = ()
    if chosen and len(chosen) < options.bullets:
        told = (f"The model wrote enough for {len(chosen)} quick looks only, not for {options.bullets}.",)
    return Written(bullets, _brief([_capital(one) for one in final], options.brief_words)), told


def _in_turn(windows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the first sentence of each window, then the second of each, and so on."""
    return (one for row in zip_longest(*windows) for one in row if one is not None)


def _brief(found: Sequence[str], words: int) -> str:
    """Return the first sentences up to `words` words and a tenth, one at least."""
    taken: list[str] = []
    for one in found:
        if taken and length(" ".join([*taken, one])) > words * SLACK:
            break
        if one not in taken:
            taken.append(one)
    return " ".join(taken)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
