"""Every article gets an answer: the model's, or the error that it met."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import datasets
from eval.predict import ORACLE, Prediction, predict
from summarizer.article import Document
from summarizer.errors import OptionsError, UnknownModelError
from summarizer.models import REGISTRY
from summarizer.options import Options
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


class Brittle:
    """A model that copies the second sentence, and breaks on any article about apples."""

    name = "brittle"
    revision = "1"

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        if any("apple" in document.article.text for document in documents):
            raise IndexError("no apples")
        return [self._copy(document) for document in documents]

    def _copy(self, document: Document) -> Draft:
        sentence = document.sentences[1]
        evidence = (Evidence(sentence.index, sentence.start, sentence.end),)
        bullet = Bullet(document.text_of(sentence), evidence)
        return Draft((bullet,), Brief(bullet.text, evidence), Coverage(60, 60, 1))


@pytest.fixture
def brittle(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(REGISTRY, "brittle", f"{__name__}:Brittle")
    return "brittle"


@pytest.fixture
def two(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def test_lead_gives_the_first_sentences(two: datasets.Dataset) -> None:
    run = predict(two, "lead", 2)
    assert run.model == "lead"
    assert run.revision
    assert [prediction.id for prediction in run.predictions] == ["ferry", "orchard"]
    assert list(run.predictions[1].sentences) == ORCHARD["text"].split("\n")[:2]
    assert run.failed == 0


def test_oracle_is_no_model_but_runs_like_one(two: datasets.Dataset) -> None:
    assert ORACLE not in REGISTRY
    run = predict(two, ORACLE, 3)
    assert [len(prediction.sentences) for prediction in run.predictions] == [3, 2]


def test_a_failure_is_kept_with_its_article(tmp_path: Path, brittle: str) -> None:
    rows = [{**FERRY, "id": f"ferry {number}"} for number in range(10)]
    rows.insert(4, ORCHARD)
    run = predict(datasets.load(write_jsonl(tmp_path / "eleven.jsonl", rows)), brittle, 3)
    assert [prediction.id for prediction in run.predictions] == [row["id"] for row in rows]
    assert run.predictions[4] == Prediction("orchard", (), "IndexError: no apples")
    assert run.failed == 1
    assert all(len(p.sentences) == 1 for at, p in enumerate(run.predictions) if at != 4)


def test_progress_reaches_the_number_of_articles(two: datasets.Dataset) -> None:
    seen: list[int] = []
    predict(two, "lead", 3, seen.append)
    assert seen[-1] == 2


def test_words_are_counted_over_all_sentences() -> None:
    assert Prediction("x", ("Two words.", "And three more.")).words == 5


def test_what_the_user_mistyped_is_told_and_not_recorded(two: datasets.Dataset) -> None:
    with pytest.raises(UnknownModelError, match="lead"):
        predict(two, "leed", 3)
    with pytest.raises(OptionsError):
        predict(two, ORACLE, 0)
