"""The words of a sentence, with offsets: what the encoder says of words, it says of these."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Word", "split"]


class Word(NamedTuple):
    """A word or punctuation mark: `text` stands at `start` to `end` of its sentence."""

    start: int
    end: int
    text: str


_CLITIC = r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))\b"
_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|Mt|Ft|No|vs|Inc|Corp|Co|Ltd|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.(?=[\s,])"
    r"|(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,:/]\d+)*(?:[-–]?\w+)*"
    rf"|{_CLITIC}|(?:(?!{_CLITIC})(?:\w|(?<=\w)[-&'’](?=\w)))+"
    r"|\.{2,}|-{2,}|\S",
    re.IGNORECASE,
)


def split(text: str) -> list[Word]:
    """Return the words and punctuation marks of a text, in order; between them is only white space.

    Contractions are two words, as in the Penn Treebank ("do" + "n't", "Lind" + "'s"); compounds with
    hyphens, numbers with separators and abbreviations with their full stop are one.
    """
    return [Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
