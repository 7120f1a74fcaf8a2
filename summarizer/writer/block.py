"""One article's block: sentences are written, checked, judged and chosen, then labelled and introduced."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from summarizer import align
from summarizer.article import Document
from summarizer.compose.boilerplate import boilerplate
from summarizer.compose.relevance import Relevance
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Evidence
from summarizer.writer import check, context
from summarizer.writer.candidates import Candidate, Desk, Writer
from summarizer.writer.choose import Judged, brief, choose, distinct
from summarizer.writer.gate import Chances, Gate
from summarizer.writer.people import People

__all__ = ["Holds", "open_desk", "standardized", "write"]

LOOKED_AT = 4
"""Sentences that are written beside one for each bullet asked for."""

EVEN = 1e-9
"""Standard deviation up to which values are all the same."""

OPENERS = 2
"""First sentences of the story that are written whatever their relevance: the news stands there."""

LEAST_BRIEF, MOST_BRIEF = 0.75, 1.1
"""Shares of the words asked for between which a brief is sought."""

Holds = Callable[[str, Sequence[Evidence]], bool]
"""Whether a text means what its evidence says."""


def write(
    reading: Reading, relevance: Relevance, models: tuple[Writer, Gate], options: Options, holds: Holds
) -> tuple[tuple[Bullet, ...], Brief | None]:
    """Return the bullets and the brief, None where nothing passed.

    holds: the check of meaning, asked of texts about to be printed.
    """
    writer, gate = models
    document = reading.document
    relevance = Relevance(standardized(relevance.salience), relevance.news)
    desk, shown = open_desk(document, writer, options.bullet_words)
    indices = _promising(document, shown, relevance, options.bullets + LOOKED_AT)

    def judge(one: Candidate) -> Chances:
        return gate.judge(one, shown, relevance.salience[one.index], relevance.news[one.index])

    def sound(one: Candidate) -> bool:
        return not one.written or holds(one.text, check.used(one.text, one.index, one.shown, document))

    judged = [
        Judged(one, judge(one), relevance.salience[one.index], relevance.news[one.index])
        for one in (*desk.written(indices), *desk.plain(indices))
    ]
    chosen = choose(judged, options.bullets, sound)
    if not chosen:
        return (), None
    budget = round(LEAST_BRIEF * options.brief_words), round(MOST_BRIEF * options.brief_words)
    told = [one.candidate for one in brief(judged, budget, sound)]
    people = People.of(document)
    bullets = _bullets(desk, document, [one.candidate for one in chosen], (people, gate), options)
    return bullets, _brief(document, told, people)


def open_desk(document: Document, writer: Writer, longest: int) -> tuple[Desk, context.Context]:
    """Return the desk with an article on it, and what the writer is shown of the article."""
    shown = context.read(document, [boilerplate(document.text_of(one)) for one in document.sentences])
    return Desk(writer, document, shown, longest), shown


def _promising(document: Document, shown: context.Context, relevance: Relevance, count: int) -> list[int]:
    """Return the sentences to write, in the article's order."""
    texts = [document.text_of(one) for one in document.sentences]
    usable = [
        i for i, text in enumerate(texts) if not boilerplate(text) and len(shown.sentences[i].split()) >= 5
    ]
    best = sorted(usable, key=lambda i: (-relevance.salience[i], i))[:count]
    return sorted({*usable[:OPENERS], *best})


def _bullets(
    desk: Desk, document: Document, chosen: Sequence[Candidate], models: tuple[People, Gate], options: Options
) -> tuple[Bullet, ...]:
    people, gate = models
    introduced = people.introduced([one.text for one in chosen], options.bullet_words)
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
        evidence = _evidence(document, one, sources)
        carriers = [document.article.text[span.start : span.end] for span in evidence]
        bullets.append(Bullet(text, evidence, label, align.support(text, carriers), written=one.written))
    return tuple(bullets)


def _brief(document: Document, told: Sequence[Candidate], people: People) -> Brief | None:
    if not told:
        return None
    introduced = people.introduced([one.text for one in told])
    found = {
        span.sentence: span
        for one, (_, sources) in zip(told, introduced, strict=True)
        for span in _evidence(document, one, sources)
    }
    return Brief(" ".join(text for text, _ in introduced), tuple(found[i] for i in sorted(found)))


def _evidence(document: Document, one: Candidate, named: Sequence[int]) -> tuple[Evidence, ...]:
    """Return the sentences that a candidate rests on, those that its names are from at the end."""
    evidence = check.used(one.text, one.index, one.shown, document)
    there = {span.sentence for span in evidence}
    return evidence + tuple(_whole(document, i) for i in named if i not in there)


def _whole(document: Document, index: int) -> Evidence:
    sentence = document.sentences[index]
    return Evidence(index, sentence.start, sentence.end)


def standardized(values: Sequence[float]) -> list[float]:
    """Return values in standard deviations about their mean."""
    array = np.array(values, np.float64)
    spread = float(array.std())
    spread = spread if spread > EVEN else 1.0
    return [round(float(v), 3) for v in (array - array.mean()) / spread]
