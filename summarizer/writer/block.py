"""One article's block: sentences are written, checked, judged and chosen, then labelled and introduced."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from summarizer import align
from summarizer.article import Document
from summarizer.compose.boilerplate import boilerplate
from summarizer.compose.relevance import Relevance
from summarizer.options import Options
from summarizer.sentences import boundaries
from summarizer.summary import Brief, Bullet, Evidence
from summarizer.writer import check, context
from summarizer.writer.candidates import Candidate, Desk, Writer
from summarizer.writer.choose import Judged, choose, distinct
from summarizer.writer.gate import Gate
from summarizer.writer.people import People

__all__ = ["Holds", "write"]

LOOKED_AT = 4
"""Sentences that are written beside one for each bullet asked for."""

OPENERS = 2
"""First sentences of the story that are written whatever their relevance: the news stands there."""

STORY = 3
"""Sentences beside those of the bullets that a brief is written from."""

SHORTEST_BRIEF, LONGEST_BRIEF = 0.6, 1.15
"""Shares of the words asked for between which a written brief is taken."""

TAUGHT = (40, 80)
"""Words asked for of a brief between which the writer has learned to write one."""

Holds = Callable[[str, Sequence[Evidence]], bool]
"""Whether a text means what its evidence says."""


def write(
    document: Document, relevance: Relevance, models: tuple[Writer, Gate], options: Options, holds: Holds
) -> tuple[tuple[Bullet, ...], Brief | None]:
    """Return the bullets and the brief, None where no written one passed.

    holds: the check of meaning, asked of texts about to be printed.
    """
    writer, gate = models
    relevance = Relevance(standardized(relevance.salience), relevance.news)
    junk = [boilerplate(document.text_of(one)) for one in document.sentences]
    shown = context.read(document, junk)
    desk = Desk(writer, document, shown, options.bullet_words)
    indices = _promising(shown, relevance, junk, options.bullets + LOOKED_AT)
    judged = [
        Judged(
            one,
            gate.judge(one, shown, relevance.salience[one.index]),
            relevance.salience[one.index],
            relevance.news[one.index],
        )
        for one in (*desk.written(indices), *desk.plain(indices))
    ]

    def sound(one: Candidate) -> bool:
        return not one.written or holds(one.text, check.used(one.text, one.index, one.shown, document))

    chosen = [one.candidate for one in choose(judged, options.bullets, sound)]
    brief = _brief(desk, document, chosen, relevance, options, holds)
    return _bullets(desk, document, chosen, gate, options), brief


def _promising(shown: context.Context, relevance: Relevance, junk: Sequence[bool], count: int) -> list[int]:
    """Return the sentences to write, in the article's order."""
    usable = [i for i, text in enumerate(shown.sentences) if not junk[i] and len(text.split()) >= 5]
    best = sorted(usable, key=lambda i: (-relevance.salience[i], i))[:count]
    return sorted({*usable[:OPENERS], *best})


def _bullets(
    desk: Desk, document: Document, chosen: Sequence[Candidate], gate: Gate, options: Options
) -> tuple[Bullet, ...]:
    people = People.of(document)
    introduced = people.introduced([one.text for one in chosen])
    labels: Sequence[str | None] = [None] * len(chosen)
    if options.labels != "none":
        found = desk.labels([(one.index, one.text) for one in chosen])
        labels = distinct(
            [
                [(label.text, gate.label(one, label)) for label in of]
                for one, of in zip(chosen, found, strict=True)
            ]
        )
    bullets = []
    for one, (text, sources), label in zip(chosen, introduced, labels, strict=True):
        evidence = check.used(one.text, one.index, one.shown, document)
        evidence += tuple(
            _whole(document, i) for i in sources if all(i != span.sentence for span in evidence)
        )
        carriers = [document.article.text[span.start : span.end] for span in evidence]
        if len(text.split()) > options.bullet_words:
            text = one.text
        bullets.append(Bullet(text, evidence, label, align.support(text, carriers), written=one.written))
    return tuple(bullets)


def _brief(  # noqa: PLR0913  Who writes, of what, around which bullets, as asked for, checked by what.
    desk: Desk,
    document: Document,
    chosen: Sequence[Candidate],
    relevance: Relevance,
    options: Options,
    holds: Holds,
) -> Brief | None:
    """Return the likeliest brief in which every sentence passes the checks."""
    if not chosen or not TAUGHT[0] <= options.brief_words <= TAUGHT[1]:
        return None
    best = sorted(range(len(relevance.salience)), key=lambda i: (-relevance.salience[i], i))
    story = sorted({one.index for one in chosen} | set(best[:STORY]))
    for text, _ in sorted(desk.briefs(story), key=lambda found: -found[1]):
        words = len(text.split())
        if not SHORTEST_BRIEF * options.brief_words <= words <= LONGEST_BRIEF * options.brief_words:
            continue
        parts = [text[start:end] for start, end in boundaries(text)]
        evidence = [desk.carriers(part, story) for part in parts]
        flaws = [desk.flaws_of_brief(part, story, first=not i) for i, part in enumerate(parts)]
        if any(flaws) or not all(holds(part, spans) for part, spans in zip(parts, evidence, strict=True)):
            continue
        found = {span.sentence: span for spans in evidence for span in spans}
        ((named, sources),) = People.of(document).introduced([text])
        found.update({i: _whole(document, i) for i in sources})
        return Brief(named, tuple(found[i] for i in sorted(found)))
    return None


def _whole(document: Document, index: int) -> Evidence:
    sentence = document.sentences[index]
    return Evidence(index, sentence.start, sentence.end)


def standardized(values: Sequence[float]) -> list[float]:
    """Return values in standard deviations about their mean."""
    array = np.array(values, np.float64)
    spread = float(array.std()) or 1.0
    return [round(float(v), 3) for v in (array - array.mean()) / spread]
