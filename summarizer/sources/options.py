"""How to read a source."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MAX_BYTES", "ReadOptions"]

MAX_BYTES = 10 * 1024 * 1024
"""Far more than any article: 10 MiB hold some 1.7 million English words."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of `read`, `read_one` and `parse`.

    text_fields, title_fields, highlight_fields, reference_fields: names of JSON fields or of a table's
    columns; the first that is filled counts.
    allow_private_urls: whether URLs may lead to private, loopback and other non-public addresses.
    max_bytes: largest file, response, or line of a JSON-lines file, in bytes. timeout: seconds for
    connecting, for each pause of the server, and, six times this, for a whole fetch: redirects, headers and
    body, but not the look-up of a host's name.
    """

    text_fields: tuple[str, ...] = ("text", "article", "body", "document")
    title_fields: tuple[str, ...] = ("title", "headline")
    highlight_fields: tuple[str, ...] = ("quick_looks", "highlights", "summary")
    reference_fields: tuple[str, ...] = ("references",)
    allow_private_urls: bool = False
    max_bytes: int = MAX_BYTES
    timeout: float = 10.0
