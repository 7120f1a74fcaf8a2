from __future__ import annotations

from dataclasses import replace
from math import log, log1p

import pytest

from summarizer.compose.select import Repetition, Weights, adjust, order, select, usable
from summarizer.compose.standing import Candidate, Fault, read
from summarizer.options import Options
from tests.compose.samples import BRIDGE, SPEECH, document, lines, scores

WEIGHTS = Weights()


def chosen(text: str, options: Options, weights: Weights = WEIGHTS) -> list[Candidate]:
    made = document(text)
    return select(adjust(read(made), scores(made), options, weights), options, weights)


def test_every_fault_has_a_weight() -> None:
    assert all(getattr(WEIGHTS, fault.value) > 0 for fault in Fault)


def test_position_length_and_faults_cost() -> None:
    made = lines(
        "The Harlow bridge will close for two years from June.",
        "He left the town of Harlow for good in May last year.",
        "The Harlow bridge will close " + "and ferries will sail " * 12 + "from June.",
        "Harlow will see fewer cars.",
    )
    good, pronoun, long, short = adjust(read(made), [1.0] * 4, Options(bullet_words=25), WEIGHTS)
    best = WEIGHTS.best * 25
    late = [1.0 - WEIGHTS.position * log1p(index) for index in range(4)]
    assert good.words <= best < long.words
    assert good.score == late[0] == 1.0
    assert pronoun.score == pytest.approx(late[1] - WEIGHTS.pronoun, abs=1e-4)
    assert long.score == pytest.approx(late[2] - WEIGHTS.long * log(long.words / best), abs=1e-4)
    missing = WEIGHTS.short_words - short.words
    assert short.score == pytest.approx(late[3] - WEIGHTS.short * missing, abs=1e-4)


def test_the_last_bits_of_a_score_tip_nothing() -> None:
    made = lines("The Harlow bridge will close from June.", "A ferry will sail to Grellin every hour.")
    free, one = replace(WEIGHTS, position=0.0), Options(bullets=1)
    for moved in (-1e-7, 0.0, 1e-7):
        found = adjust(read(made), [1.0, 1.0 + moved], one, free)
        assert found[0].score == found[1].score
        assert [taken.index for taken in select(found, one, free)] == [0]


def test_the_salience_must_fit_the_sentences() -> None:
    with pytest.raises(ValueError, match="shorter"):
        adjust(read(lines("The bridge will close for long.")), [], Options(), WEIGHTS)


def test_useless_lines_are_never_taken_while_there_are_others() -> None:
    texts = [one.text for one in chosen(BRIDGE, Options(bullets=20))]
    assert len(texts) > 5
    assert not any("Click here" in text for text in texts)


def test_the_best_of_a_bad_lot_is_still_taken() -> None:
    made = lines("Click here for photos of the old bridge.")
    (only,) = select(adjust(read(made), [0.0], Options(), WEIGHTS), Options(), WEIGHTS)
    assert only.index == 0
    assert usable([]) == []


def test_a_sentence_that_stands_twice_gives_one_bullet() -> None:
    texts = [one.text for one in chosen(SPEECH, Options(bullets=5))]
    assert len(texts) == len(set(texts))
    assert len(texts) == 4


def test_a_shared_phrase_gives_way_to_something_new() -> None:
    made = lines(
        "The rusted main cables of the bridge must go, the mayor of Harlow said.",
        "The rusted main cables were made in a foundry that has long been closed.",
        "Ferries will carry commuters across the river from early summer.",
    )
    options = Options(bullets=2)
    taken = select(adjust(read(made), [2.0, 1.0, 0.0], options, WEIGHTS), options, WEIGHTS)
    assert [one.index for one in taken] == [0, 2]
    three = select(adjust(read(made), [2.0, 1.0, 0.0], options, WEIGHTS), Options(bullets=3), WEIGHTS)
    assert [one.index for one in three] == [0, 2, 1]


def test_a_long_sentence_gives_way_when_the_budget_is_short() -> None:
    made = lines(
        "The Harlow bridge will close for two years from June.",
        "Ferry owners, " + "who say little, " * 8 + "fear that commuters will stay away.",
        "Trains will run every ten minutes on weekdays.",
    )
    options = Options(bullets=2, bullet_words=10)
    weights = replace(WEIGHTS, long=0.0)
    taken = select(adjust(read(made), [2.0, 1.0, 0.0], options, weights), options, weights)
    assert [one.index for one in taken] == [0, 2]


@pytest.mark.parametrize("bullets", [1, 3, 20])
def test_there_are_never_more_than_asked(bullets: int) -> None:
    assert len(chosen(BRIDGE, Options(bullets=bullets))) <= bullets


def test_order_is_the_articles() -> None:
    taken = chosen(BRIDGE, Options(bullets=4))
    assert [one.index for one in order(taken)] == sorted(one.index for one in taken)


def test_repetition_sees_phrases_and_whole_statements() -> None:
    known = Repetition(WEIGHTS)
    assert not known.same("The bridge will close.")
    known.add("The old suspension bridge will close in June.")
    assert known.same("In June the old suspension bridge closes.")
    assert known.shares("The old suspension bridge was sold.")
    assert not known.shares("One old suspension bridge was sold.")
    assert not known.shares("Ferries sail every hour.")
