"""Examples and predictions in a line each, as the tests of the metrics need them."""

from __future__ import annotations

from eval.datasets import Example
from eval.predictions import Prediction
from summarizer.article import Article, Paragraph, QuickLook
from summarizer.summary import Bullet

__all__ = ["FAILED", "example", "prediction"]

FAILED = Prediction("x", (), error="The model broke down.")


def example(text: str, *looks: str, labels: tuple[str, ...] = (), title: str | None = None) -> Example:
    """Return an article of one paragraph a line, with the quick looks of one writer."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    padded = (*labels, *[None] * (len(looks) - len(labels)))
    reference = tuple(QuickLook(look, label) for look, label in zip(looks, padded, strict=True))
    return Example("x", Article(text, tuple(spans), title=title), (reference or (QuickLook("Nothing."),),))


def prediction(*bullets: str, labels: tuple[str, ...] = ()) -> Prediction:
    """Return bullets without evidence, the first ones with labels."""
    padded = (*labels, *[None] * (len(bullets) - len(labels)))
    return Prediction(
        "x", tuple(Bullet(text, (), label) for text, label in zip(bullets, padded, strict=True))
    )
