"""Articles with human quick looks: from a file or a folder of any kind that `summarizer.sources` reads.

JSON Lines (fields `text`, `highlights`, and `title` and `id` where there are any), the quick-looks layout,
and so on, plain or compressed with xz or gzip. The human quick looks become the reference and are taken off
the article, so that no model can see them.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer import sources
from summarizer.article import Article
from summarizer.errors import EmptyInputError, SourceError

__all__ = ["Dataset", "Example", "load"]

_MAGIC = {b"\xfd7zXZ\x00": lzma.decompress, b"\x1f\x8b": gzip.decompress}


@dataclass(frozen=True, slots=True)
class Example:
    """An article without its quick looks, and the texts of those quick looks in their order."""

    id: str
    article: Article
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Examples in the order of their source.

    `sha256` is the file's, as `sha256sum` prints it, or for a folder that of the list of its files' names and
    sums. `skipped` names the articles that came without human quick looks, which cannot be scored.
    `unreadable` tells, for each file of a folder that is no article, why.
    `limited` tells that only the first examples were asked for.
    """

    name: str
    sha256: str
    examples: tuple[Example, ...]
    skipped: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    limited: bool = False

    @property
    def references(self) -> list[tuple[str, ...]]:
        """The reference of each example."""
        return [example.reference for example in self.examples]


def load(path: Path, limit: int | None = None) -> Dataset:
    """Read the articles that have human quick looks, at most `limit` of them.

    A folder may hold other files too: those are left out and told. Raises SourceError when the path cannot
    be read or the file given holds something broken, and EmptyInputError when no article has quick looks.
    """
    files = _files(path)
    examples: list[Example] = []
    skipped: list[str] = []
    unreadable: list[str] = []
    limited = False
    for id_, article in _articles(path, files, unreadable):
        if len(examples) == limit:
            limited = True
            break
        reference = tuple(look.text for look in article.quick_looks if look.text.strip())
        if reference:
            examples.append(Example(id_, replace(article, quick_looks=()), reference))
        else:
            skipped.append(id_)
    if not examples:
        raise EmptyInputError(
            f"{path} holds no article with human quick looks to score against ({len(skipped)} article(s) "
            f"without, {len(unreadable)} file(s) unreadable). Give articles that have them, or JSON Lines "
            "with a field highlights."
        )
    return Dataset(
        path.name, _sha256(path, files), tuple(examples), tuple(skipped), tuple(unreadable), limited
    )


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise SourceError(f"There is no file or folder {path}. Check the name.")
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.is_file())
    return sorted(f for f in found if not any(p.startswith(".") for p in f.relative_to(path).parts))


def _articles(path: Path, files: list[Path], unreadable: list[str]) -> Iterator[tuple[str, Article]]:
    """Yield each article with its id; the files of a folder that cannot be read go to `unreadable`."""
    for file in files:
        if file == path:
            yield from _parsed(file, file.name)
            continue
        try:
            found = list(_parsed(file, file.relative_to(path).as_posix()))
        except SourceError as error:
            unreadable.append(str(error))
        else:
            yield from found


def _parsed(file: Path, name: str) -> Iterator[tuple[str, Article]]:
    for number, article in enumerate(sources.parse(_content(file), name), 1):
        yield article.id or f"{name}#{number}", article


def _content(file: Path) -> bytes:
    data = _bytes(file)
    for magic, decompress in _MAGIC.items():
        if data.startswith(magic):
            try:
                return decompress(data)
            except (OSError, EOFError, lzma.LZMAError) as error:
                raise SourceError(f"{file} is damaged: {error}. Fetch or compress it again.") from error
    return data


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}.") from error


def _sha256(path: Path, files: list[Path]) -> str:
    sums = {file: hashlib.sha256(_bytes(file)).hexdigest() for file in files}
    if files == [path]:
        return sums[path]
    listed = "".join(f"{file.relative_to(path).as_posix()} {sums[file]}\n" for file in files)
    return hashlib.sha256(listed.encode()).hexdigest()
