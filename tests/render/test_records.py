from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summarizer.render.records import load_schema, render_json, render_jsonl
from summarizer.summary import Summary
from tests.render.samples import BARE, FLAGGED, HOSTILE, PLAIN


def closed(schema: Any) -> Any:
    """Return the schema with no object allowed a field that it does not name."""
    if isinstance(schema, dict):
        inner = {name: closed(value) for name, value in schema.items()}
        return {**inner, "additionalProperties": False} if "properties" in schema else inner
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def test_the_schema_is_valid_and_describes_every_field() -> None:
    schema = load_schema()
    Draft202012Validator.check_schema(schema)
    objects = [schema, *schema["$defs"].values(), *schema["properties"].values()]
    objects += [inner["items"] for inner in objects if "items" in inner]
    for described in objects:
        for name, field in described.get("properties", {}).items():
            assert "$ref" in field or field["description"].endswith("."), name
        assert set(described.get("required", ())) == set(described.get("properties", {}))


@pytest.mark.parametrize(
    "summary", [PLAIN, FLAGGED, HOSTILE, BARE], ids=["plain", "flagged", "hostile", "bare"]
)
def test_what_is_written_is_what_the_schema_says(summary: Summary) -> None:
    written = json.loads(render_json([summary], False))
    Draft202012Validator(closed(load_schema())).validate(written)
    assert written == json.loads(json.dumps(summary.to_dict()))


def test_one_is_an_object_and_several_are_an_array() -> None:
    assert json.loads(render_json([PLAIN], False))["id"] == "mill-1"
    assert [found["id"] for found in json.loads(render_json([PLAIN, FLAGGED], False))] == ["mill-1", None]


def test_the_renderers_and_the_library_write_the_same() -> None:
    for summary in (PLAIN, FLAGGED, HOSTILE, BARE):
        assert render_json([summary], False) == summary.to_json()
        assert render_jsonl([summary], False) == summary.to_json(indent=None)
    both = [json.loads(summary.to_json()) for summary in (HOSTILE, FLAGGED)]
    assert json.loads(render_json([HOSTILE, FLAGGED], False)) == both


def test_json_lines_are_one_line_each_even_with_line_separators_in_the_text() -> None:
    lines = render_jsonl([PLAIN, HOSTILE, FLAGGED], False).splitlines()
    assert len(lines) == 3
    assert json.loads(lines[1])["quick_looks"][0]["text"].endswith("\u2028end")
