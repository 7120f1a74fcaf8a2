"""The public functions: read, read_one, parse, from_text."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from summarizer import sources
from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources import ReadOptions, from_text, parse, read, read_one

BODY = "The council of Lower Kessel voted on Tuesday to close the harbour at the end of the year."
ROWS = "".join(json.dumps({"id": f"n{number}", "text": BODY}) + "\n" for number in range(3))


class Pipe:
    """Standard input as the process sees it: only its bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_all_is_sorted() -> None:
    assert sources.__all__ == sorted(sources.__all__)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.json"])
def test_the_content_decides_not_the_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY)
    assert read_one(path).text == BODY
    assert read_one(str(path)).text == BODY
    path.write_text(json.dumps({"text": BODY, "title": "Vote"}, indent=1))
    assert read_one(path).title == "Vote"
    path.write_text(ROWS)
    assert [each.id for each in read(path)] == ["n0", "n1", "n2"]
    path.write_text(
        f"<html><body><article><p>{BODY}</p><p>{BODY[:-1]}, she said.</p></article></body></html>"
    )
    assert BODY in read_one(path).text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(BODY.encode("utf-16")))
    assert read_one("-").text == BODY
    monkeypatch.setattr(sys, "stdin", Pipe(ROWS.encode()))
    assert len(list(read("-"))) == 3
    monkeypatch.setattr(sys, "stdin", Pipe(b""))
    with pytest.raises(EmptyInputError, match="Standard input is empty"):
        read_one("-")


def test_a_stream_of_the_shell() -> None:
    reading, writing = os.pipe()
    os.write(writing, BODY.encode())
    os.close(writing)
    try:
        assert read_one(f"/dev/fd/{reading}").text == BODY
    finally:
        os.close(reading)


def test_read_one_refuses_many(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(ROWS)
    with pytest.raises(SourceError, match=r"a\.jsonl holds more than one article"):
        read_one(tmp_path / "a.jsonl")


def test_json_lines_of_any_size(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(ROWS * 1000)
    options = ReadOptions(max_bytes=1000)
    assert path.stat().st_size > 100 * options.max_bytes
    assert sum(1 for _ in read(path, options)) == 3000
    path.write_text(ROWS + json.dumps({"text": BODY * 20}))
    with pytest.raises(SourceError, match="line 4 is larger than 1,000 bytes"):
        list(read(path, options))


def test_json_lines_are_read_lazily(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(ROWS + "{oops\n")
    found = read(path)
    assert [next(found).id for _ in range(3)] == ["n0", "n1", "n2"]
    with pytest.raises(SourceError, match="line 4 is not valid JSON"):
        next(found)


def test_a_long_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{BODY} " * 1500}) + "\n" for _ in range(2)))
    assert [len(each.text) for each in read(path)] == [len(f"{BODY} " * 1500) - 1] * 2


@pytest.mark.parametrize("long", [(0,), (1,), (0, 1, 2)])
def test_json_lines_with_long_records_may_be_of_any_size_too(tmp_path: Path, long: tuple[int, ...]) -> None:
    path = tmp_path / "a.jsonl"
    texts = [f"{BODY} " * (1500 if number in long else 1) for number in range(4)]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    options = ReadOptions(max_bytes=len(texts[long[0]]) + 100)
    assert [each.text for each in read(path, options)] == [text.strip() for text in texts]


def test_one_long_json_record_is_still_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = f"{BODY} " * 1500
    path.write_text(json.dumps({"text": text}) + "\n")
    assert read_one(path, ReadOptions(max_bytes=len(text) + 100)).text == text.strip()
    with pytest.raises(SourceError, match="is larger than"):
        read_one(path, ReadOptions(max_bytes=len(text)))


def test_parse() -> None:
    assert [each.text for each in parse(b"\xef\xbb\xbf" + BODY.encode())] == [BODY]
    assert len(list(parse(ROWS.encode("utf-16"), "a.jsonl"))) == 3
    assert (
        next(
            parse(b'\xef\xbb\xbf{"inhoud": "' + BODY.encode() + b'"}', options=ReadOptions(("inhoud",)))
        ).text
        == BODY
    )
    with pytest.raises(SourceError, match=r"page\.html is empty"):
        next(parse(b"", "page.html"))


def test_from_text() -> None:
    assert from_text(BODY).text == BODY
    with pytest.raises(SourceError, match="too long for an article"):
        from_text("word " * 3_000_000)
