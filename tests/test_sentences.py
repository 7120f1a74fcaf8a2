from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article import Article, Paragraph
from summarizer.sentences import boundaries, split

DATA = Path(__file__).parent / "data"
FLOORS = {"sentences.txt": 0.98, "sentences_held_out.txt": 0.98}
PIECES = [
    "He left",
    "The U.S",
    "Dr",
    "5 p.m",
    "…",
    ".",
    "!",
    "?",
    '"',
    "“",
    "”",
    "'",
    " ",
    "  ",
    "\n",
    "é",
    "😀",
    "(",
    ")",
    "1",
    "Yahoo!",
]


def cases(name: str) -> list[tuple[str, list[str]]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    marked = [line.partition("\t")[2] for line in lines if "\t" in line]
    return [(text.replace("‖", ""), [piece.strip() for piece in text.split("‖")]) for text in marked]


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in boundaries(text)]


@pytest.mark.parametrize("name", FLOORS)
def test_golden_table(name: str) -> None:
    table = cases(name)
    wrong = [expected for text, expected in table if sentences_of(text) != expected]
    assert 1 - len(wrong) / len(table) >= FLOORS[name], wrong


def test_table_is_large_enough() -> None:
    assert len(cases("sentences.txt")) >= 80


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_offsets_are_ordered_and_trimmed(text: str) -> None:
    position = 0
    for start, end in boundaries(text):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert re.search(r"\w", text[start:end])
        position = end


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(sentences_of(text))
    assert re.findall(r"\w", kept) == re.findall(r"\w", text)


def test_headings_yield_nothing_and_paragraphs_stay_apart() -> None:
    lines = ["The mayor left", "A sub-head. Of two", "An item. And more.", "He stayed 😀. She left."]
    text = "\n".join(lines)
    kinds = ["body", "heading", "item", "body"]
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    paragraphs = tuple(Paragraph(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True))  # type: ignore[arg-type]
    document = split(Article(text, paragraphs))
    assert [document.text_of(sentence) for sentence in document.sentences] == [
        "The mayor left", "An item.", "And more.", "He stayed 😀.", "She left.",
    ]  # fmt: skip
    assert [sentence.paragraph for sentence in document.sentences] == [0, 2, 2, 3, 3]
    assert [sentence.index for sentence in document.sentences] == [0, 1, 2, 3, 4]


def test_repeated_sentences_keep_their_own_offsets() -> None:
    text = "It rained. It rained."
    document = split(Article(text, (Paragraph(0, len(text)),)))
    assert [(sentence.start, sentence.end) for sentence in document.sentences] == [(0, 10), (11, 21)]


def test_nothing_in_nothing_out() -> None:
    assert sentences_of("") == []
    assert sentences_of(" \t ") == []
    assert sentences_of("*** ---") == []


def test_long_paragraph_takes_linear_time() -> None:
    text = "The U.S. voted at 5 p.m. “We won,” Mr. Hale said. Nobody left. " * 2000
    took = []
    for size in (len(text) // 8, len(text)):
        began = time.process_time()
        count = len(sentences_of(text[:size]))
        took.append((time.process_time() - began) / count)
    assert took[1] < 4 * took[0] + 1e-4
