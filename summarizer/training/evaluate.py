"""Quality of a model: of its choice of sentences while training, and of what it says of words.

The first is ROUGE-1/2 F of the three best sentences of some validation articles. Bigrams are counted within
sentences, and nothing but the model's scores decides which sentences are taken, so the figures are near to,
but not, those that `summarizer eval` measures on the finished product.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from summarizer import oracle, sentences
from summarizer.errors import TrainingError
from summarizer.models.windows import Marks
from summarizer.sources import archive
from summarizer.syntax import Analysis
from summarizer.training.batch import collate
from summarizer.training.dataset import Example, encode, marks_of
from summarizer.training.network import Salience
from summarizer.training.treebank import Parse

__all__ = ["Syntax", "Validation", "logits", "syntax"]

TAKEN = 3
ARTICLES = 150
BATCH = 8


class Validation:
    """The first articles of a validation set, ready to be scored."""

    def __init__(self, path: Path, tokenizer: Path) -> None:
        """Read the articles. Raises SourceError for a bad path, TrainingError when it holds none."""
        self.name = path.name.partition(".jsonl")[0]
        self._marks = marks_of(tokenizer)
        self._examples: list[Example] = []
        self._texts: list[tuple[list[list[str]], list[list[str]]]] = []
        scored = (article for _, article in archive.articles(path) if article.quick_looks)
        for article in islice(scored, ARTICLES):
            document = sentences.split(article)
            texts = [document.text_of(sentence) for sentence in document.sentences]
            title, *ids = encode([article.title or "", *texts], tokenizer)
            self._examples.append(Example(title, ids, np.zeros(len(ids), np.float32)))
            reference = [oracle.rouge_tokens(look.text) for look in article.quick_looks]
            self._texts.append(([oracle.rouge_tokens(text) for text in texts], reference))
        if not self._examples:
            raise TrainingError(f"{path} holds no article with human quick looks to measure on.")
        self._lead = self._rouge([range(min(TAKEN, len(texts))) for texts, _ in self._texts])

    def measure(self, model: Salience) -> str:
        """Return a line with ROUGE-1 and ROUGE-2 F (0 to 100) of the model and of the lead."""
        scores = logits(model, self._examples, self._marks)
        return f"{self.name} {self._rouge([_best(one) for one in scores])} (lead {self._lead})"

    def _rouge(self, chosen: Sequence[Sequence[int]]) -> str:
        """Return the mean ROUGE-1/ROUGE-2 F of the chosen sentences of each article."""
        figures = [
            oracle.rouge([texts[index] for index in indices], reference)
            for indices, (texts, reference) in zip(chosen, self._texts, strict=True)
        ]
        one, two = 100 * np.mean(figures, axis=0)
        return f"{one:.2f}/{two:.2f}"


def _best(scores: NDArray[np.float32]) -> list[int]:
    best: list[int] = sorted(np.argsort(-scores, kind="stable")[:TAKEN].tolist())
    return best


@torch.no_grad()
def logits(model: Salience, examples: Sequence[Example], marks: Marks) -> Iterator[NDArray[np.float32]]:
    """Yield the logits of each example's sentences, titles given."""
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    for start in range(0, len(examples), BATCH):
        chosen = examples[start : start + BATCH]
        inputs = collate(chosen, [True] * len(chosen), marks).to(device)
        scores = model(inputs.ids, inputs.segment, inputs.place, inputs.position)
        for row, scored in zip(scores, inputs.scored, strict=True):
            yield row[scored].cpu().numpy()
    model.train(was_training)


@dataclass(frozen=True, slots=True)
class Syntax:
    """How far analyses agree with a treebank: shares (0 to 1) of the words that are no punctuation.

    head: the same head (UAS). labelled: the same head and relation (LAS). category: the same part of speech.
    entity: F of the words in an entity of a kind.
    """

    words: int
    head: float
    labelled: float
    category: float
    entity: float


def syntax(parses: Iterable[Parse], analyses: Iterable[Analysis]) -> Syntax:
    """Compare analyses with the parses of the same sentences. Raises TrainingError when there is no word."""
    rows = [
        (
            found.head[i] == parse.head[i],
            found.head[i] == parse.head[i] and found.relation[i] == parse.relation[i],
            found.category[i] == parse.category[i],
            bool(parse.entity[i]) and found.entity[i] == parse.entity[i],
            bool(parse.entity[i]) + bool(found.entity[i]),
        )
        for parse, found in zip(parses, analyses, strict=True)
        for i in range(len(parse.words))
        if parse.category[i] != "PUNCT"
    ]
    if not rows:
        raise TrainingError("The treebank holds no word to measure on.")
    head, labelled, category, same, either = np.sum(rows, axis=0, dtype=float).tolist()
    count = len(rows)
    return Syntax(count, head / count, labelled / count, category / count, 2 * same / max(1, either))
