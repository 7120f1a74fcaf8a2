"""The greedy oracle is above every single sentence, near the best pair, and keeps to its limit."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from eval import datasets, oracle, rouge
from summarizer import sentences
from tests.eval.samples import write_jsonl


def test_picks_the_sentences_that_the_reference_tells(tmp_path: Path) -> None:
    ferry, orchard = datasets.load(write_jsonl(tmp_path / "two.jsonl")).examples
    assert [text.split()[0] for text in oracle.pick(ferry.article, ferry.reference, 3)] == [
        "The",
        "The",
        "Repairs",
    ]
    assert [text.split()[0] for text in oracle.pick(orchard.article, orchard.reference, 3)] == ["Late", "The"]


def test_keeps_the_limit_and_the_order(tmp_path: Path) -> None:
    for example in datasets.load(write_jsonl(tmp_path / "two.jsonl")).examples:
        for limit in (1, 2, 3):
            picked = oracle.pick(example.article, example.reference, limit)
            assert 1 <= len(picked) <= limit
            places = [example.article.text.index(text) for text in picked]
            assert places == sorted(places)


def test_no_single_sentence_is_better(tmp_path: Path) -> None:
    for example in datasets.load(write_jsonl(tmp_path / "two.jsonl")).examples:
        document = sentences.split(example.article)
        texts = [document.text_of(sentence) for sentence in document.sentences]

        def worth(chosen: list[str], reference: tuple[str, ...] = example.reference) -> float:
            scores = rouge.score_pair(chosen, reference)
            return scores.rouge1.f + scores.rouge2.f

        best = worth(oracle.pick(example.article, example.reference, 2))
        assert all(best >= worth([text]) for text in texts)
        assert sum(worth(list(pair)) > best + 0.05 for pair in combinations(texts, 2)) == 0


def test_a_reference_without_a_word_in_common_gives_nothing(tmp_path: Path) -> None:
    example = datasets.load(write_jsonl(tmp_path / "two.jsonl")).examples[0]
    assert oracle.pick(example.article, ["Xylophones"], 3) == []
