"""The kind of a text, told from its content; its name decides only what the content leaves open."""

from __future__ import annotations

import json
import re
from typing import Literal

from summarizer.errors import SourceError
from summarizer.sources.compression import SUFFIXES

__all__ = ["Kind", "kind_of"]

Kind = Literal["csv", "html", "json", "jsonl", "text"]

INSTRUCTION, COMMENT, DOCTYPE = ("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")
"""What may stand before the first tag, each from where to where."""
SPACE = re.compile(r"\s*")
HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div)\b", re.IGNORECASE)
BLOCK_TAG = re.compile(r"<(?:p|div|article|h[1-6]|br|li)\b[^<>]{0,300}>", re.IGNORECASE)
XML_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
JSON_LINE_NAMES = (".jsonl", ".ndjson")
HTML_NAMES = (".html", ".htm", ".xhtml")
TABLE_NAMES = (".csv", ".tsv")
COLUMN = re.compile(r'"?([A-Za-z_][\w.-]{0,40})"?')
TEXT_COLUMNS = {"article", "body", "document", "text"}
"""A first line of names with one of these among them, parted without a space, is the header of a table."""


def kind_of(text: str, name: str = "") -> Kind:
    """Return the kind of a text.

    Raises SourceError for XML, which is not read here.
    """
    start = text.lstrip("\ufeff \t\r\n")[:1]
    suffix = _unpacked(name.lower())
    if start in ("{", "["):
        return _json_kind(text.lstrip("\ufeff"), suffix)
    if start == "<":
        head = text.lstrip("\ufeff \t\r\n")[:65_536]
        says_xml = head.startswith("<?xml")
        if HTML_START.match(head, _after(head, INSTRUCTION, COMMENT)):
            return "html"
        if not says_xml and BLOCK_TAG.search(head):
            return "html"
        if says_xml or suffix.endswith((".xml", ".rss")):
            root = XML_ROOT.match(head, _after(head, INSTRUCTION, COMMENT, DOCTYPE))
            what = f" (<{root[1]}>)" if root else ""
            raise SourceError(
                f"This is XML{what}, which is not read. Give the article as text, HTML or JSON."
            )
    if suffix.endswith(HTML_NAMES) and BLOCK_TAG.search(text):
        return "html"
    if suffix.endswith(TABLE_NAMES) or _is_header(text.lstrip("\ufeff \t\r\n")):
        return "csv"
    return "text"


def _after(text: str, *skipped: tuple[str, str]) -> int:
    """Return where the text goes on after white space and what is skipped, in time linear in its length."""
    at = 0
    while True:
        if space := SPACE.match(text, at):
            at = space.end()
        for opening, closing in skipped:
            end = text.find(closing, at + len(opening)) if text.startswith(opening, at) else -1
            if end >= 0:
                at = end + len(closing)
                break
        else:
            return at


def _unpacked(name: str) -> str:
    """Return a file's name without the suffix that tells how it is packed."""
    return next((name.removesuffix(end) for end in SUFFIXES if name.endswith(end)), name)


def _is_header(text: str) -> bool:
    """Tell whether the first line names the columns of a table, and a line follows."""
    first, _, rest = text.partition("\n")
    cells = [COLUMN.fullmatch(cell) for cell in re.split(r"[,;\t]", first.rstrip("\r"))]
    names = {cell[1] for cell in cells if cell}
    return len(cells) > 1 and all(cells) and bool(rest.strip()) and not names.isdisjoint(TEXT_COLUMNS)


def _json_kind(text: str, suffix: str) -> Kind:
    """Tell one JSON value, a line each, and prose such as "[Editor's note: ...]" apart."""
    stripped = text.strip()
    first, _, rest = stripped.partition("\n")
    if rest.strip() and _is_object(first):
        return "jsonl"
    if suffix.endswith(JSON_LINE_NAMES) and "\n" in stripped and first.lstrip().startswith("{"):
        return "jsonl"
    if suffix.endswith((".json", *JSON_LINE_NAMES)) or re.match(r"\{\s*[\"}]|\[\s*[\[{\"\]]", stripped):
        return "json"
    return "text"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
