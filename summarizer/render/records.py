"""JSON and JSON Lines: contract `summarizer/1`, described by schema.json beside this file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from summarizer.summary import Summary, encode

__all__ = ["load_schema", "render_json", "render_jsonl"]


def render_json(summaries: Sequence[Summary], color: bool) -> str:
    """Return one JSON document: an object for one summary, an array of objects for several.

    `color` changes nothing.
    """
    if len(summaries) == 1:
        return summaries[0].to_json()
    return encode([summary.to_dict() for summary in summaries], indent=2)


def render_jsonl(summaries: Sequence[Summary], color: bool) -> str:
    """Return JSON Lines: one object a line, for one summary as for many. `color` changes nothing."""
    return "\n".join(summary.to_json(indent=None) for summary in summaries)


def load_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one summary."""
    schema: dict[str, Any] = json.loads((files(__package__) / "schema.json").read_text("utf-8"))
    return schema
