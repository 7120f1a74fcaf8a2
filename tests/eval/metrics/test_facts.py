from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.datasets import Example
from eval.metrics.facts import THRESHOLD, Facts, content, recall
from eval.predictions import Prediction
from summarizer.article import QuickLook
from summarizer.summary import Bullet, Evidence
from tests.eval.metrics.samples import FAILED, example, prediction

SENTENCES = (
    "The ferry to Skarholm sank on Monday.",
    "Divers found cracks in the pier.",
    "Repairs cost 2.4 million crowns.",
    "The operator is silent.",
)
ARTICLE = "\n".join(SENTENCES)
SUNK = QuickLook("Skarholm ferry sinks", evidence=SENTENCES[:1])
CRACKS = QuickLook("Divers saw damage", evidence=(SENTENCES[1], SENTENCES[3]))
COSTS = QuickLook("Bill of 2.4 million crowns")


def about(*references: tuple[QuickLook, ...]) -> Example:
    return replace(example(ARTICLE), references=references)


def block(*bullets: tuple[str, tuple[int, ...]]) -> Prediction:
    """Return bullets of a text and the sentences that it rests on."""
    return Prediction(
        "x", tuple(Bullet(text, tuple(Evidence(index, 0, 1) for index in rests)) for text, rests in bullets)
    )


def test_evidence_decides_where_both_name_it_and_words_where_one_does_not() -> None:
    said = block(("It is silent.", (3,)), ("Repairs take 2.4 million.", (2,)), ("A ferry.", ()))
    # The cracks by sentence 3, the costs by three of bill, 2, 4, million and crowns; the ferry by no
    # more than one word of three.
    assert Facts().measure(about((SUNK, CRACKS, COSTS)), said).values == {
        "facts": pytest.approx(2 / 3),
        "facts.words": pytest.approx(1 / 3),
        "facts.precision": pytest.approx(2 / 3),
        "facts.news": 0.0,
    }


def test_a_bullet_may_tell_several_facts_and_several_bullets_one() -> None:
    said = block(("All of it.", (0, 1)), ("Again.", (0,)))
    values = Facts().measure(about((SUNK, CRACKS)), said).values
    assert values == {"facts": 1, "facts.words": 0, "facts.precision": 1, "facts.news": 1}


def test_evidence_is_not_overruled_by_words() -> None:
    values = Facts().measure(about((SUNK,)), block(("Skarholm ferry sinks.", (2,)))).values
    assert (values["facts"], values["facts.words"]) == (0, 1)


def test_of_several_writers_the_best_covered_counts() -> None:
    values = (
        Facts().measure(about((SUNK, CRACKS), (CRACKS, SUNK), (CRACKS,)), block(("Cracks.", (1,)))).values
    )
    assert (values["facts"], values["facts.news"]) == (1, 1)


def test_evidence_that_is_not_in_the_article_counts_as_none() -> None:
    lost = about((replace(SUNK, evidence=("Not in the article.",)),))
    assert Facts().measure(lost, block(("The Skarholm ferry sank.", (2,)))).values["facts"] == 1


def test_words_of_content_are_stemmed_and_without_function_words() -> None:
    assert content("The boats of it") == {"boat"}
    assert content("It is") == {"it", "is"}
    assert recall(QuickLook("The boats sailed"), "A boat was there.") == 0.5
    assert recall(QuickLook("..."), "A boat.") == 0.0


def test_the_threshold_itself_is_enough() -> None:
    look = QuickLook("Boats carry twelve heavy stones")
    assert recall(look, "Boats with stones") == THRESHOLD
    assert Facts().measure(example(ARTICLE, look.text), prediction("Boats with stones")).values["facts"] == 1


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_ranges(text: str, bullets: list[str]) -> None:
    values = Facts().measure(example(text, text or "x"), prediction(*bullets)).values
    assert all(value is not None and 0 <= value <= 1 for value in values.values())


def test_a_failure_covers_nothing() -> None:
    assert set(Facts().measure(about((SUNK, COSTS)), FAILED).values.values()) == {0}
