from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from summarizer.article import Article
from summarizer.errors import TrainingError
from summarizer.sources import from_text
from summarizer.training.dataset import POOLED, REPEATS, Dataset, prepare


def test_an_example_holds_the_title_the_sentences_and_their_targets(
    articles: list[Article], encoder: Path
) -> None:
    data = prepare(articles, encoder / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    examples = data.examples()
    assert len(examples) == len(data) == 40
    assert len(examples[0].title) == 0
    assert tokenizer.decode(examples[1].title.tolist()).startswith("easthaven")
    assert [len(example.sentences) for example in examples] == [8] * 40
    assert set(np.argsort(-examples[2].target)[:2]) == {1, 4}


def test_a_path_named_twice_counts_twice_and_a_small_source_is_repeated(
    articles: list[Article], encoder: Path
) -> None:
    data = prepare(articles * 2, encoder / "tokenizer.json")
    assert len(data) == 80
    assert sorted(set(data.repeats.tolist())) == [1, 3]
    assert data.repeats.sum() == 78 + 2 * REPEATS
    order = data.order(seed=3)
    assert sorted(order) == sorted(np.repeat(np.arange(80), data.repeats))
    assert order.tolist() == data.order(seed=3).tolist() != data.order(seed=4).tolist()


def test_it_comes_back_from_disk_as_it_was(articles: list[Article], encoder: Path, tmp_path: Path) -> None:
    data = prepare(articles, encoder / "tokenizer.json")
    data.save(tmp_path / "data.npz")
    again = Dataset.load(tmp_path / "data.npz")
    assert all(np.array_equal(getattr(data, name), getattr(again, name)) for name in data.__slots__)


def test_articles_without_highlights_are_no_training_data(encoder: Path) -> None:
    plain = from_text("The ferry to Port Selby was late. Nobody minded. The sea was calm and the coffee hot.")
    with pytest.raises(TrainingError, match="No article with human highlights"):
        prepare([plain], encoder / "tokenizer.json")


def test_worker_processes_make_the_same(articles: list[Article], encoder: Path, data: Dataset) -> None:
    many = articles * (POOLED // len(articles) + 1)
    made = prepare(many, encoder / "tokenizer.json", workers=2)
    assert len(made) == len(many)
    assert np.array_equal(made.tokens[: len(data.tokens)], data.tokens)
