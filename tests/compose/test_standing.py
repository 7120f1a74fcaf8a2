from __future__ import annotations

import pytest

from summarizer.article import Article, Document, Paragraph
from summarizer.compose.standing import Fault, read
from summarizer.sentences import split
from tests.compose.samples import BRIDGE, document, lines


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("He left the small town for good in May.", Fault.PRONOUN),
        ("But the bridge will stay closed for long.", Fault.CONNECTIVE),
        ("Instead, three ferries will cross the river.", Fault.DEPENDENCE),
        ("The decision came in the middle of March.", Fault.REFERENCE),
        ("“Three boats will never be enough for us.”", Fault.QUOTATION),
        ("“Three boats will never be enough for all of us here,” Berg said.", Fault.QUOTED),
        ("We wanted to see the bridge for ourselves.", Fault.FIRST_PERSON),
        ("If you cross the river, bring a coat.", Fault.SECOND_PERSON),
        ("Is there another way across the river?", Fault.QUESTION),
        ("Three boats, two captains.", Fault.FRAGMENT),
        ("’s formation was faster than the town thought.", Fault.FRAGMENT),
        ("Here is what the council of Harlow wants:", Fault.FRAGMENT),
        ("Harlow, where the mayor grew up before the war", Fault.FRAGMENT),
        ("Tomas Berg 1:35.8; Ana Lind 1:36.1; Per Holm 1:36.4; Ola Sand 1:37.", Fault.FRAGMENT),
        ("The mayor of Harlow opens the new pier", Fault.UNFINISHED),
        ("Harlow Mayor Opens New Pier", Fault.HEADLINE),
        ("Scroll down for more photos of the bridge.", Fault.BOILERPLATE),
    ],
)
def test_each_fault_is_found(text: str, fault: Fault) -> None:
    (candidate,) = read(lines(text))
    assert fault in candidate.faults


@pytest.mark.parametrize(
    "text",
    [
        "The Harlow bridge will close for two years from June.",
        "Mayor Ana Lindqvist said she would not resign over the closure.",
        "Commuter trains will run every ten minutes, and twelve carriages are on order.",
        "“We have three boats,” Tomas Berg said at a meeting of ferry owners in Harlow.",
    ],
)
def test_a_good_sentence_has_none(text: str) -> None:
    (candidate,) = read(lines(text))
    assert candidate.faults == frozenset()


def test_an_item_of_a_list_is_marked() -> None:
    text = "Ferries will cross the river every hour."
    (candidate,) = read(split(Article(text, (Paragraph(0, len(text), "item"),))))
    assert Fault.ITEM in candidate.faults


def test_there_is_one_candidate_per_sentence_with_exact_spans() -> None:
    made = document(BRIDGE)
    found = read(made)
    assert [one.index for one in found] == [sentence.index for sentence in made.sentences]
    for one in found:
        kept = " ".join(made.article.text[span.start : span.end] for span in one.spans)
        assert one.text[1:] == " ".join(kept.split())[1:]
        assert one.words == len(one.text.split())


def test_an_empty_document_has_no_candidates() -> None:
    assert read(Document(Article("", ()), ())) == ()
