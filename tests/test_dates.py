from __future__ import annotations

import pytest

from summarizer import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nov. 6, 2020", {"year": 2020, "month": 11, "day": 6}),
        ("the 6th of November 2020", {"year": 2020, "month": 11, "day": 6}),
        ("2020-11-06", {"year": 2020, "month": 11, "day": 6}),
        ("March 3", {"month": 3, "day": 3}),
        ("May 2021", {"year": 2021, "month": 5}),
        ("in May", {"month": 5}),
        ("August", {"month": 8}),
        ("Monday’s vote", {"weekday": "monday"}),
        ("on Fridays", {"weekday": "friday"}),
        ("5:30 p.m.", {"clock": "5:30", "half": "p"}),
        ("at 9am", {"clock": "9:00", "half": "a"}),
        ("17:45", {"clock": "17:45"}),
        ("the 1990s", {"year": 1990}),
    ],
)
def test_one_moment(text: str, expected: dict[str, object]) -> None:
    (moment,) = dates.find(text)
    assert moment == dates.Moment(moment.start, moment.end, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["He may go", "They march on", "2,019 people", "$2000", "1:35.824", "3-2", ""]
)
def test_no_moment(text: str) -> None:
    assert not list(dates.find(text))


def test_ranges_give_both_ends() -> None:
    assert [moment.day for moment in dates.find("Sept. 3-9")] == [3, 9]
    assert [moment.year for moment in dates.find("2010-11")] == [2010, 2011]
    assert [moment.year for moment in dates.find("1999-2004")] == [1999, 2004]
