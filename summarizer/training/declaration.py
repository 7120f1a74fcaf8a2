"""training.txt: which articles a model was trained on, told by fingerprints and without their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from summarizer.article import Article
from summarizer.errors import SourceError
from summarizer.fingerprint import fingerprint
from summarizer.models.encoder import TRAINING
from summarizer.sources import archive

__all__ = ["declare", "declare_files"]


def declare(articles: Iterable[Article], folder: Path) -> int:
    """Write the fingerprints of the articles that have human quick looks, sorted, one a line.

    Returns how many there are. The file appears whole or not at all.
    """
    found = sorted({fingerprint(article) for article in articles if article.quick_looks})
    part = folder / f"{TRAINING}.part"
    part.write_text("".join(f"{each}\n" for each in found), encoding="ascii")
    part.replace(folder / TRAINING)
    return len(found)


def declare_files(data: Iterable[Path], folder: Path, report: Callable[[str], None]) -> int:
    """Do the same for the articles of files or folders; what cannot be read is left out and told."""

    def left_out(error: SourceError) -> None:
        report(f"left out of {TRAINING}: {error}")

    articles = (article for path in data for _, article in archive.articles(path, unreadable=left_out))
    return declare(articles, folder)
