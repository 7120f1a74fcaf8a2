"""Articles with human quick looks: from a file or a folder of any kind that `summarizer.sources` reads.

JSON Lines (fields `text`, `highlights`, and `title` and `id` where there are any), the quick-looks layout,
and so on, plain or compressed with xz or gzip. The human quick looks become the reference and are taken off
the article, so that no model can see them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.article import Article, QuickLook
from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources import archive

__all__ = ["Dataset", "Example", "Reference", "load"]


Reference = tuple[QuickLook, ...]
"""The quick looks that one person wrote about an article; never empty."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article without its quick looks, and the quick looks of one or several writers, in their order."""

    id: str
    article: Article
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Examples in the order of their source.

    `sha256` is the file's, as `sha256sum` prints it, or for a folder that of the list of its files' names and
    sums. `skipped` names the articles that came without human quick looks, which cannot be scored.
    `unreadable` tells, for each file of a folder that could not be read, or not to its end, why.
    `limited` tells that only the first examples were asked for. `duplicates` names pairs of examples whose
    articles say the same.
    """

    name: str
    sha256: str
    examples: tuple[Example, ...]
    skipped: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    limited: bool = False
    duplicates: tuple[tuple[str, str], ...] = ()


def load(path: Path, limit: int | None = None) -> Dataset:
    """Read the articles that have human quick looks, at most `limit` of them.

    A folder may hold other files too: those are left out and told. Raises SourceError when the path cannot
    be read or the file given holds something broken, and EmptyInputError when no article has quick looks.
    """
    examples: list[Example] = []
    skipped: list[str] = []
    unreadable: list[SourceError] = []
    limited = False
    for id_, article in archive.articles(path, unreadable=unreadable.append):
        if len(examples) == limit:
            limited = True
            break
        reference = tuple(look for look in article.quick_looks if look.text.strip())
        if reference:
            examples.append(Example(id_, replace(article, quick_looks=()), (reference,)))
        else:
            skipped.append(id_)
    if not examples:
        raise EmptyInputError(
            f"{path} holds no article with human quick looks to score against ({len(skipped)} article(s) "
            f"without, {len(unreadable)} file(s) unreadable). Give articles that have them, or JSON Lines "
            "with a field highlights."
        )
    told = tuple(map(str, unreadable))
    return Dataset(path.name, archive.checksum(path), tuple(examples), tuple(skipped), told, limited)
