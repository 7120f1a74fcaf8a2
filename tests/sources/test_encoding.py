from __future__ import annotations

import codecs
import re

import pytest

from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources.encoding import decode, refuse_binary

TEXT = (
    "The café of Señor Núñez in the old harbour – “the last of its kind” – will close on Friday. "
    "It cost £40 a night, the owner said, and nobody paid for the façade.\n"
) * 4
CHINESE = "市议会星期五决定关闭港口，这对岛上的居民来说是一场灾难。市长表示，渡轮将从下周起停运。" * 6
RUSSIAN = "Городской совет в пятницу решил закрыть порт, и это катастрофа для жителей острова. " * 6


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_with_and_without_a_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TEXT, "cp1252"), (CHINESE, "gb18030"), (CHINESE, "big5"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")],
)
def test_legacy_encodings_are_detected(text: str, encoding: str) -> None:
    usable = text.encode(encoding, "ignore")
    assert decode(usable) == usable.decode(encoding)


def test_latin_1_is_detected() -> None:
    text = TEXT.replace("–", "-").replace("“", '"').replace("”", '"')
    assert decode(text.encode("latin-1")) == text


def test_a_stray_byte_in_utf_8_is_cp1252() -> None:
    text = "“It was a café,” said the owner, “until today.” It closes on Friday. " * 3
    data = text.encode().replace("é".encode(), b"\xe9", 1)
    assert decode(data) == text
    assert decode(data, declared="iso-8859-1") == text
    assert decode("“Café”".encode().replace("é".encode(), b"\xe9")) == "“Café”"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_text_in_cp1252_is_not_taken_for_utf_8_with_strays(encoding: str) -> None:
    text = TEXT if encoding == "cp1252" else re.sub("[“”–]", '"', TEXT)
    shouted = text.upper().replace("É ", "É» ")  # "É»" is a valid sequence of UTF-8
    assert decode(text.encode(encoding)) == text
    assert decode(shouted.encode(encoding)) == shouted


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        ("港を閉鎖することを決めた。島の住民にとっては大きな打撃だ。" * 6, "shift_jis"),
        ("港を閉鎖することを決めた。島の住民にとっては大きな打撃だ。" * 6, "euc-jp"),
        ("시의회는 금요일에 항구를 폐쇄하기로 결정했다. " * 6, "euc-kr"),
    ],
)
def test_a_declared_legacy_encoding_is_not_taken_for_utf_8(text: str, encoding: str) -> None:
    usable = text.encode(encoding, "ignore")
    assert decode(usable, declared=encoding) == usable.decode(encoding)


def test_declared_charsets() -> None:
    assert decode("Żółć".encode("iso-8859-2"), declared="iso-8859-2") == "Żółć"
    assert decode("“Ja”".encode("cp1252"), declared="iso-8859-1") == "“Ja”"
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"></head>Żółć'
    assert decode(page.encode("iso-8859-2")) == page
    assert decode('<meta charset="koi8-r">Порт'.encode("koi8-r")).endswith("Порт")


def test_a_wrong_declaration_does_no_harm() -> None:
    assert decode(TEXT.encode(), declared="iso-8859-2") == TEXT
    assert decode(TEXT.encode("cp1252"), declared="utf-8") == TEXT
    assert decode(TEXT.encode("cp1252"), declared="klingon") == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "docx"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\xfd7zXZ\x00\x00", "xz"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
    ],
)
def test_known_binary_formats_are_named(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        refuse_binary(data, "input.bin")


def test_other_binary_data() -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(bytes(range(256)) * 16)
    with pytest.raises(SourceError, match="binary"):
        decode(b"\x00" * 500)


def test_a_few_nuls_are_not_binary() -> None:
    assert decode((TEXT + "\x00").encode()) == TEXT + "\x00"


def test_damaged_utf_16() -> None:
    with pytest.raises(SourceError, match="UTF-16-LE but is damaged"):
        decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1])


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyInputError, match="empty"):
        decode(data)
