"""How many articles get another text on another processor: the evidence for the figures in docs/decisions.md.

    .ci/processors python Haswell -m tests.data.measure_processors read DATA ARTICLES A.npz [FOLDER]
    python -m tests.data.measure_processors read DATA ARTICLES B.npz [FOLDER]
    python -m tests.data.measure_processors compare DATA ARTICLES A.npz B.npz

`read` keeps what the network says of the first articles (of the weights in FOLDER, or of those that ship);
under emulation that takes ten seconds an article and more, so nothing else is done there. `compare` makes the
texts of both, and says how far the salience moved.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval import datasets
from summarizer import sentences
from summarizer.article import Document
from summarizer.models.encoder import WEIGHTS, Encoder
from summarizer.models.fast import QuicklookFast
from summarizer.options import Options
from summarizer.summary import Draft


class _Recording:
    """Runs a session and keeps what it says."""

    def __init__(self, model: Encoder) -> None:
        self._session = model._session
        self.said: list[NDArray[np.float32]] = []

    def run(self, names: Sequence[str], inputs: dict[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """Return what the session says."""
        found: list[NDArray[np.float32]] = self._session.run(names, inputs)
        self.said.extend(found)
        return found


class _Playing:
    """Says what was recorded, in the order in which it was."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._said = iter([arrays[name] for name in arrays.files])

    def run(self, names: Sequence[str], _: object) -> list[NDArray[np.float32]]:
        """Return what was recorded next."""
        return [next(self._said) for _ in names]


def documents(data: Path, limit: int) -> list[Document]:
    """Return the first articles that have quick looks."""
    return [sentences.split(example.article) for example in datasets.load(data, limit).examples]


def read(found: Sequence[Document], path: Path, folder: Path) -> None:
    """Write what the network says of the documents, pass after pass."""
    model = Encoder(folder)
    model._session = recording = _Recording(model)
    for document in found:
        model.read(document)
    np.savez_compressed(path, *recording.said)


def compare(found: Sequence[Document], paths: Sequence[Path]) -> None:
    """Print how many documents get another text by the second recording than by the first, and why."""
    salience: list[list[float]] = []
    drafts: list[list[Draft]] = []
    for path in paths:
        scoring, drafting = _player(path), QuicklookFast()
        drafting._encoder = _player(path)
        salience.append([one for document in found for one in scoring.read(document).salience])
        drafts.append([drafting.draft([document], Options())[0] for document in found])
    first, second = map(np.array, salience)
    moved = np.abs(first - second)
    other = [[_said(draft) for draft in one] for one in drafts]
    differ = [i for i, (a, b) in enumerate(zip(*other, strict=True)) if a != b]
    bullets = [i for i, (a, b) in enumerate(zip(*other, strict=True)) if a[:-1] != b[:-1]]
    print(
        f"{len(differ)} of {len(found)} texts differ ({len(bullets)} in their quick looks): {differ}; "
        f"salience moves by {moved.mean():.2g} on average, {moved.max():.2g} at most"
    )


def _player(path: Path) -> Encoder:
    """Return a model that says what was recorded."""
    model = Encoder()
    with np.load(path) as arrays:  # behind the logits stand states (3 dimensions), or the next logits
        model._says_words = len(arrays.files) > 1 and arrays["arr_1"].ndim == 3
    model._outputs = model._outputs if model._says_words else ["logits"]
    model._session = _Playing(path)
    return model


def _said(draft: Draft) -> list[tuple[str | None, str]]:
    return [*((bullet.label, bullet.text) for bullet in draft.bullets), (None, draft.brief.text)]


if __name__ == "__main__":
    verb, data, limit, *rest = sys.argv[1:]
    shown = documents(Path(data), int(limit))
    if verb == "read":
        read(shown, Path(rest[0]), Path(rest[1]) if rest[1:] else WEIGHTS)
    else:
        compare(shown, [Path(file) for file in rest])
