from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from summarizer import sentences
from summarizer.compose.relevance import features, relevance
from summarizer.models.encoder import WEIGHTS, Encoder
from summarizer.reading import Reading
from summarizer.sources import archive
from summarizer.sources.options import ReadOptions
from summarizer.sources.records import from_record
from summarizer.training.evidence import Example
from summarizer.training.relevance import Schedule, fit, save, train
from tests.training.conftest import article


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    model = Encoder()
    found = (from_record(article(number), "a", ReadOptions()) for number in range(4))
    return [model.read(sentences.split(one)) for one in found]


def examples(readings: list[Reading]) -> list[Example]:
    """Return examples that ask for the second sentence as the news and for the fifth beside it."""
    relevant, news = np.zeros(8, np.float32), np.zeros(8, np.float32)
    relevant[[1, 4]], news[1] = 1, 1
    return [Example(features(one), relevant, news) for one in readings]


def test_what_is_learned_is_what_numpy_says(readings: list[Reading], tmp_path: Path) -> None:
    fitted = fit(examples(readings), Schedule(epochs=30, batch=4, warm=5, dropout=0.0))
    save(fitted, tmp_path / "relevance.npz")
    for reading in readings:
        found = relevance(reading, tmp_path / "relevance.npz")
        assert set(np.argsort(found.salience)[-2:]) == {1, 4}
        assert found.news[1] == max(found.news)
        given = features(reading)
        scaled = np.clip((given.numbers - fitted.centre) / fitted.spread, -5, 5)
        with torch.no_grad():
            said = fitted.network(
                torch.from_numpy(scaled)[None], torch.from_numpy(given.vectors)[None], torch.ones(1, 8) > 0
            )[0]
        assert np.allclose(said[:, 0].numpy(), found.salience, atol=0.05)
        assert np.allclose(said[:, 1].softmax(0).numpy(), found.news, atol=0.05)


def test_the_same_seed_gives_the_same_weights(readings: list[Reading]) -> None:
    schedule = Schedule(epochs=1, batch=2)
    first, second = (fit(examples(readings), schedule).network.state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_an_archive_becomes_weights_and_a_cache(tmp_path: Path) -> None:
    made = article(3)
    lines = str(made["text"]).split("\n")
    made["quick_looks"] = [{"label": "Vote", "text": lines[1], "evidence": [lines[1]]}]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(made) + "\n", encoding="utf-8")
    assert len(list(archive.articles(path))) == 1
    out, cache = tmp_path / "relevance.npz", tmp_path / "examples.npz"
    train(WEIGHTS, path, out, cache)
    first = out.read_bytes()
    train(WEIGHTS, path, out, cache)
    assert max(out.stat().st_size, len(first)) < 3_000_000
