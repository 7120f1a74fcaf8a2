"""How far a command is: a bar with the time left, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import typer

__all__ = ["Progress"]


class Progress:
    """One bar at a time, with the time left, on a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self._label = ""
        self._bar: Any = None

    def of(self, name: str, total: int) -> Callable[[str, int], None]:
        """Return a callback that is told what is being done to `name`, and how much of `total` is done."""
        return partial(self._show, name, total)

    def clear(self) -> None:
        """End the bar that is there."""
        if self._bar is not None:
            self._bar.render_finish()
        self._label, self._bar = "", None

    def _show(self, name: str, total: int, what: str, done: int) -> None:
        if not sys.stderr.isatty():
            return
        if self._label != f"{name}: {what}":
            self.clear()
            self._label = f"{name}: {what}"
            self._bar = typer.progressbar(length=total, label=self._label, file=sys.stderr, show_pos=True)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)
