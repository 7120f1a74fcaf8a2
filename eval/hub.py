"""Data sets of the Hugging Face Hub, or local folders that are laid out like them, by name.

    hf:NAME[/CONFIG]:SPLIT       hf:cnn_dailymail/3.0.0:test    hf:EdinburghNLP/xsum:validation

NAME is ORG/NAME, a bare NAME or a folder. The library `datasets` (extra `data`) loads them; it keeps what it
fetched, and uses nothing else when HF_HUB_OFFLINE=1 is set.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLError
from types import ModuleType
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from summarizer.article import Article
from summarizer.errors import SourceError
from summarizer.sources.options import ReadOptions
from summarizer.sources.records import from_record

__all__ = ["PREFIX", "Split", "open_split"]

PREFIX = "hf:"
FORM = "Write hf:NAME:SPLIT or hf:NAME/CONFIG:SPLIT, for instance hf:cnn_dailymail/3.0.0:test."
SPEC = re.compile(r"hf:(?P<name>[^:](?:.*?[^:])?)(?::(?P<split>\w[\w.-]*))?", re.DOTALL)
BATCH = 256
"""Rows that are held as Python objects at a time."""
PROBE_SECONDS = 5.0
"""How long the Hub may take to answer; `datasets` itself would try again for half a minute."""


@dataclass(frozen=True, slots=True)
class Split:
    """One split of a data set; `spec` is its full name, `data` what `datasets.load_dataset` returned."""

    spec: str
    data: Any

    def articles(self, unreadable: Callable[[SourceError], None]) -> Iterator[tuple[str, Article]]:
        """Yield the article of each row with its id: its own or else "SPLIT#number".

        `unreadable` is called with the error of a row that holds no article: published data sets have such
        rows, which their reader cannot mend.
        """
        split = self.spec.rpartition(":")[2]
        for number, row in enumerate(self._rows(), start=1):
            article = _article(row, f"{self.spec}, row {number}", unreadable)
            if article is not None:
                yield article.id or f"{split}#{number}", article

    def checksum(self) -> str:
        """Return the SHA-256 of all rows as canonical JSON, a line each.

        Keys are sorted, characters are not escaped, there is no space between items, and what JSON cannot say
        is its `str`. So it depends on the content, not on how the files are packed or split up.
        """
        digest = hashlib.sha256()
        for row in self._rows():
            line = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
            digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
        return digest.hexdigest()

    def _rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as they are stored: pictures and sounds are not decoded."""
        for number, batch in enumerate(self.data.with_format("arrow").iter(batch_size=BATCH)):
            try:
                rows = batch.to_pylist()
            except UnicodeDecodeError as error:
                first = number * BATCH + 1
                raise SourceError(
                    f"{self.spec}: text in rows {first} to {first + batch.num_rows - 1} is not UTF-8 "
                    f"({error.reason}). Write its files with UTF-8 text."
                ) from error
            yield from rows


def open_split(spec: str) -> Split:
    """Return the split that `spec` names; one without a split is that of the only one there is.

    Raises SourceError, telling what to do: for a name of another form, an unknown data set, configuration or
    split, one that is gated, a Hub that does not answer, and where `datasets` is not installed.
    """
    found = SPEC.fullmatch(spec)
    if found is None or "[" in spec:
        raise SourceError(f"{spec} is not the name of a data set. {FORM} (For a part of it, use --limit.)")
    datasets = _library(spec)
    candidates = _candidates(found["name"])
    if not Path(candidates[0][0]).is_dir():
        _require_answer(spec, datasets)
    failures: list[Exception] = []
    for name, config in candidates:
        try:
            splits = datasets.get_dataset_split_names(name, config)
            split = _chosen(spec, splits, found["split"])
            data = datasets.load_dataset(name, config, split=split)
        except (OSError, ValueError, RuntimeError, datasets.exceptions.DatasetsError) as error:
            failures.append(error)
            continue
        _check_columns(spec, data.column_names)
        return Split(f"{PREFIX}{found['name']}:{split}", data)
    raise _explained(spec, failures) from failures[-1]


def _article(row: dict[str, Any], name: str, unreadable: Callable[[SourceError], None]) -> Article | None:
    try:
        return from_record(row, name, ReadOptions())
    except SourceError as error:
        unreadable(error)
        return None


def _library(spec: str) -> ModuleType:
    try:
        import datasets
    except ImportError as error:
        raise SourceError(
            f"{spec} is read with the library datasets, which is not installed. Run "
            "`pip install 'quicklook-summarizer[data]'`."
        ) from error
    if not sys.stderr.isatty():
        datasets.disable_progress_bars()
    module: ModuleType = datasets
    return module


def _candidates(name: str) -> list[tuple[str, str | None]]:
    """Return the readings of a name as data set and configuration, the likelier first.

    "a/b" may be the data set b of a, or the configuration b of a.
    """
    parent, _, last = name.rpartition("/")
    if Path(name).is_dir():
        return [(name, None)]
    if parent and Path(parent).is_dir():
        return [(parent, last)]
    if name.count("/") == 1:
        return [(name, None), (parent, last)]
    return [(parent, last)] if parent else [(name, None)]


def _require_answer(spec: str, datasets: ModuleType) -> None:
    """Ask the Hub for anything, once, unless it was said to be offline: any answer will do."""
    hub = datasets.config.HF_ENDPOINT
    if datasets.config.HF_HUB_OFFLINE:
        return
    try:
        urlopen(Request(hub, method="HEAD"), timeout=PROBE_SECONDS).close()
    except HTTPError:
        return
    except OSError as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, SSLError):
            return  # It is there; whether its certificate is trusted is for `datasets` to say.
        raise SourceError(
            f"{spec} cannot be fetched: {hub} does not answer ({reason}). Check the network, or set "
            "HF_HUB_OFFLINE=1 if the data set was fetched before. A file of articles needs no network."
        ) from error


def _chosen(spec: str, splits: list[str], split: str | None) -> str:
    if split in splits:
        return split
    known = ", ".join(splits)
    if split is not None:
        raise SourceError(f"{spec} has no split {split!r}. Its splits: {known}.")
    if len(splits) != 1:
        raise SourceError(f"{spec} names no split. Add one, as in {spec}:{splits[-1]}. Its splits: {known}.")
    return splits[0]


def _check_columns(spec: str, columns: list[str]) -> None:
    fields = ReadOptions().text_fields
    if set(columns).isdisjoint(fields):
        raise SourceError(
            f"{spec} has no column for the article's text; it would be named "
            f"{' or '.join(map(repr, fields))}. Its columns: {', '.join(map(repr, columns))}."
        )


def _explained(spec: str, failures: list[Exception]) -> SourceError:
    """Return one error for all readings of a name that failed: what `datasets` said, and what to do."""
    told = [" ".join(str(error).split())[:300].rstrip(".") for error in failures]
    if any("gated" in each for each in told):
        advice = "Ask for access on its page, then log in with `hf auth login`."
    elif any(isinstance(error, ConnectionError) for error in failures):
        advice = "It was not fetched before, and the Hub is offline (HF_HUB_OFFLINE) or does not answer."
    elif any("scripts are no longer supported" in each for each in told):
        advice = "Export it to Parquet or JSON Lines, and give that file."
    else:
        advice = f"Check the name. {FORM}"
    return SourceError(f"{spec} cannot be read: {'; '.join(dict.fromkeys(told))}. {advice}")
