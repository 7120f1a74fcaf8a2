from __future__ import annotations

import dataclasses
import json

import pytest

from tests.render.samples import FLAGGED, HOSTILE, PLAIN


def test_to_json_keeps_every_field_and_the_characters() -> None:
    summary = dataclasses.replace(PLAIN, headline="“Søndre” mill")
    text = summary.to_json()
    assert "“Søndre” mill" in text
    found = json.loads(text)
    assert found.pop("schema") == "summarizer/1"
    assert set(found) == {field.name for field in dataclasses.fields(summary)}
    assert found["quick_looks"][0]["evidence"] == [{"sentence": 0, "start": 0, "end": 31}]


def test_to_json_without_indent_is_one_line() -> None:
    assert "\n" not in FLAGGED.to_json(indent=None)


@pytest.mark.parametrize("indent", [None, 2])
def test_line_separators_are_escaped_and_come_back(indent: int | None) -> None:
    text = HOSTILE.to_json(indent=indent)
    assert r"\u2028" in text
    assert r"\u2029" in text
    assert not {"\u2028", "\u2029"} & set(text)
    assert json.loads(text)["brief"]["text"] == HOSTILE.brief.text


def test_a_summary_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAIN.headline = "Other"  # type: ignore[misc]
