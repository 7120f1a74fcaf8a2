"""Measurements are complete, in order, the same from processes and from the cache, and never a silent 0."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from eval import scoring
from eval.cache import Cache
from eval.datasets import Example
from eval.metrics import REGISTRY, Measurement, load_metrics
from eval.predictions import Prediction
from eval.rouge import Rouge
from eval.scoring import Scorer
from summarizer.article import QuickLook
from summarizer.errors import EvaluationError, OptionsError
from summarizer.sources import from_text
from summarizer.summary import Bullet
from tests.eval import recombined

ROOT = Path(__file__).resolve().parents[2]
METRICS = ("rouge", "matching", "length")


def task(number: int) -> tuple[list[Example], list[Prediction]]:
    """Return examples and predictions made of recombined sentences."""
    examples, predictions = [], []
    for at, (candidate, reference) in enumerate(recombined.pairs(number, seed=4)):
        looks = tuple(map(QuickLook, reference))
        examples.append(Example(f"article-{at}", from_text("\n".join(candidate + reference)), (looks,)))
        predictions.append(Prediction(f"article-{at}", tuple(Bullet(text, ()) for text in candidate)))
    return examples, predictions


def broken(prediction: Prediction) -> Prediction:
    """Return a prediction on which any metric that reads its bullets fails."""
    return replace(prediction, bullets=("no bullet",))  # type: ignore[arg-type]


def test_merges_the_values_and_matches_of_all_metrics_in_the_order_of_the_articles() -> None:
    examples, predictions = task(5)
    measured = scoring.measure(examples, predictions, METRICS)
    for example, prediction, found in zip(examples, predictions, measured, strict=True):
        single = [metric.measure(example, prediction) for metric in load_metrics(METRICS)]
        assert found.values == {key: value for each in single for key, value in each.values.items()}
        assert found.matches == tuple(match for each in single for match in each.matches)


def test_columns_are_those_of_the_metrics() -> None:
    scorer = Scorer(METRICS)
    examples, predictions = task(1)
    assert [column.key for column in scorer.columns] == list(scorer.measure(examples, predictions)[0].values)


def test_processes_give_the_same_and_serve_the_next_system(monkeypatch: pytest.MonkeyPatch) -> None:
    examples, predictions = task(40)
    alone = Scorer(METRICS, processes=1).measure(examples, predictions)
    monkeypatch.setattr(scoring, "WORTH_PROCESSES", 20)
    seen: list[int] = []
    with Scorer(METRICS, processes=2) as scorer:
        assert scorer.measure(examples, predictions, seen.append) == alone
        assert scorer.measure(examples, predictions) == alone
    assert seen == [0, 16, 32, 40]


def test_a_second_run_is_served_from_the_cache_and_equal(tmp_path: Path) -> None:
    examples, predictions = task(20)
    seen: list[int] = []
    with Cache(tmp_path) as cache:
        first = scoring.measure(examples, predictions, METRICS, cache)
        assert scoring.measure(examples, predictions, METRICS, cache, seen.append) == first
    assert seen == [20]


def test_only_what_is_new_is_measured(tmp_path: Path) -> None:
    examples, predictions = task(4)
    seen: list[int] = []
    with Cache(tmp_path) as cache:
        scoring.measure(examples[:3], predictions[:3], ["rouge"], cache)
        scoring.measure(examples, predictions, ["rouge"], cache, seen.append)
        assert seen == [3, 4]
        both = scoring.measure(examples, predictions, ["rouge", "length"], cache)
    assert both == scoring.measure(examples, predictions, ["rouge", "length"])


@pytest.mark.parametrize("change", ["article", "reference", "prediction", "metric"])
def test_another_text_or_metric_is_not_served_from_the_cache(tmp_path: Path, change: str) -> None:
    examples, predictions = task(1)
    name = "rouge"
    with Cache(tmp_path) as cache:
        scoring.measure(examples, predictions, [name], cache)
        if change == "article":
            examples = [replace(examples[0], article=from_text("Another text. " * 20))]
        elif change == "reference":
            examples = [replace(examples[0], references=((QuickLook("Another quick look."),),))]
        elif change == "prediction":
            predictions = [replace(predictions[0], bullets=(Bullet("Another bullet.", ()),))]
        else:
            name = "rouge-mean"
        seen: list[int] = []
        scoring.measure(examples, predictions, [name], cache, seen.append)
    assert seen == [0, 1]


def test_a_metric_that_fails_stops_the_run_and_names_the_article(tmp_path: Path) -> None:
    examples, predictions = task(20)
    predictions[17] = broken(predictions[17])
    with Cache(tmp_path) as cache:
        with pytest.raises(EvaluationError, match="rouge failed on the article article-17"):
            scoring.measure(examples, predictions, ["rouge"], cache)
        seen: list[int] = []
        with pytest.raises(EvaluationError, match="article-17"):
            scoring.measure(examples, predictions, ["rouge"], cache, seen.append)
    assert seen == [16]  # the chunk before is kept


def test_a_metric_that_fails_in_a_process_stops_the_run_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "WORTH_PROCESSES", 20)
    examples, predictions = task(40)
    predictions[39] = broken(predictions[39])
    with Scorer(["rouge"]) as scorer, pytest.raises(EvaluationError, match="article article-39"):
        scorer.measure(examples, predictions)


class NotANumber(Rouge):
    name = "not-a-number"

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        return Measurement({column.key: float("nan") for column in self.columns})


class Incomplete(Rouge):
    name = "incomplete"

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        return Measurement({"rouge1": 0.5})


class Excessive(Rouge):
    name = "excessive"

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        return Measurement({**super().measure(example, prediction).values, "rouge3": 0.5})


@pytest.mark.parametrize(
    ("metric", "why"),
    [(NotANumber, "nan is no figure"), (Incomplete, "rouge1.precision"), (Excessive, "it does not name")],
)
def test_a_metric_that_gives_something_else_than_its_columns_is_an_error(
    monkeypatch: pytest.MonkeyPatch, metric: type[Rouge], why: str
) -> None:
    monkeypatch.setitem(REGISTRY, metric.name, f"{__name__}:{metric.__name__}")
    with pytest.raises(EvaluationError, match=f"{metric.name} failed on the article article-0 .*{why}"):
        scoring.measure(*task(1), [metric.name])


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "WORTH_PROCESSES", 20)
    examples, predictions = task(100)

    def kill(done: int) -> None:
        if done:
            for process in multiprocessing.active_children():
                process.kill()

    with Scorer(["rouge"]) as scorer, pytest.raises(EvaluationError, match="Run the same command again"):
        scorer.measure(examples * 50, predictions * 50, kill)


def test_the_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "from eval import scoring\n"
        "from tests.eval.test_scoring import task\n"
        "if __name__ == '__main__':\n"
        "    scoring.WORTH_PROCESSES = 20\n"
        "    with scoring.Scorer(['rouge']) as scorer:\n"
        "        scorer.measure(*task(60))\n"
        "        import multiprocessing as m\n"
        "        print(*(child.pid for child in m.active_children()), flush=True)\n"
        "        input()\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Python's tracker of semaphores tells what a killed process left
        text=True,
    )
    with process:
        assert process.stdout is not None
        children = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert len(children) == 2
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_alive(pid) for pid in children)


def test_two_metrics_of_one_column_are_refused() -> None:
    with pytest.raises(OptionsError, match=r"rouge and rouge-mean both give 'rouge1'\. Choose one"):
        Scorer(["rouge", "rouge-mean"])


def test_an_unknown_metric_is_refused() -> None:
    with pytest.raises(OptionsError, match="Did you mean 'rouge'"):
        Scorer(["rogue"])


def test_a_metric_named_twice_counts_once() -> None:
    assert [metric.name for metric in Scorer(["rouge", "rouge"]).metrics] == ["rouge"]


def test_predictions_of_other_articles_are_refused() -> None:
    examples, predictions = task(2)
    with pytest.raises(ValueError, match="another order"):
        scoring.measure(examples, predictions[::-1], ["rouge"])
    with pytest.raises(ValueError, match="not those"):
        scoring.measure(examples, predictions[:1], ["rouge"])


def _alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # nobody may be there to collect it
