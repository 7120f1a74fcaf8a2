"""Words that the writer may use wherever it writes: they hold no fact of their own."""

from __future__ import annotations

__all__ = ["FUNCTION_WORDS"]

FUNCTION_WORDS = frozenset(
    # articles, pronouns, determiners
    "a an the this that these those it its he his him himself she her hers herself they their them "
    "themselves who whom whose which what itself each both all any some other others another such own same "
    "one "
    # prepositions and particles
    "of in on at to for from with without by as into onto over under after before about above against along "
    "amid among around behind below beside besides between beyond despite down during except inside near off "
    "out outside past since through throughout toward towards until up upon via within across back away "
    "according including following rather "
    # conjunctions and adverbs of relation
    "and or but nor so yet if because while when where why how whether than then though although unless once "
    "instead also only still not no never now more most less least very too even just much many few several "
    "there here however again ago already ever together almost about "
    # auxiliaries and light verbs
    "is are was were be been being am has have had having do does did doing done will would can could may "
    "might must should shall cannot became become becomes came come comes went go goes going gone got get "
    "gets made make makes making took take takes taking gave give gives giving put keep keeps kept keeping "
    "left leave leaves leaving remain remains remained faces face faced want wants wanted need needs needed "
    "used use uses "
    # verbs of saying
    "said say says saying told tell tells telling called call calls calling argues argue argued asked ask "
    "asks found find finds show shows showed shown adds added writes wrote warns warned urges urged cites "
    "cited citing says describes described".split()
)
