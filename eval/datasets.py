"""Articles with human quick looks: from files and folders of any kind that `sources` reads, or the Hub.

JSON Lines, CSV and Parquet (fields `text`, `highlights`, and `title` and `id` where there are any; see
`sources.records`), the quick-looks layout, and so on, plain or packed; and `hf:` names (see `hub`). The human
quick looks become the references and are taken off the article, so that no model can see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from summarizer.article import Article, QuickLook
from summarizer.errors import EmptyInputError, SourceError
from summarizer.fingerprint import fingerprint
from summarizer.models import Model
from summarizer.sources import archive
from summarizer.sources.files import shown

from . import hub

__all__ = ["Dataset", "Example", "Reference", "load", "overlap"]


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

    `sha256` is the file's, as `sha256sum` prints it; for a folder that of the list of its files' names and
    sums; for a data set of the Hub that of all rows of its split as canonical JSON (`hub.Split.checksum`).
    `skipped` names the articles that came without human quick looks, which cannot be scored. `unreadable`
    tells why a file of a folder could not be read, or not to its end, and why a row of a data set of the Hub
    is no article. `limited` tells that only the first examples were asked for. `duplicates` names pairs of
    examples whose articles say the same (see `summarizer.fingerprint`): the first, and a later one. They are
    kept. `renamed` names the examples that had the id of an earlier one, by their new id: the second "X" is
    "X#2".
    """

    name: str
    sha256: str
    examples: tuple[Example, ...]
    skipped: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    limited: bool = False
    duplicates: tuple[tuple[str, str], ...] = ()
    renamed: tuple[str, ...] = ()


def load(spec: str | Path, limit: int | None = None) -> Dataset:
    """Read the articles that have human quick looks, at most `limit` of them.

    spec: a file, a folder, or a text "hf:NAME[/CONFIG]:SPLIT". A folder may hold other files too: those are
    left out and told. Raises SourceError when it cannot be read or the file given holds something broken, and
    EmptyInputError when no article has quick looks.
    """
    unreadable: list[SourceError] = []
    source = _Source.of(spec, unreadable.append)
    examples: list[Example] = []
    skipped: list[str] = []
    renamed: list[str] = []
    ids = _Ids()
    limited = False
    for id_, article in source.articles:
        if len(examples) == limit:
            limited = True
            break
        if references := _references(article):
            bare = replace(article, quick_looks=(), other_quick_looks=())
            own = ids.own(id_)
            if own != id_:
                renamed.append(own)
            examples.append(Example(own, bare, references))
        else:
            skipped.append(id_)
    if not examples:
        first = f" The first of these: {unreadable[0]}" if unreadable else ""
        raise EmptyInputError(
            f"{spec} holds no article with human quick looks to score against ({len(skipped)} article(s) "
            f"without, {len(unreadable)} unreadable). Give articles that have them: in JSON Lines, CSV and "
            f"Parquet they stand in a field highlights, summary or references.{first}"
        )
    return Dataset(
        name=source.name,
        sha256=source.checksum(),
        examples=tuple(examples),
        skipped=tuple(skipped),
        unreadable=tuple(map(str, unreadable)),
        limited=limited,
        duplicates=_duplicates(examples),
        renamed=tuple(renamed),
    )


def overlap(dataset: Dataset, model: Model) -> tuple[str, ...]:
    """Return the ids of the examples whose article the model declares to have been trained on."""
    known = model.trained_on
    return tuple(each.id for each in dataset.examples if known and fingerprint(each.article) in known)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where articles come from: a path, or a split of a data set of the Hub."""

    name: str
    articles: Iterator[tuple[str, Article]]
    checksum: Callable[[], str]

    @classmethod
    def of(cls, spec: str | Path, unreadable: Callable[[SourceError], None]) -> _Source:
        if isinstance(spec, str) and spec.startswith(hub.PREFIX):
            split = hub.open_split(spec)
            return cls(split.spec, split.articles(unreadable), split.checksum)
        path = Path(spec)
        name = path.name if path.name not in ("", "..") else path.resolve().name or str(path)
        return cls(
            shown(name), archive.articles(path, unreadable=unreadable), partial(archive.checksum, path)
        )


class _Ids:
    """Gives every example an id of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._counts: dict[str, int] = {}

    def own(self, id_: str) -> str:
        """Return the id, or for the second of that name "ID#2", and so on."""
        found = id_
        while found in self._given:
            self._counts[id_] = self._counts.get(id_, 1) + 1
            found = f"{id_}#{self._counts[id_]}"
        self._given.add(found)
        return found


def _references(article: Article) -> tuple[Reference, ...]:
    written = (article.quick_looks, *article.other_quick_looks)
    filled = (tuple(look for look in looks if look.text.strip()) for looks in written)
    return tuple(looks for looks in filled if looks)


def _duplicates(examples: Sequence[Example]) -> tuple[tuple[str, str], ...]:
    first: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for example in examples:
        mark = fingerprint(example.article)
        if mark in first:
            pairs.append((first[mark], example.id))
        else:
            first[mark] = example.id
    return tuple(pairs)
