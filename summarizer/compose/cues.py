"""What a sentence's wording tells of the part that it plays in a story: features for `surface`."""

from __future__ import annotations

import re
from math import log1p

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.quotations import quoted_share
from summarizer.compose.terms import words

__all__ = ["cues"]

_PLACES = 8
"""Sentences from which on the place in the article tells nothing more."""

_NUMBER = r"(?:[$£€]?\d[\d.,:]*%?)"
_CUES = {
    "number": re.compile(
        rf"{_NUMBER}|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?)\b"
    ),
    "amount": re.compile(
        r"[$£€]\s?\d|\d[\d.,]*\s?(?:%|percent|per cent|million|billion|trillion|miles?|kilomet|feet|"
        r"met(?:er|re)s|tonnes|tons|degrees|euros|pounds|dollars)\b|\d%",
        re.IGNORECASE,
    ),
    "count": re.compile(
        r"\b(?:more than|at least|about|some|nearly|almost|up to|only|average|record|total|estimated|"
        r"percent|per cent|times|out of|highest|lowest)\b",
        re.IGNORECASE,
    ),
    "reporting": re.compile(
        r"\b(?:said|says|saying|told|tells|telling|added|adds|wrote|tweeted|posted|called|warned|argued|"
        r"insisted|insists|claimed|believes?|thinks?|explained|joked|according to|described|statement|"
        r"asked|commented|urged|praised|criticised|criticized)\b"
    ),
    "first person": re.compile(r"\b(?:I|we|me|my|our|us|I['’]\w+|we['’]\w+)\b"),
    "you": re.compile(r"\byou\w*\b", re.IGNORECASE),
    "quotation": re.compile(r"[\"“”]|(?:^|\s)['‘](?=\w)"),
    "future": re.compile(
        r"\b(?:will|won['’]t|shall|is due|are due|due to|set to|expected to|is to|are to|plans? to|"
        r"planned|scheduled|hopes? to|intends? to|aims? to|about to|going to|upcoming)\b",
        re.IGNORECASE,
    ),
    "later": re.compile(
        r"\b(?:next (?:week|month|year|season|summer|spring|autumn|fall|winter)|tomorrow|soon|later this|"
        r"by the end of|in the coming|within|until|from (?:january|february|march|april|may|june|july|august|"
        r"september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b",
        re.IGNORECASE,
    ),
    "may": re.compile(r"\b(?:could|would|may|might|must|should|can)\b"),
    "effect": re.compile(
        r"\b(?:means?|because|risks?|threat\w*|impact|effects?|forces?|first time|could|affect\w*|"
        r"change[sd]?|important|matters?|if|without|so that|raises?|fears?|danger\w*|significan\w+|"
        r"crucial|biggest|key|lead to|likely)\b",
        re.IGNORECASE,
    ),
    "earlier": re.compile(
        r"\b(?:had|was born|has been|have been|since|ago|previous\w*|former\w*|once|earlier|founded|began|"
        r"used to|last (?:year|month|summer|spring|autumn|winter)|years|decades?|century|"
        r"always|history|known)\b",
        re.IGNORECASE,
    ),
    "year": re.compile(r"\b(?:1[5-9]|20)\d\ds?\b"),
    "standing": re.compile(r"\b(?:is|are|has|have)\b"),
    "against": re.compile(
        r"\b(?:but|however|although|though|despite|yet|even so|still|nevertheless|instead|while|whether)\b",
        re.IGNORECASE,
    ),
    "denial": re.compile(
        r"\b(?:not|no|nor|never|nobody|none|cannot|neither|\w+n['’]t|den(?:y|ies|ied)|unclear|uncertain|unknown|"
        r"critic\w*|reject\w*|doubt\w*|dismiss\w*|failed|refus\w+|oppos\w+|declined|mystery|unlikely)\b",
        re.IGNORECASE,
    ),
    "day": re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)\b"),
    "question": re.compile(r"\?"),
    "opening pronoun": re.compile(r"(?:He|She|It|They|His|Her|Its|Their)\b"),
    "opening quotation": re.compile(r"[\"“'‘]"),
}
_OPENING = ("opening pronoun", "opening quotation")


def cues(text: str, place: int) -> NDArray[np.float32]:
    """Return what the wording of a sentence, the article's `place`-th from 0, tells of its part.

    For each of the cues its number, damped, or for an opening whether it is there; then the quoted share, the
    share of numbers, the length, the place, whether it is the first, and 1.
    """
    count = max(1, len(words(text)))
    found = {
        name: bool(cue.match(text)) if name in _OPENING else len(cue.findall(text))
        for name, cue in _CUES.items()
    }
    return np.array(
        [
            *(min(2.0, 1.5 * log1p(number)) for number in found.values()),
            2 * quoted_share(text),
            4 * found["number"] / count,
            count / 20,
            min(place, _PLACES) / _PLACES,
            place == 0,
            1,
        ],
        np.float32,
    )
