"""Summaries that the tests of the renderers share."""

from __future__ import annotations

from summarizer.summary import Brief, Bullet, Coverage, Evidence, ModelInfo, Summary, Violation

PLAIN = Summary(
    id="mill-1",
    headline="Mill to close",
    quick_looks=(
        Bullet("The mill in Orsk closes in May.", (Evidence(0, 0, 31),), label="Mill Closure"),
        Bullet("Some 40 people lose their jobs.", (Evidence(2, 70, 101),), written=True),
    ),
    brief=Brief("The owner blames the price of wood.", (Evidence(1, 32, 67),)),
    coverage=Coverage(words=120, words_read=120, windows=1),
    model=ModelInfo("lead", "1"),
    elapsed_ms=3,
)

_WRONG = Violation("number", "50", "no such number in the article")

FLAGGED = Summary(
    quick_looks=(
        Bullet("Some 50 people lose *their* jobs.", (Evidence(2, 70, 101),), "Jobs", 0.8, (_WRONG,)),
    ),
    brief=Brief("About 50 are hit.", (Evidence(2, 70, 101),), (_WRONG,)),
    coverage=Coverage(words=120, words_read=100, windows=1),
    model=ModelInfo("lead", "1"),
    elapsed_ms=3,
    warnings=("20 words were not read.",),
)

HOSTILE = Summary(
    headline="# Red\x1b[31m\u202ealert\nnow",
    quick_looks=(Bullet("1. <script>\x07 [link](x)\u2028end", (Evidence(0, 0, 9),), "A_b_"),),
    brief=Brief("- not a list &lt;b&gt;\u2029", ()),
    coverage=Coverage(words=9, words_read=9, windows=1),
    model=ModelInfo("lead", "1"),
    elapsed_ms=0,
)

BARE = Summary(
    quick_looks=(),
    brief=Brief("", ()),
    coverage=Coverage(words=0, words_read=0, windows=0),
    model=ModelInfo("lead", "1"),
    elapsed_ms=0,
)
