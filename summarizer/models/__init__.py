"""Models that turn documents into drafts: one protocol, one registry.

The registry maps a name to "module:Class" and imports it on use, so that listing models or printing
help loads none of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

from summarizer.article import Document
from summarizer.errors import UnknownModelError
from summarizer.options import Options, Settings
from summarizer.summary import Bullet, Draft

__all__ = ["REGISTRY", "SCHEMES", "Model", "Rewriting", "load_model"]


_SETTINGS = Settings()


class Model(Protocol):
    """A summarization model."""

    @property
    def name(self) -> str:
        """The name it is registered under."""
        ...

    @property
    def revision(self) -> str:
        """What identifies its weights."""
        ...

    @property
    def trained_on(self) -> frozenset[str]:
        """The fingerprints of the articles that it was trained on, as far as they are known."""
        ...

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        """Return one draft per document, in the same order."""
        ...


@runtime_checkable
class Rewriting(Protocol):
    """A model that can be told what was wrong with what it wrote."""

    def rewrite(self, document: Document, bullets: Sequence[Bullet], options: Options) -> list[str]:
        """Return each bullet's text anew, so that its violations are mended, in order."""
        ...


REGISTRY: dict[str, str] = {
    "quicklook": "summarizer.models.quicklook:Quicklook",
    "quicklook-fast": "summarizer.models.fast:QuicklookFast",
    "lead": "summarizer.models.lead:Lead",
    "textrank": "summarizer.models.textrank:TextRank",
    "lexrank": "summarizer.models.lexrank:LexRank",
}
SCHEMES: dict[str, str] = {
    "hf": "summarizer.models.hf.loading:load",
    "openai": "summarizer.models.endpoint:load",
}
"""What stands before the colon of "hf:REPOSITORY" and "openai:MODEL@URL", and what loads the rest."""


@lru_cache(maxsize=4)
def load_model(name: str, settings: Settings = _SETTINGS) -> Model:
    """Return the model of that name, or one with the weights in the folder of that name.

    A folder with a writer gives `quicklook`, with the package's weights for what it lacks; another
    `quicklook-fast`.

    A name with a scheme ("hf:facebook/bart-large-cnn") is one of a transformer, run with the settings.

    A model is loaded once a process. Raises UnknownModelError, naming the known models and the nearest
    match, and ModelError when the model's files are missing or damaged.
    """
    scheme, colon, rest = name.partition(":")
    if colon and scheme in SCHEMES:
        module, _, attribute = SCHEMES[scheme].partition(":")
        made: Model = getattr(import_module(module), attribute)(rest, settings)
        return made
    target = REGISTRY.get(name)
    if target is None and Path(name).is_dir():
        return _of_folder(Path(name))
    if target is None:
        near = difflib.get_close_matches(name, REGISTRY, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise UnknownModelError(
            f"There is no model {name!r}.{hint} Known models: {', '.join(REGISTRY)}, "
            "hf:REPOSITORY_OR_FOLDER, openai:MODEL@URL, or a folder made by `summarizer train` or "
            "`train-writer`."
        )
    module, _, attribute = target.partition(":")
    model: Model = getattr(import_module(module), attribute)()
    return model


def _of_folder(folder: Path) -> Model:
    if (folder / "writer.onnx").is_file():
        from summarizer.models.quicklook import Quicklook

        return Quicklook(folder)
    from summarizer.models.fast import QuicklookFast

    return QuicklookFast(folder)
