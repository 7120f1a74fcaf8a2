from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summarizer.errors import SourceError
from summarizer.sources import archive
from summarizer.sources.options import ReadOptions

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = (
    "The lighthouse of Tarn Head was switched off on Sunday after 140 years. Ships now find their way by "
    "satellite, the harbour office said. A keeper's family had asked for it to stay lit."
)


COMPRESS = [lzma.compress, gzip.compress, zstd.compress]


def lines(*ids: str | None) -> bytes:
    return b"".join(json.dumps({"id": one, "text": TEXT}).encode() + b"\n" for one in ids)


def test_a_folder_is_read_in_the_order_of_its_names_whatever_the_compression(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(lines("one", None)))
    (tmp_path / "sub" / "b").write_bytes(gzip.compress(lines("three")))
    (tmp_path / "sub" / "c.jsonl.zst").write_bytes(zstd.compress(lines("four")))
    (tmp_path / ".hidden").write_bytes(b"\x00")
    assert [id_ for id_, _ in archive.articles(tmp_path)] == ["one", "a.jsonl.xz#2", "three", "four"]


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


def test_articles_before_a_broken_one_are_yielded_and_the_next_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines("one", "two") + b'{"text"\n' + lines("three"))
    (tmp_path / "b.jsonl").write_bytes(lines("four"))
    told: list[SourceError] = []
    found = archive.articles(tmp_path, unreadable=told.append)
    assert [next(found)[0], next(found)[0], len(told)] == ["one", "two", 0]
    assert [id_ for id_, _ in found] == ["four"]
    assert [str(error).split(" is ")[0] for error in told] == ["a.jsonl, line 3"]


@pytest.mark.parametrize("compress", [*COMPRESS, bytes])
def test_a_file_is_unpacked_up_to_a_limit(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.packed"
    content = lines("one")
    file.write_bytes(compress(content))
    assert len(list(archive.articles(file, ReadOptions(max_bytes=len(content))))) == 1
    with pytest.raises(SourceError, match=r"a\.jsonl\.packed holds more than \d+ bytes"):
        list(archive.articles(file, ReadOptions(max_bytes=len(content) - 1)))


@pytest.mark.parametrize("compress", COMPRESS)
def test_a_bomb_is_an_error_and_fills_no_memory(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "bomb"
    file.write_bytes(compress(bytes(1 << 26)))
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="bomb holds more than"):
            list(archive.articles(file, ReadOptions(max_bytes=1000)))
        assert tracemalloc.get_traced_memory()[1] < 1 << 24  # xz's own dictionary is half of this
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("compress", COMPRESS)
def test_damage_anywhere_is_told(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.packed"
    whole = compress(lines("one", "two"))
    for at in (12, len(whole) // 2, len(whole) - 6):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(SourceError):
            list(archive.articles(file))


def test_tables_are_read_with_an_id_for_each_row(tmp_path: Path) -> None:
    table = f'text,highlights\n"{TEXT}",a\n'
    (tmp_path / "a.csv.zst").write_bytes(zstd.compress(table.encode()))
    pq.write_table(pa.table({"id": ["one"], "document": [TEXT]}), tmp_path / "b.parquet")
    assert [id_ for id_, _ in archive.articles(tmp_path)] == ["a.csv.zst#1", "one"]


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


@pytest.mark.parametrize("compress", [*COMPRESS, bytes])
def test_json_lines_are_read_no_further_than_asked(
    compress: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl.packed"
    file.write_bytes(compress(lines(*map(str, range(150_000)))))
    tracemalloc.start()
    try:
        found = archive.articles(file)
        assert [next(found)[0] for _ in range(3)] == ["0", "1", "2"]
        assert tracemalloc.get_traced_memory()[1] < 1 << 24  # xz's own dictionary is half of this
    finally:
        tracemalloc.stop()


def test_a_pipe_is_refused_since_it_cannot_be_read_twice() -> None:
    read, write = os.pipe()
    os.write(write, lines("one"))
    os.close(write)
    try:
        for path in (Path(f"/dev/fd/{read}"), Path("/dev/null")):
            for refused in (archive.checksum, lambda given: next(archive.articles(given))):
                with pytest.raises(SourceError, match=r"is a device or a pipe.*Write it to a file"):
                    refused(path)
    finally:
        os.close(read)


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jsonl")
    (tmp_path / name).write_bytes(lines(None))
    for path in (tmp_path, tmp_path / name):
        assert [id_ for id_, _ in archive.articles(path)] == ["caf\\udce9.jsonl#1"]
        assert len(archive.checksum(path)) == 64
    with pytest.raises(SourceError, match="no file or folder"):
        archive.checksum(tmp_path / os.fsdecode(b"\xe9"))
