"""Mending what a model wrote and its article does not bear out: it is asked again, or the article speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer import align, statements, verify
from summarizer.article import Document
from summarizer.compose.select import Repetition
from summarizer.compose.trim import trim, wording
from summarizer.errors import ModelError
from summarizer.models import Model, Rewriting, writing
from summarizer.models.writing import Line
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Coverage, Draft

__all__ = ["mend", "review"]


def review(draft: Draft, document: Document) -> Draft:
    """Return a draft that a model wrote with the violations of its words and of their meaning."""
    return statements.check(verify.check(draft, document), writing.read(document), _reader(document))


def mend(draft: Draft, document: Document, model: Model, options: Options) -> Draft:
    """Return a reviewed draft without what was wrong in it, as far as that can be had.

    A model that can be asked again is told what is wrong with each bullet and each sentence of the brief that
    has a violation, and writes it anew, once. In the place of what is still wrong, or now repeats another,
    comes the sentence of the article that carries it best, whole but for a dateline or a credit; it is left
    out where that would repeat another. What nothing carries is left out too. Warnings tell all of it.
    """
    told = _Told(list(draft.warnings))
    unlabelled = replace(options, labels="none")
    sentences = _reviewed([Line(text) for text in writing.split(draft.brief.text)], document, unlabelled)
    wrong = [one for one in (*draft.bullets, *sentences) if one.violations]
    if not wrong:
        return draft
    anew = _anew(model, document, wrong, options, told)
    bullets = list(_with_sources(_distinct(draft.bullets, anew), document, options, told))
    brief = draft.brief
    if any(one.violations for one in sentences):
        found = _distinct(sentences, anew)
        brief = _brief(list(_with_sources(found, document, unlabelled, told)), document)
    return replace(draft, bullets=tuple(bullets), brief=brief, warnings=tuple(told.warnings))


@dataclass(frozen=True, slots=True)
class _Told:
    """What to tell the user, in order."""

    warnings: list[str] = field(default_factory=list)

    def count(self, number: int, what: str) -> None:
        if number:
            self.warnings.append(f"{number} {what}")


def _reader(document: Document) -> Callable[[str], Reading]:
    return lambda text: writing.read(writing.article_of(text, document.article.language))


def _reviewed(lines: Sequence[Line], document: Document, options: Options) -> tuple[Bullet, ...]:
    """Return the lines as bullets with their violations."""
    bullets = writing.bullets_of(document, lines, options)
    return review(Draft(bullets, Brief("", ()), Coverage(0, 0, 0), written=True), document).bullets


def _anew(
    model: Model, document: Document, wrong: Sequence[Bullet], options: Options, told: _Told
) -> dict[Bullet, Bullet]:
    """Return what the model writes in the place of what is wrong, where that is right."""
    if not isinstance(model, Rewriting):
        return {}
    try:
        texts = model.rewrite(document, wrong, options)
    except ModelError as error:
        told.warnings.append(f"The model could not be asked to mend what was wrong: {error}")
        return {}
    lines = [Line(text.strip()) for text in texts]
    found = dict(zip(wrong, _reviewed(lines, document, options), strict=True))
    right = {
        old: new
        for old, new in found.items()
        if new.evidence and not new.violations and len(writing.split(new.text)) == 1
    }
    told.count(len(right), "statement(s) that the article does not bear out were written anew (--repair).")
    return right


def _distinct(bullets: Sequence[Bullet], anew: Mapping[Bullet, Bullet]) -> list[Bullet]:
    """Return the bullets, those that were written anew in their place unless they repeat another."""
    taken = Repetition()
    for one in bullets:
        if not one.violations:
            taken.add(one.text)
    found = []
    for one in bullets:
        mended = anew.get(one)
        if mended is None or taken.same(mended.text):
            found.append(one)
        else:
            taken.add(mended.text)
            found.append(mended)
    return found


def _with_sources(
    bullets: Sequence[Bullet], document: Document, options: Options, told: _Told
) -> Iterator[Bullet]:
    """Yield the bullets, in the place of each that is wrong the sentence that carries it best."""
    taken = Repetition()
    for one in bullets:
        if not one.violations:
            taken.add(one.text)
    replaced = repeated = bare = 0
    for one in bullets:
        if not one.violations:
            yield one
        elif not (plain := _reviewed([Line(one.text)], document, options)[0]).violations:
            yield plain  # its label alone was wrong
        elif not one.evidence:
            bare += 1
        elif taken.same((source := _source(one, document)).text):
            repeated += 1
        else:
            taken.add(source.text)
            replaced += 1
            yield source
    told.count(
        replaced, "statement(s) that the article does not bear out gave way to its sentences (--repair)."
    )
    told.count(
        repeated, "statement(s) that the article does not bear out were left out: others say it (--repair)."
    )
    told.count(bare, "statement(s) that no sentence of the article carries were left out (--repair).")


def _source(wrong: Bullet, document: Document) -> Bullet:
    """Return the sentence that carries a bullet best, without its dateline, as a bullet without a label."""
    spans = trim(document, wrong.evidence[0].sentence)
    text = wording(document, spans)
    carriers = [document.article.text[span.start : span.end] for span in spans]
    bullet = Bullet(text, spans, None, align.support(text, carriers))
    (checked,) = verify.check(Draft((bullet,), Brief("", ()), Coverage(0, 0, 0)), document).bullets
    return checked


def _brief(sentences: Sequence[Bullet], document: Document) -> Brief:
    brief = writing.brief_of(document, " ".join(one.text for one in sentences))
    return replace(brief, violations=tuple(v for one in sentences for v in one.violations))
