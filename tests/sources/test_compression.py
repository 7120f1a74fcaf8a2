from __future__ import annotations

import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import SourceError
from summarizer.sources import read
from summarizer.sources.compression import damage_told, opened
from summarizer.sources.options import ReadOptions

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = (
    "The lighthouse of Tarn Head was switched off on Sunday after 140 years. Ships now find their way by "
    "satellite, the harbour office said. A keeper's family had asked for it to stay lit."
)
ROWS = "".join(json.dumps({"id": str(number), "text": TEXT}) + "\n" for number in range(40)).encode()
PACK: dict[str, Callable[[bytes], bytes]] = {
    "nothing": bytes,
    "xz": lzma.compress,
    "gzip": gzip.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("packing", PACK)
def test_opened(packing: str, tmp_path: Path) -> None:
    packed = PACK[packing](ROWS)
    assert opened(io.BytesIO(packed)).read() == ROWS
    (tmp_path / "rows").write_bytes(packed)
    with (tmp_path / "rows").open("rb") as stream:
        unpacked = opened(stream)
        assert unpacked.readline() == ROWS.splitlines(True)[0]
        assert unpacked.read(10) == ROWS.splitlines(True)[1][:10]


@pytest.mark.parametrize("packing", ["xz", "gzip", "zstd"])
def test_damage_is_told(packing: str) -> None:
    packed = PACK[packing](ROWS)
    for broken in (packed[:-9], packed[:20] + b"\xff\xff\xff" + packed[23:]):
        with pytest.raises(SourceError, match="rows is damaged"), damage_told("rows"):
            opened(io.BytesIO(broken)).read()


@pytest.mark.parametrize("packing", PACK)
def test_packed_files_and_streams_are_read(
    packing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pipe:
        buffer: Any = io.BytesIO(PACK[packing](ROWS))

    monkeypatch.setattr(sys, "stdin", Pipe())
    assert len(list(read("-"))) == 40
    path = tmp_path / "rows"
    path.write_bytes(PACK[packing](ROWS))
    assert len(list(read(path, ReadOptions(max_bytes=1000)))) == 40
    path.write_bytes(PACK[packing](TEXT.encode()))
    assert [article.text for article in read(path)] == [TEXT]
    path.write_bytes(PACK[packing](b"a " * 1_000_000))
    with pytest.raises(SourceError, match="larger than 1,000 bytes"):
        list(read(path, ReadOptions(max_bytes=1000)))


@pytest.mark.parametrize("packing", ["xz", "gzip", "zstd"])
def test_articles_before_the_damage_are_kept(packing: str, tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(PACK[packing](ROWS * 300)[:-9])
    found = read(path)
    assert next(found).id == "0"
    with pytest.raises(SourceError, match="rows is damaged"):
        list(found)
