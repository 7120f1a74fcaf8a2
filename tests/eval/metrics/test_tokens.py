from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.tokens import ngrams, stems, words
from summarizer.oracle import rouge_tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duarte's $2.4m “bridge” - open!", "duarte s 2 4m bridge open"),
        ("Élan na\u0301ive ÉLAN", "élan náive élan"),
        ("Straße", "strasse"),
        ("Мост закрыт — надолго.", "мост закрыт надолго"),
        ("हिन्दी में पुल।", "हिन्दी में पुल"),
        ("橋は5月に閉鎖。", "橋 は 5 月 に 閉 鎖"),
        ("…!? ", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_accents_are_compared_in_one_form() -> None:
    assert words("caf\u00e9") == words("cafe\u0301")


@settings(deadline=None)
@given(st.text(alphabet=string.printable))
def test_ascii_text_has_the_tokens_of_rouge_score(text: str) -> None:
    assert stems(text) == rouge_tokens(text)


def test_stems() -> None:
    assert stems("Bridges were closing in Orlen") == ["bridg", "were", "close", "in", "orlen"]
    assert stems("мосты") == ["мосты"]


def test_ngrams_are_runs_in_order() -> None:
    assert ngrams(["a", "b", "a", "b"], 2) == [("a", "b"), ("b", "a"), ("a", "b")]
    assert ngrams(["a", "b"], 3) == []
