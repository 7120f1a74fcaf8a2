"""From scored sentences to a draft: choose whole sentences that stand alone, and make the brief of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer import align
from summarizer.compose import select
from summarizer.compose.brief import LEAST, MOST, write
from summarizer.compose.relevance import relevance
from summarizer.compose.standing import Candidate, Fault, read
from summarizer.compose.terms import length
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Coverage, Draft

__all__ = ["assemble", "draft", "off_budget"]

_ENOUGH = 3
"""Times the words of the brief that an article has which should fill it."""


def draft(reading: Reading, options: Options, coverage: Coverage, warnings: tuple[str, ...] = ()) -> Draft:
    """Return the draft that the reading asks for: whole sentences, without labels.

    The news comes first, the other bullets in the article's order; there are fewer than `options.bullets`
    when the article has no more sentences that stand alone and say something different, and a warning tells
    of it. An article without sentences gives an empty draft.
    """
    found = select.scored(read(reading.document), relevance(reading))
    taken = select.choose(found, options)
    made = _draft(reading, found, taken, options, coverage)
    told = (*_missed(found, taken, options), *_unsaid(made, options))
    return replace(made, warnings=(*warnings, *told, *made.warnings))


def assemble(reading: Reading, chosen: Sequence[int], options: Options, coverage: Coverage) -> Draft:
    """Return the draft whose bullets are the sentences `chosen` (indices), in that order and unfiltered.

    The reading's relevance serves the brief alone.
    """
    found = select.scored(read(reading.document), relevance(reading))
    return _draft(reading, found, [found[index] for index in chosen], options, coverage)


def _draft(
    reading: Reading,
    found: Sequence[Candidate],
    taken: Sequence[Candidate],
    options: Options,
    coverage: Coverage,
) -> Draft:
    text = reading.document.article.text
    bullets = tuple(
        Bullet(one.text, one.spans, None, align.support(one.text, [text[s.start : s.end] for s in one.spans]))
        for one in taken
    )
    brief = write(found, taken, options)
    return Draft(bullets, brief, coverage, tuple(off_budget(reading, brief, options)))


def _missed(found: Sequence[Candidate], taken: Sequence[Candidate], options: Options) -> Iterator[str]:
    """Yield what to tell the user about bullets that are missing or poor."""
    over = sum(Fault.LONG in one.faults for one in taken)
    poor = sum(not select.stands(one) for one in taken) - over
    if over:
        yield (
            f"{over} of {len(taken)} quick looks have more than {options.bullet_words} words: the article "
            "has no better sentence, and sentences are not cut."
        )
    if poor:
        yield f"{poor} of {len(taken)} quick looks do not stand alone: the article has no better sentence."
    if len(taken) < min(options.bullets, len(found)):
        long = sum(one.words > options.bullet_words for one in found if select.stands(one))
        yield f"Only {len(taken)} quick look(s) instead of {options.bullets}: " + (
            f"{long} sentence(s) that stand alone have more than {options.bullet_words} words, and sentences "
            "are not cut. Raise --bullet-words to get more."
            if long
            else "no other sentence stands alone and says something new."
        )


def _unsaid(made: Draft, options: Options) -> Iterator[str]:
    """Yield what to tell the user where the news is too long for a quick look."""
    spans = made.brief.evidence[:1]
    words = sum(length(made.brief.text[: span.end - span.start]) for span in spans)
    if made.bullets and words > options.bullet_words and made.bullets[0].evidence != spans:
        yield (
            f"The sentence that tells the news has {words} words, and sentences are not cut: only the brief "
            "holds it. Raise --bullet-words to have it as a quick look."
        )


def off_budget(reading: Reading, brief: Brief, options: Options) -> Iterator[str]:
    """Yield what to tell the user about a brief of another length than asked for."""
    words, wanted = length(brief.text), options.brief_words
    if reading.document.words() >= _ENOUGH * wanted and not LEAST * wanted <= words <= MOST * wanted:
        yield (
            f"The brief has {words} words instead of {wanted}: no choice of sentences that pass comes nearer."
        )
