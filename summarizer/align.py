"""How much of a text stands in other texts, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["support"]

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


def support(text: str, carriers: Sequence[str]) -> float:
    """Return the share (0 to 1) of the text's words that stand in the carriers, case ignored.

    Each word of a carrier carries one word of the text: said twice, it must stand there twice.
    A text without words is carried wholly (1.0).
    """
    wanted = _count(text)
    if not wanted:
        return 1.0
    there: Counter[str] = Counter()
    for carrier in carriers:
        there.update(_count(carrier))
    return (wanted & there).total() / wanted.total()


def _count(text: str) -> Counter[str]:
    return Counter(word.replace("’", "'") for word in _WORD.findall(text.casefold()))
