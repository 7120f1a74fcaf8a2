"""Plain text: `- Label: text` bullets, then the brief; coloured where a terminal wants it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

from summarizer.summary import Summary, Violation

__all__ = ["fold", "render"]

# What would move the cursor, change colours or turn the direction of a terminal: an article is not
# trusted with any of it.
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def render(summaries: Sequence[Summary], color: bool) -> str:
    """Return the summaries as plain text.

    A summary is its bullets, a blank line and its brief; each thing that the article does not hold
    stands below the statement it was found in, on a line that opens with "! ". Several summaries are
    parted by two blank lines and each opens with its headline, or its id, or its number.
    """
    blocks = []
    for number, summary in enumerate(summaries, 1):
        lines = [_bullets(summary, color), _brief(summary, color)]
        body = "\n\n".join(line for line in lines if line)
        if len(summaries) > 1:
            title = fold(summary.headline or summary.id or f"Article {number}")
            body = f"{_style(title, color, bold=True)}\n{body}"
        blocks.append(body)
    return "\n\n\n".join(blocks)


def fold(text: str) -> str:
    """Return text on one line: white space and control characters become single spaces."""
    return _CONTROL.sub(" ", text).strip()


def _bullets(summary: Summary, color: bool) -> str:
    lines = []
    for bullet in summary.quick_looks:
        label = f"{_style(fold(bullet.label) + ':', color, bold=True, fg='cyan')} " if bullet.label else ""
        lines.append(f"- {label}{fold(bullet.text)}")
        lines += _violations(bullet.violations, color)
    return "\n".join(lines)


def _brief(summary: Summary, color: bool) -> str:
    lines = [fold(summary.brief.text), *_violations(summary.brief.violations, color)]
    return "\n".join(line for line in lines if line)


def _violations(violations: Sequence[Violation], color: bool) -> list[str]:
    return [
        _style(f"! {fold(f'{found.kind} {found.text!r}: {found.message}')}", color, fg="red")
        for found in violations
    ]


def _style(text: str, color: bool, *, bold: bool = False, fg: str | None = None) -> str:
    return typer.style(text, bold=bold or None, fg=fg) if color else text
