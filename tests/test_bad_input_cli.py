"""Bad input through the command line: the right exit code, never a traceback, never silence."""

from __future__ import annotations

import gzip
import http.server
import io
import json
import os
import random
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer.cli import app

PROSE = (
    "The town of Sundby opened its new library on Monday, two years late. It cost 12 million crowns. "
    "Mayor Ida Holm said that every child in the town would get a card. The old library becomes a cinema.\n"
)
LONG = "The town of Sundby opened its new library on Monday, two years late. " * 3000


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


def deep(levels: int) -> bytes:
    return b'{"text": ' + b"[" * levels + b"]" * levels + b"}"


UNREADABLE = {
    "empty": b"",
    "white space": b" \r\n\t\n  \n",
    "byte order mark alone": b"\xef\xbb\xbf",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "gzip cut off": gzip.compress(PROSE.encode())[:-20],
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + bytes(range(256)),
    "word document": zipped(),
    "random bytes": random.Random(1).randbytes(5000),
    "only NULs": b"\x00" * 4000,
    "three words": b"Library opens Monday",
    "html without an article": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "empty html": b"<!DOCTYPE html><html><head><title></title></head><body></body></html>",
    "json without a text": b'{"headline": "Library opens", "words": 12}',
    "json number": b"42",
    "json null in the text": b'{"text": null}',
    "json text of the wrong type": b'{"text": {"a": 1}}',
    "json cut off": b'{"text": "The town of Sundby opened its new libr',
    "empty json list": b"[]",
    "json list of numbers": b"[1, 2, 3]",
    "deep json": deep(100_000),
    "too large": b"a " * (6 * 1024 * 1024),
}

READABLE = {
    "no sentence end": PROSE.replace(".", "").encode(),
    "one endless line": LONG.encode(),
    "latin-1": PROSE.replace("Holm", "Hølmström").encode("latin-1"),
    "cp1252": f"{PROSE}“It is a café,” said Ida Holm – “and a library.”\n".encode("cp1252"),
    "utf-16 with a mark": PROSE.encode("utf-16"),
    "carriage returns": PROSE.replace(". ", ".\r").encode(),
    "only bullets": b"".join(
        b"- The library of Sundby opened on day %d of the week.\n" % n for n in range(8)
    ),
    "a control character": PROSE.replace("library", "lib\x1b[31mrary").encode(),
    "broken html": (
        "<html><body><article><h1>Library opens<p>"
        + PROSE * 3
        + "<p><b>Unclosed <i>tags</b> and &bogus; entities <div></article><p>"
    ).encode(),
    "a lone surrogate in json": json.dumps({"text": f"{PROSE} \ud800 and more."}).encode(),
    "the same sentence again and again": ("The library of Sundby opened on Monday. " * 40).encode(),
}


def run(where: str, *options: str, input: bytes | None = None) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr; an exception that the command line let through fails the test."""
    done = CliRunner().invoke(app, ["summarize", "--model", "lead", *options, where], input=input)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    return done.exit_code, done.stdout, done.stderr


def refused(result: tuple[int, str, str], code: int = 3) -> str:
    """Check that a result is an error with that exit code; return its message."""
    exit_code, out, err = result
    assert (exit_code, out) == (code, "")
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert len(err) < 600
    return err


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(UNREADABLE[name])
    refused(run(str(path)))


@pytest.mark.parametrize("name", ["empty", "png", "json cut off", "too large"])
def test_unreadable_on_standard_input(name: str) -> None:
    refused(run("-", input=UNREADABLE[name]))


@pytest.mark.parametrize("name", READABLE)
def test_readable(name: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(READABLE[name])
    code, out, _ = run(str(path))
    assert code == 0
    assert out.strip()
    assert "\x1b" not in out


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
        stream.write(PROSE.encode() * 100)
    refused(run(str(path)))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "missing.txt" in refused(run(str(tmp_path / "missing.txt")))


def test_a_directory(tmp_path: Path) -> None:
    assert "is a folder" in refused(run(str(tmp_path)))


def test_a_name_too_long() -> None:
    exit_code, out, err = run("a" * 5000)
    assert (exit_code, out) == (3, "")
    assert err.startswith("Error: ")


def test_a_name_with_a_nul_and_one_with_control_characters() -> None:
    refused(run("a\x00b"))
    assert "\x1b" not in refused(run("missing\x1b[31m.txt"))


def test_an_empty_name() -> None:
    refused(run(""))


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(run(str(tmp_path / "loop")))


def test_a_device() -> None:
    refused(run(os.devnull))
    refused(run("/dev/zero"))


def test_a_pipe_without_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(run(str(tmp_path / "pipe")))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/story",
        "file:///etc/hostname",
        "http://",
        "http://127.0.0.1:9/",
        "http://[::1]/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "https://news.invalid/story",
        "http://news.example:99999/",
        "http://[broken/",
    ],
)
def test_urls_that_are_refused_or_lead_nowhere(url: str) -> None:
    refused(run(url))


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers each path with a page, a redirect, or an error."""

    def do_GET(self) -> None:
        pages = {"/story": (200, "text/plain", PROSE), "/gone": (404, "text/html", "gone")}
        pages["/picture"] = (200, "image/png", "not text")
        pages["/empty"] = (200, "text/html", "")
        code, kind, body = pages.get(self.path, (302, "text/plain", ""))
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if code == 302:
            self.send_header("Location", "/round" if self.path == "/round" else "ftp://news.example/")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_server(server: str) -> None:
    refused(run(f"{server}/story"))
    assert run(f"{server}/story", "--allow-private-urls")[0] == 0
    for path in ("gone", "picture", "empty", "round", "elsewhere"):
        refused(run(f"{server}/{path}", "--allow-private-urls"))


def test_several_bad_inputs_are_each_reported(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{number}.txt") for number in range(3)]
    done = CliRunner().invoke(app, ["summarize", "--model", "lead", *names])
    assert done.exit_code == 3
    assert [line.startswith("Error: ") for line in done.stderr.splitlines()] == [True] * 3


@pytest.mark.parametrize("line", [b"{not json}", b'{"text": ""}', b'{"text": "too short"}'])
def test_what_stands_before_a_bad_line_is_summarized(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    good = json.dumps({"text": PROSE}).encode()
    path.write_bytes(b"\n".join((good, good, line, good)))
    code, out, err = run(str(path), "--format", "jsonl")
    assert code == 3
    assert len(out.splitlines()) == 2
    assert "line 3" in err
