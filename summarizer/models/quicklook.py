"""The default model: the encoder selects sentences, the writer rewrites them, checks and a gate choose.

See docs/writer.md for how a block is made, weights/CARD.md and WRITER.md for how the weights were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from summarizer import compose, statements
from summarizer.article import Document
from summarizer.compose.relevance import relevance
from summarizer.errors import ModelError
from summarizer.models import writing
from summarizer.models.encoder import WEIGHTS, Encoder, english, readable
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence
from summarizer.writer import block
from summarizer.writer.candidates import Writer
from summarizer.writer.gate import Gate

__all__ = ["Quicklook"]


class Quicklook:
    """The model named `quicklook`; `folder` holds the weights of the writer.

    It may also hold those of an `Encoder` and a gate; else the package's are used.

    An article that is not in English, and one in which nothing passes the gate, gets the whole sentences of
    `quicklook-fast`, and the same is true of a brief.
    """

    name = "quicklook"

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights. Raises ModelError when they are missing or damaged."""
        self._encoder = Encoder(folder if (folder / "quicklook.onnx").is_file() else WEIGHTS)
        gate = (folder if (folder / "gate.json").is_file() else WEIGHTS) / "gate.json"
        try:
            self._writer, self._gate = Writer(folder), Gate(gate)
        except Exception as error:  # ONNX Runtime and tokenizers raise bare Exceptions of their own
            raise ModelError(
                f"The writer's weights in {folder} cannot be loaded ({error}). Install the package again, or "
                "run `summarizer train-writer` to make new ones."
            ) from error
        self.files = (*self._encoder.files, *self._writer.files, gate)

    @cached_property
    def revision(self) -> str:
        """The first 12 hex digits of the SHA-256 of all its weights."""
        made = hashlib.sha256()
        for file in self.files:
            made.update(file.read_bytes())
        return made.hexdigest()[:12]

    @property
    def trained_on(self) -> frozenset[str]:
        """The fingerprints of the articles that the weights were trained on."""
        return self._encoder.trained_on

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        """Return quick looks and a brief for each document."""
        return [self._draft(document, options) for document in documents]

    def _draft(self, document: Document, options: Options) -> Draft:
        read, warnings = readable(document, options)
        reading = self._encoder.read(Document(document.article, document.sentences[:read]))
        coverage = Coverage(document.words(), document.words(read), reading.windows)
        bullets: tuple[Bullet, ...] = ()
        brief: Brief | None = None
        if english(document) and reading.document.sentences:
            models = self._writer, self._gate
            bullets, brief = block.write(reading, relevance(reading), models, options, self._holds(reading))
            if not bullets:
                warnings = (*warnings, NOTHING)
            elif len(bullets) < options.bullets:
                warnings = (*warnings, _few(len(bullets), options.bullets))
        if bullets and brief:
            warnings = (*warnings, *compose.off_budget(reading, brief, options))
            return Draft(bullets, brief, coverage, tuple(warnings))
        plain = compose.draft(reading, options, coverage, tuple(warnings))
        return replace(plain, bullets=bullets, warnings=tuple(warnings)) if bullets else plain

    def _holds(self, reading: Reading) -> block.Holds:
        """Return the check of meaning: does a text say what its evidence says?"""

        @cache
        def said(text: str) -> Reading:
            return self._encoder.read(writing.article_of(text))

        def holds(text: str, evidence: Sequence[Evidence]) -> bool:
            return not statements.violations(said(text), reading, evidence)

        return holds


NOTHING = (
    "Nothing that was written passed the checks: "
    "the quick looks are sentences of the article, without labels."
)


def _few(found: int, wanted: int) -> str:
    return f"Only {found} quick look(s) instead of {wanted}: no other one was sure enough and new."
