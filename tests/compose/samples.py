"""Articles that we made up, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from summarizer import sentences, sources
from summarizer.article import Article, Document, Paragraph
from summarizer.compose.relevance import Relevance

__all__ = ["BRIDGE", "SPEECH", "document", "lines", "relevant", "scores"]

BRIDGE = """\
HARLOW, Vermont (AP) — The Harlow suspension bridge will close for two years from June so that engineers can \
replace its rusted main cables, Mayor Ana Lindqvist said on Tuesday.
But ferry operators fear that they cannot carry the 40,000 commuters who cross the river each day. \
"We have three boats, and two of them are older than I am," said Tomas Berg, who runs the largest company.
Repair Costs
The repair will cost $212 million, a third more than the state transport department had planned.
The decision came after divers found broken wires in March. They had been hidden under a layer of paint.
Click here for photos of the bridge.
Is there another way across the river for all who work in Harlow?
Commuter trains will run every ten minutes, and the rail operator has ordered twelve new carriages.
Shop owners in the old harbour expect to lose half of their summer trade, according to a survey by the \
chamber of commerce.
"""
"""A news story with a dateline, a sub-head, a quotation, a back-reference and two useless lines."""

SPEECH = """\
The orchestra of Velden will play without a conductor this season.
He left the town in May.
The orchestra of Velden will play without a conductor this season.
Its forty musicians voted for the experiment by a wide margin after long debates about tempo.
The opening concert on Friday brings a symphony that nobody has performed in Velden before.
"""
"""A short story that says its first sentence twice."""


def document(text: str, title: str | None = None) -> Document:
    """Read and split a text as the pipeline does."""
    return sentences.split(replace(sources.from_text(text), title=title))


def lines(*texts: str) -> Document:
    """Make a document of one paragraph per text, whatever a source would say to it."""
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Paragraph(at, at + len(text)))
        at += len(text) + 1
    return sentences.split(Article("\n".join(texts), tuple(paragraphs)))


def scores(made: Document) -> list[float]:
    """Return salience that falls with every sentence: news tells the most important first."""
    return [-0.3 * index for index in range(len(made.sentences))]


def relevant(salience: Sequence[float], news: Sequence[float] | None = None) -> Relevance:
    """Return relevance of so much salience; the news is, if no chances are given, what is most salient."""
    powers = [exp(one) for one in salience]
    return Relevance(salience, [one / sum(powers) for one in powers] if news is None else news)
