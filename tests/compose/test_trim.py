from __future__ import annotations

import pytest

from summarizer.article import Article, Document, Paragraph, Sentence
from summarizer.compose.trim import trim, wording
from tests.compose.samples import lines


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("HARLOW (AP) — The bridge will close in June.", "The bridge will close in June."),
        ("(CNN) -- The bridge will close in June.", "The bridge will close in June."),
        ("(CNN)The bridge will close in June.", "The bridge will close in June."),
        ("HARLOW, Vermont (CNN) -- The bridge will close in June.", "The bridge will close in June."),
        ("HARLOW, Vt., March 3 (Reuters) - The bridge will close in June.", "The bridge will close in June."),
        ("Harlow, Vermont (the River Project)The bridge will close.", "The bridge will close."),
        ("OLD HARLOW — The bridge will close in June.", "The bridge will close in June."),
        ("OLD HARLOW, Vermont — The bridge will close in June.", "The bridge will close in June."),
        ("(CNN) The bridge will close in June.", "The bridge will close in June."),
        ("HARLOW (AP) — The bridge — a steel one — will close.", "The bridge — a steel one — will close."),
        ("LONDON (Reuters) The bridge will close in June.", "The bridge will close in June."),
        ("Harlow (CNN) The bridge will close in June.", "The bridge will close in June."),
        ("LONDON (PA) - The bridge will close in June.", "The bridge will close in June."),
        ("LONDON (BBC) — The bridge will close in June.", "The bridge will close in June."),
        ("Harlow, Vermont (Bridge News) — The bridge will close.", "The bridge will close."),
        ("Reuters - The bridge will close in June.", "The bridge will close in June."),
        ("The bridge will close in June. WATCH the divers at work", "The bridge will close in June."),
        ("The bridge will close in June MORE: How the divers work", "The bridge will close in June"),
        ("• The bridge will close in June.", "The bridge will close in June."),
        ("2. The bridge will close in June.", "The bridge will close in June."),
        ("But the bridge will close in June.", "The bridge will close in June."),
        ("However, the bridge will close in June.", "The bridge will close in June."),
        ("And, in addition, the bridge will close.", "In addition, the bridge will close."),
        ("Meanwhile, bridge tolls will rise in June.", "Bridge tolls will rise in June."),
        ("The bridge will close in June. (AP)", "The bridge will close in June."),
        ("The bridge  will\tclose in June.", "The bridge will close in June."),
        ("iPhone sales fell in all of Harlow.", "iPhone sales fell in all of Harlow."),
    ],
)
def test_what_is_no_part_of_the_statement_goes(sentence: str, kept: str) -> None:
    document = lines(sentence)
    assert wording(document, trim(document, 0)) == kept


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO — an alliance of many — held a drill near Harlow.",
        "The Associated Press (AP) Board of Directors met on Tuesday.",
        "The Palestinian Authority (PA) rejected the plan on Tuesday after two days of talks.",
        "National Public Radio (NPR) fired its chief executive on Monday.",
        "The Palestinian Authority (PA) — a partner in the talks — rejected the plan.",
        "Erik Holm (Centre Party) — the only candidate to oppose the plan — won 52 percent of the vote.",
        "Erik Holm (Centre Party) — the only candidate to oppose the plan.",
        "Forecasters issued a tornado WATCH for six counties on Monday evening.",
        "The council wants MORE money for the bridge than it has.",
        "Yet another bridge will close in June.",
        "But then the bridge opened again.",
        "So far nobody has crossed the bridge.",
        "But no.",
        "The council (which met in May) voted for the bridge.",
        "Butter prices rose by a third in Harlow.",
    ],
)
def test_what_belongs_to_the_statement_stays(sentence: str) -> None:
    document = lines(sentence)
    assert wording(document, trim(document, 0)) == sentence


def test_a_plain_dateline_is_one_only_near_the_top() -> None:
    document = lines("One came.", "Two came.", "Three came.", "HARLOW — The bridge will close in June.")
    assert wording(document, trim(document, 3)) == "HARLOW — The bridge will close in June."


def test_a_second_dash_counts_on_the_next_line_too() -> None:
    text = "NATO — an alliance\nof many — held a drill near Harlow."
    document = Document(Article(text, (Paragraph(0, len(text)),)), (Sentence(0, 0, len(text), 0),))
    assert wording(document, trim(document, 0)).startswith("NATO")


def test_an_outlet_marks_a_dateline_anywhere() -> None:
    document = lines(
        "One came.", "Two came.", "Three came.", "HARLOW (CNN) -- The bridge will close in June."
    )
    assert wording(document, trim(document, 3)) == "The bridge will close in June."


@pytest.mark.parametrize(
    "opening", ["The bridge will", "HARLOW — The bridge —", "HARLOW (AP) The", "WATCH: ("]
)
def test_white_space_costs_no_time(opening: str) -> None:
    text = f"{opening}{' ' * 50_000}close for good in June.{' ' * 50_000}"
    document = Document(Article(text, (Paragraph(0, len(text)),)), (Sentence(0, 0, len(text), 0),))
    assert wording(document, trim(document, 0)).endswith("close for good in June.")


def test_the_spans_are_exact() -> None:
    document = lines("HARLOW (AP) — But the bridge will close in June. (AP)")
    (span,) = trim(document, 0)
    assert document.article.text[span.start : span.end] == "the bridge will close in June."
    (longer,) = trim(document, 0, connective=False)
    assert document.article.text[longer.start : longer.end] == "But the bridge will close in June."
