"""What the process that is timed answers; the process itself is tested with `eval.speed`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from eval import datasets
from eval.worker import article, peak_bytes, serve
from tests.eval.samples import write_jsonl

ROOT = Path(__file__).parents[2]


@pytest.fixture
def dataset(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


def ask(*requests: dict[str, Any]) -> list[dict[str, Any]]:
    return list(serve(iter([json.dumps(request) for request in requests])))


def opening(dataset: datasets.Dataset, model: str) -> dict[str, Any]:
    articles = [asdict(example.article) for example in dataset.examples]
    return {"model": model, "bullets": 2, "articles": articles}


def test_an_article_survives_the_pipe(dataset: datasets.Dataset) -> None:
    for example in dataset.examples:
        assert article(json.loads(json.dumps(asdict(example.article)))) == example.article


def test_answers(dataset: datasets.Dataset) -> None:
    loaded, batches, singles, memory = ask(
        opening(dataset, "lead"), {"run": "batches"}, {"run": "singles"}, {"run": "memory"}
    )
    assert loaded == {"revision": "1", "files": []}
    assert batches["seconds"] > 0
    assert len(singles["milliseconds"]) == 2
    assert min(singles["milliseconds"]) > 0
    assert memory == {"peak_bytes": peak_bytes()}


def test_a_model_that_is_not_there_is_told(dataset: datasets.Dataset) -> None:
    (answer,) = ask(opening(dataset, "leed"))
    assert "Did you mean 'lead'?" in answer["error"]


def test_any_other_failure_is_told_with_its_class(dataset: datasets.Dataset) -> None:
    (answer,) = ask({**opening(dataset, "lead"), "articles": [{"paragraphs": []}]})
    assert answer["error"].startswith("TypeError: ")


def test_peak_memory_is_the_process_s_own_not_its_parent_s() -> None:
    ballast = bytearray(200_000_000)
    code = "from eval.worker import peak_bytes; print(peak_bytes())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "None\n" or 0 < int(done.stdout) < len(ballast)


def test_importing_it_loads_nothing_of_the_harness() -> None:
    code = "import eval.worker, sys; print([n for n in sys.modules if n in ('numpy', 'pydantic', 'scipy')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
