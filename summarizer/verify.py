"""Checking a draft against its article: numbers, dates, names and quotations that the article does not hold.

The check is deterministic and reads words, not meanings: it finds an invented figure or person, not a
true figure in a false statement. A sentence taken word for word from the article never gives a violation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import itemgetter

from summarizer import dates, figures, names
from summarizer.article import Article
from summarizer.sentences import boundaries, split
from summarizer.summary import Draft, Violation

__all__ = ["check"]

_QUOTED = re.compile(
    r"[“«](?P<curly>[^“”«»]+)[”»]"
    r"|(?<!\w)\"(?=\S)(?P<straight>[^\"“”]+?)(?<=\S)\"(?!\w)"
    r"|(?<!\w)[‘'](?=[^\W\d])(?P<single>(?:[^‘'’\"“”]|(?<=\w)['’](?=\w))+)['’](?!\w)"
)
_GAP = re.compile(r"…|\.{3,}|\[[^\]]*\]|\. \. \.")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_HEDGE = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|nearly|almost|close to)"
    r"|(?P<more>more than|over|at least|above|exceeding)"
    r"|(?P<less>less than|fewer than|under|up to|below|at most)) (?:an? )?$",
    re.IGNORECASE,
)
_TOLERANCE = {
    "about": (Decimal("0.9"), Decimal("1.1")),
    "more": (Decimal("1"), Decimal("1.15")),
    "less": (Decimal("0.85"), Decimal("1")),
}
"""How far a hedged number may lie from one of the article, as shares of it; a choice, not a measurement."""

_SEAM = " ¶ "
_TITLE_CASE = 0.9
"""Share of capitalised words from which a sentence counts as a headline, whose words are no names."""


def check(draft: Draft, article: Article) -> Draft:
    """Return the draft with the violations of each bullet (text and label) and of the brief filled in."""
    source = _Source(article)
    bullets = tuple(
        replace(bullet, violations=source.of_label(bullet.label or "") + source.of_text(bullet.text))
        for bullet in draft.bullets
    )
    brief = replace(draft.brief, violations=source.of_text(draft.brief.text))
    return replace(draft, bullets=bullets, brief=brief)


class _Source:
    """An article's sentences, words, figures, dates and names, found once for all its bullets."""

    def __init__(self, article: Article) -> None:
        document = split(article)
        text = f"{article.title or ''}\n{article.text}"
        taken = [document.text_of(sentence) for sentence in document.sentences]
        self.sentences = {" ".join(sentence.split()) for sentence in (*taken, article.title or "")} - {""}
        self.plain = f" {_plain(text)} "
        moments = list(dates.find(text))
        if article.published:
            moments += _published(article.published)
        self.moments = moments
        self.years = {moment.year for moment in moments if moment.year}
        self.weekdays = {moment.weekday for moment in moments}
        self.units: dict[Decimal, set[str]] = {}
        for figure in figures.find(text):
            for value in figure.values:
                self.units.setdefault(value, set()).add(figure.unit)
        for year in self.years:
            self.units.setdefault(Decimal(year), set()).add("")
        self.pairs = {pair for _, _, pair in figures.pairs(text)}
        self.names = names.NameIndex(text)

    def of_text(self, text: str) -> tuple[Violation, ...]:
        """Return what the text states and the article does not hold, in the text's order."""
        rest = self._without_own_sentences(text)
        return _in_order(*self._quotations(rest), *self._dates_and_numbers(rest), *self._names(rest))

    def of_label(self, label: str) -> tuple[Violation, ...]:
        """Return the violations of a label; its capitals are a headline's, so acronyms alone are names."""
        return _in_order(*self._quotations(label), *self._dates_and_numbers(label), *self._acronyms(label))

    def _without_own_sentences(self, text: str) -> str:
        """Return the text with the article's own sentences cut out: what is taken whole needs no check.

        White space may differ, and the first letter's case, as both do in a bullet from hard-wrapped text.
        """
        folded = " ".join(text.split())
        for sentence in sorted(self.sentences, key=len, reverse=True):
            letter = _LETTER.search(sentence)
            first = letter.end() if letter else 0
            if sentence[first:] in folded:
                parts = (sentence[:first], sentence[first:])
                opening, rest = (r"\s+".join(map(re.escape, part.split(" "))) for part in parts)
                text = re.sub(rf"(?<!\w)(?i:{opening}){rest}(?!\w)", _SEAM, text)
        return text

    def _quotations(self, text: str) -> Iterator[tuple[int, Violation]]:
        for match in _QUOTED.finditer(text):
            quoted = next(group for group in match.groups() if group)
            parts = (part[start:end] for part in _GAP.split(quoted) for start, end in boundaries(part))
            if not self._says(quoted) and not all(self._says(part) for part in parts):
                message = "these words do not stand in the article"
                yield match.start(), Violation("quotation", match[0], message)

    def _says(self, words: str) -> bool:
        plain = _plain(words)
        return not plain or f" {plain} " in self.plain

    def _dates_and_numbers(self, text: str) -> Iterator[tuple[int, Violation]]:
        blank = text
        for moment in dates.find(text):
            part = text[moment.start : moment.end]
            blank = blank[: moment.start] + _SEAM[1] * (moment.end - moment.start) + blank[moment.end :]
            if not self._holds_moment(moment):
                yield moment.start, Violation("date", part, "the article gives no such date or time")
        for figure in figures.find(blank):
            if not self._holds_figure(figure, blank):
                part = text[figure.start : figure.end]
                yield figure.start, Violation("number", part, "the article gives no such number")
        for start, end, pair in figures.pairs(blank):
            if pair not in self.pairs and re.search("[-–]", text[start:end]):
                message = "the article does not give these two together"
                yield start, Violation("number", text[start:end], message)

    def _holds_moment(self, moment: dates.Moment) -> bool:
        if moment.weekday:
            return moment.weekday in self.weekdays
        if moment.clock:
            same = (m for m in self.moments if m.clock == moment.clock)
            return any(not (m.half and moment.half) or m.half == moment.half for m in same)
        if not moment.month:
            return moment.year in self.years or Decimal(moment.year) in self.units
        same = (m for m in self.moments if m.month == moment.month and moment.day in (0, m.day))
        years = {m.year for m in same}
        if not years or not moment.year or moment.year in years:
            return bool(years)
        return 0 in years and moment.year in self.years

    def _holds_figure(self, figure: figures.Figure, text: str) -> bool:
        same_unit = [value for value, units in self.units.items() if not figure.unit or figure.unit in units]
        if not figure.values.isdisjoint(same_unit):
            return True
        hedge = _HEDGE.search(text, max(0, figure.start - 20), figure.start)
        if hedge is None:
            return False
        low, high = _TOLERANCE[hedge.lastgroup or ""]
        return any(value * low <= known <= value * high for value in figure.values for known in same_unit)

    def _names(self, text: str) -> Iterator[tuple[int, Violation]]:
        words = [word for word in _WORD.findall(text) if len(word) > 3]
        if len(words) > 3 and sum(word[0].isupper() for word in words) > _TITLE_CASE * len(words):
            if not text.isupper():
                yield from self._acronyms(text)
            return
        for name in names.find(text):
            if not self.names.holds(name):
                part = text[name.start : name.end]
                yield name.start, Violation("name", part, "the article has no such name")

    def _acronyms(self, text: str) -> Iterator[tuple[int, Violation]]:
        for match in re.finditer(r"\b(?:[A-Z]\.?){2,}(?!\w)", text):
            if not self.names.knows(match[0]):
                yield match.start(), Violation("name", match[0], "the article has no such name")


def _in_order(*found: tuple[int, Violation]) -> tuple[Violation, ...]:
    """Return the violations by their place in the text, each once."""
    return tuple(dict.fromkeys(violation for _, violation in sorted(found, key=itemgetter(0))))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def _published(published: str) -> list[dates.Moment]:
    """Return the day of publication as a date that the article knows; none when it is no ISO date."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return []
    return [dates.Moment(0, 0, day.year, day.month, day.day)]
