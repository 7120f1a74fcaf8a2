"""Measure what the embedded encoder says of words against a treebank that it was not trained on.

Run: python -m tests.data.measure_syntax TREEBANK [--model FOLDER] [--limit N]

TREEBANK is a CoNLL-U file (`summarizer.training.annotate` makes one). Its sentences are read eight at a time,
as one article, in the order of the file. Printed are the words and the shares of `training.evaluate.Syntax`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path

from summarizer.article import Article, Document, Paragraph, Sentence
from summarizer.models.encoder import WEIGHTS, Encoder
from summarizer.syntax import Analysis
from summarizer.training import treebank
from summarizer.training.evaluate import syntax

TOGETHER = 8


def analyses(model: Encoder, texts: Sequence[str]) -> Iterator[Analysis]:
    """Yield what a model says of each text, which is taken for one sentence."""
    for start in range(0, len(texts), TOGETHER):
        document = as_document(texts[start : start + TOGETHER])
        reading = model.read(document)
        for index in range(len(document.sentences)):
            analysis = reading.analysis(index)
            if analysis is None:
                raise SystemExit("These weights say nothing of words: they were trained without a treebank.")
            yield analysis


def as_document(texts: Sequence[str]) -> Document:
    """Return an article with each text as a sentence and a paragraph."""
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 1
    article = Article("\n".join(texts), tuple(Paragraph(*span) for span in spans))
    return Document(article, tuple(Sentence(i, *span, i) for i, span in enumerate(spans)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--model", type=Path, default=WEIGHTS)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    model = Encoder(given.model)
    parses = list(islice(treebank.read(given.treebank), given.limit))
    found = syntax(parses, analyses(model, [parse.text for parse in parses]))
    print(f"quicklook.onnx {model.revision}, {given.treebank.name}")
    for field in fields(found):
        value = getattr(found, field.name)
        print(f"  {field.name:9} {value:,}" if value > 1 else f"  {field.name:9} {value:.3f}")


if __name__ == "__main__":
    main()
