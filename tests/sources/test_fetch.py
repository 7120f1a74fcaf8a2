"""Against real servers on this machine: 127.0.0.1 is permitted by hand, other loopback addresses are not."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import pytest
import trustme

from summarizer.errors import FetchError
from summarizer.sources.fetch import Address, fetch, is_public

HERE = ipaddress.ip_address("127.0.0.1")
PAGE = b"<html><body><p>The harbour closes.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; remembers the Host headers it got."""

    hosts: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        kind, _, value = self.path.strip("/").partition("/")
        getattr(self, f"answer_{kind}")(unquote(value))

    def answer_page(self, _: str) -> None:
        self.send(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})

    def answer_status(self, code: str) -> None:
        self.send(int(code), b"no")

    def answer_type(self, kind: str) -> None:
        self.send(200, PAGE, {"Content-Type": kind})

    def answer_to(self, target: str) -> None:
        self.send(302, b"", {"Location": target} if target else {})

    def answer_loop(self, _: str) -> None:
        self.send(302, b"", {"Location": "/loop"})

    def answer_size(self, size: str) -> None:
        self.send(200, b"x" * int(size), {"Content-Type": "text/plain"})

    def answer_endless(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 10_000)
        except OSError:
            self.close_connection = True

    def answer_bomb(self, _: str) -> None:
        self.send(200, gzip.compress(b"x" * 5_000_000), {"Content-Encoding": "gzip"})

    def answer_silent(self, _: str) -> None:
        time.sleep(0.6)
        self.close_connection = True

    def answer_drip(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _number in range(30):
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def answer_slowhead(self, status: str) -> None:
        self.trickle(f"HTTP/1.0 {status} OK\r\nContent-Type: text/plain\r\nX: {'x' * 60}")

    def answer_slowchunk(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        self.trickle("0" * 60)

    def trickle(self, text: str) -> None:
        try:
            for char in text:
                self.wfile.write(char.encode())
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def answer_garbage(self, _: str) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        self.close_connection = True

    def send(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # Clients hang up on purpose.
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as number:
        yield number


def only_here(address: Address) -> bool:
    return address == HERE


get = partial(fetch, max_bytes=100_000, timeout=5.0, permit=only_here)


def test_a_page(port: int) -> None:
    got = get(f"http://127.0.0.1:{port}/page#part")
    assert (got.data, got.charset) == (PAGE, "utf-8")


def test_redirects_are_followed(port: int) -> None:
    got = get(f"http://127.0.0.1:{port}/to//page")
    assert got.url == f"http://127.0.0.1:{port}/page"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/page",
        "http://[::1]:{port}/page",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
    ],
)
def test_a_redirect_to_an_address_that_is_not_permitted(port: int, target: str) -> None:
    with pytest.raises(FetchError, match="not a public address"):
        get(f"http://127.0.0.1:{port}/to/{target.format(port=port)}")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme(port: int, target: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        get(f"http://127.0.0.1:{port}/to/{target}")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("status/404", "answered 404 Not Found"),
        ("status/500", "answered 500"),
        ("status/204", "answered 204"),
        ("type/image/png", "is image/png"),
        ("type/application/pdf", "is application/pdf"),
        ("to/", "redirects without saying where"),
        ("loop", "More than 5 redirects"),
        ("size/100001", "larger than 100,000 bytes"),
        ("endless", "larger than 100,000 bytes"),
        ("bomb", "larger than 100,000 bytes"),
        ("garbage", "could not be read"),
    ],
)
def test_bad_answers(port: int, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message) as caught:
        get(f"http://127.0.0.1:{port}/{path}")
    assert "object at 0x" not in str(caught.value)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "application/ld+json", "application/octet-stream"]
)
def test_readable_types(port: int, kind: str) -> None:
    assert get(f"http://127.0.0.1:{port}/type/{kind}").data == PAGE


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("silent", "no answer in time"),
        ("drip", "too slowly"),
        ("slowhead/200", "too slowly"),
        ("slowhead/302", "too slowly"),
        ("slowchunk", "too slowly"),
    ],
)
def test_timeouts(port: int, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        get(f"http://127.0.0.1:{port}/{path}", timeout=0.1)


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="no connection"):
            get(f"http://127.0.0.1:{taken.getsockname()[1]}/")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://", "names no host"),
        ("http://127.0.0.1:99999/", "not a valid URL"),
        ("http://[::1/", "not a valid URL"),
        (f"http://{'a' * 70}.example/", "was not found"),
        ("http://no-such-host.invalid/", "was not found"),
    ],
)
def test_bad_urls(url: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        get(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"]
)
def test_loopback_is_refused_in_every_spelling(port: int, host: str) -> None:
    with pytest.raises(FetchError, match=r"not a public address|was not found"):
        get(f"http://{host}:{port}/page", permit=is_public)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *(
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
        ),
        *(
            "fec0::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::7f00:1",
        ),
        *("2001:db8::1", "2001:0:7f00:1::1"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


Resolver = Callable[..., list[tuple[object, ...]]]


def rebinding(answers: list[list[str]], asked: list[str]) -> Resolver:
    """A name server that answers differently each time it is asked for news.example."""
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: object, **options: object) -> list[tuple[object, ...]]:
        if host != "news.example":
            return list(real(host, port, *rest, **options))  # type: ignore[arg-type]
        asked.append(host)
        kind = socket.SOCK_STREAM
        return [
            (socket.AF_INET, kind, 6, "", (each, port)) for each in answers[min(len(asked), len(answers)) - 1]
        ]

    return resolve


def test_the_connection_goes_to_the_address_that_was_checked(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", rebinding([["127.0.0.1"], ["127.0.0.2"]], asked))
    Handler.hosts.clear()
    assert get(f"http://news.example:{port}/page").data == PAGE
    assert asked == ["news.example"]
    assert Handler.hosts == [f"news.example:{port}"]


def test_one_bad_address_refuses_the_host(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", rebinding([["127.0.0.1", "127.0.0.2"]], []))
    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.2"):
        get(f"http://news.example:{port}/page")


@pytest.mark.parametrize(("certified", "fits"), [("news.example", True), ("other.example", False)])
def test_certificates_are_checked_against_the_name(
    certified: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(certified).configure_cert(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(socket, "getaddrinfo", rebinding([["127.0.0.1"]], []))
    with serving(context) as number:
        url = f"https://news.example:{number}/page"
        if fits:
            assert get(url).data == PAGE
        else:
            with pytest.raises(FetchError, match="doesn't match"):
                get(url)


def test_headers_that_drip_in_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(context) as number, pytest.raises(FetchError, match="too slowly"):
        get(f"https://127.0.0.1:{number}/slowhead/200", timeout=0.2)
