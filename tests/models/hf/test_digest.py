"""Bullets and brief out of sentences."""

from __future__ import annotations

import pytest

from summarizer.models.hf.digest import clean, digest
from summarizer.options import Options

FINAL = (
    "The council of Norlund voted on Monday to build a bridge.",
    "Work begins in May and takes two years.",
    "Critics call the price too high.",
)
WINDOWS = (
    ("The council of Norlund voted on Monday to build a bridge.", "A band played in the square."),
    ("Fishermen lost a quay in the storm.", "Children carried paper boats."),
)


@pytest.mark.parametrize(
    ("written", "newline", "read"),
    [
        ("One thing .<n>Another came .", "<n>", "One thing.\nAnother came."),
        ("the vote was close . the mayor won", "", "the vote was close. The mayor won"),
        ("It cost $ 1.3 billion , he said .", "", "It cost $ 1.3 billion, he said."),
        ("About 1 <n> 2", "", "About 1 <n> 2"),
        (" It rose to 3.5 . \n", "", "It rose to 3.5."),
        ("It rose by 3 . 5 percent .", "", "It rose by 3.5 percent."),
        ("It opened in 2024 . 5 people came .", "", "It opened in 2024. 5 people came."),
        ("U.S . officials said so .", "", "U.S. officials said so."),
        ("in the u.s . officials said so", "", "in the u.s. officials said so"),
        ("It is by Acme Inc . the firm of (Dr . who) .", "", "It is by Acme Inc. the firm of (Dr. who)."),
        ("They fell ill . the mayor said no . he won", "", "They fell ill. The mayor said no. He won"),
        ("Bus no . 9 came at 8 a.m . on Monday", "", "Bus no. 9 came at 8 a.m. on Monday"),
        ("Who won ? the mayor", "", "Who won? The mayor"),
        (". the end", "", ". the end"),
    ],
)
def test_marks_of_the_training_are_undone(written: str, newline: str, read: str) -> None:
    assert clean(written, newline) == read


def test_the_final_sentences_come_first_then_those_of_the_windows_in_turn() -> None:
    written, told = digest(FINAL, WINDOWS, Options(bullets=5))
    assert [line.text for line in written.bullets] == [*FINAL, WINDOWS[1][0], WINDOWS[0][1]]
    assert told == ()
    assert digest(FINAL, WINDOWS, Options(bullets=2))[0].bullets == written.bullets[:2]


def test_too_few_sentences_are_told() -> None:
    written, told = digest(FINAL, [FINAL], Options(bullets=5))
    assert [line.text for line in written.bullets] == list(FINAL)
    assert told == ("The model wrote enough for 3 quick looks only, not for 5.",)


def test_what_says_nothing_is_left_out_and_openings_are_capitals() -> None:
    written, _ = digest(("?!", "it rained in Calder.", "It rained in Calder."), [], Options(bullets=3))
    assert [line.text for line in written.bullets] == ["It rained in Calder."]


def test_the_brief_is_whole_sentences_within_a_tenth() -> None:
    texts = [f"{name} bought " + "very " * 6 + "old boats." for name in ("Ada", "Bo", "Cy", "Di")]
    assert len(" ".join(texts[:2]).split()) == 20
    written, _ = digest(texts, [], Options(brief_words=20))
    assert written.brief == " ".join(texts[:2])
    longer, _ = digest([f"{'very ' * 40}long."], [], Options(brief_words=20))
    assert len(longer.brief.split()) == 41


def test_a_sentence_over_the_limit_stands_back() -> None:
    endless = "Norlund " + " ".join(f"w{n}" for n in range(20)) + "."
    written, _ = digest((endless, *FINAL), [], Options(bullets=3, bullet_words=12))
    assert [line.text for line in written.bullets] == list(FINAL)
    written, _ = digest((endless, *FINAL), [], Options(bullets=4, bullet_words=12))
    assert [line.text for line in written.bullets] == [endless, *FINAL]


def test_nothing_written_gives_nothing() -> None:
    written, told = digest((), (), Options())
    assert (written.bullets, written.brief, told) == ((), "", ())
