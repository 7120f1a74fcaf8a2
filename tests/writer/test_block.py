from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from summarizer import align
from summarizer.article import Document
from summarizer.compose.relevance import Relevance
from summarizer.options import Options
from summarizer.reading import Reading
from summarizer.summary import Brief, Bullet, Evidence
from summarizer.writer.block import LOOKED_AT, OPENERS, write
from summarizer.writer.candidates import Candidate, Desk, Label, Writer
from summarizer.writer.context import read
from summarizer.writer.gate import Gate, label_features, text_features
from tests.compose.samples import lines
from tests.writer.samples import FERRY, SCHOOL, STORIES, WALL, Story

OPTIONS = Options(brief_words=45)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """A gate that believes in what the writer is sure of, and in words that stand as in the sentence."""
    one = Candidate(
        0, FERRY.sentences[0], True, (0,), -1.0, -2.0, (0.5, 0.25, 0.25), frozenset(), frozenset()
    )
    text = dict.fromkeys(text_features(one, read(FERRY.document()), 0.0, 0.0), 0.0)
    label = dict.fromkeys(label_features(one, Label("Next Steps", -1.0, (0.5, 0.25, 0.25))), 0.0)
    models = {
        "publish": text | {"intercept": 2.0, "score": 2.0, "joined": -3.0},
        "reject": text | {"intercept": -3.0, "score": -1.0},
        "label": label | {"intercept": 2.0, "score": 1.0},
    }
    path = tmp_path_factory.mktemp("gate") / "gate.json"
    path.write_text(json.dumps(models), encoding="utf-8")
    return Gate(path)


def reading(document: Document) -> Reading:
    return Reading(document, [0.0] * len(document.sentences))


def relevance(story: Story | Document) -> Relevance:
    """Return what falls with every sentence but those of the story's quick looks; the first is the news."""
    count = len(story.sentences)
    told = {place for _, _, place in story.looks} if isinstance(story, Story) else set()
    salience = [3.0 * (i in told) - 0.1 * i for i in range(count)]
    return Relevance(salience, [1.0, *[0.0] * (count - 1)][:count])


def always(text: str, evidence: Sequence[Evidence]) -> bool:
    assert text
    assert evidence
    return True


@cache
def block(
    models: tuple[Writer, Gate], story: Story, options: Options = OPTIONS
) -> tuple[tuple[Bullet, ...], Brief | None]:
    return write(reading(story.document()), relevance(story), models, options, always)


@pytest.fixture(scope="module")
def models(writer: Writer, gate: Gate) -> tuple[Writer, Gate]:
    return writer, gate


@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.title.split()[0])
def test_a_story_that_was_learned_becomes_its_block(models: tuple[Writer, Gate], story: Story) -> None:
    bullets, brief = block(models, story)
    wanted = [(label, text) for label, text, _ in story.looks]
    found = [(bullet.label, bullet.text) for bullet in bullets]
    full = {"Solberg told": "Ingrid Solberg told", "Venn told": "Marek Venn told"}
    for short, name in full.items():
        wanted = [(label, text.replace(short, name)) for label, text in wanted]
    assert found == wanted
    assert brief is not None
    assert brief.text.startswith(story.look(0))
    assert 34 <= len(brief.text.split()) <= 50 + 2  # names in full may add a word each


def test_evidence_is_of_the_article_and_carries_the_text(models: tuple[Writer, Gate]) -> None:
    document = FERRY.document()
    bullets, brief = block(models, FERRY)
    assert brief is not None
    printed: list[Bullet | Brief] = [*bullets, brief]
    for one in printed:
        assert one.evidence
        assert all(
            (span.start, span.end)
            == (document.sentences[span.sentence].start, document.sentences[span.sentence].end)
            for span in one.evidence
        )
        assert len({span.sentence for span in one.evidence}) == len(one.evidence)
    assert [bullet.evidence[0].sentence for bullet in bullets] == [place for _, _, place in FERRY.looks]
    assert all(bullet.support > 0.9 for bullet in bullets)
    assert [span.sentence for span in brief.evidence] == sorted(span.sentence for span in brief.evidence)


def test_each_sentence_of_a_brief_is_carried_by_evidence(models: tuple[Writer, Gate]) -> None:
    _, told = block(models, WALL)
    assert told is not None
    carriers = [WALL.sentences[span.sentence] for span in told.evidence]
    for text in told.text[:-1].split(". "):
        assert align.support(text, carriers) > 0.9


def test_a_name_that_was_put_in_is_evidence_too(models: tuple[Writer, Gate]) -> None:
    bullets, _ = block(models, FERRY)
    (one,) = [bullet for bullet in bullets if "Ingrid Solberg" in bullet.text]
    assert {span.sentence for span in one.evidence} == {3, 1}


def test_what_does_not_hold_is_not_printed(writer: Writer, gate: Gate) -> None:
    """A refused text gives way, in the end to the sentence itself, which needs no check."""
    asked: list[str] = []

    def never(text: str, evidence: Sequence[Evidence]) -> bool:
        assert evidence
        asked.append(text)
        return False

    bullets, brief = write(reading(FERRY.document()), relevance(FERRY), (writer, gate), OPTIONS, never)
    assert FERRY.look(4) in asked
    sentences = {one.replace("Solberg told", "Ingrid Solberg told") for one in FERRY.sentences}
    assert not any(bullet.written for bullet in bullets)
    assert {bullet.text for bullet in bullets} <= sentences | set(FERRY.sentences)
    assert brief is None or all(
        f"{one}." in sentences | set(FERRY.sentences) for one in brief.text[:-1].split(". ")
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_more_bullets_than_asked_for_the_news_first(models: tuple[Writer, Gate], count: int) -> None:
    bullets, _ = block(models, WALL, replace(OPTIONS, bullets=count))
    assert len(bullets) == count
    assert bullets[0].text == WALL.look(0)


def test_the_news_stands_first_wherever_it_is_told(models: tuple[Writer, Gate]) -> None:
    found = relevance(WALL)
    late = Relevance(found.salience, [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    bullets, _ = write(reading(WALL.document()), late, models, OPTIONS, always)
    assert bullets[0].evidence[0].sentence == 4
    places = [bullet.evidence[0].sentence for bullet in bullets[1:]]
    assert places == sorted(places)


def test_labels_differ_or_are_left_out(models: tuple[Writer, Gate]) -> None:
    bullets, _ = block(models, SCHOOL)
    labels = [bullet.label for bullet in bullets]
    assert None not in labels
    assert len(set(labels)) == len(labels)
    bare, _ = block(models, SCHOOL, replace(OPTIONS, labels="none"))
    assert [bullet.text for bullet in bare] == [bullet.text for bullet in bullets]
    assert all(bullet.label is None for bullet in bare)


def test_no_bullet_is_longer_than_asked_for(models: tuple[Writer, Gate]) -> None:
    bullets, _ = block(models, SCHOOL, replace(OPTIONS, bullet_words=12))
    assert bullets
    assert all(len(bullet.text.split()) <= 12 for bullet in bullets)


@pytest.mark.parametrize("words", [30, 60])
def test_a_brief_is_no_longer_than_asked_for(models: tuple[Writer, Gate], words: int) -> None:
    _, brief = block(models, FERRY, replace(OPTIONS, brief_words=words))
    assert brief is not None
    assert 8 <= len(brief.text.split()) <= 1.1 * words + 2  # a name in full adds a word


def test_the_same_article_gives_the_same_block(models: tuple[Writer, Gate]) -> None:
    assert block.__wrapped__(models, WALL) == block(models, WALL)


def test_boilerplate_is_never_a_bullet(models: tuple[Writer, Gate]) -> None:
    texts = (FERRY.sentences[0], "Click here for photos of the ferry Calder Star and its 212 passengers.")
    document = lines(*texts, *FERRY.sentences[1:])
    bullets, _ = write(reading(document), relevance(document), models, OPTIONS, always)
    assert bullets
    assert all(span.sentence != 1 for bullet in bullets for span in bullet.evidence)


@pytest.mark.parametrize("bullets", [1, 4])
def test_the_first_sentences_and_the_most_relevant_are_written(
    models: tuple[Writer, Gate], bullets: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = lines(*FERRY.sentences, *WALL.sentences)
    count = len(document.sentences)
    late = Relevance([float(i) for i in range(count)], [1.0, *[0.0] * (count - 1)])
    asked: list[Sequence[int]] = []

    def written(_: Desk, indices: Sequence[int]) -> list[Candidate]:
        asked.append(indices)
        return []

    monkeypatch.setattr(Desk, "written", written)
    write(reading(document), late, models, replace(OPTIONS, bullets=bullets), always)
    assert asked == [[*range(OPENERS), *range(count - bullets - LOOKED_AT, count)]]


@pytest.mark.parametrize("texts", [("Ballots.",), (FERRY.sentences[0],), ("He left.", "Why?", "Click here.")])
def test_an_article_of_next_to_nothing_gives_a_small_block(
    models: tuple[Writer, Gate], texts: tuple[str, ...], tmp_path: Path
) -> None:
    document = lines(*texts)
    bullets, brief = write(reading(document), relevance(document), models, OPTIONS, always)
    assert len(bullets) <= len(texts)
    assert brief is None or brief.evidence
