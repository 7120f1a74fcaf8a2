from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from summarizer.compose.terms import stem
from summarizer.writer.candidates import Candidate
from summarizer.writer.check import Flaw
from summarizer.writer.choose import (
    ENOUGH,
    LONGEST_LINE,
    MOST_REJECTED,
    POINTING,
    Judged,
    brief,
    choose,
    distinct,
)
from summarizer.writer.gate import Chances

TEXTS = (
    "The ferry ran aground off Great Calder.",
    "Captains ordered everyone into lifeboats.",
    "Passengers reached the shore within hours.",
    "Investigators examine a broken rudder.",
    "Northern Lines cancelled its crossings.",
    "Hotels offered free rooms to travellers.",
    "Inspectors had passed it in March.",
)


def judged(  # noqa: PLR0913  What makes candidates differ.
    index: int,
    publish: float = 0.5,
    reject: float = 0.1,
    text: str = "",
    flaws: Sequence[Flaw] = (),
    points: Sequence[str] = (),
) -> Judged:
    said = text or TEXTS[index]
    verdict = (0.5, 0.25, 0.25)
    one = Candidate(index, said, True, (index,), -0.5, -1.0, verdict, frozenset(points), frozenset(flaws))
    return Judged(one, Chances(publish, reject), relevance=0.0, news=0.0)


def yes(_: Candidate) -> bool:
    return True


def indices(found: list[Judged]) -> list[int]:
    return [one.candidate.index for one in found]


def test_the_news_stands_first_and_the_others_as_in_the_article() -> None:
    pool = [judged(0, 0.6), judged(1, 0.9), replace(judged(3, 0.5), news=0.9), judged(2, 0.7)]
    assert indices(choose(pool, 4, yes)) == [3, 0, 1, 2]


def test_the_best_are_taken() -> None:
    pool = [judged(i, publish=0.1 * i) for i in range(6)]
    assert indices(choose(pool, 3, yes)) == [5, 3, 4]


def test_a_reject_costs_twice_what_a_publish_gives() -> None:
    pool = [judged(0, 0.5, 0.2), judged(1, 0.3, 0.05)]
    assert indices(choose(pool, 1, yes)) == [1]


def test_relevance_counts_beside_the_chances() -> None:
    assert indices(choose([judged(0, 0.6), replace(judged(1, 0.5), relevance=1.0)], 1, yes)) == [1]


def test_a_text_points_only_at_what_stands_above_it() -> None:
    rudder = [stem("rudder")]
    pointing = judged(4, 0.9, 0.2, points=rudder)
    assert pointing.reject([]) == pytest.approx(0.2 + POINTING)
    assert pointing.reject([judged(3)]) == 0.2  # "a broken rudder"
    assert pointing.reject([judged(0), judged(6, text="A rudder broke in the fog.")]) > 0.2  # stands below
    assert pointing.reject([judged(6, text="A rudder broke in the fog.")]) == 0.2  # the news stands first
    assert pointing.value([]) < judged(4, 0.9, 0.2).value([])


def test_none_has_a_flaw() -> None:
    pool = [judged(0, 0.9, flaws=[Flaw.CLAIM]), judged(1, 0.1)]
    assert indices(choose(pool, 2, yes)) == [1]


def test_a_sentence_is_told_once_and_so_is_what_two_sentences_say() -> None:
    again = "Off Great Calder, a ferry ran aground."
    pool = [
        judged(0, 0.9),
        judged(0, 0.8, text="Nobody was hurt on Tuesday night."),
        judged(1, 0.7, text=again),
    ]
    assert indices(choose([*pool, judged(2, 0.1)], 4, yes)) == [0, 2]


def test_a_candidate_that_does_not_hold_gives_way_and_is_asked_once() -> None:
    asked: list[str] = []

    def holds(one: Candidate) -> bool:
        asked.append(one.text)
        return one.index != 0

    other = judged(0, 0.5, text="A boat stopped near Great Calder in fog.")
    assert indices(choose([judged(0, 0.9), other, judged(1, 0.3)], 2, holds)) == [1]
    assert asked == [TEXTS[0], other.candidate.text, TEXTS[1]]


def test_doubtful_ones_only_fill_up_to_enough() -> None:
    sure = [judged(i, 0.9, MOST_REJECTED[0]) for i in range(2)]
    doubtful = [judged(i, 0.9, MOST_REJECTED[0] + 0.05) for i in range(2, 7)]
    assert indices(choose([*sure, *doubtful], 6, yes)) == [0, 1, 2, 3]
    assert len(choose([*sure, *doubtful], 6, yes)) == ENOUGH
    assert len(choose([*sure, *doubtful], 3, yes)) == 3
    assert indices(choose(doubtful[:1], 6, yes)) == [2]


def test_the_first_may_be_more_doubtful_than_the_others() -> None:
    news = replace(judged(5, 0.5, MOST_REJECTED[1]), news=0.9)
    pool = [news, *(judged(i, 0.5) for i in range(4)), judged(6, 0.5, MOST_REJECTED[1])]
    assert indices(choose(pool, 6, yes)) == [5, 0, 1, 2, 3]


def test_the_worst_are_never_taken() -> None:
    pool = [judged(0, 0.9, MOST_REJECTED[-1]), judged(1, 0.9, MOST_REJECTED[-1] + 0.01)]
    assert indices(choose(pool, 5, yes)) == [0]


LINES = (
    "Officials said the ferry ran aground off Calder on Tuesday.",
    "Captain Ingrid Solberg ordered everyone into the lifeboats within minutes.",
    "All passengers reached the shore in three hours that night.",
    "Investigators examine a broken rudder that nobody has explained yet.",
    "Northern Lines cancelled every crossing until the end of June.",
)
"""Of ten words each."""


def ten(index: int, publish: float = 0.5, reject: float = 0.1, news: float = 0.0) -> Judged:
    assert len(LINES[index].split()) == 10
    return replace(judged(index, publish, reject, LINES[index]), news=news)


def test_a_brief_tells_the_news_and_then_the_best_in_order_up_to_its_words() -> None:
    pool = [ten(0), ten(1, 0.9), ten(2, 0.7), ten(3, 0.6), ten(4, 0.8, news=0.9)]
    assert indices(brief(pool, (25, 35), yes)) == [4, 1, 2]
    assert indices(brief(pool, (40, 40), yes)) == [4, 1, 2, 3]
    assert indices(brief(pool, (31, 35), yes)) == [4, 1, 2]
    assert brief(pool, (5, 9), yes) == []


def test_a_brief_is_made_of_what_is_sure_while_there_is_some() -> None:
    sure, doubtful = ten(1, 0.2), ten(2, 0.9)
    doubtful = replace(doubtful, chances=Chances(0.9, MOST_REJECTED[0] + 0.05))
    assert indices(brief([ten(0, news=0.9), sure, doubtful], (15, 25), yes)) == [0, 1]
    assert indices(brief([ten(0, news=0.9), sure, doubtful], (25, 35), yes)) == [0, 1, 2]


def test_a_line_of_a_brief_may_be_long_and_has_no_other_flaw_and_no_few_words() -> None:
    flawed = [
        judged(i, 0.9, 0.1, LINES[i], [flaw]) for i, flaw in enumerate((Flaw.LENGTH, Flaw.CLAIM, Flaw.LEANS))
    ]
    short = judged(3, 0.9, 0.1, "A rudder broke on Tuesday.")
    endless = judged(4, 0.9, 0.1, " ".join(["word"] * (LONGEST_LINE + 1)), [Flaw.LENGTH])
    assert indices(brief([*flawed, short, endless], (60, 70), yes)) == [0]


def test_a_line_of_a_brief_holds_and_is_likely_no_reject() -> None:
    pool = [ten(0, 0.9), ten(1, 0.8), ten(2, 0.7, MOST_REJECTED[1] + 0.01)]
    assert indices(brief(pool, (30, 40), lambda one: one.index != 0)) == [1]


def test_equal_ones_are_told_apart_by_place_and_nothing_comes_of_nothing() -> None:
    assert indices(choose([judged(2), judged(1)], 1, yes)) == [1]
    assert choose([], 5, yes) == []


def test_labels_are_distinct_whatever_their_case_and_the_surest_chooses_first() -> None:
    found = distinct(
        [
            [("Death Toll", 0.4), ("Victims", 0.3)],
            [("Death toll", 0.9)],
            [("Victims", 0.2)],
            [],
        ]
    )
    assert found == ["Victims", "Death toll", None, None]


def test_each_bullet_gets_its_best_label() -> None:
    assert distinct([[("Plan", 0.1), ("Vote", 0.8)], [("Cost", 0.5)]]) == ["Vote", "Cost"]
    assert distinct([]) == []
