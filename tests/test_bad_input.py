"""Bad input of every kind: a clear error, or a good article; never anything else, never silence."""

from __future__ import annotations

import bz2
import codecs
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import EmptyInputError, FetchError, NotAnArticleError, SourceError
from summarizer.sources import from_text, parse, read, read_one

BODY = (
    "The council of Lower Kessel voted on Tuesday to close the café in the harbour, which cost £40 a day. "
    * 6
)
CHINESE = "市议会星期五决定关闭港口，这对岛上的居民来说是一场灾难。市长表示，渡轮将从下周起停运。" * 6


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", BODY)
    return buffer.getvalue()


REFUSED: dict[str, tuple[bytes, type[SourceError], str]] = {
    "empty": (b"", EmptyInputError, "is empty"),
    "white space": (b" \n\t\r\n ", EmptyInputError, "is empty"),
    "a byte order mark alone": (codecs.BOM_UTF8, EmptyInputError, "is empty"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(64), SourceError, "PNG image"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", SourceError, "pdftotext"),
    "bzip2": (bz2.compress(BODY.encode()), SourceError, "bzip2 file, not text. Unpack"),
    "a table without rows": (b"id,text\n,\n", EmptyInputError, "table without rows"),
    "a table with broken quotes": (b'id,text\n1,"The council', SourceError, "line 2 is not valid CSV"),
    "a damaged Parquet file": (b"PAR1" + bytes(64) + b"PAR1", SourceError, "is damaged"),
    "docx": (zipped(), SourceError, "docx.*Save it as text"),
    "random bytes": (bytes(range(256)) * 40, SourceError, "binary"),
    "NULs only": (bytes(1000), SourceError, "binary"),
    "damaged UTF-16": (codecs.BOM_UTF16_LE + BODY.encode("utf-16-le") + b"\x00", SourceError, "damaged"),
    "three words": (b"Council closes harbour", NotAnArticleError, "Too few words for an article: 3"),
    "one endless word": (b"a" * 2_000_000, NotAnArticleError, "Too few words"),
    "a menu": (
        b"Home\nNews\nSport\nWeather\nContact\nPrivacy\nAbout us\nMost read\nJobs",
        NotAnArticleError,
        "menu",
    ),
    "a login page": (
        b"Please sign in to go on reading. Forgot your password? Create an account in a minute.",
        NotAnArticleError,
        "login",
    ),
    "quick looks alone": (
        b"Quick Looks\n- Ferry: It stops.\n- Jobs: They go.",
        NotAnArticleError,
        "no article",
    ),
    "HTML without an article": (b"<html><body><div></div></body></html>", NotAnArticleError, "HTML without"),
    "XML": (b"<?xml version='1.0'?><rss><channel></channel></rss>", SourceError, "XML"),
    "JSON without the fields": (b'{"content": "x", "titel": "y"}', SourceError, "fields: content, titel"),
    "JSON cut off": (b'{"text": "The council of', SourceError, "not valid JSON"),
    "JSON nested too deep": (b'{"text": ' + b"[" * 100_000, SourceError, "nested too deep"),
    "a JSON list of numbers": (b"[[1, 2], [3]]", SourceError, "item 1 is a JSON list"),
    "an empty JSON list": (b"[]", EmptyInputError, "empty list"),
    "JSON lines with a bad line": (
        json.dumps({"text": BODY}).encode() + b'\n{"text": oops}\n',
        SourceError,
        "line 2 is not valid JSON",
    ),
    "JSON with an empty text": (b'{"text": "  "}', SourceError, "has no text"),
}

READ = {
    "one endless line": (BODY * 2000).encode(),
    "no sentence end": BODY.replace(".", "").encode(),
    "only bullets": b"- The council voted to close the harbour on Friday.\n- Forty people lose their work.",
    "a few NULs": BODY.encode() + b"\x00\x00",
    "latin-1": BODY.encode("latin-1"),
    "cp1252": f"“{BODY}”".encode("cp1252"),
    "UTF-16 without a mark": BODY.encode("utf-16-le"),
    "UTF-32 with a mark": BODY.encode("utf-32"),
    "gb18030": CHINESE.encode("gb18030"),
    "old Mac line breaks": BODY.replace(". ", ".\r").encode(),
    "broken HTML": f"<html><body><div><article><p>{BODY}<p>{BODY}<b><div".encode(),
    "lone surrogates in JSON": b'{"text": "' + BODY.encode() + b' \\ud83d"}',
    "an editor's note in brackets": f"[Editor's note: corrected.] {BODY}".encode(),
    "JSON under a wrong name": json.dumps({"text": BODY}).encode(),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, tmp_path: Path) -> None:
    data, error, message = REFUSED[case]
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(error, match=message) as caught:
        list(read(path))
    assert len(str(caught.value)) < 500
    assert "\n" not in str(caught.value)
    with pytest.raises(error, match=message):
        list(parse(data, "article.txt"))


@pytest.mark.parametrize("case", READ)
def test_read_all_the_same(case: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(READ[case])
    article = read_one(path)
    assert article.paragraphs
    assert "\x00" not in article.text
    article.text.encode("utf-8")
    assert ("café" in article.text) or case in ("gb18030", "only bullets")


def test_100_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.write(b"The council voted.\n")
        stream.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError, match=r"larger than 10,485,760 bytes.*Give one article"):
        read_one(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 50_000 * (1024 if sys.platform == "darwin" else 1)


def test_an_endless_pipe_is_refused() -> None:
    code = (
        "from summarizer.sources import read_one\n"
        "try:\n    read_one('-')\nexcept Exception as error:\n    print(error)"
    )
    with subprocess.Popen(["yes", "The council voted to close it."], stdout=subprocess.PIPE) as endless:
        answer = subprocess.run(
            [sys.executable, "-c", code], stdin=endless.stdout, capture_output=True, text=True, check=True
        )
        endless.kill()
    assert answer.stdout.startswith("Standard input is larger than 10,485,760 bytes")


def test_lone_surrogates_in_a_str() -> None:
    assert from_text(f"{BODY} \ud83d").text.endswith("\ufffd")


def test_paths(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    cases = {
        str(tmp_path / "missing.txt"): "There is no file",
        str(tmp_path): "is a folder",
        str(tmp_path / "fifo"): "a device or a pipe",
        "/dev/zero": "a device or a pipe",
        "": "is a folder",
        "a\0b": "cannot be read",
        BODY: "There is no file|cannot be read",
    }
    for where, message in cases.items():
        with pytest.raises(SourceError, match=message):
            read_one(where)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Run as nobody, where the tests run as root, who may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(BODY)
    path.chmod(0)
    with unprivileged(), pytest.raises(SourceError, match=r"may not be read\. Change its permissions"):
        read_one(path)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://kessel.example/a.txt", "scheme 'ftp'"),
        ("file:///etc/passwd", "Give the file's path instead"),
        ("http://127.0.0.1/", "--allow-private-urls"),
        ("http://localhost:8000/", "not a public address"),
        ("http://10.0.0.1/a", "not a public address"),
        ("http://169.254.169.254/latest/meta-data", "not a public address"),
        ("http://[::ffff:192.168.0.1]/", "not a public address"),
        ("https://no-such-host.invalid/", "was not found"),
        ("http://:80/", "names no host"),
        ("HTTP://127.0.0.1/", "not a public address"),
    ],
)
def test_urls(url: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        read_one(url)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_articles_or_a_source_error(data: bytes) -> None:
    with suppress(SourceError):
        assert all(each.text for each in parse(data))
