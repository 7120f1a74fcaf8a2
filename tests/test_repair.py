from __future__ import annotations

from collections.abc import Sequence

from summarizer.article import Document
from summarizer.errors import ModelError
from summarizer.models.writing import Line, Written, draft
from summarizer.options import Options
from summarizer.repair import mend, review
from summarizer.sentences import split
from summarizer.sources import from_text
from summarizer.summary import Bullet, Coverage, Draft

DOCUMENT = split(
    from_text(
        "Osprey Corp. will buy the Vallo copper mine from its rival Kessel AG for $2.4 billion.\n\n"
        "The mine, which employs 1,850 people, produced 74,000 tonnes of copper last year.\n\n"
        "Kessel's shares rose 6.5% in Brunn. Regulators in Norland have not yet approved the sale."
    )
)
OPTIONS = Options(repair=True)
RIGHT = "The mine has 1,850 workers."
WRONG = "Regulators in Norland have approved the sale."


class Plain:
    """A model that cannot be asked again."""

    name, revision, trained_on = "plain", "1", frozenset[str]()

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        return []


class Editor(Plain):
    """A model that writes each wrong statement anew, with what it was prepared to say."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.asked: list[Bullet] = []

    def rewrite(self, document: Document, bullets: Sequence[Bullet], options: Options) -> list[str]:
        self.asked = list(bullets)
        return self.texts[: len(bullets)]


class Gone(Plain):
    """A model that answers no more."""

    def rewrite(self, document: Document, bullets: Sequence[Bullet], options: Options) -> list[str]:
        raise ModelError("The endpoint is gone.")


def reviewed(*lines: Line, brief: str = "Osprey will buy the Vallo copper mine.") -> Draft:
    return review(draft(DOCUMENT, Written(lines, brief), OPTIONS, Coverage(50, 50, 1)), DOCUMENT)


def test_review_finds_what_is_wrong_in_words_and_in_meaning() -> None:
    found = reviewed(Line(RIGHT), Line(WRONG), Line("Kessel's shares rose 7.5% in Brunn."))
    assert [[one.kind for one in bullet.violations] for bullet in found.bullets] == [
        [],
        ["negation"],
        ["number"],
    ]


def test_a_right_draft_stays_as_it_is() -> None:
    right = reviewed(Line(RIGHT))
    assert mend(right, DOCUMENT, Editor(), OPTIONS) is right


def test_the_model_is_asked_once_for_all_and_told_what_is_wrong() -> None:
    model = Editor("Regulators have yet to approve the sale.", "The mine employs 1,850 people.")
    brief = "Osprey will buy the Vallo copper mine. The mine employs 2,850 people."
    found = mend(reviewed(Line(RIGHT), Line(WRONG), brief=brief), DOCUMENT, model, OPTIONS)
    assert [one.text for one in model.asked] == [WRONG, "The mine employs 2,850 people."]
    assert all(one.violations for one in model.asked)
    assert [one.text for one in found.bullets] == [RIGHT, "Regulators have yet to approve the sale."]
    assert found.brief.text == "Osprey will buy the Vallo copper mine. The mine employs 1,850 people."
    assert not any(one.violations for one in found.bullets)
    assert not found.brief.violations
    assert "2 statement(s) that the article does not bear out were written anew" in found.warnings[1]


def test_what_is_wrong_again_gives_way_to_the_article() -> None:
    for model in (Editor(WRONG), Plain()):
        found = mend(reviewed(Line(RIGHT), Line(WRONG, "Sale")), DOCUMENT, model, OPTIONS)
        assert found.bullets[1].text == "Regulators in Norland have not yet approved the sale."
        assert found.bullets[1].support == 1.0
        assert not found.bullets[1].violations
        assert "gave way" in found.warnings[-1]


def test_a_model_that_does_not_answer_is_told_of() -> None:
    found = mend(reviewed(Line(WRONG)), DOCUMENT, Gone(), OPTIONS)
    assert "could not be asked" in found.warnings[1]
    assert "The endpoint is gone." in found.warnings[1]
    assert "have not yet approved" in found.bullets[0].text


def test_a_sentence_that_repeats_a_quick_look_is_left_out() -> None:
    right = "Regulators in Norland have not yet approved the sale."
    found = mend(
        reviewed(Line(right), Line("Norland has rejected the sale on 5 May.")), DOCUMENT, Plain(), OPTIONS
    )
    assert [one.text for one in found.bullets] == [right]
    assert "were left out" in found.warnings[-1]


def test_a_label_that_alone_is_wrong_is_left_out() -> None:
    found = mend(reviewed(Line(RIGHT, "NATO View")), DOCUMENT, Plain(), OPTIONS)
    assert found.bullets[0].text == RIGHT
    assert found.bullets[0].label is None
    assert not found.bullets[0].violations


def test_what_nothing_carries_is_left_out() -> None:
    alone = "Whales sing beneath frozen oceans."
    before = reviewed(Line(RIGHT), Line(alone), brief=f"Osprey will buy the Vallo copper mine. {alone}")
    found = mend(before, DOCUMENT, Plain(), OPTIONS)
    assert [one.text for one in found.bullets] == [RIGHT]
    assert found.brief.text == "Osprey will buy the Vallo copper mine."
    assert not found.brief.violations
    assert any("no sentence of the article carries" in warning for warning in found.warnings)


def test_two_statements_are_not_mended_into_the_same() -> None:
    before = reviewed(Line(WRONG), Line("Kessel's shares rose 7.5% in Brunn."))
    mended = "Kessel's shares rose 6.5% in Brunn."
    found = mend(before, DOCUMENT, Editor(mended, mended), OPTIONS)
    texts = [one.text for one in found.bullets]
    assert texts.count(mended) == 1
    assert len(set(texts)) == len(texts)


def test_what_says_nothing_mends_nothing() -> None:
    before = reviewed(Line(RIGHT), Line(WRONG))
    found = mend(before, DOCUMENT, Editor("..."), OPTIONS)
    assert "..." not in [one.text for one in found.bullets]
