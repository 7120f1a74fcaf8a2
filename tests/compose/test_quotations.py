from __future__ import annotations

import pytest

from summarizer.compose.quotations import open_quotations, outside, quoted_share, speakerless, unpaired
from tests.compose.samples import lines


@pytest.mark.parametrize(
    "text", ["“It sank,” he said.", '"It sank," he said.', "‘It sank,’ he said.", "'It sank,' he said."]
)
def test_all_marks_quote(text: str) -> None:
    assert outside(text).split() == ["he", "said."]
    assert quoted_share(text) == 0.5
    assert not unpaired(text)


def test_apostrophes_do_not_quote() -> None:
    text = "The ferry's crew didn't know its owners' plans."
    assert outside(text) == text
    assert not unpaired(text)


@pytest.mark.parametrize(
    "text", ['He said: "It sank.', "“It sank", "It sank,' he said.", "He said: 'It sank."]
)
def test_a_mark_without_its_partner_is_found(text: str) -> None:
    assert unpaired(text)


def test_a_quotation_needs_someone_who_says_it() -> None:
    assert speakerless("“Three boats will never be enough for us.”")
    assert not speakerless("“Three boats will never be enough,” Berg said.")
    assert not speakerless("The town calls its ferry “the old lady” on most days of the year.")


def test_a_quotation_stays_open_until_its_mark_or_its_paragraph_ends() -> None:
    document = lines(
        "Berg said: “One sank. Two sailed. Three burned.” Nobody was hurt.", "Trains ran on time."
    )
    assert open_quotations(document) == [False, True, True, False, False]
