"""Is a written text what the sentences say that it was written from? Rules over words, without a parser.

`verify` asks for numbers, dates, names and quotations; this asks for what deletion and rewriting lose: a
doubt, a denial, a condition, and for a sentence that is one. `statements` compares who does what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from summarizer import align, verify
from summarizer.article import Article, Document, Paragraph
from summarizer.compose.capitals import Capitals
from summarizer.compose.standing import Fault, faults
from summarizer.compose.terms import WORD, content, stem
from summarizer.sentences import split
from summarizer.summary import Evidence
from summarizer.writer.function_words import FUNCTION_WORDS

__all__ = ["Flaw", "Traces", "flaws", "traces", "used"]


class Flaw(Enum):
    """Why a text is not printed."""

    CLAIM = "claim"
    """A number, date, name or quotation that its sentences do not hold."""
    DOUBT = "doubt"
    """A "may" or "allegedly" is gone, or a "could" has come."""
    DENIAL = "denial"
    """A "not" came or went."""
    CONDITION = "condition"
    """An "if" or "unless" is gone."""
    FORM = "form"
    """No sentence: a fragment, a headline, a question, something said twice."""
    LENGTH = "length"
    """Too short to say something, or over the limit."""
    LEANS = "leans"
    """Needs an earlier sentence to be understood, or speaks as "I" or "you"."""
    QUOTATION = "quotation"
    """Someone's words without their speaker, or quotation marks that do not pair."""


_DOUBTS = frozenset(
    "may might could possibly perhaps likely unlikely allegedly alleged apparently reportedly purportedly "
    "suspected suspects accused accuses accusing believed believes thought expected expects plans planned "
    "planning proposed proposes seems appears suggests suggested claimed claims would should potential "
    "potentially probably rumored rumoured considering hopes hoped intends aims wants threatened vowed "
    "charged charges".split()
)
_MODALS = {
    word: kind
    for kind, words in {
        "may": "may might",
        "can": "can cannot",
        "could": "could",
        "will": "will would",
        "must": "shall must",
        "should": "should",
    }.items()
    for word in words.split()
}
"""Modal verbs that say more than the sentence when they come in."""
_DENIALS = frozenset(
    "not no never none nobody nothing neither nor without cannot can't won't don't doesn't didn't isn't "
    "aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't denied denies deny refused "
    "refuses failed fails unable few hardly barely rarely".split()
)
_CONDITIONS = frozenset("if unless until once provided".split())
_NEAR = 3
"""Words of topic from one to the next of a pair that still stand together."""
_REACH = 4
"""Words behind a doubt, denial or condition among which the word stands that it governs."""
_LEAST_WORDS = 6
_REFUSED = {
    Flaw.FORM: {Fault.FRAGMENT, Fault.UNFINISHED, Fault.QUESTION, Fault.HEADLINE, Fault.BOILERPLATE},
    Flaw.LEANS: {Fault.PRONOUN, Fault.DEPENDENCE, Fault.FIRST_PERSON, Fault.SECOND_PERSON},
    Flaw.QUOTATION: {Fault.QUOTATION, Fault.QUOTED},
}
_PRONOUN = re.compile(r"[\"“'‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|We|I|You|Our|My)\b")
_DOUBLED = re.compile(r"\b(\w+) \1\b")


def flaws(text: str, main: str, shown: Sequence[str], capitals: Capitals, longest: int) -> frozenset[Flaw]:
    """Return what is wrong with a text that was written from a sentence, `main`, and those shown with it.

    capitals: of the article. longest: words that it may have.
    """
    return frozenset(
        {
            *_of_form(text, capitals, longest),
            *(() if text == main else _of_meaning(text, main, shown)),
        }
    )


def used(text: str, main: int, shown: Sequence[int], document: Document) -> tuple[Evidence, ...]:
    """Return the sentences that a text rests on: the one it says, and others that hold more of its words."""
    sentences = document.sentences
    left = content(text) - content(document.text_of(sentences[main]))
    found = [main]
    while left:
        best = max(shown, key=lambda i: (len(left & content(document.text_of(sentences[i]))), i))
        more = left & content(document.text_of(sentences[best]))
        if not more:
            break
        found.append(best)
        left -= more
    return tuple(Evidence(i, sentences[i].start, sentences[i].end) for i in found[: align.MOST])


def _of_form(text: str, capitals: Capitals, longest: int) -> Iterator[Flaw]:
    words = text.split()
    if not _LEAST_WORDS <= len(words) <= longest:
        yield Flaw.LENGTH
    found = faults(text, False, capitals)
    for flaw, faulty in _REFUSED.items():
        if found & faulty:
            yield flaw
    if _PRONOUN.match(text):
        yield Flaw.LEANS
    lower = [word.lower().strip(",.;\"“”'’") for word in words]
    runs = list(zip(lower, lower[1:], lower[2:], strict=False))
    if _DOUBLED.search(text) or len(set(runs)) < len(runs) or text.count('"') % 2:
        yield Flaw.FORM
    if text.count("“") != text.count("”"):
        yield Flaw.QUOTATION


def _of_meaning(text: str, main: str, shown: Sequence[str]) -> Iterator[Flaw]:
    if _source(tuple(shown)).violations(text):
        yield Flaw.CLAIM
    if _modals(text) - _modals(main):
        yield Flaw.DOUBT
    for flaw, markers in ((Flaw.DOUBT, _DOUBTS), (Flaw.DENIAL, _DENIALS), (Flaw.CONDITION, _CONDITIONS)):
        own, there = _governed(text, markers), _governed(main, markers)
        said = {stem(word) for word in WORD.findall(text)}
        marked = any(word in markers for word in _lower(text))
        if there and not marked and any(governed & said for governed in there):
            yield flaw
        if flaw is Flaw.DENIAL and own and not any(word in markers for one in shown for word in _lower(one)):
            yield flaw


def _modals(text: str) -> set[str]:
    return {_MODALS[word] for word in _lower(text) if word in _MODALS}


@dataclass(frozen=True, slots=True)
class Traces:
    """How a text's words of topic stand in the sentence that it says, shares from 0 to 1.

    held: of its words, those that the sentence holds. ordered: of these, those in the sentence's order.
    joined: of its neighbouring pairs, those that do not stand in the sentence with at most two words between.
    late: of its words, those in its second half that the sentence does not hold. Facts are joined anew where
    the first two are low or the others high.
    """

    held: float
    ordered: float
    joined: float
    late: float


def traces(text: str, main: str) -> Traces:
    """Return how the words of a text stand in a sentence."""
    own, there = _topic(text), _topic(main)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(there):
        places.setdefault(word, []).append(place)
    kept = [word for word in own if word in places]
    pairs = list(pairwise(own))
    joined = [
        pair
        for pair in pairs
        if not any(
            0 < later - place <= _NEAR
            for place in places.get(pair[0], ())
            for later in places.get(pair[1], ())
        )
    ]
    late = [word for word in own[len(own) // 2 :] if word not in places]
    return Traces(
        len(kept) / max(1, len(own)),
        _in_order(kept, there) / max(1, len(kept)),
        len(joined) / max(1, len(pairs)),
        len(late) / max(1, len(own)),
    )


def _in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, word_there in enumerate(other, start=1):
            above = row[place]
            row[place] = before + 1 if word == word_there else max(above, row[place - 1])
            before = above
    return row[-1]


def _topic(text: str) -> list[str]:
    return [stem(word) for word in WORD.findall(text) if word.lower() not in FUNCTION_WORDS]


def _governed(text: str, markers: frozenset[str]) -> list[frozenset[str]]:
    """Return for each marker of a text the stem of the first word of topic behind it."""
    words = _lower(text)
    found = []
    for place, word in enumerate(words):
        if word in markers:
            behind = content(" ".join(words[place + 1 : place + 1 + _REACH]))
            first = next((w for w in words[place + 1 : place + 1 + _REACH] if stem(w) in behind), None)
            if first:
                found.append(frozenset({stem(first)}))
    return found


def _lower(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


@lru_cache(maxsize=64)  # the candidates of a sentence are shown the same
def _source(shown: tuple[str, ...]) -> verify.Source:
    text = "\n".join(shown)
    paragraphs, start = [], 0
    for one in shown:
        paragraphs.append(Paragraph(start, start + len(one)))
        start += len(one) + 1
    return verify.Source(split(Article(text, tuple(paragraphs))))
