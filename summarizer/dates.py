"""Dates and times of day in running text: years, months with or without a day, weekdays, clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Moment", "find"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PATTERNS = [
    re.compile(rf"(?<![\w-])(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\w)"),
    re.compile(
        rf"\b{_MONTH}\b\.? (?:the )?(?P<day>{_DAY})(?![\w:]|[.,]\d|[ ]?%)"
        rf"(?:[-–](?P<until>{_DAY})(?!\w))?(?:,? (?P<year>{_YEAR})(?!\w|[.,]\d|-\d))?"
    ),
    re.compile(rf"\b(?P<day>{_DAY})(?: of)? {_MONTH}\b(?:,? (?P<year>{_YEAR})(?!\w|[.,]\d))?"),
    re.compile(rf"\b{_MONTH}\b\.?,?(?: of)? (?P<year>{_YEAR})(?!\w|[.,]\d)"),
    re.compile(rf"\b(?P<weekday>{'|'.join(_DAYS)})(?:s\b|\b)", re.IGNORECASE),
    re.compile(
        r"(?<![\w:.,$£€])(?P<hour>[01]?\d|2[0-3])(?:(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?"
        r"|:(?P<minute24>[0-5]\d)(?![\d:]|\.\d))",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b"),
    re.compile(
        r"(?:\b(?:in|of|by|since|until|till|from|last|next|this|late|early|mid|before|after|through|during"
        r"|and|to) |\bmid-)(?P<month>March|May)\b(?! (?:be|have|not)\b)"
    ),
    re.compile(rf"(?<![\w.,$£€#-])(?P<year>{_YEAR})(?:[-–/](?P<other>{_YEAR}|\d\d))?s?(?!\w|[.,]\d|%)"),
]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time in a text: its offsets and what it says; 0 or "" where it says nothing.

    `month` is 1 to 12, `weekday` the English name in lower case, `clock` such as "5:30", `half` "a" or "p".
    """

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: str = ""
    clock: str = ""
    half: str = ""


def find(text: str) -> Iterator[Moment]:
    """Yield the dates and times of a text; each stretch of text is read once, the longest form first."""
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            yield from _read(match)


def _read(match: re.Match[str]) -> Iterator[Moment]:
    part = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    year = int(part.get("year", 0))
    if "weekday" in part:
        yield Moment(start, end, weekday=part["weekday"].lower())
    elif "hour" in part:
        minute = part.get("minute") or part.get("minute24") or "00"
        yield Moment(start, end, clock=f"{int(part['hour'])}:{minute}", half=part.get("half", "").lower())
    elif "month" in part or "number" in part:
        month = int(part["number"]) if "number" in part else _month(part["month"])
        for day in (part.get("day"), part.get("until")):
            if day or not part.get("day"):
                yield Moment(start, end, year, month, int(re.sub(r"\D", "", day or "0")))
            if not part.get("day"):
                break
    else:
        yield Moment(start, end, year)
        if "other" in part:
            yield Moment(start, end, int(str(year)[: -len(part["other"])] + part["other"]))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
