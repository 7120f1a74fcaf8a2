"""The embedded model: sentence salience from an ONNX encoder that ships with the package.

It reads the whole article: sentences are packed into windows for the encoder, and a transformer over
all sentences of a block of the article relates them to one another. Nothing is generated, so that every
word of a summary stands in the article. See weights/CARD.md for how the weights were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer import compose
from summarizer.article import Document
from summarizer.errors import ModelError, OverflowRefusedError
from summarizer.models import windows
from summarizer.options import Options
from summarizer.summary import Coverage, Draft

__all__ = ["Quicklook", "Salience"]

WEIGHTS = Path(__file__).parent.parent / "weights"

BLOCK = 128
"""Sentences that are related to one another in one pass; a longer article is read block after block, so
that time and memory grow in step with its length."""

CONTEXT = 8
"""Sentences from the start of the article that each later block sees first, to know what it is about."""


@dataclass(frozen=True, slots=True)
class Salience:
    """What the model says of one document: a logit per sentence read, and the windows that took."""

    logits: NDArray[np.float32]
    windows: int


class Quicklook:
    """The model named `quicklook`; `folder` holds quicklook.onnx and tokenizer.json."""

    name = "quicklook"

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights. Raises ModelError when they are missing or damaged."""
        self._file = folder / "quicklook.onnx"
        settings = onnxruntime.SessionOptions()
        settings.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._marks = windows.Marks.of(self._tokenizer)
            self._session = onnxruntime.InferenceSession(
                self._file, settings, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exceptions of their own
            raise ModelError(
                f"The weights in {folder} cannot be loaded ({error}). Install the package again, or run "
                "`summarizer train` to make new ones."
            ) from error

    @cached_property
    def revision(self) -> str:
        """The first 12 hex digits of the SHA-256 of the weights."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()[:12]

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        """Return quick looks and a brief for each document."""
        return [self._draft(document, options) for document in documents]

    def _draft(self, document: Document, options: Options) -> Draft:
        read, warnings = _readable(document, options)
        salience = self.salience(document, read)
        words = [len(document.text_of(sentence).split()) for sentence in document.sentences]
        coverage = Coverage(sum(words), sum(words[:read]), salience.windows)
        shown = Document(document.article, document.sentences[:read])
        return compose.draft(shown, salience.logits.tolist(), options, coverage, warnings)

    def salience(self, document: Document, read: int | None = None) -> Salience:
        """Return a logit for each of the first `read` sentences (all by default)."""
        texts = [document.text_of(sentence) for sentence in document.sentences[:read]]
        title = [document.article.title] if document.article.title else []
        encoded = self._tokenizer.encode_batch([*title, *texts], add_special_tokens=False)
        tokens = [encoding.ids for encoding in encoded]
        heading, body = tokens[: len(title)], tokens[len(title) :]
        logits, count = [], 0
        for start in range(0, len(body), BLOCK):
            context = body[: min(CONTEXT, start)]
            inputs = self._inputs(heading, context, body[start : start + BLOCK], start)
            (scores,) = self._session.run(["logits"], inputs)
            logits.append(scores[0, len(heading) + len(context) :])
            count += len(inputs["ids"])
        return Salience(np.concatenate(logits) if logits else np.zeros(0, np.float32), count)

    def _inputs(
        self, title: list[list[int]], context: list[list[int]], sentences: list[list[int]], start: int
    ) -> dict[str, NDArray[np.int64]]:
        packed = windows.pack([*title, *context, *sentences], self._marks)
        position = np.concatenate(
            [
                np.zeros(len(title), np.int64),
                windows.positions(0, len(context)),
                windows.positions(start, len(sentences)),
            ]
        )
        return {"ids": packed.ids, "segment": packed.segment, "position": position[None]}


def _readable(document: Document, options: Options) -> tuple[int, tuple[str, ...]]:
    """Return how many sentences to read and what to tell the user about it."""
    total = len(document.sentences)
    warnings: tuple[str, ...] = ()
    language = document.article.language
    if language and not language.lower().startswith("en"):
        warnings += (
            f"The article seems to be in {language!r}; the embedded model was trained on English only.",
        )
    if total <= BLOCK or options.on_overflow == "window":
        return total, warnings
    if options.on_overflow == "error":
        raise OverflowRefusedError(
            f"The article has {total} sentences; the model relates at most {BLOCK} in one pass. Use "
            "--on-overflow window to read it in blocks, or lead to read its beginning only."
        )
    return BLOCK, (*warnings, f"Only the first {BLOCK} of {total} sentences were read (--on-overflow lead).")
