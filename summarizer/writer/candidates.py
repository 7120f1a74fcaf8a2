"""Candidates for quick looks: what the writer makes of promising sentences, and the sentences themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from summarizer.article import Document
from summarizer.compose.capitals import Capitals
from summarizer.writer import beams, check, context, forms
from summarizer.writer.check import Flaw
from summarizer.writer.context import Context
from summarizer.writer.decoder import Decoder, Table
from summarizer.writer.pointing import pointed
from summarizer.writer.reader import LABEL, TEXT, Opening, Prompts, Reader, Verdict
from summarizer.writer.vocabulary import Vocabulary, of_labels, of_texts

__all__ = ["Candidate", "Desk", "Label", "Writer"]

WRITTEN = 4
"""Candidates written for a sentence."""

LONGEST = 44
"""Tokens of a text at most: about 32 words, so that only whole sentences are longer."""

LABEL_LONGEST, BEAMS = 10, 8
"""Tokens of a label at most, and labels found for a text."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quick look that might be printed, without its label.

    index: the sentence that it says. shown: the sentences that the writer was shown. score: mean
    log-probability of the text's tokens, weakest: the least one. verdict: what the writer thinks that readers
    say of it. points: the nouns that it points at without telling them, as stems. written: whether the writer
    wrote the text; else it is the sentence itself. flaws: why it is not printed, where there is a reason.
    """

    index: int
    text: str
    written: bool
    shown: tuple[int, ...]
    score: float
    weakest: float
    verdict: Verdict
    points: frozenset[str]
    flaws: frozenset[Flaw]


@dataclass(frozen=True, slots=True)
class Label:
    """A label that might stand before a text, with the mean log-probability of its tokens and the writer's
    verdict."""

    text: str
    score: float
    verdict: Verdict


class Writer:
    """The writer's weights: in `folder` writer.onnx, writer.npz (embeddings) and writer.json (the
    tokenizer)."""

    def __init__(self, folder: Path) -> None:
        self.files = tuple(folder / name for name in ("writer.onnx", "writer.npz", "writer.json"))
        graph, table, tokenizer = self.files
        self.reader = Reader(Decoder(graph), Table(table), Tokenizer.from_file(str(tokenizer)))
        self._newline = self.reader.ids("\n")[0]
        self._end = self.reader.ids(context.END)[0]

    def texts(self, shown: str) -> Vocabulary:
        """Return what a quick look may be made of when `shown` is shown."""
        return of_texts(self._path, forms.spoken(shown), self._newline)

    def labels(self, text: str) -> Vocabulary:
        """Return what the label of a text may be made of."""
        return of_labels(self._path, forms.labels(), forms.modifiers(text), forms.heads(), self._end)

    @lru_cache(maxsize=100_000)  # noqa: B019  (one writer in a process)
    def _path(self, text: str) -> tuple[int, ...]:
        return tuple(self.reader.ids(text))


class Desk:
    """One article on the writer's desk: its opening, and what is shown of each sentence, are read once."""

    def __init__(self, writer: Writer, document: Document, shown: Context, longest: int) -> None:
        self._writer, self._shown, self._longest = writer, shown, longest
        self._capitals = Capitals.of(document.article.text)
        reader = writer.reader
        self._spoken = reader.among(writer.texts(" ".join((shown.headline, *shown.sentences))).tokens)
        self._labelled = reader.among(writer.labels(document.article.text).tokens)
        self._opening: Opening = reader.open(shown.opening)
        self._read: tuple[tuple[int, ...], Prompts] | None = None

    def written(self, indices: Sequence[int]) -> list[Candidate]:
        """Return what the writer makes of sentences, the same text of a sentence once."""
        if not indices:
            return []
        words = [self._writer.texts(self._shown.seen(index)) for index in indices]
        answers = beams.search(
            self._writer.reader, self._prompts(indices), words, self._spoken, WRITTEN, LONGEST, TEXT
        )
        return [
            self._candidate(index, one.text, one.scores, one.verdict, written=True)
            for index, of in zip(indices, answers, strict=True)
            for one in {one.text: one for one in of}.values()
        ]

    def plain(self, indices: Sequence[int]) -> list[Candidate]:
        """Return the sentences themselves."""
        return self.rated([(index, self._shown.sentences[index]) for index in indices])

    def rated(self, texts: Sequence[tuple[int, str]]) -> list[Candidate]:
        """Return texts for sentences as candidates, as likely as the writer finds them."""
        if not texts:
            return []
        prompts = self._prompts([index for index, _ in texts])
        written = [f" {text}\n" for _, text in texts]
        behind, found = self._writer.reader.rate(prompts, written, self._spoken)
        verdicts = self._writer.reader.verdicts(behind, TEXT)
        return [
            self._candidate(index, text, scores, verdict, written=text != self._shown.sentences[index])
            for (index, text), scores, verdict in zip(texts, found, verdicts, strict=True)
        ]

    def labels(self, texts: Sequence[tuple[int, str]]) -> list[list[Label]]:
        """Return for each text for a sentence the likeliest labels, best first."""
        if not texts:
            return []
        prompts = self._behind(texts)
        words = [self._writer.labels(f"{text} {self._shown.sentences[index]}") for index, text in texts]
        answers = beams.search(
            self._writer.reader, prompts, words, self._labelled, BEAMS, LABEL_LONGEST, LABEL
        )
        return [[Label(one.text, _mean(one.scores), one.verdict) for one in of] for of in answers]

    def rated_labels(self, texts: Sequence[tuple[int, str, str]]) -> list[Label]:
        """Return labels of texts for sentences, as likely as the writer finds them."""
        if not texts:
            return []
        prompts = self._behind([(index, text) for index, text, _ in texts])
        written = [f" {label}{context.END}" for _, _, label in texts]
        behind, found = self._writer.reader.rate(prompts, written, self._labelled)
        verdicts = self._writer.reader.verdicts(behind, LABEL)
        return [
            Label(label, _mean(scores), verdict)
            for (_, _, label), scores, verdict in zip(texts, found, verdicts, strict=True)
        ]

    def _behind(self, texts: Sequence[tuple[int, str]]) -> Prompts:
        """Return the prompts of sentences, read on to where the label of a text for each is to be written."""
        prompts = self._prompts([index for index, _ in texts])
        return self._writer.reader.follow(prompts, [f" {text}{context.LABEL}" for _, text in texts])

    def _prompts(self, indices: Sequence[int]) -> Prompts:
        """Return what is shown of sentences, as it was read; read anew where one of them was not."""
        if self._read is None or not set(indices) <= set(self._read[0]):
            wanted = tuple(dict.fromkeys(indices))
            looks = [self._shown.look(index) for index in wanted]
            self._read = wanted, self._writer.reader.read(self._opening, looks)
        known, prompts = self._read
        places = [known.index(index) for index in indices]
        return prompts if places == list(range(len(known))) else prompts.of(places)

    def _candidate(
        self, index: int, text: str, scores: Sequence[float], verdict: Verdict, written: bool
    ) -> Candidate:
        shown = self._shown.sources(index)
        texts = [self._shown.headline, *(self._shown.sentences[i] for i in shown)]
        flaws = check.flaws(text, self._shown.sentences[index], texts, self._capitals, self._longest)
        means = _mean(scores), round(float(np.min(scores)), 3)
        points = pointed(text, index, self._shown.sentences)
        return Candidate(index, text, written, shown, *means, verdict, points, flaws)


def _mean(scores: Sequence[float]) -> float:
    return round(float(np.mean(scores)), 3)
