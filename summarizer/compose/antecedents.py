"""What a sentence leaves to an earlier one: pronouns, connectives, definite nouns that point back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.compose.capitals import Capitals
from summarizer.compose.lexicon import BACKWARD, FUNCTION, OUTLETS, RESOLVING, TIME

__all__ = [
    "depends",
    "first_person",
    "refers_back",
    "second_person",
    "unresolved",
]

_DEPENDENT = re.compile(
    r"(?:But|And|Yet|Nor|Or|Instead|Otherwise|Then|Therefore|Thus|Hence|Consequently|As a result|"
    r"Rather|Equally,|So(?= (?!far\b|much\b|many\b|few\b|called\b))|"
    r"For (?:example|instance)|On the other hand|By contrast|In contrast|In other words|In turn|In response|"
    r"At the same time|That said|Even so|To that end|Afterwards?|Soon after(?:wards)?|"
    r"Shortly after(?:wards)?|"
    r"(?:Later|Earlier)(?! (?:this|on|in|that)\b)|Another|Others|Both|Neither|Either|"
    r"Such|Among them|Here|Yes|"
    r"The former(?=,| (?:is|was|has|had|will|would|can|could|did)\b)|"
    r"The (?:latter|others?|pair|duo|trio|couple|two|three|four|same)|Asked|When asked|Also|"
    r"(?:Next|Finally|First|Second|Third|Firstly|Secondly|Lastly|Now|There|No|So),|"
    r"(?:Some|Many|Most|Several|Few|All|One|Two|Three|None|Each) "
    r"(?:say|said|are|were|have|had|believe|think|was|is|of (?:them|these|those)))(?!\w)|\("
)
_IMPERATIVE = re.compile(
    r"(?:Don['’]t|Do not|Let|Lemme|Imagine|Forget|Meet|Consider|Think|Picture|"
    r"Remember|Welcome|Look|Take|Check|"
    r"See|Find|Listen|Stop|Try|Get|Go|Ask|Say|Call it|Make|Keep|Never mind)\b(?! [A-Z])"
)
_EXPLETIVE = re.compile(
    r"It(?: (?:is|was|will be|has been|would be|is not|was not|remains|took|takes|"
    r"seems|appears|emerged|comes|"
    r"came|wasn['’]t|isn['’]t)|['’]s)\b"
    r"(?! (?:now to|(?:(?:now|also|still) )?(?:due|expected|set|scheduled|likely) to)\b)"
    r".{0,80}?\b(?:that|to|when|who|whether|if|how|why|before|since|as)\b"
)
_PERSON = re.compile(
    r"(?:man|woman|boy|girl|mother|father|wife|husband|son|daughter|brother|sister|"
    r"king|queen|prince|princess|"
    r"chief|coach|president|teen|judge|pope|guard|host|captain|nurse|pilot|cop|mum|dad|star|year-old|[^w]er|"
    r"[tdny]or|ist|ian|ant|ent|ee)$"
)
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_NEUTRAL = frozenset({"it", "its", "itself", "they", "them", "their", "theirs", "themselves"})
_POINTING = frozenset({"this", "that", "these", "those", "such"})
_ARTICLES = frozenset({"a", "an", "the", "one", "another", "former", "his", "her", "their", "this"})
_PLACING = frozenset({"in", "at", "from", "on", "near", "of", "to", "into", "outside", "inside", "across"})
_FIRST = frozenset(
    (
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "we",
        "we're",
        "we've",
        "we'd",
        "we'll",
        "me",
        "my",
        "our",
        "ours",
    )
)
_SECOND = frozenset(("you", "your", "yours", "you're", "you've", "you'll", "yourself"))
_REACH = 4
"""Words between an article and the person it introduces ("a 34-year-old former police officer")."""


def depends(text: str) -> bool:
    """Tell whether a sentence opens with a connective, or a quantity of things told before."""
    return bool(_DEPENDENT.match(text))


def first_person(lower: Sequence[str], around: str) -> bool:
    """Tell whether a sentence says "I" or "we"; `around` is its text outside quotation marks."""
    return any(word in _FIRST for word in lower) or " us " in around or " of mine" in around


def second_person(lower: Sequence[str], text: str) -> bool:
    """Tell whether a sentence addresses the reader."""
    return any(word in _SECOND for word in lower) or bool(_IMPERATIVE.match(text))


def unresolved(text: str, plain: Sequence[str], lower: Sequence[str], capitals: Capitals) -> bool:
    """Tell whether a pronoun comes before anything in the sentence that it could stand for.

    `plain` and `lower` are the words outside quotation marks, as they stand and in lower case.
    """
    if _EXPLETIVE.match(text):
        plain, lower = plain[1:], lower[1:]
    elif lower and lower[0] in _POINTING:
        return not _points_at_time(lower)
    named = described = False
    for place, word in enumerate(lower):
        if (word in _PERSONAL and not named) or (word in _NEUTRAL and not described):
            return True
        if word not in FUNCTION:
            named = named or _person(plain, lower, place, capitals)
            described = True
    return False


def refers_back(plain: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether a sentence opens with "The decision …" and nothing that says which."""
    if not lower or lower[0] != "the":
        return False
    for place in range(1, min(3, len(lower))):
        if not plain[place][0].islower():
            return False
        if lower[place] == "former" and place + 1 < len(lower) and lower[place + 1] not in FUNCTION:
            continue  # "The former mining town of Grellin"; in "The former is cheaper" it is the noun.
        if lower[place].replace("’", "'").removesuffix("'s") in BACKWARD:
            return not any(word in RESOLVING for word in lower[place + 1 : place + 2])
    return False


def _points_at_time(lower: Sequence[str]) -> bool:
    """Tell whether "This week" or "Those who" opens the sentence: it points at nothing earlier."""
    following = lower[1] if len(lower) > 1 else ""
    return following in TIME - {"may"} or (lower[0] == "those" and following in {"who", "in", "with"})


def _person(plain: Sequence[str], lower: Sequence[str], place: int, capitals: Capitals) -> bool:
    """Tell whether a word may be the person that a later "he" or "she" stands for."""
    word = lower[place].replace("’", "'").removesuffix("'s")
    if _PERSON.search(word) and any(near in _ARTICLES for near in lower[max(0, place - _REACH) : place]):
        return True
    if word in TIME or word in OUTLETS or not plain[place][0].isupper():
        return False
    if place == 0 and (word == "police" or (word.endswith("s") and plain[0] not in capitals.inner)):
        return False
    return capitals.named(plain[place], place == 0) and (place == 0 or lower[place - 1] not in _PLACING)
