"""Candidates for quick looks: what the writer makes of promising sentences, and these sentences themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from summarizer.compose.capitals import Capitals
from summarizer.writer import check, context, forms
from summarizer.writer.check import Flaw
from summarizer.writer.context import Context
from summarizer.writer.decoder import Decoder
from summarizer.writer.generate import Generator, Opening, Prompt, Written
from summarizer.writer.vocabulary import Vocabulary

__all__ = ["Candidate", "Desk", "Writer"]

DRAWN = 4
"""Candidates written for a sentence."""

LONGEST = 64
"""Tokens of a text and its label at most: about 40 words, of which those over the limit are not printed."""

BRIEF_LONGEST = 120
"""Tokens of a brief at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quick look that might be printed.

    index: the sentence that it says. shown: the sentences that the writer was shown. score: mean log-probability
    of the text's tokens, weakest: the least one; label_score: mean of the label's. written: whether the writer
    wrote the text; else it is the sentence itself. flaws: why it is not printed, where there is a reason.
    """

    index: int
    text: str
    label: str
    written: bool
    shown: tuple[int, ...]
    score: float
    weakest: float
    label_score: float
    flaws: frozenset[Flaw]


class Writer:
    """The writer's weights: `folder` holds writer.onnx, writer.npz and writer-tokenizer.json."""

    def __init__(self, folder: Path) -> None:
        self.files = tuple(folder / name for name in ("writer.onnx", "writer.npz", "writer.json"))
        graph, table, tokenizer = self.files
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        held = np.load(table)
        weights = held["table"].astype(np.float32) * held["scale"].astype(np.float32)[:, None]
        self.generator = Generator(Decoder(graph), weights, self.tokenizer)
        self.newline = int(self._ids("\n")[0])
        self.end = int(self._ids(context.END)[0])

    def text_vocabulary(self, shown: str) -> Vocabulary:
        """Return what a quick look may be made of when `shown` is shown."""
        return Vocabulary(self._path, forms.spoken(shown), self.newline)

    def brief_vocabulary(self, shown: str) -> Vocabulary:
        """Return what a brief may be made of."""
        return Vocabulary(self._path, forms.spoken(shown), self.end)

    def label_vocabulary(self, shown: str) -> Vocabulary:
        """Return what a label may be made of."""
        return Vocabulary(self._path, forms.label_words(shown), self.end, stop=False)

    @lru_cache(maxsize=100_000)  # noqa: B019  (one writer in a process)
    def _path(self, text: str) -> tuple[int, ...]:
        return tuple(self._ids(text))

    def _ids(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)


class Desk:
    """One article on the writer's desk: its opening is read once."""

    def __init__(self, writer: Writer, shown: Context, capitals: Capitals, longest: int) -> None:
        self._writer, self._shown, self._capitals, self._longest = writer, shown, capitals, longest
        self._opening: Opening = writer.generator.open(shown.opening)

    def written(self, indices: Sequence[int], drawn: int = DRAWN) -> list[Candidate]:
        """Return what the writer makes of sentences, the same text of a sentence once."""
        prompts = []
        for index in indices:
            look = self._shown.look(index)
            seen = self._shown.opening + look
            parts = (self._writer.text_vocabulary(seen), self._writer.label_vocabulary(seen))
            prompts.append(Prompt(look, parts, context.LABEL))
        found = self._writer.generator.write(self._opening, prompts, drawn, LONGEST)
        return [
            one for index, answers in zip(indices, found, strict=True) for one in self._distinct(index, answers)
        ]

    def plain(self, indices: Sequence[int], drawn: int = 2) -> list[Candidate]:
        """Return the sentences themselves, each with the labels that the writer finds for it."""
        prompts = []
        for index in indices:
            look = self._shown.look(index)
            parts = (self._writer.label_vocabulary(self._shown.opening + look),)
            prompts.append(Prompt(look, parts, given=f" {self._shown.sentences[index]}{context.LABEL}"))
        found = self._writer.generator.write(self._opening, prompts, drawn, 12)
        made = []
        for index, answers in zip(indices, found, strict=True):
            labels = set()
            for one in answers:
                if one.whole and one.texts[0] not in labels:
                    labels.add(one.texts[0])
                    made.append(self._candidate(index, self._shown.sentences[index], one.texts[0], one.given[:-3], one.scores[0], False))
        return made

    def briefs(self, indices: Sequence[int], drawn: int = DRAWN) -> list[tuple[str, float]]:
        """Return briefs written from sentences, with the mean log-probability of their tokens."""
        story = self._shown.brief(indices)
        vocabulary = self._writer.brief_vocabulary(self._shown.opening + story)
        (found,) = self._writer.generator.write(self._opening, [Prompt(story, (vocabulary,))], drawn, BRIEF_LONGEST)
        return [(one.texts[0], float(np.mean(one.scores[0]))) for one in found if one.whole]

    def _distinct(self, index: int, answers: Sequence[Written]) -> Iterator[Candidate]:
        seen: set[tuple[str, str]] = set()
        for one in answers:
            if one.whole and (key := (one.texts[0], one.texts[1])) not in seen:
                seen.add(key)
                yield self._candidate(index, *key, one.scores[0], one.scores[1], True)

    def _candidate(
        self, index: int, text: str, label: str, scores: Sequence[float], label_scores: Sequence[float], written: bool
    ) -> Candidate:
        shown = self._shown.sources(index)
        texts = [self._shown.sentences[i] for i in shown]
        return Candidate(
            index, text, label, written, shown,
            float(np.mean(scores)), float(np.min(scores)), float(np.mean(label_scores)),
            check.flaws(text, self._shown.sentences[index], texts, self._capitals, self._longest),
        )
