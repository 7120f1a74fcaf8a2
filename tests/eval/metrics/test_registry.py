from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.datasets import Example
from eval.metrics import DEFAULTS, REGISTRY, load_metrics
from eval.predictions import Prediction
from summarizer import Options, summarize_all
from summarizer.article import Article, QuickLook
from summarizer.errors import OptionsError
from summarizer.sources import archive
from tests.eval.metrics.samples import FAILED, example, prediction

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
EXAMPLE = example(
    "Nordline will sail to Skarholm again on 4 May.\nRepairs cost 2.4 million crowns.",
    "Ferries sail again on 4 May",
    "Repairs cost 2.4 million crowns",
    labels=("Back Again",),
)
ANSWERS = {
    "normal": prediction("Nordline sails again on 4 May.", "Repairs cost 2.4 million.", labels=("Sailing",)),
    "one bullet": prediction("Nordline sails again."),
    "failed": FAILED,
    "empty bullet": prediction(""),
    "another script": prediction("Паром снова ходит.", "橋は閉鎖。"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
@pytest.mark.parametrize("name", REGISTRY)
def test_a_metric_gives_exactly_its_columns(name: str, answer: Prediction) -> None:
    (metric,) = load_metrics([name])
    assert metric.name == name
    values = metric.measure(EXAMPLE, answer).values
    assert set(values) == {column.key for column in metric.columns}
    assert all(value is None or (type(value) is float and value >= 0) for value in values.values())


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_failure_is_never_flattering(name: str) -> None:
    (metric,) = load_metrics([name])
    values = metric.measure(EXAMPLE, FAILED).values
    for column in metric.columns:
        assert not values[column.key]
        assert values[column.key] is None or column.better != "lower"


def test_no_column_or_signature_stands_twice_and_each_metric_has_a_version() -> None:
    metrics = load_metrics(DEFAULTS)
    keys = [column.key for metric in metrics for column in metric.columns]
    titles = [column.title for metric in metrics for column in metric.columns]
    assert len(set(keys)) == len(keys)
    assert len(set(titles)) == len(titles)
    assert all(metric.signature.startswith(f"{metric.name}|v:") for metric in metrics)


def test_an_unknown_metric_is_told_with_the_nearest() -> None:
    with pytest.raises(OptionsError, match="Did you mean 'faithfulness'"):
        load_metrics(["faithfullness"])


def _real() -> Iterator[tuple[Example, list[Prediction]]]:
    for path in (EXAMPLES / "river-bridge.txt", EXAMPLES / "harbour.txt"):
        for id_, article in archive.articles(path):
            looks = article.quick_looks or (QuickLook("The bridge is shut"),)
            blind = Article(article.text, article.paragraphs, article.title)
            yield (
                Example(id_, blind, (looks,)),
                [
                    Prediction(id_, done.quick_looks, done.brief, done.coverage)
                    for model in ("lead", "quicklook-fast")
                    for done in summarize_all([blind], Options(model=model, bullets=3))
                ],
            )


def test_real_models_on_real_layouts() -> None:
    seen = 0
    for one, answers in _real():
        for answer in answers:
            values = {
                key: value
                for metric in load_metrics(DEFAULTS)
                for key, value in metric.measure(one, answer).values.items()
            }
            assert values["coverage"] == values["faithfulness"] == values["layout"] == values["reading"] == 1
            assert values["novelty.1"] == 0
            assert values["length.bullets"] == 3
            assert values["layout.labelled"] == 0  # neither gives labels
            seen += 1
    assert seen == 4
