from __future__ import annotations

import pytest

from summarizer.article import Article, QuickLook
from summarizer.errors import NotAnArticleError
from summarizer.sources.paragraphs import split
from summarizer.sources.screening import require_article


def screened(text: str, looks: tuple[QuickLook, ...] = ()) -> Article:
    return require_article(Article(text, split(text), quick_looks=looks))


def test_short_articles_pass() -> None:
    text = "The council of Lower Kessel voted on Tuesday to close the harbour."
    assert screened(text).text == text
    assert screened("市议会星期五决定关闭港口，这对岛上的居民来说是一场灾难。").text
    assert screened(
        "- The council voted to close the harbour on Friday.\n- Forty people lose their work by May."
    ).text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Council closes harbour", "Too few words for an article: 3"),
        ("a" * 100_000, "Too few words"),
        (
            "Home\nNews\nSport\nWeather\nMost read\nAbout us\nContact\nPrivacy\nTerms of use\nJobs",
            "only short lines",
        ),
        (
            "Please sign in to go on reading this story. Forgot your password? Write to the desk.",
            "login, cookie",
        ),
        ("Access denied: you do not have the right to see this page on this server today.", "access denied"),
    ],
)
def test_what_is_no_article(text: str, message: str) -> None:
    with pytest.raises(NotAnArticleError, match=message):
        screened(text)


def test_quick_looks_alone() -> None:
    with pytest.raises(NotAnArticleError, match="1 quick looks but no article"):
        screened("", (QuickLook("Boats stop."),))


def test_an_article_about_signing_in() -> None:
    text = "Thieves made a page where guests of the town's hotels had to sign in, police said. " * 8
    assert screened(text.strip()).text == text.strip()
