"""Longest common subsequences by bit vectors: what ROUGE-L and ROUGE-Lsum count.

Hyyrö, "Bit-Parallel LCS-length Computation Revisited", 2004: one column of the table of lengths is one
integer, whose bit i is 0 where the length grows at row i. Several subsequences may be equally long; `indices`
gives the one that rouge-score 0.1.2 gives, because ROUGE-Lsum depends on the choice.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["indices", "length"]


def length(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest common subsequences."""
    columns = _columns(first, second)
    return len(first) - columns[-1].bit_count() if columns else 0


def indices(reference: Sequence[str], candidate: Sequence[str]) -> list[int]:
    """Return the indices in `reference`, ascending, of a longest common subsequence with `candidate`.

    The table is read from its end as rouge-score does: equal tokens are taken, else the longer way on is,
    and of two equally long ones that which leaves out a token of the reference.
    """
    columns = _columns(reference, candidate)
    found: list[int] = []
    row, column = len(reference) - 1, len(candidate) - 1
    while row >= 0 and column >= 0:
        if reference[row] == candidate[column]:
            found.append(row)
            row -= 1
            column -= 1
        elif columns[column] >> row & 1:
            row -= 1
        else:
            column -= 1
    return found[::-1]


def _columns(rows: Sequence[str], columns: Sequence[str]) -> list[int]:
    """Return the table of lengths, a column for each token of `columns`."""
    places: dict[str, int] = {}
    for row, token in enumerate(rows):
        places[token] = places.get(token, 0) | 1 << row
    every = (1 << len(rows)) - 1
    column = every
    table: list[int] = []
    for token in columns:
        matches = column & places.get(token, 0)
        column = ((column + matches) | (column - matches)) & every
        table.append(column)
    return table
