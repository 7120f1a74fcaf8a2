"""Gold quick looks broken in one respect, so that a judge learns what to reject.

After Kryscinski et al., "Evaluating the factual consistency of abstractive text summarization" (EMNLP 2020):
what readers reject most in candidates is imitated, a name or number of another fact, a denial or a doubt that
came or went, a speaker who is gone, a fragment, and an opening that leans on another sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from summarizer.writer.context import COMMON

__all__ = ["broken"]

_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(
    rf"\b(?!(?:{'|'.join(sorted(COMMON))})\b)"
    r"[A-Z][\w’'-]*[a-z]\w*(?: [A-Z][\w’'-]*[a-z]\w*)*"
)
_DOUBTS = {
    "may": "will", "might": "will", "could": "will", "would": "will", "allegedly": "", "alleged": "",
    "reportedly": "", "suspected": "", "nearly": "", "about": "", "expected to": "going to",
    "plans to": "will", "plan to": "will", "accused of": "guilty of", "up to": "", "at least": "",
}  # fmt: skip
_SAYS = "said|says|claims?|claimed|warned|alleges?|alleged|argued|believes?"
_SAID = re.compile(
    r"^[^,]{3,60}? "
    rf"(?:{_SAYS}|told [^,]{{2,30}}?(?= that ))"
    r"(?: that)? "
    r"|, (?:[^,]{3,40} (?:said|says)|according to [^,]{3,50})(?=\.$)"
)
_DENIED = re.compile(r" (?:not|never)\b|n['’]t\b")
_CONTRACTED = re.compile(r"\b(?:(ca)n['’]t|(can)not|(wo)n['’]t|(sha)n['’]t)\b", re.IGNORECASE)
_WHOLE = {"ca": "can", "can": "can", "wo": "will", "sha": "shall"}
_VERB = re.compile(r"\b(is|are|was|were|will|has|have|had|can|would|could)\b")
_ACTS = re.compile(rf" (?:{_SAYS}|told|{_VERB.pattern})\b")
_OPENERS = ("He", "She", "They", "The man", "The woman", "The company", "The group", "The agency", "It")

Breaks = Callable[[str, str, random.Random], str | None]


def broken(text: str, shown: str, dice: random.Random) -> str | None:
    """Return a quick look that is untrue, unfinished or not to be understood alone, None where none came.

    shown: what it was written from, whose names and numbers it may be given.
    """
    own = _tidy(text)
    ways = list(_WAYS)
    dice.shuffle(ways)
    for way in ways:
        made = _tidy(way(own, shown, dice) or "")
        if made and made != own:
            return made
    return None


def _tidy(text: str) -> str:
    made = " ".join(text.split())
    return made[:1].upper() + made[1:]


def _number(text: str, shown: str, dice: random.Random) -> str | None:
    return _swapped(text, shown, dice, _NUMBER)


def _name(text: str, shown: str, dice: random.Random) -> str | None:
    return _swapped(text, shown, dice, _NAME)


def _swapped(text: str, shown: str, dice: random.Random, kind: re.Pattern[str]) -> str | None:
    own = list(kind.finditer(text))
    others = sorted({match[0] for match in kind.finditer(shown)} - {match[0] for match in own})
    if not own or not others:
        return None
    match = dice.choice(own)
    return text[: match.start()] + dice.choice(others) + text[match.end() :]


def _roles(text: str, shown: str, dice: random.Random) -> str | None:
    names = list(_NAME.finditer(text))
    if len(names) < 2:
        return None
    first, second = names[0], names[-1]
    return (
        text[: first.start()]
        + second[0]
        + text[first.end() : second.start()]
        + first[0]
        + text[second.end() :]
    )


def _denial(text: str, shown: str, dice: random.Random) -> str | None:
    if match := _CONTRACTED.search(text):
        whole = _WHOLE[match[match.lastindex or 0].lower()]
        return text[: match.start()] + whole + text[match.end() :]
    if _DENIED.search(text):
        return _DENIED.sub("", text, count=1)
    return _VERB.sub(r"\1 not", text, count=1) if _VERB.search(text) else None


def _doubt(text: str, shown: str, dice: random.Random) -> str | None:
    there = [word for word in _DOUBTS if re.search(rf"\b{word}\b", text)]
    if not there:
        return None
    word = dice.choice(there)
    return re.sub(rf"\b{word}\b", _DOUBTS[word], text, count=1)


def _speaker(text: str, shown: str, dice: random.Random) -> str | None:
    made = _SAID.sub("", text, count=1)
    return made if len(made.split()) >= 6 else None


def _fragment(text: str, shown: str, dice: random.Random) -> str | None:
    words = text.rstrip(".").split()
    if len(words) < 9:
        return None
    if dice.random() < 0.3:
        return " ".join(words[dice.randrange(2, 5) :]) + "."
    return " ".join(words[: dice.randrange(len(words) // 2, len(words) - 1)]) + "."


def _leaning(text: str, shown: str, dice: random.Random) -> str | None:
    match = _NAME.match(text)
    if not match or not _ACTS.match(text, match.end()):
        return None
    return dice.choice(_OPENERS) + text[match.end() :]


_WAYS: tuple[Breaks, ...] = (_number, _name, _roles, _denial, _doubt, _speaker, _fragment, _leaning)
