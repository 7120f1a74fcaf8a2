"""Does a block tell the facts that the human quick looks tell, the news first?

A quick look tells a fact; a bullet tells it too if it rests on a sentence that the quick look rests on. That
is asked of evidence where both name theirs, and of words where one does not. Unlike `matching`, a bullet may
tell several facts, as a long sentence does, and how it words them does not count: what is measured is what a
system chose to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from eval.datasets import Example, Reference
from eval.predictions import Prediction
from summarizer.align import named
from summarizer.article import Article, Document, QuickLook
from summarizer.compose.lexicon import FUNCTION
from summarizer.sentences import split
from summarizer.summary import Bullet

from . import Column, Measurement, tokens

__all__ = ["THRESHOLD", "Facts", "content", "recall"]

THRESHOLD = 0.4
"""Share of a quick look's words of content from which a bullet tells its fact.

Of 6,758 facts of 600 articles whose evidence is known, the answer by words is that by evidence for 87 % at
this threshold, where Cohen's kappa is highest (0.73); it finds 36 % told, evidence 39 % (python -m
tests.data.measure_facts gold.train.jsonl.xz 600). Of 548 facts of the development articles 83 % agree (0.66).
Words in the whole block agree no better, at a threshold of 0.55.
"""

_GRAMMAR = frozenset(stem for word in FUNCTION for stem in tokens.stems(word))


class Facts:
    """Four shares (0 to 1) of one table: which bullet tells which quick look's fact.

    facts: share of the quick looks that a bullet tells. facts.words: the same by words throughout, evidence
    or not. facts.precision: share of the bullets that tell a quick look's fact. facts.news: 1 where the first
    bullet tells the first quick look's fact, which is the news, else 0. All are 0 for a failed prediction.

    By evidence a bullet tells a fact if one of its sentences is one of the quick look's, wherever both name
    sentences of the article. By words it does if it has at least `THRESHOLD` of the quick look's words of
    content, stemmed. Of several writers the one whose facts are best covered counts, the first of equals.
    """

    name = "facts"
    signature = (
        f"facts|v:1|by:evidence-else-words|words:content-recall|stem:porter|tok:{tokens.SIGNATURE}"
        f"|threshold:{THRESHOLD}|writers:best"
    )
    columns = (
        Column("facts", "Fact coverage", "share", "higher"),
        Column("facts.words", "Fact coverage by words", "share", "higher"),
        Column("facts.precision", "Bullets that tell a fact", "share", "higher"),
        Column("facts.news", "News first", "share", "higher"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the four figures."""
        document = _document(example.article)
        measured = [_values(document, reference, prediction.bullets) for reference in example.references]
        best = max(
            range(len(measured)), key=lambda at: measured[at]["facts"]
        )  # max() keeps the first of equals
        return Measurement(dict(measured[best]))


def content(text: str) -> frozenset[str]:
    """Return the stems of a text's words without function words; all of them where nothing else is left."""
    stems = frozenset(tokens.stems(text))
    return stems - _GRAMMAR or stems


def recall(look: QuickLook, text: str) -> float:
    """Return the share (0 to 1) of a quick look's words of content that stand in a text, stemmed."""
    wanted = content(look.text)
    return len(wanted & frozenset(tokens.stems(text))) / len(wanted) if wanted else 0.0


def _values(document: Document, reference: Reference, bullets: Sequence[Bullet]) -> dict[str, float]:
    by_words = [[recall(look, bullet.text) >= THRESHOLD for bullet in bullets] for look in reference]
    told = [
        _by_evidence(named(look, document), bullets, row)
        for look, row in zip(reference, by_words, strict=True)
    ]
    return {
        "facts": sum(map(any, told)) / len(told),
        "facts.words": sum(map(any, by_words)) / len(by_words),
        "facts.precision": sum(map(any, zip(*told, strict=True))) / len(bullets) if bullets else 0.0,
        "facts.news": float(told[0][0]) if bullets else 0.0,
    }


def _by_evidence(rests_on: frozenset[int], bullets: Sequence[Bullet], by_words: list[bool]) -> list[bool]:
    """Return which bullets tell a fact: by evidence where it and the bullet have some, else by words."""
    return [
        any(each.sentence in rests_on for each in bullet.evidence) if rests_on and bullet.evidence else worded
        for bullet, worded in zip(bullets, by_words, strict=True)
    ]


@lru_cache(maxsize=16)
def _document(article: Article) -> Document:
    """Split an article once for the systems that are measured on it one after another."""
    return split(article)
