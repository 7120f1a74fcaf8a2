"""Summaries as text for people and programs: one registry, one file per format.

The registry maps a name to "module:function" and imports it on use. A renderer takes the summaries
of a run and whether colour is wanted, and returns the whole output without a newline at its end.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from importlib import import_module

from summarizer.errors import OptionsError
from summarizer.summary import Summary

__all__ = ["REGISTRY", "Renderer", "find_renderer", "render"]

Renderer = Callable[[Sequence[Summary], bool], str]

REGISTRY: dict[str, str] = {
    "text": "summarizer.render.text:render",
    "markdown": "summarizer.render.markdown:render",
    "json": "summarizer.render.records:render_json",
    "jsonl": "summarizer.render.records:render_jsonl",
}


def render(summary: Summary, format: str = "text", *, color: bool = False) -> str:
    """Return one summary in the given format, without a newline at its end.

    `color` adds terminal colours where the format has them (text). Raises OptionsError when there is
    no such format.
    """
    return find_renderer(format)([summary], color)


def find_renderer(format: str) -> Renderer:
    """Return the renderer of that name.

    Raises OptionsError, naming the known formats and the nearest match, when there is none.
    """
    target = REGISTRY.get(format)
    if target is None:
        near = difflib.get_close_matches(format, REGISTRY, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise OptionsError(f"There is no format {format!r}.{hint} Known formats: {', '.join(REGISTRY)}.")
    module, _, attribute = target.partition(":")
    found: Renderer = getattr(import_module(module), attribute)
    return found
