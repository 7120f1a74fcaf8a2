"""Roles: what a bullet does in the story ("By the numbers", "What's next"), by a small classifier.

A multinomial logistic regression over the encoder's mean state of the sentence and cues of its wording; for
models without states or with other weights, over the cues alone. `summarizer.training.roles` makes its
weights. Of 234 sentences of news that one person gave a role it agrees on 60 % (tests/data/measure_roles.py),
too few to name every bullet's role: one whose role is not sure gets a name that claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.quotations import quoted_share
from summarizer.compose.standing import Candidate
from summarizer.compose.terms import words
from summarizer.errors import ModelError
from summarizer.reading import Reading
from summarizer.syntax import DECIMALS

__all__ = ["NAMES", "ROLES", "WEIGHTS", "Classifier", "cues", "load", "roles", "score"]

ROLES = ("news", "numbers", "saying", "next", "matters", "context", "but")
"""What happened and its particulars; a quantity; what someone says of it; what will happen; consequence or
stakes; what was before or is always so; what speaks against it, is denied or not known."""

NAMES = {
    "news": ("The details", "Zoom in", "Also", "And"),
    "numbers": ("By the numbers", "Figures to know"),
    "saying": ("What they're saying", "In their words", "Another voice"),
    "next": ("What's next", "Looking ahead"),
    "matters": ("Why it matters", "The impact"),
    "context": ("Context", "The background"),
    "but": ("Yes, but", "The other side"),
}
"""How a bullet of each role is labelled: the first name, and others for further bullets of the role."""

FIRST = "What's new"
"""The label of an article's first bullet."""

WEIGHTS = Path(__file__).parent.parent / "weights" / "roles.npy"

_SURE = log(0.5)
"""Log-probability under which a role is not claimed: at 0.4 of the roles claimed 64 % are right, at 0.5 76 %,
at 0.6 80 %, of 49, 35 and 26 % of all sentences."""
_TOP = 4
"""Sentences at the top of an article that are its news."""
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


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of the two regressions: of the states and cues together, and of the cues alone.

    states: (width, roles). cues: (cues, roles), with the states. alone: (cues, roles), without them. The
    last cue is always 1.
    """

    states: NDArray[np.float32]
    cues: NDArray[np.float32]
    alone: NDArray[np.float32]

    def logits(self, said: NDArray[np.float32], state: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """Return the logits, (roles,), of a sentence with the cues `said` and the mean state `state`."""
        if state is None:
            return said @ self.alone
        return said @ self.cues + state @ self.states


@cache
def load(path: Path = WEIGHTS) -> Classifier:
    """Return the classifier of a file: the rows of its three arrays, in order.

    Raises ModelError when it is missing or damaged.
    """
    said = len(cues("", 0))
    try:
        with path.open("rb") as file:
            rows = np.load(file, allow_pickle=False).astype(np.float32)
        if rows.ndim != 2 or rows.shape[1] != len(ROLES) or len(rows) <= 2 * said:
            raise ValueError(f"shape {rows.shape}")
    except (OSError, EOFError, ValueError) as error:
        raise ModelError(
            f"The weights of the roles in {path} cannot be loaded ({error}). Install the package again."
        ) from error
    return Classifier(rows[: -2 * said], rows[-2 * said : -said], rows[-said:])


def cues(text: str, place: int) -> NDArray[np.float32]:
    """Return what the wording of a sentence, the article's `place`-th from 0, tells of its role.

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


def score(reading: Reading, index: int, text: str | None = None) -> dict[str, float]:
    """Return the log-probability of each of ROLES for a sentence, rounded to DECIMALS.

    `text` is its wording where that is not the sentence's own.
    """
    document = reading.document
    said = cues(document.text_of(document.sentences[index]) if text is None else text, index)
    logits = load().logits(said, reading.vector(index) if reading.fitted else None)
    logits = logits - logits.max()
    logits -= np.log(np.exp(logits).sum())
    return {role: round(logit, DECIMALS) for role, logit in zip(ROLES, logits.tolist(), strict=True)}


def roles(reading: Reading, bullets: Sequence[Candidate]) -> list[str]:
    """Return a label for each bullet that says its role, no two the same while the names last.

    The first is the news where it is from the article's first sentences. The others get the roles that are
    sure, the surest first; the rest, and those for which a role has no name left, are details.
    """
    left = {role: list(names) for role, names in NAMES.items()}
    sure = []
    for place, one in enumerate(bullets):
        role, likely = max(score(reading, one.index, one.text).items(), key=lambda found: found[1])
        if (place or one.index >= _TOP) and role != "news" and likely >= _SURE:
            sure.append((-likely, place, role))
    given = {0: FIRST} if bullets and bullets[0].index < _TOP else {}
    for _, place, role in sorted(sure):
        if left[role]:
            given[place] = left[role].pop(0)
    for place in range(len(bullets)):
        if place not in given:
            names = left["news"]
            given[place] = names.pop(0) if names else NAMES["news"][0]
    return [given[place] for place in range(len(bullets))]
