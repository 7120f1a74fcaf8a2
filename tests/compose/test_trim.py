from __future__ import annotations

import pytest

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


def test_the_spans_are_exact() -> None:
    document = lines("HARLOW (AP) — But the bridge will close in June. (AP)")
    (span,) = trim(document, 0)
    assert document.article.text[span.start : span.end] == "the bridge will close in June."
    (longer,) = trim(document, 0, connective=False)
    assert document.article.text[longer.start : longer.end] == "But the bridge will close in June."
