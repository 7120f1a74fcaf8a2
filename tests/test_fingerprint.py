from __future__ import annotations

import re

import pytest

from summarizer import sources
from summarizer.article import Article
from summarizer.fingerprint import fingerprint

TEXT = (
    "The ferry to Skarholm stops on Friday, the harbour office said. Its pier has cracks.\n"
    "A diver's report of 40 pages will be made public in May."
)


def article(text: str) -> Article:
    return Article(text, ())


def test_sixteen_hex_digits_that_stay_the_same_from_release_to_release() -> None:
    found = fingerprint(sources.from_text(TEXT))
    assert re.fullmatch("[0-9a-f]{16}", found)
    assert found == "83f52639ff249add"


@pytest.mark.parametrize(
    "same",
    [
        TEXT.upper(),
        TEXT.replace("\n", "\r\n\r\n  "),
        TEXT.replace(",", " –").replace("'", "’"),
        TEXT.replace("office", "o\ufb03ce"),
        f"(NNA) {TEXT}",
        f"(NNA) -- {TEXT}",
        f"SKARHOLM (NNA) - {TEXT}",
        f"Skarholm, Norland (NNA) — {TEXT}",
        f"Skarholm (Reuters) {TEXT}",
        f"NEW SKARHOLM, Norland (The Norland News) — {TEXT}",
    ],
)
def test_what_does_not_count(same: str) -> None:
    assert fingerprint(article(same)) == fingerprint(article(TEXT))


def test_only_the_text_counts() -> None:
    layout = f"Skarholm/ ferry/ {TEXT.splitlines()[0]}\nFerry: Quick Looks\n- Halt: {{}}\nStop\nDeep Look\n"
    first, second = (
        fingerprint(sources.from_text(layout.format(look) + TEXT.splitlines()[1])) for look in ("A.", "B b.")
    )
    assert first == second


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("40", "41"),
        TEXT.replace("The ferry", "A ferry"),
        TEXT.replace("Friday", "Fri day"),
        TEXT.removesuffix(" in May."),
        f"SKARHOLM — {TEXT}",
        f"Nokia (NOK) {TEXT}",
        f"Norland and its neighbours (all seven of them) agree. {TEXT}",
    ],
)
def test_every_word_counts(other: str) -> None:
    assert fingerprint(article(other)) != fingerprint(article(TEXT))


@pytest.mark.parametrize(
    "start", ["{} ({}) shares fell on Friday. ", "{1} - ", "{1}-based ", "{} ({})-listed "]
)
def test_the_subject_of_the_first_sentence_counts(start: str) -> None:
    first, second = start.format("Nordline", "NRD"), start.format("Halvard", "HVD")
    assert fingerprint(article(first + TEXT)) != fingerprint(article(second + TEXT))
