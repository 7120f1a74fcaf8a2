from __future__ import annotations

from summarizer.render.text import fold, render
from tests.render.samples import BARE, FLAGGED, HOSTILE, PLAIN


def test_bullets_then_the_brief() -> None:
    assert render([PLAIN], False) == (
        "- Mill Closure: The mill in Orsk closes in May.\n"
        "- Some 40 people lose their jobs.\n"
        "\n"
        "The owner blames the price of wood."
    )


def test_violations_stand_below_their_statement() -> None:
    assert render([FLAGGED], False) == (
        "- Jobs: Some 50 people lose *their* jobs.\n"
        "! number '50': no such number in the article\n"
        "\n"
        "About 50 are hit.\n"
        "! number '50': no such number in the article"
    )


def test_several_summaries_open_with_headline_or_number() -> None:
    lines = render([PLAIN, FLAGGED], False).split("\n")
    assert lines[0] == "Mill to close"
    assert lines[4:8] == ["The owner blames the price of wood.", "", "", "Article 2"]


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in render([FLAGGED], False)
    colored = render([FLAGGED], True)
    assert "\x1b[36m" in colored
    assert "\x1b[31m" in colored


def test_control_characters_of_the_article_do_not_reach_the_terminal() -> None:
    shown = render([HOSTILE, HOSTILE], False)
    assert not {"\x1b", "\x07", "\u202e", "\u2028"} & set(shown)
    assert shown.startswith("# Red [31m alert now\n")
    assert fold("a\u061cb\x9bc\u2067d") == "a b c d"


def test_an_empty_summary_is_empty_text() -> None:
    assert render([BARE], False) == ""


def test_fold() -> None:
    assert fold("  two\n\tlines\u00a0and\x00more ") == "two lines and more"
