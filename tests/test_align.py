from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.align import MOST, Index, Vectors, carriers, named, support
from summarizer.article import Article, Document, Paragraph, QuickLook
from summarizer.sentences import split


@pytest.mark.parametrize(
    ("text", "carriers", "share"),
    [
        ("The bridge is shut", ["The bridge over the Tarn is shut."], 1.0),
        ("the BRIDGE is shut!", ["The bridge", "is shut"], 1.0),
        ("The tunnel is shut", ["The bridge is shut."], 0.75),
        ("rain, rain and rain", ["Rain fell and stayed."], 0.5),
        ("It costs $1.3 billion", ["it costs 1.3"], 0.75),
        ("Orlen’s mayor", ["Orlen's mayor left"], 1.0),
        ("rain", [], 0.0),
        ("", ["rain"], 1.0),
        ("…", [], 1.0),
    ],
)
def test_support(text: str, carriers: list[str], share: float) -> None:
    assert support(text, carriers) == share


@given(st.text(), st.lists(st.text(), max_size=3))
def test_support_is_a_share_and_a_text_carries_itself(text: str, others: list[str]) -> None:
    assert 0 <= support(text, others) <= 1
    assert support(text, [*others, text]) == 1


TEXT = (
    "Osprey will buy the Vallo mine from Kessel. The mine has 1,850 workers. Shares in Kessel rose. "
    "A storm closed the port of Dorn. Theo Lamm called the price too high."
)


def document(text: str = TEXT) -> Document:
    return split(Article(text, (Paragraph(0, len(text)),)))


def test_the_sentence_that_carries_comes_first() -> None:
    found = carriers("Some 1,850 people work in the mine.", document())
    assert found.evidence[0].sentence == 1
    assert 0 < found.support < 1


def test_a_text_that_fuses_sentences_has_them_all() -> None:
    found = carriers("Osprey will buy the Vallo mine, and a storm closed the port of Dorn.", document())
    assert {span.sentence for span in found.evidence} == {0, 3}
    assert len(found.evidence) <= MOST


def test_what_nothing_carries_has_no_evidence() -> None:
    assert carriers("Whales sing beneath frozen oceans.", document()).evidence == ()
    assert carriers("Rain.", document("")) == carriers("Snow.", document(""))
    assert carriers("…", document()).support == 1.0


def test_vectors_help_to_choose() -> None:
    sentences = np.eye(5, dtype=np.float32)
    text = "The storm and the price worry everyone here."
    chosen = [
        carriers(text, document(), Vectors(sentences[i], sentences)).evidence[0].sentence for i in (3, 4)
    ]
    assert chosen == [3, 4]


def test_support_falls_with_every_word_that_is_not_there() -> None:
    index = Index(document())
    texts = (
        "A storm closed the port of Dorn on Friday.",
        "A storm closed the harbour of Velar on Friday.",
        "A strike shut every harbour in Velar on Friday.",
    )
    scores = [index.carriers(text).support for text in texts]
    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=20))
def test_carriers_are_sentences_of_the_article_and_support_a_share(words: list[str]) -> None:
    article = document()
    found = carriers(" ".join(words), article)
    assert 0 <= found.support <= 1
    spans = {(one.index, one.start, one.end) for one in article.sentences}
    assert {(one.sentence, one.start, one.end) for one in found.evidence} <= spans


@given(st.sampled_from(range(5)))
def test_a_sentence_of_the_article_carries_itself(index: int) -> None:
    article = document()
    found = carriers(article.text_of(article.sentences[index]).upper(), article)
    assert (found.evidence[0].sentence, found.support) == (index, 1.0)


def test_named_evidence_is_found_by_its_text_wherever_it_stands() -> None:
    text = "It rained all day.\nA dam broke. Roads are shut.\nIt rained all day."
    spans = ((0, 18), (19, 47), (48, 66))
    document = split(Article(text, tuple(Paragraph(*span) for span in spans)))
    looks = (
        ("It rained all day.",),
        ("A dam broke. Roads are shut.",),
        ("Roads are shut.", "No such words."),
        (),
    )
    found = [sorted(named(QuickLook("x", evidence=each), document)) for each in looks]
    assert found == [[0, 3], [1, 2], [2], []]
