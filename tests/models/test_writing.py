from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.article import Article, Paragraph
from summarizer.models.writing import Line, Written, article_of, brief_of, draft, read, split, vectors
from summarizer.options import Options
from summarizer.sentences import split as sentences
from summarizer.summary import Coverage

TEXT = (
    "Osprey Corp. will buy the Vallo copper mine from its rival Kessel AG for $2.4 billion. "
    "The mine, which employs 1,850 people, produced 74,000 tonnes of copper last year. "
    "Regulators in Norland have not yet approved the sale."
)
DOCUMENT = sentences(Article(TEXT, (Paragraph(0, len(TEXT)),), language="en"))
COVERAGE = Coverage(40, 40, 1)


def written(*lines: str, brief: str = "Osprey will buy a mine from Kessel.") -> Written:
    return Written(tuple(Line(line) for line in lines), brief)


def test_bullets_stand_as_written_with_evidence_and_labels() -> None:
    found = draft(
        DOCUMENT,
        Written(
            (Line("Regulators must still approve the sale."), Line("The mine has 1,850 workers.", "Jobs")),
            "Osprey buys.",
        ),
        Options(),
        COVERAGE,
        ("told",),
    )
    assert found.written
    assert [bullet.text for bullet in found.bullets] == [
        "Regulators must still approve the sale.",
        "The mine has 1,850 workers.",
    ]
    assert [bullet.evidence[0].sentence for bullet in found.bullets] == [2, 1]
    assert [bullet.label for bullet in found.bullets] == [None, "Jobs"]
    assert found.coverage == COVERAGE
    assert found.warnings == ("told", "The model gave 1 of 2 quick looks no label.")


def test_labels_can_be_left_out() -> None:
    lines = Written((Line("The mine has 1,850 workers.", "Jobs"), Line("Osprey buys.")), "Osprey buys.")
    found = draft(DOCUMENT, lines, Options(labels="none"), COVERAGE)
    assert [bullet.label for bullet in found.bullets] == [None, None]
    assert found.warnings == ()


def test_nothing_carries_nothing() -> None:
    (bullet,) = draft(DOCUMENT, written("Whales sing beneath frozen oceans."), Options(), COVERAGE).bullets
    assert bullet.evidence == ()


@pytest.mark.parametrize(
    ("lines", "kept", "warning"),
    [
        (("The mine has 1,850 workers.", "", "The mine has 1,850 workers!"), 1, "2 of 3 quick looks"),
        (("Osprey will buy a mine.", "Regulators must approve."), 1, "the last 1 were left out (--bullets)"),
        (("The mine " + "is very " * 30 + "large.",), 1, "have more than 25 words"),
        ((), 0, "wrote no quick looks"),
    ],
)
def test_what_is_left_out_or_too_long_is_told(lines: tuple[str, ...], kept: int, warning: str) -> None:
    found = draft(DOCUMENT, written(*lines), Options(bullets=1), COVERAGE)
    assert len(found.bullets) == kept
    assert warning in "\n".join(found.warnings)


def test_a_brief_that_is_long_or_missing_is_told() -> None:
    options = Options(brief_words=20, labels="none")
    long = draft(DOCUMENT, written("Osprey buys a mine.", brief="word " * 40), options, COVERAGE)
    none = draft(DOCUMENT, written("Osprey buys a mine.", brief=" "), options, COVERAGE)
    assert "The brief has 40 words" in long.warnings[0]
    assert none.warnings == ("The model wrote no brief.",)
    assert none.brief.text == ""


def test_the_briefs_evidence_is_in_the_articles_order() -> None:
    brief = brief_of(DOCUMENT, "Regulators have not approved the sale. Osprey will buy the Vallo mine.")
    assert [span.sentence for span in brief.evidence] == [0, 2]


def test_an_article_in_another_language_is_checked_less_and_says_so() -> None:
    foreign = replace(DOCUMENT, article=replace(DOCUMENT.article, language="de"))
    found = draft(foreign, written("The mine has 1,850 workers."), Options(), COVERAGE)
    assert found.bullets[0].evidence
    assert "reads English only" in found.warnings[-1]
    assert vectors("The mine", foreign) is None


def test_vectors_are_one_a_sentence() -> None:
    found = vectors("The mine is large.", DOCUMENT)
    assert found is not None
    assert found.sentences.shape == (3, *found.text.shape)


def test_a_document_is_read_once() -> None:
    assert read(DOCUMENT) is read(DOCUMENT)
    assert read(article_of("One.")) is not read(article_of("Two."))


def test_split() -> None:
    assert split("- One is here. Two is there.\n\n* Three\n") == ["One is here.", "Two is there.", "Three"]
