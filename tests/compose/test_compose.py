from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article import Article, Document
from summarizer.compose import assemble, draft
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Coverage, Draft
from tests.compose.samples import BRIDGE, SPEECH, document, lines, scores

COVERAGE = Coverage(words=150, words_read=150, windows=1)


def made(text: str, options: Options) -> Draft:
    read = document(text)
    return draft(Reading(read, scores(read)), options, COVERAGE, ("A warning.",))


def test_a_draft_has_bullets_evidence_and_brief() -> None:
    read = document(BRIDGE)
    result = made(BRIDGE, Options(bullets=4, bullet_words=40))
    assert len(result.bullets) == 4
    assert result.coverage == COVERAGE
    assert result.warnings == ("A warning.",)
    assert result.brief.text
    for bullet in result.bullets:
        (span,) = bullet.evidence
        assert bullet.text[1:] == read.article.text[span.start + 1 : span.end]
        assert bullet.text[0] == read.article.text[span.start].upper()
        assert (bullet.label, bullet.support) == (None, 1.0)


def test_bullets_over_the_limit_are_told() -> None:
    read = lines(BRIDGE.split("\n")[0])
    result = draft(Reading(read, scores(read)), Options(bullet_words=5), COVERAGE)
    assert result.warnings[0].startswith("1 of 1 quick looks have more than 5 words")
    assert not draft(Reading(read, scores(read)), Options(bullet_words=60), COVERAGE).warnings


def test_bullets_that_the_limit_costs_are_told() -> None:
    read = lines(
        "The ferry to Norlund will sail again on Monday.",
        "Shop owners in Varr expect a poor summer trade.",
        "Commuter trains will run until late at night.",
        "Nobody had expected that so many of the old houses by the harbour would still be standing.",
    )
    result = draft(Reading(read, scores(read)), Options(bullets=4, bullet_words=9), COVERAGE)
    assert len(result.bullets) == 3
    assert result.warnings[0].startswith("Only 3 quick look(s) instead of 4: 1 sentence(s) that stand alone")


def test_the_news_that_is_too_long_for_a_bullet_is_told() -> None:
    result = made(BRIDGE, Options(bullets=2, bullet_words=20))
    (warning,) = (one for one in result.warnings if "tells the news" in one)
    assert "has 26 words" in warning
    assert result.brief.text.startswith("The Harlow suspension bridge")


def test_what_does_not_stand_alone_is_told() -> None:
    read = lines("He left the town of Harlow for good in May last year.")
    result = draft(Reading(read, [0.0]), Options(), COVERAGE)
    assert result.warnings == ("1 of 1 quick looks do not stand alone: the article has no better sentence.",)


def test_missing_bullets_are_told() -> None:
    text = "The council of Norlund has voted to close the old bridge over the river for two years."
    read = lines(*[text] * 9)
    result = draft(Reading(read, scores(read)), Options(brief_words=40), COVERAGE)
    assert result.warnings[0].startswith("Only 1 quick look(s) instead of 5: no other sentence")
    assert result.warnings[1].startswith("The brief has 17 words instead of 40")


def test_salience_decides_among_good_sentences() -> None:
    read = document(BRIDGE)
    trains = next(s.index for s in read.sentences if read.text_of(s).startswith("Commuter trains"))
    salience = [5.0 if index == trains else 0.0 for index in range(len(read.sentences))]
    bullets = draft(Reading(read, salience), Options(bullets=2, bullet_words=40), COVERAGE).bullets
    # without states of the encoder the most salient sentence is taken for the news
    assert [bullet.evidence[0].sentence for bullet in bullets] == [trains, 0]


def test_assemble_takes_what_it_is_given() -> None:
    read = document(BRIDGE)
    result = assemble(Reading(read, scores(read)), [2, 0, 5], Options(), COVERAGE)
    assert [bullet.evidence[0].sentence for bullet in result.bullets] == [2, 0, 5]


def test_nothing_gives_nothing() -> None:
    empty = Document(Article("", ()), ())
    assert draft(Reading(empty, []), Options(), COVERAGE) == Draft((), Brief("", ()), COVERAGE)


def test_one_sentence_is_bullet_and_brief() -> None:
    read = lines("The orchestra of Velden will play without a conductor.")
    result = draft(Reading(read, [0.0]), Options(), COVERAGE)
    assert [bullet.text for bullet in result.bullets] == [result.brief.text]


def test_the_same_input_gives_the_same_draft() -> None:
    assert made(SPEECH, Options()) == made(SPEECH, Options())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(string.ascii_letters + " .,?!'\"“”‘’()-:;0123456789\u00a0é…", min_size=1), max_size=8),
    st.integers(1, 20),
    st.integers(20, 400),
)
def test_any_text_gives_a_draft_whose_evidence_is_exact(texts: list[str], bullets: int, words: int) -> None:
    read = lines(*texts)
    result = draft(Reading(read, scores(read)), Options(bullets=bullets, brief_words=words), COVERAGE)
    assert len(result.bullets) <= bullets
    assert bool(result.bullets) == bool(read.sentences)
    parts = [(bullet.text, bullet.evidence) for bullet in result.bullets]
    for text, evidence in [*parts, (result.brief.text, result.brief.evidence)]:
        kept = " ".join(" ".join(read.article.text[span.start : span.end] for span in evidence).split())
        assert text.lower() == kept.lower()
