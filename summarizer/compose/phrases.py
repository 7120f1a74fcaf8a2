"""Noun phrases and names in a sentence, found without a tagger: from word classes, endings and capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from summarizer.compose.lexicon import (
    ADJECTIVES,
    AMBIGUOUS,
    FUNCTION,
    NOUNS_IN_ED,
    NOUNS_IN_ING,
    NUMBERS,
    OUTLETS,
    TIME,
    TITLES,
    VERBS,
)

__all__ = ["Capitals", "Phrase", "phrases"]

MOST_WORDS = 4
"""Words in a phrase at most."""

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|Mt|Ft)\.(?=\s)|(?:[^\W\d_]\.){2,}(?:-\w+)*|[A-Z]\.(?=\s?[A-Z])|"
    r"[$£€]?\d+(?:[.,:]\d+)*(?:[%\w]|-\w+)*|\w+(?:[-'’&]\w+)*['’]?(?=\s)|\w+(?:[-'’&]\w+)*|\S"
)
_SUBJECTS = frozenset(["he", "she", "they", "we", "i", "you", "it", "who", "that", "which"])
_MODALS = frozenset(
    ["to", "will", "would", "can", "could", "may", "might", "should", "must", "not", "did", "does", "do", "didn't", "don't", "doesn't", "won't", "wouldn't", "can't", "couldn't", "cannot", "let", "help", "helped", "never", "n't"]
)
_OBJECTS = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "that", "these", "those", "him", "them", "us", "to", "it", "as", "on", "in", "at", "for", "from", "with", "into", "up", "out", "off", "down", "over", "more", "about", "against", "by", "after", "before", "when", "if", "how", "what", "why", "whether", "he", "she", "they", "we", "i", "you", "back", "through"]
)
_DETERMINERS = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "this", "that", "these", "those", "any", "some", "no", "every", "each", "another", "of", "in", "for", "with", "by", "from", "at", "on", "against", "over", "under", "about", "into", "between", "after", "before", "during", "amid"]
)
_ADJECTIVE_ENDING = re.compile(r".{3,}(?:ous|ful|less|able|ible|ish|ical|iest|ier)$")
_NOUN_EXCEPTIONS = frozenset(
    ["handful", "vegetable", "table", "cable", "bible", "barrier", "carrier", "soldier", "premier", "courier", "frontier", "supplier", "pier", "outlier", "cashier", "furnish", "british", "irish", "spanish", "english", "polish", "turkish", "finnish", "swedish", "danish", "scottish", "jewish", "fish", "dish", "parish", "rubbish", "officious", "medical", "musical", "physical", "mischief"]
)


class Kind(Enum):
    """What a token is to a noun phrase."""

    BREAK = 0
    WORD = 1
    NAME = 2
    ADJECTIVE = 3


@dataclass(frozen=True, slots=True)
class Capitals:
    """How the article writes its words: in lower case somewhere, with a capital inside a sentence somewhere."""

    lower: frozenset[str]
    inner: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Capitals:
        """Read an article's whole text."""
        lower, inner = set(), set()
        for found in _CASED.finditer(text):
            word = found.group().replace("’", "'").removesuffix("'s")
            if word[0].islower():
                lower.add(word)
            elif found.start() > 1 and text[found.start() - 2] not in ".!?:\n\"“”—-" and text[found.start() - 1] == " ":
                inner.add(word)
        return cls(frozenset(lower), frozenset(inner))

    def named(self, word: str, first: bool) -> bool:
        """Tell whether a word with a capital is a name; `first` says that it opens its sentence."""
        plain = word.replace("’", "'").removesuffix("'s")
        if not plain[:1].isupper():
            return False
        if not first or not plain.isalpha() or plain.isupper():
            return True
        return plain in self.inner or plain.lower() not in (self.lower | VERBS | ADJECTIVES)


_CASED = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words as they stand, the place of its first word in the sentence, whether it is a name."""

    words: tuple[str, ...]
    place: int
    name: bool


def phrases(text: str, capitals: Capitals) -> list[Phrase]:
    """Return the noun phrases of one to four words in a sentence, shorter readings of each run included.

    No phrase cuts a name: "New York police" yields itself and "New York", never "York police".
    """
    tokens = [found.group() for found in _TOKEN.finditer(text)]
    kinds = _kinds(tokens, capitals)
    found: list[Phrase] = []
    for start, end in _runs(tokens, kinds):
        found.extend(_readings(tokens, kinds, start, end))
    return found


def _kinds(tokens: Sequence[str], capitals: Capitals) -> list[Kind]:
    kinds: list[Kind] = []
    opening = True
    for place, token in enumerate(tokens):
        before = tokens[place - 1].lower() if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else "."
        kinds.append(_kind(token, (before, after), kinds[-1] if kinds else Kind.BREAK, capitals, opening))
        if token[0].isalnum() or token in ".!?:":
            opening = token in ".!?:"
    return kinds


def _kind(
    token: str, around: tuple[str, str], previous: Kind, capitals: Capitals, opening: bool
) -> Kind:
    """Tell what a token is, from its form, its neighbours and how the article writes it."""
    before, after = around
    lower = token.lower().replace("’", "'").removesuffix("'s")
    if not token[0].isalpha():
        return Kind.BREAK
    if lower in OUTLETS or lower.rstrip(".") in TIME or lower in NUMBERS:
        return Kind.BREAK
    if lower in FUNCTION and not (token.isupper() and len(token) > 1):
        return Kind.BREAK
    if token[0].isupper() and capitals.named(token, opening):
        return Kind.NAME
    if lower in VERBS or before in _MODALS or lower.endswith("n't"):
        return Kind.BREAK
    if before in _SUBJECTS and not (before in ("that", "it") and lower not in AMBIGUOUS):
        return Kind.BREAK
    if lower.endswith("ly") and lower not in _LY_NOUNS:
        return Kind.BREAK
    if (lower.endswith("ed") and lower not in NOUNS_IN_ED) or (lower.endswith("ing") and lower not in NOUNS_IN_ING):
        return Kind.BREAK
    if lower.endswith("ings") and lower not in NOUNS_IN_ING and previous in (Kind.NAME, Kind.WORD):
        return Kind.WORD
    if lower in AMBIGUOUS and _acts(before, after, previous):
        return Kind.BREAK
    if lower in ADJECTIVES or (_ADJECTIVE_ENDING.match(lower) and lower not in _NOUN_EXCEPTIONS):
        return Kind.ADJECTIVE
    return Kind.WORD


_LY_NOUNS = frozenset(["family", "assembly", "supply", "ally", "bully", "rally", "jelly", "belly", "monopoly", "anomaly", "reply", "july", "italy", "butterfly", "fly"])


def _acts(before: str, after: str, previous: Kind) -> bool:
    """Tell whether a word that may be verb or noun is a verb where it stands."""
    if before in _DETERMINERS or previous is Kind.ADJECTIVE or before.endswith(("'s", "’s", "s'", "s’")):
        return False
    object_follows = after.lower() in _OBJECTS - {"of"} or (after[0].isupper() and previous is not Kind.BREAK)
    return previous in (Kind.NAME, Kind.WORD) and object_follows


def _runs(tokens: Sequence[str], kinds: Sequence[Kind]) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens that may hold a noun phrase; "Bank of England" is one."""
    start = 0
    while start < len(tokens):
        if kinds[start] is Kind.BREAK:
            start += 1
            continue
        end = start + 1
        while end < len(tokens):
            if kinds[end] is not Kind.BREAK:
                end += 1
            elif joint := _joint(tokens, kinds, end):
                end += joint + 1
            else:
                break
        yield start, end
        start = end


def _joint(tokens: Sequence[str], kinds: Sequence[Kind], place: int) -> int:
    """Return how many small words ("of", "of the", "&") tie a name to the name behind them; 0 for none."""
    if kinds[place - 1] is not Kind.NAME:
        return 0
    for small in (("of",), ("&",), ("of", "the"), ("for", "the"), ("de",), ("van",), ("al",), ("bin",)):
        follows = place + len(small)
        if tuple(tokens[place:follows]) == small and follows < len(tokens) and kinds[follows] is Kind.NAME:
            return len(small)
    return 0


def _readings(tokens: Sequence[str], kinds: Sequence[Kind], start: int, end: int) -> Iterator[Phrase]:
    """Yield the phrases of a run that end at a noun and cut no name."""
    for last in range(end, start, -1):
        if kinds[last - 1] is Kind.ADJECTIVE or kinds[last - 1] is Kind.BREAK or _splits(tokens, kinds, last, end):
            continue
        if last < end and kinds[last - 1] is not Kind.NAME and not _possessive(tokens[last - 1]):
            continue
        for first in range(start, last):
            if last - first > MOST_WORDS or kinds[first] is Kind.BREAK:
                continue
            if _splits(tokens, kinds, first, end) and tokens[first - 1].lower() not in TITLES:
                continue
            if first > start and kinds[first - 1] is Kind.BREAK:
                continue
            words = tuple(tokens[first:last])
            name = all(kind is not Kind.WORD and kind is not Kind.ADJECTIVE for kind in kinds[first:last])
            yield Phrase(words, first, name)


def _splits(tokens: Sequence[str], kinds: Sequence[Kind], place: int, end: int) -> bool:
    """Tell whether a cut before `place` falls inside a name."""
    if place == 0 or place >= end:
        return False
    inside = kinds[place - 1] in (Kind.NAME, Kind.BREAK) and kinds[place] in (Kind.NAME, Kind.BREAK)
    return inside and not _possessive(tokens[place - 1])


def _possessive(token: str) -> bool:
    return token.endswith(("'s", "’s", "s'", "s’"))
