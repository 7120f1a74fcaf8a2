"""English abbreviations of the news, by what may follow their full stop (lower case, last stop left out)."""

from __future__ import annotations

__all__ = [
    "CLOCK",
    "CLOCK_FOLLOWERS",
    "DATES",
    "EXCLAIMING_NAMES",
    "INNER",
    "NUMBERED",
    "OPENERS",
    "ORDINARY",
    "PROPER",
    "SPEECH_VERBS",
    "STATES",
    "TITLES",
    "UNITS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """mr mrs ms mx messrs dr prof rev fr msgr gov govs lt col gen maj brig capt cmdr comdr cpl sgt pvt
    pfc adm sen sens rep reps pres supt insp det dep asst amb atty hon treas mt ft pt mme mlle"""
)
"""Capitalised, never the end of a sentence."""

INNER = _words("e.g i.e a.k.a v vs cf viz approx")
"""Never the end of a sentence."""

NUMBERED = _words("no nos vol vols fig figs p pp ch chap sec sect art para op ca c ext tel")
"""Not the end before a figure: "No. 10"; elsewhere an ordinary word."""

DATES = _words("jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri")
"""The end only before a word that opens sentences."""

PROPER = _words(
    """u.s u.k u.n e.u u.s.a u.a.e d.c n.y n.j n.c n.m n.h s.c s.d n.d r.i w.va l.a b.c b.a m.a m.d ph.d
    d.phil p.c jr sr inc ltd co corp bros plc llc st ste ave rd blvd dept univ assn assoc int'l nat'l
    intl natl mfg"""
)
"""Part of names, often followed by another name: the end only before a word that opens sentences."""

ORDINARY = _words("me ill may ok dc in art out")
"""Words that the segmenter takes for abbreviations."""

STATES = _words(
    """ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
    okla ore pa penn tenn tex vt va wash wis wyo ont que"""
)
"""The end before a capital, unless a day or month follows."""

UNITS = _words("kg km cm mm m mi ft lb lbs oz min mins sec secs hr hrs yd yds sq etc al mph pct")
"""The end before a capital, not before a figure."""

CLOCK = _words("a.m p.m")
CLOCK_FOLLOWERS = _words(
    """et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest ist jst aest eastern central
    mountain pacific greenwich monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december jan feb mar apr jun jul aug sept
    sep oct nov dec mon tue tues wed thu thur thurs fri"""
)
"""What follows a time of day (or a place) within the sentence."""

EXCLAIMING_NAMES = _words("yahoo jeopardy yum guess zing p!nk oklahoma mia hoopla joomla")
"""Names that end in an exclamation or question mark."""

OPENERS = _words(
    """a about according across after again all almost already also although among an and another any
    anyone are as asked at authorities back because before behind below between both but by can could
    critics despite did do does doing doctors dozens during each earlier either even every everyone
    everything experts few firefighters following for four from had has have he her here hers him his how
    however hundreds i i'm i've if in indeed initially inside instead investigators is it its it's i'd
    i'll just last later lawyers like many meanwhile millions more moreover most much my nearly neither
    never nevertheless next no nobody none nor not nothing now of officers officials on once one only or
    other others our out outside over parents people perhaps police prosecutors rather reporters
    residents researchers scientists she several similarly since so some someone soon sources still
    students such supporters ten than that that's the their then there there's therefore these they
    they're they've this those though thousands three through thus to today together tomorrow tonight too
    troops two under unlike until up upon very was we we're we've were what what's when where whether
    which while who whoever whose why will with within without witnesses women workers would yesterday
    yet you you're your"""
)
"""Words that open sentences and, capitalised, are hardly ever the second word of a name."""

SPEECH_VERBS = _words(
    """said says asked asks told tells wrote writes added tweeted replied shouted yelled continued joked
    recalled explained wondered demanded exclaimed insisted answered posted cried quipped warned"""
)
