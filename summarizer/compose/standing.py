"""Can a sentence stand alone? Names what a reader would miss, from the sentence and its surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from summarizer.article import Document
from summarizer.compose.lexicon import FUNCTION
from summarizer.compose.terms import WORD, length
from summarizer.compose.trim import trim, wording
from summarizer.summary import Evidence

__all__ = ["Candidate", "Fault", "read"]


class Fault(Enum):
    """What keeps a sentence from standing alone; `Weights` says how much each costs."""

    PRONOUN = "pronoun"
    """A "he", "it" or "this" whose antecedent is not in the sentence."""
    CONNECTIVE = "connective"
    """A leading connective that was taken off ("But")."""
    DEPENDENCE = "dependence"
    """A leading connective that cannot be taken off ("Instead", "As a result")."""
    REFERENCE = "reference"
    """A definite noun that some earlier sentence introduced ("The decision")."""
    QUOTATION = "quotation"
    """Someone's words without their name, or a part of a longer quotation."""
    QUOTED = "quoted"
    """Mostly quotation, with its speaker."""
    FIRST_PERSON = "first_person"
    """"I" or "we" outside quotation marks."""
    SECOND_PERSON = "second_person"
    """"You" outside quotation marks."""
    QUESTION = "question"
    FRAGMENT = "fragment"
    """Too short, no capital at its start, or leading up to a list."""
    UNFINISHED = "unfinished"
    """No full stop at its end: a caption, a headline or a cut."""
    HEADLINE = "headline"
    """A title-case line."""
    BOILERPLATE = "boilerplate"
    """A credit, an advertisement, a request to click: no part of the story."""
    ITEM = "item"
    """An item of a list in the body."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as a bullet would print it: the spans it keeps, their wording, its words and faults."""

    index: int
    spans: tuple[Evidence, ...]
    text: str
    words: int
    faults: frozenset[Fault]


_BOILERPLATE = re.compile(
    r"\bclick (?:here|on|through|to)\b|\bscroll down\b|\ball rights reserved\b|\bcopyright\b|©|\bsign up (?:for|to)\b|"
    r"\bsubscribe (?:to|now|here)\b|\bcontributed to this (?:report|story|article)\b|\bgetty images\b|\bfollow (?:us|@\w+|\w+ on "
    r"(?:twitter|facebook))\b|@\w+ on twitter|\bfor confidential (?:support|help)\b|\bshare this (?:article|story)\b|\brelated "
    r"articles\b|\blast updated\b|^(?:published|updated):|\bthe (?:opinions|views) expressed\b|^editor['’]s note\b|"
    r"^advertisement\b|\bread more:|^(?:watch|read|see|related|also read|more|photos?|video|gallery|caption|source|sources)\b ?:|"
    r"\b(?:this|the) (?:story|article|page|post|piece) (?:was|has been) (?:updated|corrected|originally|first)|\bdo you have a "
    r"story\b|\bhelp(?:line)? (?:is available )?(?:on|at) \d|\be-?mail (?:us|tips|the)\b|[\w.]+@\w+\.\w+|https?://|\bwww\.|"
    r"\bcookies\b.*\b(?:use|accept|policy)\b|\bwatch (?:the )?(?:full )?(?:video|interview|episode|show)\b|\bsamaritans\b|\bi-?report"
    r"(?:er)?\b.*\b(?:send|share)\b|\b(?:photo|picture|image)s?(?: by|:)|^\(?(?:CNN|AP|Reuters)\)?$|\bjoin the "
    r"conversation\b|\btune in\b|^story highlights\b|^see (?:photos|more|also|video)|\bfile photo\b|^pictured\b|\bis a (?:cnn )?"
    r"contributor\b|^transcript\b|\bfor more (?:information|stories|on)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\((?:pictured|left|right|above|below|centre|center|file photo|stock|inset)\b|\bpictured\b|"
    r"^(?:Pictured|Above|Left|Right|Top|Bottom|Inset)\b[:,]|\b(?:is|are) (?:seen|shown|pictured) (?:here|above|in|on|at|with)\b"
)
_DEPENDENCE = re.compile(
    r"(?:Instead|Otherwise|Then|Therefore|Thus|Hence|Consequently|As a result|For (?:example|instance)|On the other hand|"
    r"By contrast|In contrast|In other words|In turn|At the same time|That said|Even so|Rather|Afterwards?|Later|"
    r"Earlier|Soon after(?:wards)?|Shortly after(?:wards)?|In response|To that end|Nor|Or|So|Because|Such|Another|Others|Both|"
    r"Neither|Either|Each|Some|Many|Most|Several|Few|None|All|One|Two|Three|Among them|The (?:latter|former|other|others|"
    r"same|first|second|third|next|two|three|four|pair|duo|trio|couple)|Here|There|Yes|No|Once|Not only|Too|Even|Only|"
    r"Next|Finally|First|Second|Third|Firstly|Secondly|Lastly|Also|Plus|Not|Unlike|Like|Asked|When asked)\b"
)
_HARMLESS = re.compile(
    r"(?:Some|Many|Most|Several|Few|All|One|Two|Three|Both|Another|Each|No|Only|Even|Not|Like|Unlike|Two|Three|Such)"
    r"\s+(?!of (?:them|these|those|the)\b)(?:of\s+)?(?:[\w$£€,.'’%-]+\s+){1,}|There (?:is|are|was|were|has|have|will)\b"
    r"|(?:The )?(?:first|second|third|two|three|four|next|other|same) [\w'’-]+ [\w'’-]+|Earlier (?:this|on|in|that)\b|"
    r"Later (?:this|on|in)\b|Because of [A-Z]|Once [a-z]+ed\b|First (?:lady|minister|[A-Z])|Second (?:lady|[A-Z])",
)
_LOOSE = re.compile(r"(?:Some|Many|Most|Several|All|Others|Both|Few) (?:say|said|are|were|have|had|believe|think|of)\b")
_NOUNS = (
    "decision move company firm man woman boy girl couple pair group report incident attack announcement statement comment "
    "comments remarks ruling measure measures plan plans bill law deal agreement victim victims suspect suspects teenager "
    "child children family team driver officer officers official officials agency department organization charity club side "
    "case trial verdict charges charge accident crash explosion blast fire storm vote campaign project program scheme "
    "study survey poll video footage image images photo photos picture pictures clip letter document documents email "
    "book film movie show song event ceremony meeting talks visit trip interview speech lawsuit suit complaint allegations "
    "claims claim accusation accusations investigation inquiry probe search raid operation protest protests violence clashes "
    "shooting killing killings murder death deaths arrest arrests bodies body plane aircraft jet ship boat vessel car vehicle "
    "truck bus train building house home property site area region city town village school hospital hotel restaurant "
    "store website site system device machine product drug vaccine treatment test tests results findings figures data "
    "numbers number total results increase drop fall rise change changes issue problem situation crisis conflict dispute "
    "controversy row debate idea proposal proposals offer request order orders policy rule rules practice process "
    "announcement news message messages post posts tweet tweets star actor actress singer player striker coach manager "
    "boss champion winner winners loser pair duo trio brothers sisters twins mother father husband wife son daughter baby "
    "gunman attacker attackers killer bomber hackers militants rebels troops soldiers men women girls boys students "
    "teacher pilot crew passengers residents witnesses lawyer attorney judge jury court panel committee commission "
    "animal animals dog cat bird shark game match race win victory defeat loss goal tournament season list article piece "
    "former latter other others same two three four first second sentence fine penalty award prize money funds cash weapon "
    "weapons gun bomb device images scene incident effort efforts strike strikes airstrikes tragedy disaster outbreak virus"
)
_BACKWARD = frozenset(_NOUNS.split())
_RESOLVING = frozenset(
    ["of", "to", "who", "that", "which", "in", "accused", "between", "by", "at", "on", "for", "from", "whose", "where", "against", "behind", "over", "into", "with", "about", "involving", "called", "named", "known"]
)
_PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_NEUTRAL = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves"])
_POINTING = frozenset(["this", "that", "these", "those", "such"])
_TIMES = frozenset(
    ["week", "month", "year", "weekend", "morning", "afternoon", "evening", "summer", "winter", "spring", "autumn", "fall", "season", "time", "century", "decade", "day", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "past", "last", "coming"]
)
_EXPLETIVE = re.compile(
    r"It(?: (?:is|was|will be|has been|would be|is not|was not|remains|took|takes|seems|appears|emerged|comes|came|wasn['’]t|"
    r"isn['’]t)|['’]s)\b.{0,80}?\b(?:that|to|when|who|whether|if|how|why|before|since|as)\b"
)
_FIRST = frozenset(["i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'd", "we'll", "me", "my", "mine", "our", "ours", "myself", "ourselves"])
_SECOND = frozenset(["you", "your", "yours", "you're", "you've", "you'll", "yourself"])
_STOP = re.compile(r"[.!?…][\"”’')\]]*$")
_OPENING, _CLOSING = "“", "”"
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|(?:(?<=\s)|^)[‘'](?=\w)[^‘]*?(?:[’'](?!\w)|$)")
_REPORTING = re.compile(
    r"\b(?:said|says|told|tells|added|adds|wrote|writes|tweeted|posted|according|asked|explained|insisted|continued|recalled|"
    r"called|claimed|warned|argued|announced|admitted|declared|noted|stated|replied|revealed|described|joked|concluded|saying|"
    r"adding|telling|writing|reads|read|explains|insists|argues|warns|believes|thinks|commented|remarked|testified|vowed)\b"
)
_LEAST_WORDS = 5
_MOST_QUOTED = 0.6
"""Share of quoted words from which a sentence counts as someone's words."""


def read(document: Document) -> tuple[Candidate, ...]:
    """Return one candidate per sentence, in order."""
    inside = _open_quotations(document)
    kinds = [paragraph.kind for paragraph in document.article.paragraphs]
    found = []
    for sentence in document.sentences:
        spans = trim(document, sentence.index)
        text = wording(document, spans)
        faults = _faults(text, inside[sentence.index])
        if spans != trim(document, sentence.index, connective=False):
            faults.add(Fault.CONNECTIVE)
        if kinds[sentence.paragraph] == "item":
            faults.add(Fault.ITEM)
        found.append(Candidate(sentence.index, spans, text, length(text), frozenset(faults)))
    return tuple(found)


def _faults(text: str, inside_quotation: bool) -> set[Fault]:
    """Return the faults that a sentence's wording shows."""
    faults = _form(text)
    outside = _QUOTED.sub(" ", text)
    plain = WORD.findall(outside)
    total = length(text)
    quoted = 1 - length(outside) / total if total else 0.0
    if inside_quotation or _unpaired(text) or (quoted > 0.3 and not _REPORTING.search(outside) and len(plain) < 8):
        faults.add(Fault.QUOTATION)
    elif quoted > _MOST_QUOTED:
        faults.add(Fault.QUOTED)
    lower = [word.lower().replace("’", "'") for word in plain]
    if any(word in _FIRST for word in lower) or (" us " in outside):
        faults.add(Fault.FIRST_PERSON)
    if any(word in _SECOND for word in lower):
        faults.add(Fault.SECOND_PERSON)
    if _unresolved(text, plain, lower):
        faults.add(Fault.PRONOUN)
    if _LOOSE.match(text) or (_DEPENDENCE.match(text) and not _HARMLESS.match(text)):
        faults.add(Fault.DEPENDENCE)
    if _refers_back(plain, lower):
        faults.add(Fault.REFERENCE)
    return faults


def _form(text: str) -> set[Fault]:
    """Return the faults of form: of punctuation, length, capitals and stock phrases."""
    faults: set[Fault] = set()
    plain = WORD.findall(text)
    stopped = _STOP.search(text)
    if len(plain) < _LEAST_WORDS or text.endswith((":", ",", ";", "-", "—")) or text[:1] in ",;:)":
        faults.add(Fault.FRAGMENT)
    if not stopped:
        faults.add(Fault.UNFINISHED)
    if "?" in text[-3:]:
        faults.add(Fault.QUESTION)
    if _BOILERPLATE.search(text) or _CAPTION.search(text):
        faults.add(Fault.BOILERPLATE)
    topical = [word for word in plain if word.lower() not in FUNCTION and word[0].isalpha()]
    if not stopped and len(topical) > 2 and sum(word[0].isupper() for word in topical) >= 0.8 * len(topical):
        faults.add(Fault.HEADLINE)
    return faults


def _unresolved(text: str, plain: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether a pronoun outside quotation marks comes before anything it could stand for."""
    if _EXPLETIVE.match(text):
        return False
    named = described = False
    for place, word in enumerate(lower):
        following = lower[place + 1] if place + 1 < len(lower) else ""
        if place == 0 and word in _POINTING:
            if following in _TIMES:
                continue
            return word != "those" or following not in ("who", "in", "with")
        if word in _PERSONAL and not named:
            return True
        if word in _NEUTRAL and not described:
            return True
        if word not in FUNCTION:
            if (plain[place][0].isupper() and place > 0) or (place == 0 and _nameable(following)):
                named = True
            if place > 0 and lower[place - 1] in ("a", "an", "the", "one") or word.endswith(("'s", "man", "woman", "mother")):
                named = True
            if place < len(lower) - 1:
                described = True
    return False


def _nameable(following: str) -> bool:
    """Tell whether a sentence's first word may be a name: no article or plural verb tells otherwise."""
    return following not in ("of", "the", "a", "an")


def _refers_back(plain: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether the sentence opens with "The decision …" and nothing that says which."""
    if len(lower) < 3 or lower[0] != "the":
        return False
    for place in (1, 2):
        if plain[place][0].isupper() or plain[place][0].isdigit():
            return False
        if lower[place] in _BACKWARD:
            after = lower[place + 1 : place + 3]
            return not (after and after[0] in _RESOLVING) and lower[place + 1 : place + 2] != ["'s"]
    return False


def _unpaired(text: str) -> bool:
    """Tell whether a double quotation mark has no partner in the sentence."""
    return text.count('"') % 2 == 1 or text.count(_OPENING) != text.count(_CLOSING)


def _open_quotations(document: Document) -> list[bool]:
    """Return for each sentence whether it begins inside a quotation that an earlier one opened."""
    inside, found, paragraph, single = False, [], -1, False
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            inside, single, paragraph = False, False, sentence.paragraph
        found.append(inside or single)
        for mark in _MARK.finditer(document.text_of(sentence)):
            kind = mark.group()
            if kind == '"':
                inside = not inside
            elif kind in "“”":
                inside = kind == "“"
            elif mark.lastgroup == "open":
                single = True
            else:
                single = False
    return found


_MARK = re.compile(r"[\"“”]|(?P<open>(?:(?<=\s)|^)[‘'](?=\w))|(?P<close>(?<=[.,!?\w])['’](?=\s|$))")
