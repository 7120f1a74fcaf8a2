from __future__ import annotations

from summarizer.render.markdown import render
from tests.render.samples import BARE, FLAGGED, HOSTILE, PLAIN


def test_bold_labels_then_the_brief() -> None:
    assert render([PLAIN], False) == (
        "- **Mill Closure:** The mill in Orsk closes in May.\n"
        "- Some 40 people lose their jobs.\n"
        "\n"
        "The owner blames the price of wood."
    )


def test_violations_are_nested_items() -> None:
    lines = render([FLAGGED], False).split("\n")
    assert lines[0] == r"- **Jobs:** Some 50 people lose \*their\* jobs."
    assert lines[1] == "  - Check: number '50': no such number in the article"
    assert lines[-1] == "- Check: number '50': no such number in the article"


def test_several_summaries_have_headings() -> None:
    rendered = render([PLAIN, FLAGGED], False)
    assert rendered.startswith("## Mill to close\n\n- **Mill")
    assert "\n\n## Article 2\n\n" in rendered


def test_marks_of_the_article_are_escaped() -> None:
    rendered = render([HOSTILE, PLAIN], False)
    assert rendered.startswith(r"## \# Red \[31m alert now")
    assert r"- **A\_b\_:** 1\. \<script\> \[link\](x) end" in rendered
    assert "\n\n\\- not a list \\&lt;b\\&gt;\n" in rendered


def test_colour_changes_nothing_and_empty_is_empty() -> None:
    assert render([PLAIN], True) == render([PLAIN], False)
    assert render([BARE], False) == ""
