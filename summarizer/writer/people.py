"""Full names at first mention: "Pearson" becomes "Sally Pearson" where the block has not named her yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.article import Document
from summarizer.names import NOT_NAMES, TITLES
from summarizer.writer.forms import known

__all__ = ["People"]

_FULL = re.compile(
    r"(?<![\w’'-])([A-Z][a-z]+(?:-[A-Z][a-z]+)?)((?: [A-Z]\.)?) "
    r"((?:(?:Mc|Mac|O['’]|De|Di|La|Le|Van)?[A-Z][a-z]+)(?:-[A-Z][a-z]+)?)(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class People:
    """The full names of an article's people by surname, each with the sentence that tells it first.

    A surname that two people share is left out.
    """

    full: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, document: Document) -> People:
        """Read the names that an article tells in full and also by surname alone."""
        found: dict[str, dict[str, int]] = {}
        for sentence in document.sentences:
            text = document.text_of(sentence)
            for first, middle, last in _names(text):
                found.setdefault(last, {}).setdefault(f"{first}{middle} {last}", sentence.index)
        text = document.article.text
        full = {}
        for last, names in found.items():
            firsts = {name.split()[0] for name in names}
            if len(firsts) == 1 and _later(text, names, last) and _person(text, last):
                name = min(names, key=lambda one: (names[one], one))
                full[last] = name, names[name]
        return cls(full)

    def introduced(
        self, texts: Sequence[str], longest: int | None = None
    ) -> list[tuple[str, tuple[int, ...]]]:
        """Return the texts of a block in order, each surname in full where it is first told, and the
        sentences that the names are from.

        longest: words that a text may have; a name that would make one longer is told in full later.
        """
        told: set[str] = set()
        found = []
        for text in texts:
            sources = []
            for last, (name, index) in self.full.items():
                place = re.search(rf"(?<![\w’'-]){last}(?![\w-])", text)
                if place is None:
                    continue
                if last not in told and not re.search(rf"[A-Z][\w.’'-]* {last}\b", text):
                    full = text[: place.start()] + name + text[place.end() :]
                    if longest is not None and len(full.split()) > longest:
                        continue
                    text = full
                    sources.append(index)
                told.add(last)
            found.append((text, tuple(sources)))
        return found


def _names(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what looks like a first name, a middle initial and a surname: words that are no plain English."""
    place = 0
    while match := _FULL.search(text, place):
        first, middle, last = match.groups()
        # behind a title stands a name: "Mayor Ilse Brandt"
        place = match.end(1) if first.lower() in TITLES else match.end()
        if not known(first.lower()) and not {first.lower(), last.lower()} & (TITLES | NOT_NAMES):
            yield first, middle, last


def _later(text: str, names: Iterable[str], last: str) -> bool:
    """Tell whether a surname stands by itself, and first behind the full name (not as in "Shiite Iran")."""
    told = min(text.find(name) for name in names)
    alone = next(
        (
            m.start()
            for m in re.finditer(rf"(?<![\w’'-]){last}(?![\w-])", text)
            if not _behind_capital(text, m.start())
        ),
        -1,
    )
    return alone > told >= 0


def _behind_capital(text: str, place: int) -> bool:
    return bool(re.search(r"[A-Z][\w.’'-]* $", text[max(0, place - 30) : place]))


def _person(text: str, last: str) -> bool:
    """Tell whether a surname is no plain word, or speaks: "Woods said"."""
    return not known(last.lower()) or bool(
        re.search(rf"\b{last} (?:said|says|told|added)\b|\bM(?:r|s|rs)\.? {last}\b", text)
    )
