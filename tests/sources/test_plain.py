from __future__ import annotations

import pytest

from summarizer.errors import EmptyInputError, NotAnArticleError
from summarizer.sources.plain import article

BODY = "The council of Lower Kessel voted on Tuesday to close the harbour at the end of the year."


def test_text_is_kept_verbatim_but_for_line_breaks() -> None:
    read = article(f"\r\n{BODY}  \r\n\r\n\tIt “will” reopen…  as a park,  she said.\r\n")
    assert read.text == f"{BODY}  \n\n\tIt “will” reopen…  as a park,  she said."
    assert [read.text[each.start : each.end] for each in read.paragraphs] == [
        BODY,
        "It “will” reopen…  as a park,  she said.",
    ]
    assert read.language == "en"


def test_a_given_title() -> None:
    assert article(f"Harbour Closes\n{BODY}").title == "Harbour Closes"
    read = article(f"Harbour Closes\n{BODY}", title="Council Votes")
    assert (read.title, read.text) == ("Council Votes", f"Harbour Closes\n{BODY}")


def test_errors() -> None:
    with pytest.raises(EmptyInputError, match=r"a\.txt is empty"):
        article(" \n\x00", "a.txt")
    with pytest.raises(NotAnArticleError):
        article("Two words")


def test_a_very_long_article() -> None:
    paragraph = f"{BODY} {BODY}\n"
    read = article(paragraph * 5_000)
    assert len(read.paragraphs) == 5_000
