from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.sources.paragraphs import count_words, hard_wrapped, heading_like, lines_of, normalize, split

BODY = "The council of Lower Kessel voted on Tuesday to close the old harbour at the end of the year."
MORE = "Forty people work there, and most of them learned of the decision from the radio."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in split(text)]


def test_one_paragraph_a_line() -> None:
    assert kinds(f"{BODY}\n{MORE}") == [("body", BODY), ("body", MORE)]


def test_blank_lines_separate() -> None:
    assert kinds(f"{BODY}\n\n  \n{MORE}") == [("body", BODY), ("body", MORE)]


@pytest.mark.parametrize(
    "head",
    [
        "What Happens Next",
        "A harbour without ships",
        "Humanitarian Concerns vs. Tactical Necessity",
        "How did it get this far?",
        "‘Nobody asked us’",
        "Mayor Leaves for the U.S.",
        "## Looking Ahead",
        "## “We lost everything”",
    ],
)
def test_sub_heads(head: str) -> None:
    found = kinds(f"{BODY}\n{head}\n{MORE}")
    assert found == [("body", BODY), ("heading", head.removeprefix("## ")), ("body", MORE)]


@pytest.mark.parametrize(
    "line",
    [
        "She did not reply.",
        "Recent closures included:",
        "“We were never asked,” he said.",
        "“We lost everything”",
        '"We lost everything"',
        "and that was the end of it",
        "The mayor said that she would not give in to the people who shouted",
        "It was over —",
    ],
)
def test_short_lines_that_are_no_sub_heads(line: str) -> None:
    assert ("body", line) in kinds(f"{BODY}\n{line}\n{MORE}")


def test_a_sub_head_needs_body_below() -> None:
    assert kinds(f"{BODY}\nLooking Ahead")[-1] == ("body", "Looking Ahead")


def test_a_run_of_short_lines_is_a_list_not_sub_heads() -> None:
    found = kinds(f"Ana Ruiz\nJon Aker\nPetra Lind\nMax Holm\n{BODY}")
    assert [kind for kind, _ in found] == ["body", "body", "heading", "heading", "body"]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "•", "– ", "— ", "▪ ", "  - "])
def test_items_leave_out_their_mark(mark: str) -> None:
    text = f"{BODY}\n{mark}Boats stop on Friday.\n{mark}Buses run until May.\n{MORE}"
    assert kinds(text)[1:3] == [("item", "Boats stop on Friday."), ("item", "Buses run until May.")]


WRAPPED = """\
The council of Lower Kessel voted on Tuesday to close the old harbour at
the end of the year, a decision that ends eighty years of ferry traffic
to the islands and that leaves forty people without work.

What Happens Next

Three proposals are on the table for the land, and residents may comment
on them until May, the mayor said. They include
- a park with a beach that the
  sports club would look after
- sixty flats."""


def test_hard_wrapped_text() -> None:
    assert hard_wrapped(lines_of(WRAPPED))
    assert [kind for kind, _ in kinds(WRAPPED)] == ["body", "heading", "body", "item", "item"]
    assert kinds(WRAPPED)[0][1].startswith("The council")
    assert kinds(WRAPPED)[0][1].endswith("without work.")
    assert kinds(WRAPPED)[3][1].endswith("look after")


def test_one_sentence_a_line_is_not_hard_wrapped() -> None:
    text = "\n".join(
        ["The ferry left at nine.", "It was full.", "Nobody on it knew that it was the last one."] * 4
    )
    assert not hard_wrapped(lines_of(text))
    assert len(split(text)) == 12


def test_normalize() -> None:
    assert normalize("\ufeffa\r\nb\rc\u2028d\x0ce\n") == "a\nb\nc\nd\ne"
    assert normalize("a\x00b\ud83dc\x1b") == "a b\ufffdc"
    assert normalize("a\x9b31mb\x85c") == "a 31mb\nc"
    assert normalize(" \n\t ") == ""


def test_count_words() -> None:
    assert count_words("The U.S. won, 3-2 “won’t” – no.") == 6
    assert count_words("市议会") == 3


def test_heading_like_bounds() -> None:
    (line,) = lines_of("Word " * 13)
    assert not heading_like(line)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from('aB .\n-•#\t"“1:/é\r'), max_size=200))
def test_offsets_hold_for_any_text(raw: str) -> None:
    text = normalize(raw)
    paragraphs = split(text)
    assert all(0 <= each.start < each.end <= len(text) for each in paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    assert all((part := text[each.start : each.end]) == part.strip() for each in paragraphs)
    assert not text or paragraphs
