"""Names of people, places and bodies in running text, and whether an article knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from summarizer.abbreviations import OPENERS

__all__ = ["NOT_NAMES", "TITLES", "Name", "NameIndex", "find"]

_TOKEN = re.compile(
    r"(?<!°)(?:(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Gov|Sen|Rep|Lt|Col|Capt|Sgt|Prof|Rev|Mt|Ft)\."
    r"|[^\W_]+(?:['’&-][^\W_]+)*(?:['’](?=\s|$|[.,;:]))?)"
)
_BOUND = {"of", "de", "da", "del", "der", "van", "von", "bin", "di", "du"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINKS = _words("of the de da del der van von bin al la le di du and & for")
TITLES = _words(
    """
    mr mrs ms miss dr sir lord lady dame president vice secretary minister prime chancellor king queen
    prince princess pope senator sen rep representative congressman congresswoman governor gov mayor
    general gen colonel col captain capt major lt lieutenant sergeant sgt admiral judge justice chief
    officer professor prof rev reverend sheriff detective inspector coach chairman chairwoman director
    ceo ambassador attorney former ex deputy speaker leader acting
    """
)
NOT_NAMES = _words(
    """
    i i'm i've i'd i'll a the monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december am pm tv ok jan feb mar apr jun
    jul aug sep sept oct nov dec
    """
)
_SAME = (
    {"us", "usa", "america", "american", "americans", "united states", "united states of america"},
    {"uk", "britain", "british", "united kingdom", "great britain"},
    {"eu", "european union"},
    {"un", "united nations"},
    {"france", "french"},
    {"germany", "german", "germans"},
    {"spain", "spanish"},
    {"china", "chinese"},
    {"netherlands", "dutch"},
    {"sweden", "swedish"},
    {"denmark", "danish"},
    {"poland", "polish"},
    {"turkey", "turkish"},
    {"greece", "greek"},
    {"switzerland", "swiss"},
    {"norway", "norwegian"},
    {"england", "english"},
    {"scotland", "scottish"},
    {"wales", "welsh"},
    {"ireland", "irish"},
    {"philippines", "filipino"},
)
_ENDINGS = {"", "n", "an", "ian", "s", "ns", "ans", "ians", "ese", "i", "is", "ean", "er", "ers", "ish"}
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n•]|[-–—] |--)[\"”’')\]]*\s*[\"“‘'(\[]*$")
_LONGEST = 8  # Words of one name in a row of names; keeps a headline in capitals linear.
_POSSESSIVE = re.compile(r"['’]s?$")
_NICKNAME = re.compile(r"(?<=[a-z]) [“\"‘'(][A-Z]\w+[”\"’')] (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: its offsets, its words (folded: no case, dots or possessive), its place.

    `opening` says that it opens a sentence, so that its first word may be an ordinary one.
    """

    start: int
    end: int
    words: tuple[str, ...]
    opening: bool


def find(text: str) -> Iterator[Name]:
    """Yield the runs of capitalised words; "of", "van" and the like join two of them."""
    run: list[re.Match[str]] = []
    pending: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        tail = (pending or run)[-1].end() if run else 0
        touching = bool(run) and not text[tail : match.start()].strip(" \u00a0")
        capital = match[0][0].isupper() or (match[0][0].isdigit() and any(c.isupper() for c in match[0]))
        if touching and match[0] in _BOUND and not pending and not _possessive(run[-1][0]):
            pending.append(match)
            continue
        if touching and capital and not _possessive(run[-1][0]):
            run += [*pending, match]
            pending = []
            continue
        if run:
            yield _name(text, run)
        run, pending = ([match] if capital else []), []
    if run:
        yield _name(text, run)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "'", "’"))


def _name(text: str, run: list[re.Match[str]]) -> Name:
    start, end = run[0].start(), run[-1].end()
    acronym = len(run[0][0]) > 1 and run[0][0].isupper()
    opening = not acronym and bool(_SENTENCE_START.search(text[max(0, start - 12) : start]))
    return Name(start, end, tuple(fold(match[0]) for match in run), opening)


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """Return a word without case, dots and possessive ending: "U.S.’s" is "us"."""
    return _POSSESSIVE.sub("", word.casefold()).replace(".", "").replace("’", "'").replace("-", " ").strip()


class NameIndex:
    """What an article calls people, places and bodies."""

    def __init__(self, text: str) -> None:
        without_nicknames = _NICKNAME.sub(" ", text)  # Miles “Mo” Bell
        self._mentions = {name.words for name in find(text)}
        if without_nicknames != text:
            self._mentions |= {name.words for name in find(without_nicknames)}
        self._by_word: dict[str, list[tuple[str, ...]]] = {}
        for mention in self._mentions:
            for word in set(mention):
                self._by_word.setdefault(word, []).append(mention)
        tokens = [fold(match[0]) for match in _TOKEN.finditer(text)]
        self._words = {part for token in tokens for part in (token, *token.split())}
        self._plain = f" {' '.join(tokens)} "
        self._initials = {self._short(mention) for mention in self._mentions if len(mention) > 1}
        self._stems: dict[str, list[str]] = {}
        for word in self._words:
            self._stems.setdefault(word[:4], []).append(word)

    def holds(self, name: Name) -> bool:
        """Tell whether the article knows the name, whole, shortened or as a chain of names that it knows."""
        words = name.words
        if self._chain(words):
            return True
        opening = name.opening
        while words and (words[0] in NOT_NAMES or (opening and words[0] in OPENERS)):
            words, opening = words[1:], False
        if words and words[-1] in NOT_NAMES:
            words = words[:-1]
        if self._chain(words):
            return True
        # "Angry Osei walked out": a word that opens a sentence is capitalised whatever it is.
        return opening and (len(words) == 1 or words[0] not in self._by_word) and self._chain(words[1:])

    def knows(self, word: str) -> bool:
        """Tell whether the article has the word, in any case or ending, or a name that it abbreviates."""
        word = fold(word)
        return (
            word in self._words
            or word in TITLES | _LINKS | NOT_NAMES
            or word.isdigit()
            or word in self._initials
            or self._alias(word)
            or self._related(word)
        )

    def _chain(self, words: tuple[str, ...]) -> bool:
        """Tell whether the words are one name that the article knows, or several that each stand alone."""
        if len(words) < 2:
            return not words or self.knows(words[0])
        if self._titled(words):
            return True
        reached = [True]
        for end in range(1, len(words) + 1):
            starts = range(max(0, end - _LONGEST), end)
            reached.append(any(reached[start] and self._alone(words[start:end]) for start in starts))
        return reached[-1]

    def _alone(self, words: tuple[str, ...]) -> bool:
        """Tell whether the words may be one of several names in a row: a mention, or a title and name."""
        if len(words) > 1:
            return self._titled(words)
        word = words[0]
        return words in self._mentions or word in TITLES | _LINKS | NOT_NAMES or self._alias(word)

    def _titled(self, words: tuple[str, ...]) -> bool:
        """Tell whether the article has the words as or within one name, titles before it left out."""
        if words in self._mentions or f" {' '.join(words)} " in self._plain:
            return True
        if self._short(words) in self._words or self._alias(" ".join(words)):
            return True
        if any(_within(words, mention) for mention in self._by_word.get(words[-1], ())):
            return True
        if words[0] in TITLES:
            return self._chain(words[1:])
        return False

    def _related(self, word: str) -> bool:
        """Tell whether the article has the word with another ending: "Iranian" where it says "Iran"."""
        for other in self._stems.get(word[:4], ()):
            short, long = sorted((word, other), key=len)
            stem = short if long.startswith(short) else short[:-1]
            if len(stem) >= 4 and long.startswith(stem) and long[len(stem) :] in _ENDINGS:
                return True
        return False

    def _alias(self, name: str) -> bool:
        return any(name in same and any(f" {other} " in self._plain for other in same) for same in _SAME)

    @staticmethod
    def _short(words: tuple[str, ...]) -> str:
        return "".join(word[0] for word in words if word and word not in _LINKS)


def _within(words: tuple[str, ...], mention: tuple[str, ...]) -> bool:
    """Tell whether the words stand in the mention in this order, others left out between them."""
    rest = iter(mention)
    return all(word in rest for word in words)
