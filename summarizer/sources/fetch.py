"""HTTP(S) URL -> bytes, with limits, and without letting a URL reach into the private network.

urllib3 is used directly (it comes with trafilatura): its pools connect to a given address under another
host's name and certificate. So each hop's name is resolved once, every address is checked, and the connection
goes to the very address that was checked: a name that means something else a moment later gains nothing.
Proxies of the environment are not used, for the same reason.

A timer bounds the whole of a fetch, redirects included: at the deadline it shuts the connection down, which
ends headers or a body that drip in byte by byte. Only the look-up of a host's name, which the system's
resolver bounds, and a connection being made at that moment, which the timeout bounds, can end later.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3

from summarizer.errors import FetchError

__all__ = ["Address", "Fetched", "fetch", "is_public"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_REDIRECTS = 5
TOTAL = 6
"""A fetch, redirects included, may take this many times the timeout of one pause."""

CHUNK = 1 << 16
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; quicklook-summarizer)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/json;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
READABLE = ("text/", "application/xhtml+xml", "application/json", "application/x-ndjson", "application/jsonl")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
ADVICE = "Check the address, or save the page and give the file."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: its bytes, the URL after all redirects, and the charset of its Content-Type."""

    data: bytes
    url: str
    charset: str | None


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet, also behind IPv4-in-IPv6 forms."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address.teredo is not None:
            return False
    refused = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_reserved
        or address.is_multicast
        or address.is_unspecified
    )
    return address.is_global and not refused


def fetch(
    url: str, *, max_bytes: int, timeout: float, permit: Callable[[Address], bool] = is_public
) -> Fetched:
    """Return the response to GET `url`, redirects followed.

    max_bytes: largest body, after decompression. timeout: seconds for connecting and for each pause;
    all of it, redirects included, may take six times this.
    permit: tells for every address of every hop whether it may be reached.

    Raises FetchError for anything but a readable answer with status 200.
    """
    with _Watch(TOTAL * timeout) as watch:
        for _ in range(MAX_REDIRECTS + 1):
            parts = _split(url)
            addresses = _resolve(parts, permit)
            try:
                answer = _get(parts, addresses, timeout, watch)
                try:
                    watch.check(url)
                    if answer.status not in (301, 302, 303, 307, 308):
                        return Fetched(_body(answer, url, max_bytes, watch), url, _charset(answer))
                    location = answer.headers.get("Location")
                finally:
                    answer.close()
            except (urllib3.exceptions.HTTPError, OSError) as error:
                watch.check(url)
                raise FetchError(f"{url} could not be read: {_reason(error)}. {ADVICE}") from error
            if not location:
                raise FetchError(f"{url} redirects without saying where to. {ADVICE}")
            url = urljoin(url, location)
    raise FetchError(f"More than {MAX_REDIRECTS} redirects, the last to {url}. {ADVICE}")


class _Watch:
    """Shuts the connections of a fetch down when its time is up, whatever they wait for.

    To the reader that can look like an ordinary end, so what was read counts only after `check`.
    """

    def __init__(self, seconds: float) -> None:
        self.late = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for kept in self._sockets:
            kept.close()

    def over(self, pool: urllib3.HTTPConnectionPool) -> None:
        """Keep a duplicate of each socket that the pool opens; shutting that down ends TLS on it too."""
        watch = self

        class Watched(pool.ConnectionCls):  # type: ignore[misc,name-defined]
            def _new_conn(self) -> socket.socket:
                made: socket.socket = super()._new_conn()
                watch._sockets.append(made.dup())
                if watch.late:
                    watch._shut()
                return made

        pool.ConnectionCls = Watched

    def check(self, url: str) -> None:
        """Raise FetchError when the time is up."""
        if self.late:
            raise FetchError(f"{url} sends too slowly. Save the page and give the file.")

    def _shut(self) -> None:
        self.late = True
        for kept in list(self._sockets):
            with suppress(OSError):
                kept.shutdown(socket.SHUT_RDWR)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises when it is out of range
    except ValueError as error:
        raise FetchError(f"{url} is not a valid URL: {error}. {ADVICE}") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError(f"{url} has the scheme {parts.scheme or 'none'!r}; only http and https are read.")
    if not parts.hostname:
        raise FetchError(f"{url} names no host. {ADVICE}")
    return parts


def _resolve(parts: SplitResult, permit: Callable[[Address], bool]) -> list[str]:
    """Return the addresses of a URL's host; a single one that is not permitted refuses the host."""
    host = parts.hostname or ""
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
        found = socket.getaddrinfo(name, parts.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"The host {host!r} was not found. {ADVICE}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not permit(ipaddress.ip_address(address.partition("%")[0])):
            raise FetchError(
                f"{parts.geturl()} leads to {address}, which is not a public address. "
                "Private addresses are read only with --allow-private-urls."
            )
    return addresses


def _get(parts: SplitResult, addresses: list[str], timeout: float, watch: _Watch) -> urllib3.BaseHTTPResponse:
    """Send the request to the first address that takes the connection."""
    host = parts.hostname or ""
    name = host if ":" in host else host.encode("idna").decode("ascii")
    target = urllib3.util.parse_url(parts._replace(fragment="").geturl()).request_uri
    shown = f"[{host}]" if ":" in host else name
    headers = {**HEADERS, "Host": shown if parts.port is None else f"{shown}:{parts.port}"}
    limits = urllib3.Timeout(connect=timeout, read=timeout)
    for index, address in enumerate(addresses):
        pool: urllib3.HTTPConnectionPool
        if parts.scheme == "https":
            pool = urllib3.HTTPSConnectionPool(
                address, parts.port or 443, timeout=limits, server_hostname=name, assert_hostname=name
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=limits)
        watch.over(pool)
        try:
            return pool.urlopen(
                "GET", target, headers=headers, retries=False, redirect=False, preload_content=False
            )
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            if watch.late or index == len(addresses) - 1:
                raise
    raise AssertionError("a resolved host has an address")


def _body(answer: urllib3.BaseHTTPResponse, url: str, max_bytes: int, watch: _Watch) -> bytes:
    if answer.status != 200:
        raise FetchError(f"{url} answered {answer.status} {answer.reason or ''}".rstrip() + f". {ADVICE}")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if (
        kind
        and not kind.startswith(READABLE)
        and not kind.endswith("+json")
        and kind != "application/octet-stream"
    ):
        raise FetchError(f"{url} is {kind}, not text, HTML or JSON. Give the address of the article's page.")
    length = answer.headers.get("Content-Length", "")
    data = bytearray()
    if not (length.isdigit() and int(length) > max_bytes):
        while chunk := answer.read1(CHUNK, decode_content=True):
            data += chunk
            if len(data) > max_bytes:
                break
            watch.check(url)
        else:
            watch.check(url)
            return bytes(data)
    raise FetchError(f"{url} is larger than {max_bytes:,} bytes, too long for an article. Give a part of it.")


def _charset(answer: urllib3.BaseHTTPResponse) -> str | None:
    for parameter in answer.headers.get("Content-Type", "").split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _reason(error: Exception) -> str:
    """Return what went wrong, without the connection objects that urllib3 prints."""
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "no connection"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "no answer in time"
    return str(error).rpartition("> ")[2].strip(" .") or type(error).__name__
