from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models.windows import PAD, POSITIONS, Marks, pack, positions

MARKS = Marks(1, 2)
segments = st.lists(st.lists(st.integers(3, 99), min_size=1, max_size=40), min_size=1, max_size=12)


@given(segments, st.integers(4, 30))
def test_every_token_lies_in_one_window_in_order(parts: list[list[int]], size: int) -> None:
    made = pack(parts, MARKS, size)
    assert made.ids.shape == made.segment.shape
    assert made.ids.shape[1] <= size
    inside = made.segment > 0
    assert made.ids[inside].tolist() == [token for part in parts for token in part]
    assert made.segment[inside].tolist() == [i for i, part in enumerate(parts, 1) for _ in part]
    for row in made.ids:
        tokens = row[row != PAD]
        assert (tokens[0], tokens[-1]) == (MARKS.cls, MARKS.sep)


@given(segments)
def test_a_segment_that_fits_into_a_window_is_not_broken(parts: list[list[int]]) -> None:
    made = pack(parts, MARKS, 42)
    for number in range(1, len(parts) + 1):
        assert np.count_nonzero((made.segment == number).any(axis=1)) == 1


def test_no_segment_gives_one_empty_window() -> None:
    assert pack([], MARKS).ids.tolist() == [[MARKS.cls, MARKS.sep]]


def test_positions_end_in_one_class_for_all_later_sentences() -> None:
    assert positions(range(3)).tolist() == [1, 2, 3]
    assert positions(range(38, 43)).tolist() == [39, 40, 41, 41, 41]
    assert positions([500]).max() == POSITIONS - 1
