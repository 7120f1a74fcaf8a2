"""Noun phrases and names in a sentence, found without a tagger: from word classes, endings and capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from summarizer.compose.capitals import Capitals
from summarizer.compose.lexicon import (
    ADJECTIVES,
    DEMONYMS,
    DETERMINERS,
    FUNCTION,
    NOUNS_IN_ED,
    NOUNS_IN_ING,
    NOUNS_IN_LY,
    NOUNS_LIKE_ADJECTIVES,
    NUMBERS,
    OBJECTS,
    OUTLETS,
    PARTICLES,
    PLURAL_MODIFIERS,
    POSSESSIVES,
    SUBJECTS,
    TIME,
    TITLES,
)
from summarizer.compose.verbs import AMBIGUOUS, MODALS, PARTICIPLES, PAST, VERBS

__all__ = ["Phrase", "phrases"]

_MAYBE_NAMES = ADJECTIVES | AMBIGUOUS
_BEFORE_VERBS = frozenset({"still", "also", "never", "always"})
_NUMBERED = frozenset({"phase", "grade", "figure", "match", "step"})
"""Nouns that a number may follow: "the trial's phase 3"."""
MOST_WORDS = 4
"""Words in a phrase at most."""

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|Mt|Ft)\.(?=\s)|"
    r"(?:[^\W\d_]\.){2,}(?:-\w+)*|[A-Z]\.(?=\s?[A-Z])|"
    r"[$£€]?\d+(?:[.,:]\d+)*(?:[%\w]|-\w+)*|\w+(?:[-'’&]\w+)*(?<=s)['’](?=\s\w)|\w+(?:[-'’&]\w+)*|\S"
)
_ADJECTIVE_ENDING = re.compile(r".{3,}(?:ous|ful|less|able|ible|ish|ical|iest|ier)$")


class Kind(Enum):
    """What a token is to a noun phrase."""

    BREAK = 0
    WORD = 1
    NAME = 2
    ADJECTIVE = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words as they stand, its first word's place in the sentence, whether it is a name,
    and whether nothing of its run was left out."""

    words: tuple[str, ...]
    place: int
    name: bool
    whole: bool = False


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


def _kind(token: str, around: tuple[str, str], previous: Kind, capitals: Capitals, opening: bool) -> Kind:
    """Tell what a token is, from its form, its neighbours and how the article writes it."""
    before, after = around
    lower = token.lower().replace("’", "'").removesuffix("'s")
    if not token[0].isalpha():
        return Kind.BREAK
    if lower in OUTLETS or lower.rstrip(".") in TIME or lower in NUMBERS:
        return Kind.BREAK
    if lower in FUNCTION and not (token.isupper() and len(token) > 1):
        return Kind.BREAK
    if lower in PARTICLES and previous is Kind.NAME and after[0].isupper():
        return Kind.NAME
    if lower in DEMONYMS and token[0].isupper():
        return Kind.NAME if previous is Kind.NAME or _capital(after) else Kind.ADJECTIVE
    if opening and lower.endswith("ly") and lower not in NOUNS_IN_LY:
        return Kind.BREAK
    if token[0].isupper() and (capitals.named(token, opening) or (lower in _MAYBE_NAMES and _capital(after))):
        return Kind.NAME
    if (lower in VERBS and lower not in PARTICIPLES) or before in MODALS or lower.endswith("n't"):
        return Kind.BREAK
    if before in SUBJECTS and not (before in ("that", "it") and lower not in AMBIGUOUS):
        return Kind.BREAK
    if lower.endswith("ly") and lower not in NOUNS_IN_LY:
        return Kind.BREAK
    if (lower.endswith("ed") and lower not in NOUNS_IN_ED) or (
        lower.endswith("ing") and (lower not in NOUNS_IN_ING or after.lower() in POSSESSIVES)
    ):
        return Kind.BREAK
    if lower.endswith("ings") and lower not in NOUNS_IN_ING and previous in (Kind.NAME, Kind.WORD):
        return Kind.WORD
    if lower in PARTICIPLES:
        return Kind.ADJECTIVE if before in DETERMINERS else Kind.BREAK
    if previous is Kind.WORD and _plural(before) and _plural(lower) and before not in PLURAL_MODIFIERS:
        return Kind.BREAK
    if (
        previous is not Kind.BREAK
        and _plural(lower)
        and after.lower() in POSSESSIVES
        and not _possessive(before)
    ):
        return Kind.BREAK
    if lower in AMBIGUOUS and _acts(lower, before, after, previous):
        return Kind.BREAK
    if lower in ADJECTIVES or (_ADJECTIVE_ENDING.match(lower) and lower not in NOUNS_LIKE_ADJECTIVES):
        return Kind.ADJECTIVE
    return Kind.WORD


def _acts(lower: str, before: str, after: str, previous: Kind) -> bool:
    """Tell whether a word that may be verb or noun is a verb where it stands."""
    if before in DETERMINERS or previous is Kind.ADJECTIVE or _possessive(before):
        return False
    follows = after.lower()
    if follows in POSSESSIVES or before in _BEFORE_VERBS or (lower in PAST and previous is Kind.NAME):
        return True
    takes = (
        follows in OBJECTS or (not follows[0].isalpha() and follows[0] not in ",.;:?!)") or follows in NUMBERS
    )
    if _plural(lower):
        return _topical(follows) or (takes and previous is not Kind.BREAK)
    if previous is not Kind.BREAK and _amount(after) and lower not in _NUMBERED:
        return True
    if lower not in PAST and not _plural(before):
        return False
    return previous is not Kind.BREAK and (takes or after[0].isupper() or _topical(follows))


def _amount(token: str) -> bool:
    """Tell whether a token is a number or a currency sign: "cost 74 million", "cost $74 million"."""
    return token[0].isdigit() or token[0] in "$£€" or token.lower() in NUMBERS


def _topical(word: str) -> bool:
    return word[0].isalpha() and word not in FUNCTION


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _capital(token: str) -> bool:
    """Tell whether a token is written as a name and is no word of time."""
    return token[0].isupper() and token.lower() not in TIME and token.lower() not in DEMONYMS


def _runs(tokens: Sequence[str], kinds: Sequence[Kind]) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens that may hold a noun phrase; "Bank of England" is one."""
    start = 0
    while start < len(tokens):
        if kinds[start] is Kind.BREAK:
            start += 1
            continue
        end = start + 1
        while end < len(tokens):
            if (
                kinds[end] is Kind.NAME
                and kinds[end - 1] in (Kind.WORD, Kind.ADJECTIVE)
                and not _possessive(tokens[end - 1])
            ):
                break
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
    for small in (("of",), ("&",), ("of", "the"), ("for", "the")):
        follows = place + len(small)
        if tuple(tokens[place:follows]) == small and follows < len(tokens) and kinds[follows] is Kind.NAME:
            return len(small)
    return 0


def _readings(tokens: Sequence[str], kinds: Sequence[Kind], start: int, end: int) -> Iterator[Phrase]:
    """Yield the phrases of a run that end at a noun and cut no name."""
    for last in range(end, start, -1):
        if (
            kinds[last - 1] is Kind.ADJECTIVE
            or kinds[last - 1] is Kind.BREAK
            or _splits(tokens, kinds, last, end)
        ):
            continue
        if last < end and kinds[last - 1] is not Kind.NAME and not _possessive(tokens[last - 1]):
            continue
        for first in range(start, last):
            if last - first > MOST_WORDS or kinds[first] is Kind.BREAK:
                continue
            if first > start and _splits(tokens, kinds, first, end) and not _titled(tokens, first):
                continue
            if (first > start and kinds[first - 1] is Kind.BREAK) or tokens[first] in PARTICLES:
                continue
            words = tuple(tokens[first:last])
            name = all(kind is not Kind.WORD and kind is not Kind.ADJECTIVE for kind in kinds[first:last])
            yield Phrase(words, first, name, first == start and last == end)


def _splits(tokens: Sequence[str], kinds: Sequence[Kind], place: int, end: int) -> bool:
    """Tell whether a cut before `place` falls inside a name."""
    if place == 0 or place >= end:
        return False
    inside = kinds[place - 1] in (Kind.NAME, Kind.BREAK) and kinds[place] in (Kind.NAME, Kind.BREAK)
    return inside and not _possessive(tokens[place - 1])


def _titled(tokens: Sequence[str], place: int) -> bool:
    """Tell whether a title ends before `place`: "Prime Minister | Ana Lind"."""
    return tokens[place - 1].lower() in TITLES and tokens[place].lower() not in TITLES


def _possessive(token: str) -> bool:
    return token.endswith(("'s", "’s", "s'", "s’"))
