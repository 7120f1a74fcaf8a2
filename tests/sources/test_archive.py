from __future__ import annotations

import gzip
import hashlib
import json
import lzma
from pathlib import Path

import pytest

from summarizer.errors import SourceError
from summarizer.sources import archive

TEXT = (
    "The lighthouse of Tarn Head was switched off on Sunday after 140 years. Ships now find their way by "
    "satellite, the harbour office said. A keeper's family had asked for it to stay lit."
)


def lines(*ids: str | None) -> bytes:
    return b"".join(json.dumps({"id": one, "text": TEXT}).encode() + b"\n" for one in ids)


def test_a_folder_is_read_in_the_order_of_its_names_whatever_the_compression(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(lines("one", None)))
    (tmp_path / "sub" / "b").write_bytes(gzip.compress(lines("three")))
    (tmp_path / ".hidden").write_bytes(b"\x00")
    assert [id_ for id_, _ in archive.articles(tmp_path)] == ["one", "a.jsonl.xz#2", "three"]


def test_a_broken_file_stops_the_reading_or_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines("one"))
    (tmp_path / "b.jsonl.xz").write_bytes(lzma.compress(lines("two"))[:-20])
    with pytest.raises(SourceError, match=r"b\.jsonl\.xz is damaged"):
        list(archive.articles(tmp_path))
    told: list[SourceError] = []
    assert [id_ for id_, _ in archive.articles(tmp_path, unreadable=told.append)] == ["one"]
    assert len(told) == 1
    with pytest.raises(SourceError):
        list(archive.articles(tmp_path / "b.jsonl.xz", unreadable=told.append))


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        list(archive.articles(tmp_path / "nowhere"))


def test_the_checksum_changes_with_names_and_contents(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines("one"))
    assert archive.checksum(file) == hashlib.sha256(lines("one")).hexdigest()
    sums = {archive.checksum(tmp_path)}
    file.rename(tmp_path / "b.jsonl")
    sums.add(archive.checksum(tmp_path))
    (tmp_path / "b.jsonl").write_bytes(lines("two"))
    sums.add(archive.checksum(tmp_path))
    assert len(sums) == 3
