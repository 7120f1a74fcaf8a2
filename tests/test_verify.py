from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Paragraph
from summarizer.sentences import split
from summarizer.summary import Brief, Bullet, Coverage, Draft
from summarizer.verify import Source, check
from tests.data.measure_verify import PATHS, claims, violations

CLAIMS = list(claims(PATHS[0]))
ARTICLES = list({article.text: article for article, _, _ in CLAIMS}.values())
SEGMENTS = (Path(__file__).parent / "data" / "sentences.txt").read_text("utf-8").replace("‖", "")
PARAGRAPHS = [line.partition("\t")[2] for line in SEGMENTS.splitlines() if "\t" in line]


def article_of(paragraphs: list[str], **fields: str) -> Article:
    spans, position = [], 0
    for paragraph in paragraphs:
        spans.append(Paragraph(position, position + len(paragraph)))
        position += len(paragraph) + 1
    return Article("\n".join(paragraphs), tuple(spans), **fields)  # type: ignore[arg-type]


def test_table_is_large_enough() -> None:
    assert sum(kind != "" for _, kind, _ in CLAIMS) >= 40
    assert sum(kind == "" for _, kind, _ in CLAIMS) >= 40


@pytest.mark.parametrize(("article", "kind", "claim"), CLAIMS, ids=[claim for _, _, claim in CLAIMS])
def test_claim(article: Article, kind: str, claim: str) -> None:
    assert {violation.kind for violation in violations(article, claim)} == ({kind} if kind else set())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_an_extract_never_gives_a_violation(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([*ARTICLES, article_of(PARAGRAPHS)]))
    document = split(source)
    picked = data.draw(st.lists(st.sampled_from(document.sentences), min_size=1, max_size=5))
    texts = [document.text_of(sentence) for sentence in picked]
    bullets = tuple(Bullet(text, ()) for text in texts)
    checked = check(Draft(bullets, Brief(" ".join(texts), ()), Coverage(0, 0, 1)), source)
    assert not checked.brief.violations
    assert not any(bullet.violations for bullet in checked.bullets)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_nor_does_an_extract_of_hard_wrapped_text(data: st.DataObject) -> None:
    width = data.draw(st.integers(20, 80))
    paragraphs = data.draw(st.sampled_from([article.text.split("\n") for article in ARTICLES] + [PARAGRAPHS]))
    source = article_of([textwrap.fill(paragraph, width) for paragraph in paragraphs])
    document = split(source)
    texts = [
        " ".join(document.text_of(sentence).split())
        for sentence in data.draw(st.lists(st.sampled_from(document.sentences), min_size=1, max_size=5))
    ]
    texts = [text[:1].upper() + text[1:] for text in texts]
    bullets = tuple(Bullet(text, ()) for text in texts)
    checked = check(Draft(bullets, Brief(" ".join(texts), ()), Coverage(0, 0, 1)), source)
    assert not checked.brief.violations
    assert not any(bullet.violations for bullet in checked.bullets)


def test_labels_are_checked_for_figures_and_acronyms_but_not_for_capitals() -> None:
    source = article_of(["The council met on Monday. Traffic rose by 22 percent."])
    bullets = tuple(Bullet("Traffic rose.", (), label=label) for label in ("Key Vote", "NATO Vote", "Up 30%"))
    checked = check(Draft(bullets, Brief("", ()), Coverage(0, 0, 1)), source)
    assert [[violation.kind for violation in bullet.violations] for bullet in checked.bullets] == [
        [],
        ["name"],
        ["number"],
    ]


def test_title_and_day_of_publication_count_as_source() -> None:
    source = article_of(
        ["The bridge is shut."], title="Orlen bridge shut for 9 days", published="2026-05-04T08:00:00Z"
    )
    assert not violations(source, "The bridge in Orlen has been shut for nine days since May 4, 2026.")
    assert [violation.kind for violation in violations(source, "It has been shut since May 5.")] == ["date"]


def test_brief_is_checked_and_violations_say_what_and_why() -> None:
    source = article_of(["Two roads are shut."])
    checked = check(Draft((), Brief("Five roads are shut.", ()), Coverage(0, 0, 1)), source)
    (violation,) = checked.brief.violations
    assert (violation.kind, violation.text) == ("number", "Five")
    assert violation.message == "the article gives no such number"


def test_empty_article_and_empty_draft() -> None:
    draft = Draft((Bullet("", ()),), Brief("", ()), Coverage(0, 0, 0))
    assert check(draft, Article("", ())) == draft


def test_thousand_words_take_milliseconds() -> None:
    text = " ".join(article.text.replace("\n", " ") for article in ARTICLES)
    paragraphs = [text] * (1000 // len(text.split()) + 1)
    source = article_of(paragraphs)
    bullets = tuple(Bullet(claim, ()) for _, _, claim in CLAIMS[:6])
    draft = Draft(bullets, Brief("", ()), Coverage(0, 0, 1))
    took = []
    for _ in range(5):
        began = time.process_time()
        check(draft, source)
        took.append(time.process_time() - began)
    assert (
        min(took) / len(source.text.split()) * 1000 < 0.1
    )  # 15 ms on an idle core; slack for a busy machine


def test_claims_are_all_that_is_said_with_what_is_borne_out() -> None:
    source = Source(
        article_of(["Mayor Ines Duarte said on Monday that the Orlen tunnel will cost 40 million."])
    )
    found = source.claims(
        "Work on the “Orlen tunnel” costs 50 million and opens on Tuesday, Duarte and Voss say."
    )
    assert [(claim.kind, claim.text, claim.supported) for claim in found] == [
        ("quotation", "“Orlen tunnel”", True),
        ("name", "Orlen", True),
        ("number", "50 million", False),
        ("date", "Tuesday", False),
        ("name", "Duarte", True),
        ("name", "Voss", False),
    ]


def test_claims_in_a_sentence_taken_whole_are_supported() -> None:
    source = Source(article_of(["Duarte opened the Orlen bridge.", "It cost 40 million."]))
    found = source.claims("It cost 40 million. 30 people came.")
    assert [(claim.text, claim.supported) for claim in found] == [("30", False), ("40 million", True)]


def test_what_any_article_holds_is_no_claim() -> None:
    source = Source(article_of(["Nothing happened."]))
    assert source.claims("Repairs begin and the President is on TV, I think.") == ()


def test_claims_of_a_label() -> None:
    found = Source(article_of(["Traffic rose by 22 percent."])).claims_of_label("NATO Traffic up 22%")
    assert [(claim.kind, claim.supported) for claim in found] == [("name", False), ("number", True)]


@pytest.mark.parametrize(("article", "kind", "claim"), CLAIMS, ids=[claim for _, _, claim in CLAIMS])
def test_claims_and_violations_agree(article: Article, kind: str, claim: str) -> None:
    source = Source(article)
    unsupported = {
        (each.kind, each.text, each.message) for each in source.claims(claim) if not each.supported
    }
    assert unsupported == {(each.kind, each.text, each.message) for each in source.violations(claim)}


def test_a_document_is_not_split_again_and_gives_the_same() -> None:
    article, _, claim = CLAIMS[0]
    draft = Draft((Bullet(claim, ()), Bullet("Nine foxes.", ())), Brief("", ()), Coverage(0, 0, 1))
    assert check(draft, split(article)) == check(draft, article)
