from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from summarizer.article import Article, Paragraph, QuickLook
from summarizer.models.encoder import Encoder
from summarizer.training.evidence import BARE, examples, load, save, targets

SENTENCES = (
    "The orchestra of Velden will play without a conductor this season.",
    "He left the town in May.",
    "Its forty musicians voted for the experiment by a wide margin.",
)


def article(*looks: QuickLook) -> Article:
    starts = np.cumsum([0, *(len(text) + 1 for text in SENTENCES)]).tolist()
    spans = [Paragraph(at, at + len(text)) for at, text in zip(starts, SENTENCES, strict=False)]
    return Article("\n".join(SENTENCES), tuple(spans), quick_looks=looks)


def test_the_sentence_with_most_of_a_quick_looks_words_counts_most() -> None:
    shares = np.array([[0.8, 0.4, 0.0], [0.0, 0.05, 0.05]], np.float32)
    relevant, news = targets(shares)
    assert relevant.tolist() == pytest.approx([1, 1, 1])
    assert news.tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    relevant, news = targets(shares[:1])
    assert relevant.tolist() == pytest.approx([1, BARE + (1 - BARE) / 2, 0])
    assert targets(np.zeros((1, 2), np.float32))[1].tolist() == [0, 0]


def test_articles_are_read_and_kept(tmp_path: Path) -> None:
    told = QuickLook("Musicians of Velden voted to play without a conductor.", evidence=SENTENCES[::2])
    seen: list[int] = []
    found = examples([article(told), article(QuickLook("No evidence."))], Encoder(), seen.append)
    assert seen == [1]
    assert found[0].relevant[0] == 1
    assert found[0].relevant[1] == 0
    assert BARE < found[0].relevant[2] < 1
    save(found * 2, tmp_path / "examples.npz")
    _, again = load(tmp_path / "examples.npz")
    assert np.array_equal(again.relevant, found[0].relevant)
    assert np.array_equal(again.features.numbers, found[0].features.numbers)
    assert np.allclose(again.features.vectors, found[0].features.vectors, atol=0.01)
