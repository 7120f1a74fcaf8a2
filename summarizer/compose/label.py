"""Labels: two to four words from the article that say what each bullet is about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from summarizer.article import Document
from summarizer.compose.capitals import Capitals
from summarizer.compose.lexicon import ADJECTIVES, FUNCTION, GENERIC, OUTLETS, TIME, TITLES
from summarizer.compose.phrases import Phrase, parsed, phrases
from summarizer.compose.standing import Candidate
from summarizer.compose.terms import stem, words
from summarizer.compose.verbs import VERBS
from summarizer.reading import Reading
from summarizer.syntax import DECIMALS

__all__ = ["label"]

_ABSTRACT = re.compile(
    r".{2,}(?:tion|sion|ment|ance|ence|ship|ity|ism|acy|ure|age|ing|ings|tions|ments|als|cy|sis|dom|"
    r"hood|xit)s?$"
)
_SAYING = re.compile(
    r"\b(?:said|says|told|tells|added|announced|wrote|tweeted|according to|explained|reported|"
    r"reports|asked|insisted|"
    r"warned|claimed|confirmed)\b"
)
_NO_ENDS = FUNCTION | TIME | VERBS
_LEAST_LETTERS = 2
_NESTED = 1.5
"""Lost by a label that holds another bullet's label, or is held by it."""
_HEADING = 2.0
"""Gained by a sub-head."""
_BORROWED = -20.0
"""For a phrase of a neighbouring sentence: under all of the bullet's own, a single word included."""
_ATTRIBUTED = -1.0
"""For the name of who says it."""
_POSSESSIVE = -2.0
"""For the name of whose something is: "Ana Lind" over what another did with Lind's signature."""
_OPENING = 0.5
"""Lost by the words that the bullet opens with: "Divers: Divers will …" says one thing twice."""
_STANDS = 1.5
"""Gained, times the cosine, by a phrase whose token states point where the sentence's do. Against 0 it raises
the share of a label's words that stand in the human highlight by 0.4 to 1.6 points, which resampling bears
out on part of the articles only; 2.5 and 4 are no better on both sets (tests/data/measure_labels.py). The
cosine with the other bullets, taken off, gained nothing beside their common words."""
_OF = re.compile(r"\b(?P<head>[a-z]{3,}) of (?:the )?(?P<rest>[a-z]{3,})\b")
_SMALL = frozenset("of the and for in on to a an at by vs against".split())
_BARE = re.compile(r"[^\w.&'’-]+")
_SECTIONS = frozenset(
    [
        "looking ahead",
        "deep look",
        "expert analysis",
        "what's next",
        "what next",
        "the background",
        "background",
        "key points",
    ]
)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What the article is about: how often each stem stands in it, the title's stems, its words' capitals."""

    counts: Counter[str]
    title: frozenset[str]
    capitals: Capitals
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a bullet's label is judged by: the article's topic, how many bullets there are and in how many of
    them each stem stands, and the mean of the article's sentence vectors where the model gives any."""

    topic: _Topic
    spread: Counter[str]
    bullets: int
    centre: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class _Option:
    """A possible label of one bullet: its words, its stems, what it is worth."""

    words: tuple[str, ...]
    stems: frozenset[str]
    worth: float


def label(reading: Reading, bullets: Sequence[Candidate]) -> list[str | None]:
    """Return one label per bullet, no two the same; None for a bullet that holds no noun at all.

    A short sub-head that shares a word with the bullet comes first; else the noun phrase or name of the
    sentence that the article speaks of most, that the other bullets speak of least, and that is no generic
    word. Of a model with token states the phrase counts most whose states are nearest to the sentence's. One
    word stands only where nothing longer does.
    """
    around = _around(reading, bullets)
    options = [_options(reading, one, around) for one in bullets]
    given: list[str | None] = [None] * len(bullets)
    used: list[frozenset[str]] = []
    open_places = [place for place, found in enumerate(options) if found]
    while open_places:
        best = max(open_places, key=lambda place: (_margin(options[place], used), -place))
        open_places.remove(best)
        chosen = _pick(options[best], used)
        if chosen is not None:
            used.append(chosen.stems)
            given[best] = _title_case(chosen.words)
    return given


def _margin(options: Sequence[_Option], used: Sequence[frozenset[str]]) -> float:
    """Return how much a bullet would lose if another took its best label: such bullets choose first."""
    first, *rest = sorted((_worth_beside(one, used) for one in options), reverse=True)
    return first - rest[0] if rest else math.inf


def _pick(options: Sequence[_Option], used: Sequence[frozenset[str]]) -> _Option | None:
    """Return the best label that no other bullet has; one that contains another's costs."""
    free = [one for one in options if one.stems not in used]
    apart = [one for one in free if not any(one.stems <= other or other <= one.stems for other in used)]
    free = [one for one in apart if len(one.words) > 1 and one.worth > _BORROWED / 2] or free
    return max(free, key=lambda one: _worth_beside(one, used), default=None)


def _worth_beside(option: _Option, used: Sequence[frozenset[str]]) -> float:
    """Return what a label is worth beside those that other bullets have."""
    return option.worth - _NESTED * any(option.stems <= other or other <= option.stems for other in used)


def _topic(document: Document) -> _Topic:
    text = document.article.text
    counts = Counter(stem(word) for word in words(text))
    title = frozenset(stem(word) for word in words(document.article.title or ""))
    running = "\n".join(document.text_of(sentence) for sentence in document.sentences)
    return _Topic(counts, title, Capitals.of(text), _full_names(running))


_NAME = re.compile(r"\b([A-Z][\w’'-]+)((?: [A-Z]\.)?) ([A-Z][\w’'-]*[a-z])\b")


def _full_names(text: str) -> dict[str, tuple[str, ...]]:
    """Map a last name to the first and last name it comes with most in the article."""
    pairs: dict[str, Counter[tuple[str, ...]]] = {}
    for first, _, last in _NAME.findall(text):
        last = last.replace("’", "'").removesuffix("'s")
        low = first.lower()
        if low in TITLES or low in FUNCTION or low in TIME or low in OUTLETS or "'" in first or "’" in first:
            continue
        pairs.setdefault(last, Counter())[(first, last)] += 1
    return {last: found.most_common(1)[0][0] for last, found in pairs.items()}


def _around(reading: Reading, bullets: Sequence[Candidate]) -> _Around:
    spread = Counter(found for one in bullets for found in {stem(word) for word in words(one.text)})
    vectors = [vector for i in range(len(reading.tokens)) if (vector := reading.vector(i)) is not None]
    centre = np.mean(vectors, axis=0) if vectors else None
    return _Around(_topic(reading.document), spread, len(bullets), centre)


def _options(reading: Reading, bullet: Candidate, around: _Around) -> list[_Option]:
    """Return the possible labels of a bullet, best first."""
    found: dict[tuple[str, ...], _Option] = {}
    for phrase, gain in _phrases(reading, bullet, around.topic):
        stems = frozenset(stem(word) for word in phrase.words if word.lower() not in _SMALL)
        if not stems or not _sound(phrase, around.topic):
            continue
        worth = _worth(phrase, stems, around) + gain
        worth = round(worth + _STANDS * _stands_for(reading, bullet.index, phrase, around), DECIMALS)
        key = tuple(word.lower() for word in phrase.words)
        if key not in found or found[key].worth < worth:
            found[key] = _Option(phrase.words, stems, worth)
    return sorted(found.values(), key=lambda one: (-one.worth, one.words))


def _phrases(reading: Reading, bullet: Candidate, topic: _Topic) -> Iterator[tuple[Phrase, float]]:
    """Yield the phrases a bullet may be labelled with, and what each gains or loses by where it stands."""
    document = reading.document
    heading = _heading(document, bullet)
    if heading:
        yield Phrase(heading, 0, False), _HEADING
    own = [_finished(phrase, topic) for phrase in _bullet_phrases(reading, bullet, topic)]
    speakers = _speakers(bullet.text)
    for phrase in own:
        last = phrase.words[-1]
        lost = _ATTRIBUTED * (last in speakers) + _POSSESSIVE * (f"{last}'s" in bullet.text.replace("’", "'"))
        yield phrase, lost * phrase.name
    if len(document.sentences) > 1:
        neighbour = document.sentences[bullet.index - 1 if bullet.index else 1]
        for phrase in _sentence_phrases(document.text_of(neighbour), topic):
            if not phrase.name and len(phrase.words) > 1:
                yield _finished(phrase, topic), _BORROWED


def _bullet_phrases(reading: Reading, bullet: Candidate, topic: _Topic) -> Iterator[Phrase]:
    """Yield the phrases of a bullet, from its sentence's syntax where the model gives it."""
    own = [span for span in bullet.spans if span.sentence == bullet.index]
    sentence = reading.document.sentences[bullet.index]
    analysis = reading.analysis(bullet.index, max(0, own[0].start - sentence.start)) if own else None
    found: list[Phrase] = []
    if analysis is not None:
        kept = [
            place
            for place, word in enumerate(analysis.words)
            if any(span.start - sentence.start <= word.start < span.end - sentence.start for span in own)
        ]
        found = parsed(analysis, kept)
    yield from found or _sentence_phrases(bullet.text, topic)


def _sentence_phrases(text: str, topic: _Topic) -> Iterator[Phrase]:
    """Yield the phrases of a text that nothing analysed, "volume of goods" included."""
    found = phrases(text, topic.capitals)
    lone = {phrase.words[0]: phrase for phrase in found if len(phrase.words) == 1 and not phrase.name}
    for joined in _OF.finditer(text):
        if joined["head"] in lone and joined["rest"] in lone:
            yield Phrase(tuple(joined.group().split()), lone[joined["head"]].place, False)
    yield from found


def _stands_for(reading: Reading, index: int, phrase: Phrase, around: _Around) -> float:
    """Return the cosine (-1 to 1) of the phrase's token states and the sentence's, both less what all the
    article's sentences have in common; 0 without states, or for words that do not stand together there."""
    own = reading.vector(index)
    text = " ".join(phrase.words)
    start = reading.document.text_of(reading.document.sentences[index]).find(text)
    if own is None or around.centre is None or start < 0:
        return 0.0
    tokens = reading.tokens[index]
    inside = [i for i, (a, b) in enumerate(tokens.offsets) if start <= a and b <= start + len(text)]
    if not inside:
        return 0.0
    one, other = tokens.states[inside].mean(0) - around.centre, own - around.centre
    return float(one @ other) / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-6)


def _finished(phrase: Phrase, topic: _Topic) -> Phrase:
    """Return a phrase without a possessive ending, a lone last name with its first name."""
    last = phrase.words[-1].replace("’", "'")
    plain = (*phrase.words[:-1], last.removesuffix("'s").rstrip("'"))
    return replace(phrase, words=_with_first_name(plain, phrase.name, topic))


def _speakers(text: str) -> frozenset[str]:
    """Return the words next to a verb of saying ("… , Ana Lind said"): who speaks is not what it is about."""
    found: list[str] = []
    for said in _SAYING.finditer(text):
        found += text[: said.start()].split()[-2:] + text[said.end() :].split()[:4]
    return frozenset(word.strip(",.:;'\"’”") for word in found)


def _with_first_name(plain: tuple[str, ...], name: bool, topic: _Topic) -> tuple[str, ...]:
    """Return a lone last name with the first name that the article gives."""
    if name and len(plain) == 1 and plain[0] in topic.names:
        return topic.names[plain[0]]
    return plain


def _heading(document: Document, bullet: Candidate) -> tuple[str, ...]:
    """Return the words of the sub-head over a bullet when it is short and shares a word with the bullet."""
    paragraphs = document.article.paragraphs
    at = document.sentences[bullet.index].paragraph
    over = next((p for p in reversed(paragraphs[:at]) if p.kind == "heading"), None)
    if over is None:
        return ()
    line = document.article.text[over.start : over.end]
    plain = [part for part in (_BARE.sub("", word) for word in line.split()) if part]
    while plain and plain[0].lower() in FUNCTION:
        plain = plain[1:]
    topical = {stem(word) for word in plain if word.lower() not in FUNCTION}
    if not 2 <= len(plain) <= 4 or " ".join(plain).lower() in _SECTIONS or line.rstrip().endswith("?"):
        return ()
    if plain[-1].lower() in FUNCTION or not topical & {stem(word) for word in words(bullet.text)}:
        return ()
    return tuple(plain)


def _sound(phrase: Phrase, topic: _Topic) -> bool:
    """Tell whether a phrase may be printed: no weak word at its ends, no verb, no outlet in it."""
    plain = [word.lower().replace("’", "'") for word in phrase.words]
    first, last = plain[0], plain[-1].removesuffix("'s")
    if len(plain) == 1 and (first in ADJECTIVES or first in GENERIC):
        return False
    if first.endswith("'s") and phrase.words[0].islower():
        return False  # "company's director": of which company it does not say.
    if len(last) < _LEAST_LETTERS or (last in TITLES and phrase.name):
        return False
    if len(plain) > 1 and phrase.words[-2] in topic.names and not phrase.name and last.endswith("s"):
        return False  # "Lind stars (in a film)": the last word is a verb.
    if any(part in OUTLETS for word in plain for part in word.split("-")):
        return False
    return first not in FUNCTION and last not in _NO_ENDS


def _worth(phrase: Phrase, stems: frozenset[str], around: _Around) -> float:
    """Return what a label is worth: what the article speaks of, told apart from the other bullets."""
    plain = [word.lower() for word in phrase.words]
    topic, bullets = around.topic, around.bullets
    counts = [math.log1p(topic.counts[found]) for found in stems]
    worth = 0.8 * sum(counts) / len(counts) + 0.4 * max(counts)
    worth += 0.6 * len(stems & topic.title) / len(stems)
    if bullets > 1:
        worth -= 0.9 * sum((around.spread[found] - 1) / (bullets - 1) for found in stems) / len(stems)
    worth += {1: -3.5, 2: 0.8, 3: 0.7}.get(len(plain), 0.0)
    worth -= 0.04 * phrase.place + _OPENING * (phrase.place <= 1)
    worth -= 0.5 * sum(word in GENERIC for word in plain) + 0.9 * (plain[-1] in GENERIC)
    worth -= 0.4 * (plain[0] in TITLES) + 0.6 * (plain[0] in ADJECTIVES)
    worth += 0.4 * phrase.whole
    if not phrase.name:
        worth += 0.7 + 0.4 * bool(_ABSTRACT.match(plain[-1]))
    return worth


def _title_case(plain: Sequence[str]) -> str:
    """Return the words as a label writes them: "policy shift" -> "Policy Shift", "U.S. aid" -> "U.S. Aid"."""
    return " ".join(
        word if place and word.lower() in _SMALL else "-".join(_capital(part) for part in word.split("-"))
        for place, word in enumerate(plain)
    )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if word.islower() else word
