"""Can a sentence stand alone? Names what a reader would miss, from the sentence and its surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from summarizer.article import Document
from summarizer.compose.antecedents import depends, first_person, refers_back, second_person, unresolved
from summarizer.compose.boilerplate import boilerplate
from summarizer.compose.capitals import Capitals
from summarizer.compose.lexicon import FUNCTION
from summarizer.compose.quotations import open_quotations, outside, quoted_share, speakerless, unpaired
from summarizer.compose.terms import WORD, length
from summarizer.compose.trim import trim, without_connective, wording
from summarizer.summary import Evidence

__all__ = ["Candidate", "Fault", "Surroundings", "faults", "read"]


class Fault(Enum):
    """What keeps a sentence from standing alone; `select` says which are let pass, and when."""

    PRONOUN = "pronoun"
    """A "he", "it" or "this" whose antecedent is not in the sentence."""
    CONNECTIVE = "connective"
    """A leading connective that was taken off ("But")."""
    DEPENDENCE = "dependence"
    """A leading connective that cannot be taken off ("Instead", "As a result")."""
    REFERENCE = "reference"
    """A definite noun that some earlier sentence introduced ("The decision")."""
    QUOTATION = "quotation"
    """Someone's words without their name, or a part of a longer quotation."""
    QUOTED = "quoted"
    """Mostly quotation, with its speaker."""
    FIRST_PERSON = "first_person"
    """"I" or "we" outside quotation marks."""
    SECOND_PERSON = "second_person"
    """"You" outside quotation marks."""
    QUESTION = "question"
    FRAGMENT = "fragment"
    """Too short, no capital at its start, or leading up to a list."""
    UNFINISHED = "unfinished"
    """No full stop at its end: a caption, a headline or a cut."""
    HEADLINE = "headline"
    """A title-case line."""
    BOILERPLATE = "boilerplate"
    """A credit, an advertisement, a request to click: no part of the story."""
    ITEM = "item"
    """An item of a list in the body."""
    LONG = "long"
    """More words than may be printed (`select.within`)."""
    SHORT = "short"
    """Too few words to say enough (`select.within`)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as a bullet would print it: the spans it keeps, their wording, its words and faults.

    `score` is in units of salience; `select.scored` sets it.
    """

    index: int
    spans: tuple[Evidence, ...]
    text: str
    words: int
    faults: frozenset[Fault]
    score: float = 0.0


_STOP = re.compile(r"[.!?…][\"”’')\]]*$")
_BROKEN = re.compile(
    r"[:,;—-]$|^[,;:)]|^['’]\w?\s|^[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}, (?:where|who|which) [^,]*$"
)
"""Leads up to something, starts in the middle, or is a name with a relative clause and no verb."""
_RUNNING = re.compile(r"\b[a-z]{3,}\b|\b(?:is|of|in|to)\b")
_MOST_SEMICOLONS = 2
_LEAST_WORDS = 5
_HEADLINE_CAPITALS = 0.8
"""Share of words of topic with a capital from which a line without a full stop is a headline."""
_MOST_QUOTED = 0.6
"""Share of quoted words from which a sentence counts as someone's words."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sentence's article tells about it: see `candidate`."""

    document: Document
    inside: Sequence[bool]
    """Whether each sentence begins inside a quotation."""
    capitals: Capitals

    @classmethod
    def of(cls, document: Document) -> Surroundings:
        """Read a document."""
        return cls(document, open_quotations(document), Capitals.of(document.article.text))

    def candidate(self, index: int, whole: tuple[Evidence, ...]) -> Candidate:
        """Return a sentence as a bullet that keeps these spans would print it, a leading "But" taken off."""
        document = self.document
        spans = without_connective(document, whole)
        text = wording(document, spans)
        found = faults(text, self.inside[index], self.capitals)
        if spans != whole:
            found.add(Fault.CONNECTIVE)
        if document.article.paragraphs[document.sentences[index].paragraph].kind == "item":
            found.add(Fault.ITEM)
        return Candidate(index, spans, text, length(text), frozenset(found))


def read(document: Document) -> tuple[Candidate, ...]:
    """Return one candidate per sentence, in order, of all that a bullet could keep of it."""
    around = Surroundings.of(document)
    return tuple(
        around.candidate(sentence.index, trim(document, sentence.index, connective=False))
        for sentence in document.sentences
    )


def faults(text: str, inside_quotation: bool, capitals: Capitals) -> set[Fault]:
    """Return the faults that a sentence's wording shows."""
    around = outside(text)
    plain = WORD.findall(around)
    lower = [word.lower().replace("’", "'") for word in plain]
    incomplete = inside_quotation or unpaired(text) or speakerless(text)
    shown = (
        (Fault.QUOTATION, incomplete),
        (Fault.QUOTED, not incomplete and quoted_share(text) > _MOST_QUOTED),
        (Fault.FIRST_PERSON, first_person(lower, around)),
        (Fault.SECOND_PERSON, second_person(lower, text)),
        (Fault.PRONOUN, unresolved(text, plain, lower, capitals)),
        (Fault.DEPENDENCE, depends(text)),
        (Fault.REFERENCE, refers_back(plain, lower)),
    )
    return _form(text) | {fault for fault, found in shown if found}


def _form(text: str) -> set[Fault]:
    """Return the faults of form: of punctuation, length, capitals and stock phrases."""
    plain = WORD.findall(text)
    stopped = bool(_STOP.search(text))
    topical = [word for word in plain if word.lower() not in FUNCTION and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in topical)
    shown = (
        (Fault.FRAGMENT, len(plain) < _LEAST_WORDS or bool(_BROKEN.search(text)) or _tabular(text)),
        (Fault.UNFINISHED, not stopped),
        (Fault.QUESTION, "?" in text[-3:]),
        (Fault.BOILERPLATE, boilerplate(text)),
        (Fault.HEADLINE, not stopped and len(topical) > 2 and capitals >= _HEADLINE_CAPITALS * len(topical)),
    )
    return {fault for fault, found in shown if found}


def _tabular(text: str) -> bool:
    """Tell whether a line is a list or a row of results rather than a sentence."""
    return text.count(";") > _MOST_SEMICOLONS or not _RUNNING.search(text)
