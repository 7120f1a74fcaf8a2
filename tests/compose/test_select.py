from __future__ import annotations

import pytest

from summarizer.compose.relevance import Relevance
from summarizer.compose.select import (
    FEW,
    Repetition,
    choose,
    news,
    relaxed,
    scored,
    stands,
    within,
)
from summarizer.compose.standing import Candidate, Fault, read
from summarizer.options import Options
from tests.compose.samples import BRIDGE, SPEECH, document, lines, relevant, scores


def chosen(text: str, options: Options) -> list[Candidate]:
    made = document(text)
    return choose(scored(read(made), relevant(scores(made))), options)


def test_relevance_and_the_chance_to_be_the_news_are_rounded_once() -> None:
    made = lines("The Harlow bridge will close for two years.", "Ferries will sail every hour until dusk.")
    first, second = scored(read(made), Relevance([1.0, 2 / 3], [0.123456, 0.876544]))
    assert (first.score, first.news) == (1.0, 0.1235)
    assert (second.score, second.news) == (0.6667, 0.8765)


@pytest.mark.parametrize("given", [Relevance([], []), Relevance([1.0], []), Relevance([], [1.0])])
def test_the_relevance_must_fit_the_sentences(given: Relevance) -> None:
    with pytest.raises(ValueError, match="shorter"):
        scored(read(lines("The bridge will close for long.")), given)


def test_length_is_a_fault() -> None:
    made = lines("Harlow will see fewer cars.", "The Harlow bridge will close for two years from June.")
    short, fits = within(read(made), 25)
    assert short.faults == {Fault.SHORT}
    assert not fits.faults
    assert within(read(made), 9)[1].faults == {Fault.LONG}
    assert stands(fits)
    assert not stands(short)


def test_faults_are_let_pass_step_by_step() -> None:
    made = lines(
        "Click here for more photos of the old bridge at Harlow.",
        "He left the town of Harlow for good in May last year.",
        "The decision came in the middle of March, after long debates.",
        "But ferry owners fear that commuters will stay away for good.",
    )
    steps = [[one.index for one in found] for found in relaxed(read(made))]
    assert steps[0] == [3]
    assert steps[1] == [2, 3]
    assert steps[-2] == [1, 2, 3]
    assert steps[-1] == [0, 1, 2, 3]


def test_the_news_is_the_likeliest_that_stands_alone() -> None:
    made = document(SPEECH)
    found = scored(read(made), relevant([0.0] * 5, [0.1, 0.5, 0.1, 0.1, 0.2]))
    assert news(found) == found[4]
    assert news(found[:4]) == found[0]
    assert news(found[1:3]) == found[2]
    assert news(found[1:2]) == found[1]
    assert news([]) is None


def test_the_news_comes_first_and_the_others_as_in_the_article() -> None:
    indices = [one.index for one in chosen(BRIDGE, Options(bullets=5, bullet_words=40))]
    assert indices == sorted(indices)
    assert indices[0] == 0
    made = lines(
        "The decision came in the middle of March, after long debates.",
        "Commuter trains will run every ten minutes until late at night.",
        "Ferries will carry commuters across the river from early summer.",
    )
    found = relevant([9.0, 0.0, 1.0], [0.1, 0.3, 0.6])
    assert [one.index for one in choose(scored(read(made), found), Options(bullets=3))] == [2, 0, 1]
    found = relevant([9.0, 0.0, 1.0], [0.6, 0.3, 0.1])
    assert [one.index for one in choose(scored(read(made), found), Options(bullets=3))] == [1, 0, 2]


def test_what_does_not_stand_alone_stays_out_while_there_are_a_few_others() -> None:
    taken = chosen(BRIDGE, Options(bullets=20))
    assert len(taken) > FEW
    assert all(map(stands, taken))


def test_the_best_of_a_bad_lot_is_still_taken() -> None:
    made = lines("Click here for photos of the old bridge.")
    (only,) = choose(scored(read(made), relevant([0.0])), Options())
    assert only.index == 0


def test_a_sentence_that_stands_twice_gives_one_bullet() -> None:
    texts = [one.text for one in chosen(SPEECH, Options(bullets=5))]
    assert len(texts) == len(set(texts)) >= FEW


def test_a_shared_phrase_gives_way_to_something_new() -> None:
    made = lines(
        "The rusted main cables of the bridge must go, the mayor of Harlow said.",
        "The rusted main cables were made in a foundry that has long been closed.",
        "Ferries will carry commuters across the river from early summer.",
    )
    taken = choose(scored(read(made), relevant([2.0, 1.0, 0.0])), Options(bullets=3))
    assert [one.index for one in taken] == [0, 2]


def test_a_long_sentence_is_taken_only_where_there_is_no_other() -> None:
    long = "Ferry owners of Harlow, " + "who say little, " * 8 + "fear that commuters will stay away."
    made = lines(long, "Trains will run every ten minutes on all weekdays.")
    found = scored(read(made), relevant([2.0, 0.0]))
    assert [one.index for one in choose(found, Options(bullets=1))] == [1]
    assert [one.index for one in choose(found[:1], Options(bullets=1))] == [0]


@pytest.mark.parametrize("bullets", [1, 3, 20])
def test_there_are_never_more_than_asked(bullets: int) -> None:
    assert len(chosen(BRIDGE, Options(bullets=bullets))) <= bullets


def test_repetition_sees_phrases_and_whole_statements() -> None:
    known = Repetition()
    assert not known.same("The bridge will close.")
    known.add("The old suspension bridge will close in June.")
    assert known.same("In June the old suspension bridge closes.")
    assert known.shares("The old suspension bridge was sold.")
    assert not known.shares("One old suspension bridge was sold.")
    assert not known.shares("Ferries sail every hour.")
