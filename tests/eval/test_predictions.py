"""Answers made elsewhere meet their articles; none is lost or taken for another's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import datasets
from eval.predict import predict
from eval.predictions import Prediction, load, parse, verified
from eval.results import Settings
from summarizer import Options, summarize
from summarizer.errors import EvaluationError, OptionsError, SourceError
from summarizer.models import load_model
from summarizer.render import find_renderer
from summarizer.sentences import split
from summarizer.summary import Bullet
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


@pytest.fixture
def two(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def write(folder: Path, *records: object, name: str = "ours.jsonl") -> Path:
    path = folder / name
    lines = (str(record) if str(record).startswith('{"') else json.dumps(record) for record in records)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_answers_are_matched_by_id_whatever_their_order(two: datasets.Dataset, tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "orchard", "summary": "Frost."}, {"id": "ferry", "summary": "Boats."})
    run = load(path, two)
    assert [(each.id, each.sentences) for each in run.predictions] == [
        ("ferry", ("Boats.",)),
        ("orchard", ("Frost.",)),
    ]
    assert (run.name, run.kind, run.failed, run.notes) == ("ours", "predictions", 0, ())
    assert run.revision == hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def test_without_ids_the_order_counts(two: datasets.Dataset, tmp_path: Path) -> None:
    run = load(write(tmp_path, "Boats.<n>Again.", "Frost.", name="theirs.txt"), two, "peer")
    assert [each.sentences for each in run.predictions] == [("Boats.", "Again."), ("Frost.",)]
    assert run.name == "peer"


def test_the_librarys_own_output_scores_as_its_own_prediction(two: datasets.Dataset, tmp_path: Path) -> None:
    made = predict(two, "quicklook-fast", Settings())
    summaries = [
        summarize(example.article, Options(model="quicklook-fast", bullets=3)) for example in two.examples
    ]
    path = tmp_path / "quicklook-fast.jsonl"
    path.write_text(find_renderer("jsonl")(summaries, False), "utf-8")
    assert load(path, two).predictions == made.predictions


def test_a_sentence_that_stands_in_the_article_has_its_place_as_evidence(
    two: datasets.Dataset, tmp_path: Path
) -> None:
    article = two.examples[0].article
    said = [
        "Repairs cost  2.4 million crowns, twice as much as planned.",
        "the route was closed in november after divers found cracks in the pier at skarholm.",
        "Islanders had to fly or take a detour of six hours by road. Repairs cost 2.4 million crowns, "
        "twice as much as planned.",
        "Repairs cost 3.1 million crowns.",
        "epairs cost 2.4 million",
    ]
    path = write(tmp_path, {"id": "ferry", "bullets": said}, {"id": "orchard", "bullets": ["Frost."]})
    bullets = load(path, two).predictions[0].bullets
    assert [[e.sentence for e in bullet.evidence] for bullet in bullets] == [[3], [1], [2, 3], [], []]
    assert article.text[bullets[0].evidence[0].start : bullets[0].evidence[0].end].startswith(
        "Repairs cost 2.4"
    )
    assert [bullet.support for bullet in bullets] == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert [[v.text for v in bullet.violations] for bullet in bullets] == [
        [],
        [],
        [],
        ["3.1 million"],
        [],
    ]


def test_evidence_that_does_not_fit_is_looked_for_again_and_told(
    two: datasets.Dataset, tmp_path: Path
) -> None:
    record = summarize(two.examples[0].article, Options(model="quicklook-fast", bullets=2)).to_dict()
    record["quick_looks"][0]["evidence"] = [{"sentence": 0, "start": 90, "end": 9999}]
    record["brief"]["evidence"] = [{"sentence": 99, "start": 0, "end": 9}]
    path = write(tmp_path, record, {"id": "orchard", "summary": "Frost."})
    prediction = load(path, two).predictions[0]
    assert prediction.warnings == ("The evidence given does not fit the article and was looked for again.",)
    assert prediction.brief
    spans = [*prediction.brief.evidence, *(e for bullet in prediction.bullets for e in bullet.evidence)]
    assert spans
    assert all(e.end <= len(two.examples[0].article.text) for e in spans)


def test_what_is_missing_or_empty_is_counted_as_failed(tmp_path: Path) -> None:
    rows = [{**FERRY, "id": f"ferry {number}"} for number in range(3)]
    dataset = datasets.load(write_jsonl(tmp_path / "three.jsonl", rows))
    run = load(
        write(tmp_path, {"id": "ferry 2", "summary": "Boats."}, {"id": "ferry 0", "summary": " <n> "}),
        dataset,
    )
    assert run.predictions[0] == Prediction(
        "ferry 0", (), error="ours.jsonl has an empty answer for this article."
    )
    assert run.predictions[1] == Prediction("ferry 1", (), error="ours.jsonl has no answer for this article.")
    assert run.predictions[2].error is None
    assert run.failed == 2


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([], "holds no answers"),
        ([{"id": "ferry", "summary": "a"}, {"summary": "b"}], "1 of 2 answers have an id"),
        ([{"id": "ferry", "summary": "a"}] * 2, "more than one answer of the id 'ferry'"),
        (
            [{"id": "fery", "summary": "a"}, {"id": "ferry", "summary": "a"}],
            "1 of 2 ids are not in two.jsonl: 'fery'",
        ),
        ([{"id": n, "summary": "a"} for n in range(9)], "'0', '1', '2', '3', '4' and 4 more"),
        ([{"summary": "a"}], "has 1 answers without ids, but two.jsonl 2 articles"),
        (["a", "b", "c"], "has 3 answers without ids"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    two: datasets.Dataset, tmp_path: Path, records: list[object], message: str
) -> None:
    with pytest.raises(EvaluationError, match=message):
        load(write(tmp_path, *records), two)


def test_articles_without_quick_looks_are_known_but_not_scored(tmp_path: Path) -> None:
    bare = {"id": "bare", "text": ORCHARD["text"]}
    dataset = datasets.load(write_jsonl(tmp_path / "three.jsonl", [bare, FERRY]))
    path = write(tmp_path, {"id": "bare", "summary": "Frost."}, {"id": "ferry", "summary": "Boats."})
    run = load(path, dataset)
    assert [each.sentences for each in run.predictions] == [("Boats.",)]
    assert run.notes == ("1 answer(s) for articles that are not scored left out.",)
    with pytest.raises(EvaluationError, match=r"1 articles \(1 more have no quick looks\)"):
        load(write(tmp_path, "Frost.", "Boats."), dataset)


def test_a_data_set_that_was_cut_takes_the_answers_that_it_needs(
    two: datasets.Dataset, tmp_path: Path
) -> None:
    one = replace(two, examples=two.examples[:1], limited=True)
    by_id = load(write(tmp_path, {"id": "orchard", "summary": "a"}, {"id": "ferry", "summary": "b"}), one)
    by_order = load(write(tmp_path, "b", "a"), one)
    assert [run.predictions[0].sentences for run in (by_id, by_order)] == [("b",), ("b",)]
    assert by_id.notes == by_order.notes != ()
    with pytest.raises(EvaluationError, match="1 of 1 ids"):
        load(write(tmp_path, {"id": "other", "summary": "a"}), one)


def test_an_id_that_the_data_set_uses_twice_is_the_first_articles(tmp_path: Path) -> None:
    dataset = datasets.load(write_jsonl(tmp_path / "twins.jsonl", [FERRY, FERRY]))
    one = load(write(tmp_path, {"id": "ferry", "summary": "a"}), dataset)
    assert [prediction.error is None for prediction in one.predictions] == [True, False]
    both = [{"id": "ferry", "summary": "a"}, {"id": "ferry#2", "summary": "b"}]
    assert load(write(tmp_path, *both), dataset).failed == 0
    assert load(write(tmp_path, "a", "b"), dataset).failed == 0


def test_a_file_that_is_not_there_is_told(two: datasets.Dataset, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        load(tmp_path / "none.jsonl", two)


def test_names_of_files(tmp_path: Path) -> None:
    assert parse("runs/bart-large.v1.2.jsonl.xz") == (
        "bart-large.v1.2",
        Path("runs/bart-large.v1.2.jsonl.xz"),
    )
    assert parse("BART=runs/out.txt") == ("BART", Path("runs/out.txt"))
    (tmp_path / "a=b.txt").write_text("x")
    assert parse(str(tmp_path / "a=b.txt")) == ("a=b", tmp_path / "a=b.txt")
    for wrong in ("=out.txt", "BART="):
        with pytest.raises(OptionsError, match="NAME=FILE"):
            parse(wrong)


def test_a_draft_gets_support_and_violations(two: datasets.Dataset) -> None:
    example = two.examples[0]
    (draft,) = load_model("lead").draft([split(example.article)], Options(bullets=1))
    wrong = replace(draft, bullets=(*draft.bullets, Bullet("Repairs cost 9 million crowns.", ())))
    first, second = verified("x", wrong, example.article).bullets
    assert (first.support, first.violations) == (1.0, ())
    assert second.support == 0.0
    assert [violation.kind for violation in second.violations] == ["number"]


def test_words_are_counted_over_all_sentences() -> None:
    assert Prediction("x", (Bullet("Two words.", ()), Bullet("And three more.", ()))).words == 5


@pytest.mark.parametrize("change", [{"words_read": 250, "words": 100}, {"words_read": -1}])
def test_more_words_read_than_there_are_is_refused(
    two: datasets.Dataset, tmp_path: Path, change: dict[str, int]
) -> None:
    records = [
        summarize(text["text"], Options(model="quicklook-fast", bullets=2)).to_dict()
        for text in (FERRY, ORCHARD)
    ]
    records[1]["coverage"].update(change)
    with pytest.raises(EvaluationError, match=r"the answer for orchard says that -?\d+ of \d+ words were"):
        load(write(tmp_path, *records), two)
