"""From scored sentences to a draft: select, trim, label, and write the brief."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Document

# As modules: a function of the same name would hide its module from whoever imports it from here.
from summarizer.compose import label, select
from summarizer.compose.brief import write
from summarizer.compose.select import Weights, adjust, order
from summarizer.compose.standing import Candidate, read
from summarizer.options import Options
from summarizer.summary import Bullet, Coverage, Draft

__all__ = ["Weights", "assemble", "draft"]


def draft(  # noqa: PLR0913  The weights are for tuning alone.
    document: Document,
    salience: Sequence[float],
    options: Options,
    coverage: Coverage,
    warnings: tuple[str, ...] = (),
    weights: Weights | None = None,
) -> Draft:
    """Return the draft that the scores ask for.

    `salience` holds one real number per sentence of the document (a logit; higher is better). Bullets stand
    in the article's order; there are fewer than `options.bullets` only when the article has no more
    sentences that say something different. An article without sentences gives an empty draft.
    """
    weights = weights or Weights()
    candidates = adjust(read(document), salience, options, weights)
    taken = order(select.select(candidates, options, weights))
    brief = write(document, candidates, taken, options, weights)
    return Draft(_bullets(document, taken, options), brief, coverage, warnings)


def assemble(  # noqa: PLR0913  As draft, with the choice given.
    document: Document,
    chosen: Sequence[int],
    salience: Sequence[float],
    options: Options,
    coverage: Coverage,
    warnings: tuple[str, ...] = (),
) -> Draft:
    """Return the draft whose bullets are the sentences `chosen` (indices), in that order and unfiltered.

    `salience` serves the brief alone.
    """
    weights = Weights()
    candidates = adjust(read(document), salience, options, weights)
    taken = [candidates[index] for index in chosen]
    brief = write(document, candidates, taken, options, weights)
    return Draft(_bullets(document, taken, options), brief, coverage, warnings)


def _bullets(document: Document, taken: Sequence[Candidate], options: Options) -> tuple[Bullet, ...]:
    labels: Sequence[str | None] = label.label(document, taken) if options.labels else [None] * len(taken)
    return tuple(
        Bullet(text=one.text, evidence=one.spans, label=name) for one, name in zip(taken, labels, strict=True)
    )
