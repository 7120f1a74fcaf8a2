"""Whole sentences, chosen by the embedded encoder: quick, nothing shortened or rewritten, no labels.

Every word of a summary stands in the article. Bullets are sentences that stand alone, without datelines, list
marks and credits; they have no labels, since an honest one cannot be had without a model that writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer import compose
from summarizer.article import Document
from summarizer.models.encoder import WEIGHTS, Encoder, readable
from summarizer.options import Options
from summarizer.summary import Coverage, Draft

__all__ = ["QuicklookFast"]


class QuicklookFast:
    """The model named `quicklook-fast`; `folder` holds the weights of an `Encoder`.

    `options.labels` changes nothing: there are none.
    """

    name = "quicklook-fast"

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights. Raises ModelError when they are missing or damaged."""
        self._encoder = Encoder(folder)
        self.files = self._encoder.files

    @property
    def revision(self) -> str:
        """That of the encoder's weights."""
        return self._encoder.revision

    @property
    def trained_on(self) -> frozenset[str]:
        """The fingerprints of the articles that the encoder was trained on."""
        return self._encoder.trained_on

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        """Return quick looks and a brief for each document."""
        return [self._draft(document, options) for document in documents]

    def _draft(self, document: Document, options: Options) -> Draft:
        read, warnings = readable(document, options)
        reading = self._encoder.read(Document(document.article, document.sentences[:read]))
        coverage = Coverage(document.words(), document.words(read), reading.windows)
        return compose.draft(reading, options, coverage, warnings)
