"""The embedded encoder: how salient each sentence is, and the syntax of its words, from ONNX weights.

It reads the whole article: sentences are packed into windows for the encoder, and a transformer over all
sentences of a block of the article relates them to one another. Salience chooses sentences for the models
`quicklook` and `quicklook-fast`; token states align what a model wrote with the article, and the syntax of
words (`Reading.analysis`) serves `summarizer.statements`, which checks its meaning. See weights/CARD.md for
how the weights were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from summarizer.article import Document
from summarizer.errors import ModelError, OverflowRefusedError
from summarizer.models import windows
from summarizer.options import Options
from summarizer.reading import Reading, Tokens
from summarizer.session import open_session
from summarizer.syntax import DECIMALS

__all__ = ["BLOCK", "TOKENS", "TRAINING", "WEIGHTS", "Encoder", "english", "readable"]

WEIGHTS = Path(__file__).parent.parent / "weights"
"""The folder of the weights that ship."""

TRAINING = "training.txt"
"""The file of a weights folder with the fingerprints of the articles that the weights were trained on."""

BLOCK = 128
"""Sentences that are related to one another in one pass; a longer article is read block after block, so
that time and memory grow in step with its length."""

TOKENS = 4000
"""Tokens in a pass: about 32 windows, 100 MB. A sentence of more (a text without stops) is read in parts,
and its score is their mean."""

CONTEXT = 8
"""Sentences from the start of the article that each later block sees first, to know what it is about."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the model says of a sentence or of a part of one."""

    logit: float
    states: NDArray[np.float32]
    columns: NDArray[np.float32]


Part = tuple[int, list[int]]
"""A sentence's index, and the token ids of it or of a part of it."""


class Encoder:
    """The encoder; `folder` holds quicklook.onnx and tokenizer.json, its `files`.

    It may also hold training.txt, which declares what the weights were trained on.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights. Raises ModelError when they are missing or damaged."""
        self._file = folder / "quicklook.onnx"
        self._fitted = folder == WEIGHTS
        self.files = (self._file, folder / "tokenizer.json")
        if folder != WEIGHTS and not self._file.is_file():
            raise ModelError(f"{folder} holds no quicklook.onnx. Name a folder that `summarizer train` made.")
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._marks = windows.Marks.of(self._tokenizer)
            self._session = open_session(self._file)
        except Exception as error:  # both libraries raise bare Exceptions of their own
            raise ModelError(
                f"The weights in {folder} cannot be loaded ({error}). Install the package again, or run "
                "`summarizer train` to make new ones."
            ) from error
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._says_words = "words" in self._outputs

    @cached_property
    def revision(self) -> str:
        """The first 12 hex digits of the SHA-256 of quicklook.onnx."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()[:12]

    @cached_property
    def trained_on(self) -> frozenset[str]:
        """The fingerprints in training.txt, one a line; none where the folder has no such file."""
        declared = self._file.with_name(TRAINING)
        if not declared.is_file():
            return frozenset()
        try:
            return frozenset(declared.read_text("ascii").split())
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(
                f"{declared} cannot be read ({error}). Install the package again, or delete the file and run "
                "`summarizer train` with --resume to write it anew."
            ) from error

    def read(self, document: Document) -> Reading:
        """Return what the model says of the document's sentences, rounded to DECIMALS."""
        texts = [document.text_of(sentence) for sentence in document.sentences]
        # a full stop, so that the first sentence is not read as the headline's end
        title = [document.article.title + "."] if document.article.title else []
        encoded = self._tokenizer.encode_batch([*title, *texts], add_special_tokens=False)
        ids = [encoding.ids for encoding in encoded]
        heading, body = ids[: len(title)], ids[len(title) :]
        parts = [
            (i, one[at : at + TOKENS]) for i, one in enumerate(body) for at in range(0, len(one) or 1, TOKENS)
        ]
        parts_of: list[list[_Said]] = [[] for _ in body]
        count = 0
        for block in _blocks(parts):
            context = body[: min(CONTEXT, block[0][0])]
            inputs = self._inputs(heading, context, block)
            said = self._session.run(self._outputs, inputs)
            for (index, _), one in zip(block, _per_part(inputs, said, len(block)), strict=True):
                parts_of[index].append(one)
            count += len(inputs["ids"])
        salience = [round(float(np.mean([one.logit for one in of])), DECIMALS) for of in parts_of]
        tokens = [
            Tokens(
                encoding.offsets,
                np.concatenate([one.states for one in of]).round(DECIMALS),
                np.concatenate([one.columns for one in of]).round(DECIMALS),
            )
            for encoding, of in zip(encoded[len(title) :], parts_of, strict=True)
        ]
        return Reading(document, salience, tokens if self._says_words else (), count, self._fitted)

    def _inputs(
        self, title: list[list[int]], context: list[list[int]], block: list[Part]
    ) -> dict[str, NDArray[np.int64]]:
        packed = windows.pack([*title, *context, *(ids for _, ids in block)], self._marks)
        position = np.concatenate(
            [
                np.zeros(len(title), np.int64),
                windows.positions(range(len(context))),
                windows.positions([index for index, _ in block]),
            ]
        )
        return {"ids": packed.ids, "segment": packed.segment, "position": position[None]}


def _per_part(
    inputs: dict[str, NDArray[np.int64]], said: Sequence[NDArray[np.float32]], count: int
) -> Iterator[_Said]:
    """Yield what the model says of the last `count` segments of a pass, in order.

    `said` holds logits, states and words, or logits alone.
    """
    logits = said[0][0]
    none = np.zeros((inputs["segment"].size, 0), np.float32)
    states, columns = [table.reshape(-1, table.shape[-1]) for table in said[1:]] or (none, none)
    flat = inputs["segment"].ravel()
    places = np.flatnonzero(flat)
    first = len(logits) - count
    ends = np.searchsorted(flat[places], np.arange(first, len(logits) + 1), side="right")
    for logit, start, end in zip(logits[first:], ends, ends[1:], strict=False):
        yield _Said(logit, states[places[start:end]], columns[places[start:end]])


def _blocks(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the parts in runs of at most BLOCK parts and about TOKENS tokens."""
    block: list[Part] = []
    tokens = 0
    for part in parts:
        if block and (len(block) == BLOCK or tokens + len(part[1]) > TOKENS):
            yield block
            block, tokens = [], 0
        block.append(part)
        tokens += len(part[1])
    if block:
        yield block


def english(document: Document) -> bool:
    """Tell whether the article is in English or in no known language."""
    language = document.article.language
    return not language or language.lower().startswith("en")


def readable(document: Document, options: Options) -> tuple[int, tuple[str, ...]]:
    """Return how many sentences to read and what to tell the user about it.

    Raises OverflowRefusedError when there are more than BLOCK and `options.on_overflow` refuses that.
    """
    total = len(document.sentences)
    warnings: tuple[str, ...] = ()
    if not english(document):
        warnings += (
            f"The article seems to be in {document.article.language!r}; the embedded model was trained on "
            "English only.",
        )
    if total <= BLOCK or options.on_overflow == "window":
        return total, warnings
    if options.on_overflow == "error":
        raise OverflowRefusedError(
            f"The article has {total} sentences; the model relates at most {BLOCK} in one pass. Use "
            "--on-overflow window to read it in blocks, or lead to read its beginning only."
        )
    return BLOCK, (*warnings, f"Only the first {BLOCK} of {total} sentences were read (--on-overflow lead).")
