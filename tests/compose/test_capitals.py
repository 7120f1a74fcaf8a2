from __future__ import annotations

from summarizer.compose.capitals import Capitals

READ = Capitals.of(
    "Lind met Harlow officials. Harlow has ferries. Ferries sail from Harlow. Boats leave soon."
)


def test_a_capital_inside_a_sentence_names() -> None:
    assert READ.named("Lind", first=False)
    assert READ.named("Harlow", first=True)


def test_a_word_that_also_stands_in_lower_case_is_none_at_a_sentence_start() -> None:
    assert not READ.named("Ferries", first=True)


def test_lower_case_never_names() -> None:
    assert not READ.named("officials", first=False)


def test_a_possessive_is_the_name_it_ends() -> None:
    assert READ.named("Harlow’s", first=True)


def test_a_compound_with_a_lower_case_end_is_no_name_at_a_start() -> None:
    assert not READ.named("Co-founder", first=True)
