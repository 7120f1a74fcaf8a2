from __future__ import annotations

import pytest

from summarizer.article import QuickLook
from summarizer.errors import NotAnArticleError
from summarizer.sources.html import article

LEDE = "The harbour of Lower Kessel will close on Friday after the council voted by nine to two to do so."
PAGE = f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Harbour closes after 80 years - Kessel Post</title>
<meta property="og:title" content="Harbour closes after 80 years">
<meta property="article:published_time" content="2024-03-05T07:30:00Z">
<link rel="canonical" href="https://post.example/harbour"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Harbour closes after 80 years</h1><p class="byline">By Ana Ruiz</p>
<div class="teaser lead"><p>{LEDE}</p></div>
<p>Mayor Petra Lind said the town could no longer pay for dredging, which has tripled in cost since 2019.</p>
<h2>What happens next</h2>
<p>Three proposals are on the table for the land, and residents may comment on them until the end of May:</p>
<ul><li>A park with a small beach for swimmers.</li>
<li>Some sixty flats, a third of them for <a href="x">low incomes</a>.</li></ul>
<p>Fishermen protested outside the town hall.<br>They said that they had not been asked.</p>
<blockquote><p>“We were told by letter,” said Jon Aker, who has fished there for 31 years.</p></blockquote>
</article><aside><h3>Most read</h3><ul><li><a href="/f">Fire in mill</a></li></ul></aside>
<footer>© Kessel Post <a href="/p">Privacy</a></footer></body></html>"""
QUICK_LOOKS = (
    "<h2>Key points</h2><ul><li><b>Ferry halt:</b> Boats stop.</li><li><b>Jobs:</b> Forty go.</li></ul>"
)


def test_the_whole_page() -> None:
    read = article(PAGE)
    assert (read.title, read.published) == ("Harbour closes after 80 years", "2024-03-05")
    assert (read.url, read.language) == ("https://post.example/harbour", "en-GB")
    found = [(each.kind, read.text[each.start : each.end]) for each in read.paragraphs]
    assert [kind for kind, _ in found] == [
        "body",
        "body",
        "heading",
        "body",
        "item",
        "item",
        "body",
        "body",
        "body",
    ]
    assert found[0] == ("body", LEDE)
    assert found[2] == ("heading", "What happens next")
    assert found[5] == ("item", "Some sixty flats, a third of them for low incomes.")
    assert found[7] == ("body", "They said that they had not been asked.")
    assert "Privacy" not in read.text
    assert "Fire in mill" not in read.text


def test_human_quick_looks_are_taken_out() -> None:
    read = article(PAGE.replace("<h2>What happens", f"{QUICK_LOOKS}<p>Then came spring.</p><h2>What happens"))
    assert read.quick_looks == (QuickLook("Boats stop.", "Ferry halt"), QuickLook("Forty go.", "Jobs"))
    assert "Boats stop" not in read.text
    assert "A park with a small beach" in read.text


def test_a_declared_language_that_the_text_contradicts() -> None:
    assert article(PAGE.replace('lang="en-GB"', 'lang="de"')).language == "en"


def test_broken_html() -> None:
    broken = PAGE.replace("</p>", "").replace("</div>", "<div").replace("</article>", "").replace("</h2>", "")
    assert "Mayor Petra Lind said" in article(broken).text
    cut = PAGE[: PAGE.index("Fishermen") + 20]
    assert LEDE in article(cut).text


def test_a_declared_encoding_in_text_does_no_harm() -> None:
    assert LEDE in article(PAGE.replace("<!doctype html>", '<?xml version="1.0" encoding="utf-8"?>')).text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<p>Hello <b>all",
        "<div><nav><a href='/'>Home</a> <a href='/n'>News</a> <a href='/s'>Sport</a></nav></div>",
        "<html><body><h1>Sign in</h1><form>Email <input> Password <input><button>Log in</button></form>"
        "<p>Forgot your password? Create an account to read the Kessel Post.</p></body></html>",
        "<html><body>" + "<ul>" + "<li><a href='/x'>Local news</a></li>" * 40 + "</ul></body></html>",
    ],
)
def test_pages_without_an_article(page: str) -> None:
    with pytest.raises(NotAnArticleError):
        article(page)


def test_html_nested_deep() -> None:
    deep = "<html><body>" + "<div>" * 50_000 + f"<p>{LEDE}</p>" * 3
    with pytest.raises(NotAnArticleError, match="HTML"):
        article(deep)
