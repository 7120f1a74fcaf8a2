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
from summarizer.compose.terms import content
from summarizer.summary import Evidence
from summarizer.writer import check, context, forms
from summarizer.writer.check import Flaw
from summarizer.writer.context import Context
from summarizer.writer.decoder import Decoder, Table
from summarizer.writer.generate import Generator, Opening, Prompt
from summarizer.writer.vocabulary import Vocabulary, of_labels, of_texts

__all__ = ["Candidate", "Desk", "Label", "Writer"]

DRAWN = 4
"""Candidates written for a sentence: half of them of its own words alone."""

LONGEST = 48
"""Tokens of a text at most: about 36 words, of which those over the limit are not printed."""

LABEL_LONGEST, BEAMS = 10, 8
"""Tokens of a label at most, and labels found for a text."""

BRIEF_LONGEST = 120
"""Tokens of a brief at most."""

BRIEF_SENTENCE = 40
"""Words of a sentence of a brief at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quick look that might be printed, without its label.

    index: the sentence that it says. shown: the sentences that the writer was shown. score: mean
    log-probability of the text's tokens, weakest: the least one. written: whether the writer wrote the text;
    else it is the sentence itself. flaws: why it is not printed, where there is a reason.
    """

    index: int
    text: str
    written: bool
    shown: tuple[int, ...]
    score: float
    weakest: float
    flaws: frozenset[Flaw]


@dataclass(frozen=True, slots=True)
class Label:
    """A label that might stand before a text, with the mean log-probability of its tokens."""

    text: str
    score: float


class Writer:
    """The writer's weights: in `folder` writer.onnx, writer.npz (embeddings) and writer.json (the
    tokenizer)."""

    def __init__(self, folder: Path) -> None:
        self.files = tuple(folder / name for name in ("writer.onnx", "writer.npz", "writer.json"))
        graph, table, tokenizer = self.files
        self.generator = Generator(Decoder(graph), Table(table), Tokenizer.from_file(str(tokenizer)))
        self._newline = self.generator.ids("\n")[0]
        self._end = self.generator.ids(context.END)[0]

    def texts(self, shown: str) -> Vocabulary:
        """Return what a quick look may be made of when `shown` is shown."""
        return of_texts(self._path, forms.spoken(shown), self._newline)

    def briefs(self, shown: str) -> Vocabulary:
        """Return what a brief may be made of."""
        return of_texts(self._path, forms.spoken(shown), self._end)

    def labels(self, text: str) -> Vocabulary:
        """Return what the label of a text may be made of."""
        return of_labels(self._path, forms.labels(), forms.modifiers(text), forms.heads(), self._end)

    @lru_cache(maxsize=100_000)  # noqa: B019  (one writer in a process)
    def _path(self, text: str) -> tuple[int, ...]:
        return tuple(self.generator.ids(text))


class Desk:
    """One article on the writer's desk: its opening is read once."""

    def __init__(self, writer: Writer, document: Document, shown: Context, longest: int) -> None:
        self._writer, self._document, self._shown, self._longest = writer, document, shown, longest
        self._capitals = Capitals.of(document.article.text)
        among = writer.texts(" ".join((shown.headline, *shown.sentences))).tokens
        among = np.union1d(among, writer.labels(document.article.text).tokens)
        self._opening: Opening = writer.generator.open(shown.opening, among)

    def written(self, indices: Sequence[int], drawn: int = DRAWN) -> list[Candidate]:
        """Return what the writer makes of sentences, the same text of a sentence once."""
        prompts = []
        for index in indices:
            look = self._shown.look(index)
            seen = (self._shown.opening + look, self._shown.narrow(index))
            prompts.append(Prompt(look, tuple(map(self._writer.texts, seen))))
        answers = self._writer.generator.draw(self._opening, prompts, drawn, LONGEST)
        return [
            self._candidate(index, text, scores, written=True)
            for index, of in zip(indices, answers, strict=True)
            for text, scores in {one.text: one.scores for one in of if one.whole}.items()
        ]

    def plain(self, indices: Sequence[int]) -> list[Candidate]:
        """Return the sentences themselves."""
        texts = self._shown.sentences
        return self.rated([(index, texts[index]) for index in indices])

    def rated(self, texts: Sequence[tuple[int, str]]) -> list[Candidate]:
        """Return texts for sentences as candidates, as likely as the writer finds them."""
        prompts = [Prompt(self._shown.look(index), given=f" {text}\n") for index, text in texts]
        found = self._writer.generator.likelihoods(self._opening, prompts)
        return [
            self._candidate(index, text, scores, written=text != self._shown.sentences[index])
            for (index, text), scores in zip(texts, found, strict=True)
        ]

    def labels(self, texts: Sequence[tuple[int, str]]) -> list[list[Label]]:
        """Return for each text for a sentence the likeliest labels, best first."""
        prompts = []
        for index, text in texts:
            vocabulary = self._writer.labels(f"{text} {self._shown.sentences[index]}")
            prompts.append(Prompt(self._shown.look(index), (vocabulary,), f" {text}", context.LABEL))
        answers = self._writer.generator.beams(self._opening, prompts, BEAMS, LABEL_LONGEST)
        return [[Label(one.text, float(np.mean(one.scores))) for one in of if one.whole] for of in answers]

    def rated_labels(self, texts: Sequence[tuple[int, str, str]]) -> list[Label]:
        """Return labels of texts for sentences, as likely as the writer finds them."""
        prompts = [
            Prompt(f"{self._shown.look(index)} {text}{context.LABEL}", given=f" {label}{context.END}")
            for index, text, label in texts
        ]
        found = self._writer.generator.likelihoods(self._opening, prompts)
        return [
            Label(label, float(np.mean(scores))) for (_, _, label), scores in zip(texts, found, strict=True)
        ]

    def briefs(self, indices: Sequence[int], drawn: int = DRAWN) -> list[tuple[str, float]]:
        """Return briefs written from sentences, with the mean log-probability of their tokens."""
        story = self._shown.brief(indices)
        vocabulary = self._writer.briefs(self._shown.opening + story)
        (found,) = self._writer.generator.draw(
            self._opening, [Prompt(story, (vocabulary,))], drawn, BRIEF_LONGEST
        )
        return [(one.text, float(np.mean(one.scores))) for one in found if one.whole]

    def carriers(self, text: str, story: Sequence[int]) -> tuple[Evidence, ...]:
        """Return the sentences that a sentence of a brief rests on, of those that it was written from."""
        shown = sorted({*story, *self._shown.opened})
        own = content(text)
        main = max(shown, key=lambda i: (len(own & content(self._shown.sentences[i])), -i))
        return check.used(text, main, shown, self._document)

    def flaws_of_brief(self, text: str, story: Sequence[int], first: bool) -> frozenset[Flaw]:
        """Return what is wrong with a sentence of a brief; only the first must not lean on another."""
        main = self.carriers(text, story)[0].sentence
        texts = [self._shown.sentences[i] for i in sorted({*story, *self._shown.opened})]
        found = check.flaws(text, self._shown.sentences[main], texts, self._capitals, BRIEF_SENTENCE)
        return found if first else found - {Flaw.LEANS}

    def _candidate(self, index: int, text: str, scores: Sequence[float], written: bool) -> Candidate:
        shown = self._shown.sources(index)
        texts = [self._shown.sentences[i] for i in shown]
        flaws = check.flaws(text, self._shown.sentences[index], texts, self._capitals, self._longest)
        means = round(float(np.mean(scores)), 3), round(float(np.min(scores)), 3)
        return Candidate(index, text, written, shown, *means, flaws)
