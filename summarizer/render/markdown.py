"""Markdown: a list of quick looks with bold labels, then the brief as a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.render.text import fold
from summarizer.summary import Summary, Violation

__all__ = ["escape", "render"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|&])")
# Only at the start of a line do these open a heading, a quotation, a list or a rule.
_OPENING = re.compile(r"^([#+=-]|\d+[.)](?=\s|$))")


def render(summaries: Sequence[Summary], color: bool) -> str:
    """Return the summaries as Markdown (CommonMark), the article's own marks escaped.

    Each thing that the article does not hold stands in the list below its bullet, after "Check:".
    Several summaries open with a heading of their headline, or id, or number. `color` changes nothing.
    """
    blocks = []
    for number, summary in enumerate(summaries, 1):
        if len(summaries) > 1:
            blocks.append(f"## {escape(summary.headline or summary.id or f'Article {number}')}")
        lines = []
        for bullet in summary.quick_looks:
            label = f"**{escape(bullet.label)}:** " if bullet.label else ""
            lines.append(f"- {label}{escape(bullet.text)}")
            lines += [f"  - {_check(found)}" for found in bullet.violations]
        blocks.append("\n".join(lines))
        blocks.append(escape(summary.brief.text))
        blocks.append("\n".join(f"- {_check(found)}" for found in summary.brief.violations))
    return "\n\n".join(block for block in blocks if block)


def escape(text: str) -> str:
    """Return text on one line, with what Markdown would read as marks escaped."""
    escaped = _SPECIAL.sub(r"\\\1", fold(text))
    return _OPENING.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", escaped)


def _check(found: Violation) -> str:
    return f"Check: {escape(f'{found.kind} {found.text!r}: {found.message}')}"
