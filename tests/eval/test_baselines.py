"""The baselines that are no models: the greedy oracle and random sentences."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from eval import datasets, rouge
from eval.baselines import BASELINES, ORACLE, RANDOM, missing, oracle, shuffled
from summarizer import sentences
from summarizer.article import QuickLook
from summarizer.models import REGISTRY
from summarizer.options import Options
from summarizer.summary import Draft
from tests.eval.samples import write_jsonl

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def two(tmp_path: Path) -> tuple[datasets.Example, ...]:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl")).examples


def chosen(draft: Draft) -> list[int]:
    return [bullet.evidence[0].sentence for bullet in draft.bullets]


def test_the_oracle_picks_what_the_reference_tells(two: tuple[datasets.Example, ...]) -> None:
    assert [chosen(oracle(example, Options(bullets=3))) for example in two] == [[0, 1, 3], [1, 3]]


def test_the_oracle_keeps_the_limit_and_the_order(two: tuple[datasets.Example, ...]) -> None:
    for example in two:
        for limit in (1, 2, 3):
            picked = chosen(oracle(example, Options(bullets=limit)))
            assert 1 <= len(picked) <= limit
            assert picked == sorted(picked)


def test_no_single_sentence_is_better_than_the_oracle(two: tuple[datasets.Example, ...]) -> None:
    for example in two:
        document = sentences.split(example.article)
        texts = [document.text_of(sentence) for sentence in document.sentences]
        reference = [look.text for look in example.references[0]]

        def worth(indices: list[int], texts: list[str] = texts, reference: list[str] = reference) -> float:
            scores = rouge.score_pair([texts[index] for index in indices], reference)
            return scores.rouge1.f + scores.rouge2.f

        best = worth(chosen(oracle(example, Options(bullets=2))))
        assert all(best >= worth([index]) for index in range(len(texts)))
        assert sum(worth(list(pair)) > best + 0.05 for pair in combinations(range(len(texts)), 2)) == 0


def test_a_reference_without_a_word_in_common_gives_nothing(two: tuple[datasets.Example, ...]) -> None:
    example = replace(two[0], references=((QuickLook("Xylophones"),),))
    assert oracle(example, Options(bullets=3)).bullets == ()


def test_of_several_references_the_oracle_takes_the_one_it_can_cover_best(
    two: tuple[datasets.Example, ...],
) -> None:
    ferry = two[0]
    far = (QuickLook("Travellers rejoice as boats come back"),)
    near = (QuickLook("A second boat will be added in July when most visitors come"),)
    for references in ((far, near), (near, far)):
        assert chosen(oracle(replace(ferry, references=references), Options(bullets=3))) == [4]
    assert chosen(oracle(replace(ferry, references=(far, *ferry.references)), Options(bullets=3))) == [
        0,
        1,
        3,
    ]


def test_random_sentences_depend_on_seed_and_text_alone(two: tuple[datasets.Example, ...]) -> None:
    ferry, orchard = (example.article for example in two)
    options = Options(bullets=3)
    first = shuffled(ferry, options, 1)
    shuffled(orchard, options, 1)
    assert shuffled(replace(ferry, id="another"), options, 1) == first
    assert len({tuple(chosen(shuffled(ferry, options, seed))) for seed in range(20)}) > 5


def test_random_sentences_are_drawn_alike_and_stand_in_order(two: tuple[datasets.Example, ...]) -> None:
    drawn: Counter[int] = Counter()
    for seed in range(300):
        picked = chosen(shuffled(two[0].article, Options(bullets=2), seed))
        assert len(picked) == 2
        assert picked == sorted(set(picked))
        drawn.update(picked)
    assert sorted(drawn) == [0, 1, 2, 3, 4]
    assert all(80 < count < 160 for count in drawn.values())  # 120 expected, sd 8.5


def test_random_takes_all_of_a_short_article(two: tuple[datasets.Example, ...]) -> None:
    assert chosen(shuffled(two[0].article, Options(bullets=20), 1)) == [0, 1, 2, 3, 4]


def test_bullets_are_whole(two: tuple[datasets.Example, ...]) -> None:
    ferry = two[0]
    for draft in (oracle(ferry, Options(bullets=3)), shuffled(ferry.article, Options(bullets=3), 1)):
        assert all(bullet.label is None for bullet in draft.bullets)
        assert [ferry.article.text[b.evidence[0].start : b.evidence[0].end] for b in draft.bullets] == [
            bullet.text for bullet in draft.bullets
        ]
        assert draft.brief.text
        assert draft.coverage.words == draft.coverage.words_read > 0


def test_all_baselines_run_where_all_extras_are_installed() -> None:
    assert missing() == {}
    assert {*BASELINES} - {*REGISTRY} == {RANDOM, ORACLE}


def test_without_sumy_two_are_missing_and_the_reason_is_told() -> None:
    code = "import sys; sys.modules['sumy'] = None; from eval.baselines import missing; print(missing())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert done.stdout.count("[baselines]") == 2
    assert "'textrank'" in done.stdout
    assert "'lexrank'" in done.stdout
    assert "'lead':" not in done.stdout
