"""JSON with the faults that language models make: read as far as it can be, what broke off being marked.

Of faults it takes trailing, missing and doubled commas, single and curly quotation marks, names without any,
line breaks and unescaped quotation marks in strings, comments, Python's True, False and None, and an end that
is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["DEPTH", "Cut", "values"]

DEPTH = 32
"""Objects and lists within one another; what lies deeper is no answer."""

_OPENING = re.compile(r"[{\[]")
_CLOSING = {'"': '"”', "“": '"”', "”": '"”', "„": '"”“', "'": "'’", "‘": "'’", "«": "»"}
_BLANK = re.compile(r"(?:\s|//[^\n]*)*")
_BARE_NAME = re.compile(r"[^\s:=,{}\[\]\"“”]+")
_BARE_VALUE = re.compile(r"[^,{}\[\]\n]+")
_AFTER_NAME = re.compile(r"\s*(?:[:=]|\Z)")
_AFTER_VALUE = re.compile(
    r"\s*(?:[}\]]|,[\s,]*(?:[\"'“”„‘«{}\[\]/]|\w+\s*:|\Z"
    r"|(?:null|true|false|None|True|False|-?\d[\d.eE+-]*)\s*(?:[,}\]]|\Z))|\Z)"
    r"|\s*\n\s*[\"'“„{/]"  # the comma is missing
)
"""What follows the quotation mark that closes a string, rather than one that stands in it."""

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_CONSTANTS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}
_DECODER = json.JSONDecoder(strict=False)


class Cut(str):
    """A string whose end is missing."""

    __slots__ = ()


class _DeepError(Exception):
    """Too many objects and lists within one another."""


def values(text: str) -> Iterator[tuple[Any, bool]]:
    """Yield the objects and lists that stand in a text, each with whether it broke off. Never raises."""
    at = 0
    while found := _OPENING.search(text, at):
        try:
            value, at = _DECODER.raw_decode(text, found.start())
            yield value, False
            continue
        except (ValueError, RecursionError):  # no JSON, a number too long, or too deep
            reader = _Reader(text, found.start())
        try:
            yield reader.value(0), reader.cut
        except _DeepError:
            return
        at = reader.at


class _Reader:
    """Reads one value; `at` is then where it ends in the text, `cut` whether its end is missing."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self.at = at
        self.cut = False

    def value(self, depth: int) -> Any:
        """Return the object, list, string or bare word that begins here."""
        if depth > DEPTH:
            raise _DeepError
        mark = self._peek()
        if mark == "{":
            return self._object(depth)
        if mark == "[":
            return self._list(depth)
        if mark in _CLOSING:
            return self._string(_AFTER_VALUE)
        return self._bare()

    def _object(self, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        self.at += 1
        while (mark := self._next_item()) not in {"", "}", "]"}:
            name = self._string(_AFTER_NAME) if mark in _CLOSING else self._word()
            if self._peek() not in {":", "="}:
                continue  # a name without a value
            self.at += 1
            if not self._peek():
                self.cut = True
                break
            fields[name] = self.value(depth + 1)
        if mark == "}":
            self.at += 1
        return fields

    def _list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        self.at += 1
        while (mark := self._next_item()) not in {"", "]", "}"}:
            items.append(self.value(depth + 1))
        if mark == "]":
            self.at += 1
        return items

    def _next_item(self) -> str:
        """Go to the next item and return its first character; none at the text's end, which is a cut."""
        while (mark := self._peek()) in {",", ";", ":", "="}:
            self.at += 1
        if not mark:
            self.cut = True
        return mark

    def _peek(self) -> str:
        """Return the next character that is no white space and in no comment, empty at the text's end."""
        blank = _BLANK.match(self._text, self.at)
        self.at = blank.end() if blank else self.at
        return self._text[self.at : self.at + 1]

    def _string(self, after: re.Pattern[str]) -> str:
        """Return the string that begins here; one whose closing mark is missing is a Cut."""
        text, closing = self._text, _CLOSING[self._text[self.at]]
        self.at += 1
        said: list[str] = []
        inner = 0
        while self.at < len(text):
            mark = text[self.at]
            self.at += 1
            if mark == "\\":
                said.append(self._escaped())
                continue
            if mark in closing and not (inner and mark == "”") and after.match(text, self.at):
                return "".join(said)
            inner += (mark == "“") - (mark == "”" and inner > 0)
            said.append(mark)
        self.cut = True
        return Cut("".join(said))

    def _escaped(self) -> str:
        mark = self._text[self.at : self.at + 1]
        self.at += 1
        if mark == "u" and (code := re.compile(r"[0-9a-fA-F]{4}").match(self._text, self.at)):
            self.at = code.end()
            return chr(int(code[0], 16))
        return _ESCAPES.get(mark, mark)

    def _word(self) -> str:
        """Return a name without quotation marks; a character that cannot be one is passed over."""
        found = _BARE_NAME.match(self._text, self.at)
        self.at = found.end() if found else self.at + 1
        return found[0] if found else ""

    def _bare(self) -> Any:
        """Return a constant, or text without quotation marks up to the end of its line or item."""
        found = _BARE_VALUE.match(self._text, self.at)
        if not found:
            return None  # a bracket of the wrong kind: the caller ends there
        self.at = found.end()
        word = found[0].strip()
        if self.at == len(self._text):
            self.cut = True
            return Cut(word)
        return _CONSTANTS.get(word, word)
