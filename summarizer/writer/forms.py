"""The words that the writer may use: those that it is shown, their simple inflections, function words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from summarizer.writer.function_words import FUNCTION_WORDS

__all__ = ["heads", "known", "labels", "modifiers", "spoken"]

_LISTS = Path(__file__).parent.parent / "weights"
_WORD = re.compile(r"[$£€#]?\w[\w.,:/’'&%°$£€-]*[\w%°]|[$£€]?\w%?")
_ABBREVIATION = re.compile(
    r"(?:[A-Za-z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Inc|Co|Corp|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)\."
)
_POSSESSIVE = re.compile(r"[’']s?$")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers")


def spoken(shown: str) -> set[str]:
    """Return the words that a text may be made of when the writer is shown `shown`.

    Those of `shown` as they stand, with a capital, and those that open a sentence without one; of plain words
    the inflections that `weights/words.txt` knows; function words.
    """
    words = set(_words(shown))
    plain = {word.lower() for word in words if word.isalpha() and (word.islower() or known(word.lower()))}
    inflected = {form for word in plain for form in _inflections(word) if known(form)}
    allowed = words | inflected | {word for word in plain if known(word)} | FUNCTION_WORDS
    return allowed | {_capital(word) for word in allowed}


def modifiers(text: str) -> set[str]:
    """Return the words that a label of a text may hold before its head: those common in labels, and those of
    the text, with a capital or possessive."""
    own = {_POSSESSIVE.sub("", word) for word in _words(text)}
    topical = {
        _capital(word) for word in own if word.lower() not in FUNCTION_WORDS and not word[-1:].isdigit()
    }
    return (
        topical
        | _modifiers()
        | {word + "'s" for word in topical if word[-1:] != "s"}
        | {word + "'" for word in topical if word[-1:] == "s"}
    )


def _words(text: str) -> Iterator[str]:
    for match in (*_WORD.finditer(text), *_ABBREVIATION.finditer(text)):
        word = match[0]
        yield word
        if _POSSESSIVE.search(word):
            yield _POSSESSIVE.sub("", word)


def _inflections(word: str) -> Iterator[str]:
    """Yield forms that a word may have, many of which are no words."""
    for stem in _stems(word):
        yield stem
        for ending in _ENDINGS:
            yield stem + ending
        if stem.endswith("e"):
            yield stem[:-1] + "ing"
        if stem.endswith("y"):
            yield from (stem[:-1] + "ies", stem[:-1] + "ied")
        if len(stem) > 2 and stem[-1] not in "aeiouwxy" and stem[-2] in "aeiou":
            yield from (stem + stem[-1] + "ed", stem + stem[-1] + "ing")


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            yield stem
            if ending in ("ing", "ed"):
                yield stem + "e"
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    yield stem[:-1]
    if word.endswith(("ies", "ied")) and len(word) > 5:
        yield word[:-3] + "y"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@cache
def _known() -> frozenset[str]:
    """Plain English words, so that an inflection is one: those seen five times in the training articles."""
    return frozenset((_LISTS / "words.txt").read_text("utf-8").split())


@cache
def labels() -> frozenset[str]:
    """Return labels that are used again and again: "Death Toll", "Next Steps"."""
    return frozenset((_LISTS / "labels.txt").read_text("utf-8").splitlines())


@cache
def _modifiers() -> frozenset[str]:
    """Return the words that stand in many labels before the last: "Alleged", "Murder"."""
    return frozenset((_LISTS / "modifiers.txt").read_text("utf-8").split())


@cache
def heads() -> frozenset[str]:
    """Return the words that end labels often: "Toll", "Plea"."""
    return frozenset((_LISTS / "heads.txt").read_text("utf-8").split())


def known(word: str) -> bool:
    """Tell whether a word in small letters is one of `weights/words.txt`."""
    return word in _known()
