from __future__ import annotations

from eval.metrics.reading import Reading
from eval.predictions import Prediction
from summarizer.summary import Bullet, Coverage, Evidence
from tests.eval.metrics.samples import FAILED, example, prediction

EXAMPLE = example("x" * 101)


def test_figures_worked_out_by_hand() -> None:
    first = Bullet("A.", (Evidence(0, 0, 10), Evidence(2, 50, 60)))
    last = Bullet("B.", (Evidence(4, 100, 101),))
    answer = Prediction("x", (first, last), coverage=Coverage(words=200, words_read=150, windows=1))
    assert Reading().measure(EXAMPLE, answer).values == {"reading": 0.75, "reading.position": 0.5}


def test_what_a_prediction_does_not_say() -> None:
    for answer in (FAILED, prediction("Cars wait.")):
        assert set(Reading().measure(EXAMPLE, answer).values.values()) == {None}


def test_empty_article_and_evidence_beyond_its_end() -> None:
    answer = Prediction("x", (Bullet("A.", (Evidence(9, 900, 910),)),), coverage=Coverage(0, 0, 0))
    assert Reading().measure(example(""), answer).values == {"reading": None, "reading.position": 1.0}
