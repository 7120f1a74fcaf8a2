"""Bytes -> text: byte order marks, UTF-8, UTF-16 and UTF-32, a declared charset, legacy encodings.

Legacy encodings are detected by charset-normalizer, loaded only for bytes that are not Unicode.
"""

from __future__ import annotations

import codecs
import re

from summarizer.errors import EmptyInputError, SourceError

__all__ = ["decode", "refuse_binary"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SAVE_AS_TEXT = "Save it as text or HTML first."
UNPACK = "Unpack it first."
NO_TEXT = "Give the article's text."
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "Convert it to text first, for instance with pdftotext."),
    (b"PK\x03\x04", "a zip file or an office document (docx, odt, epub)", SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document (doc, xls)", SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\x1f\x8b", "a gzip file", UNPACK),
    (b"BZh", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ\x00", "an xz file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file", UNPACK),
    (b"SQLite format 3\x00", "an SQLite file", "Export its rows as JSON lines first."),
    (b"\x89PNG", "a PNG image", NO_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", NO_TEXT),
    (b"GIF8", "a GIF image", NO_TEXT),
    (b"RIFF", "an image, sound or video file", NO_TEXT),
    (b"ID3", "a sound file", NO_TEXT),
    (b"OggS", "a sound file", NO_TEXT),
    (b"\x7fELF", "a program", NO_TEXT),
)

META_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
CONTROL_SHARE = 0.02
"""Text with more control characters than this is binary; a few NULs from a broken export are not."""
DETECTION_BYTES = 1 << 17
STRAYS = "summarizer-strays-as-cp1252"
SEQUENCES_PER_STRAY = 2
"""Valid sequences of several bytes for each stray one from which text is UTF-8: a pair of curly quotes."""


def refuse_binary(data: bytes, name: str) -> None:
    """Raise SourceError when the first bytes are those of a known binary format."""
    for magic, what, advice in MAGIC:
        if data.startswith(magic):
            raise SourceError(f"{name} is {what}, not text. {advice}")
    if data[4:12] in (b"ftypisom", b"ftypmp42", b"ftypM4A ", b"ftypqt  "):
        raise SourceError(f"{name} is a sound or video file, not text. {NO_TEXT}")


def decode(data: bytes, name: str = "The input", declared: str | None = None) -> str:
    """Return the text of the bytes.

    declared: the charset that a Content-Type header gave. The order is: byte order mark, UTF-16 or UTF-32
    without a mark, UTF-8, UTF-8 with stray bytes of cp1252, the declared charset, the one in an HTML or XML
    head, detection.

    Raises EmptyInputError for no bytes, SourceError for binary data and for an encoding that cannot be told.
    """
    if not data.strip():
        raise EmptyInputError(f"{name} is empty. Give the article's text.")
    refuse_binary(data, name)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name), name)
    if (wide := _wide_encoding(data)) is not None:
        return _checked(_strict(data, wide, name), name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        mended = _with_strays(data)
        return _checked(_legacy(data, name, declared) if mended is None else mended, name)


def _with_strays(data: bytes) -> str | None:
    """Decode UTF-8 into which text of another encoding was pasted, or return None if it is not mostly UTF-8.

    Legacy text holds next to no valid sequences of several bytes, so a few of them tell UTF-8.
    """
    text = data.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    sequences = len(text) - len(text.encode("ascii", "ignore")) - strays
    return data.decode("utf-8", STRAYS) if sequences >= SEQUENCES_PER_STRAY * strays else None


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Decode as cp1252 what is no UTF-8: a handler for `codecs.register_error`."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name} begins like {encoding.upper()} but is damaged at byte {error.start}. Save it as UTF-8."
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a byte order mark by where the NULs of Latin letters stand."""
    head = data[:4096]
    if head.count(0) < 0.2 * len(head):
        return None
    shares = [head[offset::4].count(0) / max(1, len(head[offset::4])) for offset in range(4)]
    zero = [share > 0.6 for share in shares]
    patterns = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return patterns.get((zero[0], zero[1], zero[2], zero[3]))


def _legacy(data: bytes, name: str, declared: str | None) -> str:
    in_head = META_CHARSET.search(data[:4096])
    for charset in (declared, in_head[1].decode("ascii", "replace") if in_head else None):
        if charset is not None and (text := _as_declared(data, charset)) is not None:
            return text
    from charset_normalizer import from_bytes  # only for legacy encodings

    best = from_bytes(data[:DETECTION_BYTES]).best()
    if best is not None:
        return data.decode(best.encoding, "replace")
    raise SourceError(f"{name} is binary or in an unknown encoding. Save it as UTF-8 text.")


def _as_declared(data: bytes, charset: str) -> str | None:
    """Decode as declared, or return None if that fails. Latin-1 and ASCII mean cp1252 (WHATWG Encoding)."""
    try:
        codec = codecs.lookup(charset).name
        return data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec)
    except (LookupError, UnicodeDecodeError):
        return None


def _checked(text: str, name: str) -> str:
    sample = text[:100_000]
    controls = sum(1 for char in sample if char < " " and char not in "\t\n\r\f\v\x1c\x1d\x1e")
    if controls > CONTROL_SHARE * len(sample):
        raise SourceError(f"{name} is binary data, not text. Give the article as text, HTML or JSON.")
    return text


codecs.register_error(STRAYS, _stray)
