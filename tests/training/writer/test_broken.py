from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.training.writer import broken as module
from summarizer.training.writer.broken import broken
from tests.writer.samples import FERRY, STORIES

SHOWN = " ".join(FERRY.sentences)


def every(text: str, shown: str, count: int = 200) -> set[str | None]:
    """Return all that a text becomes by some throws of the dice."""
    return {broken(text, shown, random.Random(seed)) for seed in range(count)}


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., set[str | None]]:
    """Break a text in one way alone."""

    def ways(name: str, text: str, shown: str = SHOWN) -> set[str | None]:
        monkeypatch.setattr(module, "_WAYS", (getattr(module, name),))
        return every(text, shown)

    return ways


Only = Callable[..., "set[str | None]"]


def test_a_number_becomes_another_one_that_is_shown(only: Only) -> None:
    text = "The ferry had 212 people on board."
    assert only("_number", text) == {"The ferry had 2004 people on board."}
    found = only("_number", text, "Of 14 boats, 3 left at 10.30 with 212 people for $1,500.")
    assert found == {f"The ferry had {number} people on board." for number in ("14", "3", "10.30", "1,500")}


def test_one_of_several_numbers_is_another(only: Only) -> None:
    found = only("_number", "The council voted 11 to 4.", "The council voted 11 to 4 for 37 cracks.")
    assert found == {"The council voted 37 to 4.", "The council voted 11 to 37."}


def test_a_name_becomes_another_one_that_is_shown(only: Only) -> None:
    shown = "Northern Lines paid Ingrid Solberg, who knows Marek Venn."
    found = only("_name", "Ingrid Solberg paid for the rooms.", shown)
    assert found == {"Northern Lines paid for the rooms.", "Marek Venn paid for the rooms."}


def test_two_names_change_their_parts(only: Only) -> None:
    found = only("_roles", "Ingrid Solberg sued the owners in Great Calder after Northern Lines left.")
    assert found == {"Northern Lines sued the owners in Great Calder after Ingrid Solberg left."}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council did not approve the wall.", "The council did approve the wall."),
        ("The council never approved the wall.", "The council approved the wall."),
        ("The ferry isn't safe.", "The ferry is safe."),
        ("The ferry isn’t safe.", "The ferry is safe."),
        ("The ferry is safe.", "The ferry is not safe."),
        ("The ferry can't sail.", "The ferry can sail."),
        ("The ferry can’t sail.", "The ferry can sail."),
        ("The ferry won't sail.", "The ferry will sail."),
        ("The ferry cannot sail.", "The ferry can sail."),
        ("We shan't sail.", "We shall sail."),
        ("Can't the ferry sail?", "Can the ferry sail?"),
        ("Hotels will have been opened.", "Hotels will not have been opened."),
    ],
)
def test_a_denial_comes_or_goes(only: Only, text: str, expected: str) -> None:
    assert only("_denial", text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Investigators may take a month.", {"Investigators will take a month."}),
        ("The clerk allegedly forged 14 letters.", {"The clerk forged 14 letters."}),
        ("Repairs are expected to take weeks.", {"Repairs are going to take weeks."}),
        ("She is accused of theft.", {"She is guilty of theft."}),
        ("It could cost about 9 crowns.", {"It will cost about 9 crowns.", "It could cost 9 crowns."}),
    ],
)
def test_a_doubt_goes(only: Only, text: str, expected: set[str]) -> None:
    assert only("_doubt", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Captain Solberg said that the rudder had stopped answering at noon.",
        "Captain Solberg says the rudder had stopped answering at noon.",
        "Captain Solberg told all reporters that the rudder had stopped answering at noon.",
        "The rudder had stopped answering at noon, Captain Solberg said.",
        "The rudder had stopped answering at noon, according to the captain.",
    ],
)
def test_a_speaker_goes_and_what_was_said_stays(only: Only, text: str) -> None:
    assert only("_speaker", text) == {"The rudder had stopped answering at noon."}


def test_a_fragment_lacks_its_beginning_or_its_end(only: Only) -> None:
    text = "All passengers were brought ashore within three hours on Tuesday."
    found = only("_fragment", text)
    words = text.rstrip(".").split()
    for one in found:
        assert one is not None
        assert one.endswith(".")
        kept = one.rstrip(".").lower().split()
        plain = [word.lower() for word in words]
        assert len(words) / 2 <= len(kept) <= len(words) - 2
        assert kept in (plain[: len(kept)], plain[-len(kept) :])
    assert {str(one).split()[0] for one in found} == {"All", "Were", "Brought", "Ashore"}


@pytest.mark.parametrize("rest", ["has cancelled all crossings.", "said no.", "told us.", "warned of rain."])
def test_an_opening_leans(only: Only, rest: str) -> None:
    found = only("_leaning", f"Northern Lines {rest}")
    assert found == {f"{opener} {rest}" for opener in module._OPENERS}


def test_a_first_word_that_is_no_name_is_not_taken_for_one(only: Only) -> None:
    shown = "The owners of Northern Lines. In March, Marek Venn left. But he came back."
    assert only("_name", "The company sued Solberg.", shown) == {
        "The company sued Northern Lines.", "The company sued Marek Venn."
    }  # fmt: skip
    assert only("_name", "The United Nations left.", "The Northern Lines.") == {"The Northern Lines left."}
    assert only("_roles", "The company sued Solberg.") == {None}


@pytest.mark.parametrize(
    ("way", "text", "shown"),
    [
        ("_number", "The ferry had 212 people on board.", "Of 212 people, all were saved."),
        ("_number", "The ferry ran aground.", "Of 212 people, all were saved."),
        ("_name", "Ingrid Solberg left.", "then Ingrid Solberg left."),
        ("_name", "“all left.”", "then Ingrid Solberg left."),
        ("_roles", "Ingrid Solberg left.", "Marek Venn left."),
        ("_roles", "Solberg sued Solberg.", "Marek Venn left."),
        ("_denial", "The ferry ran aground.", ""),
        ("_doubt", "The ferry ran aground in May.", ""),
        ("_speaker", "The rudder had stopped answering before the accident.", ""),
        ("_speaker", "Captain Solberg said it stopped.", ""),
        ("_fragment", "The ferry Calder Star ran aground on Tuesday.", ""),
        ("_leaning", "“All passengers left.”", ""),
        ("_leaning", "The company said no.", ""),
        ("_leaning", "It was cancelled.", ""),
        ("_leaning", "Hotels in Great Calder were full.", ""),
        ("_leaning", "Solberg's rudder was old.", ""),
    ],
)
def test_what_cannot_be_broken_in_a_way_is_not(only: Only, way: str, text: str, shown: str) -> None:
    assert only(way, text, shown) == {None}


@pytest.mark.parametrize("text", ["", "“Snow fell.”", "37 cracks.", "…", " \n "])
def test_nothing_comes_of_what_cannot_be_broken(text: str) -> None:
    assert every(text, "") == {None}


def test_a_way_that_leads_nowhere_gives_way_to_another() -> None:
    assert every("37 cracks.", "Some 40 boats.") == {"40 cracks."}


def test_all_ways_are_gone_and_the_dice_decide() -> None:
    text = "Captain Ingrid Solberg said that Northern Lines may not pay 212 people on board."
    found = every(text, SHOWN)
    assert len(found) > 20
    assert None not in found
    assert broken(text, SHOWN, random.Random(3)) == broken(text, SHOWN, random.Random(3))


def test_our_quick_looks_break_and_none_is_as_it_was() -> None:
    for story in STORIES:
        for _, text, _ in story.looks:
            found = every(text, " ".join(story.sentences), 50)
            assert len(found) >= (1 if text.startswith("All passengers") else 3)  # no name, few words
            assert not found & {text, None}


WORDS = st.lists(
    st.sampled_from(
        [
            *"Solberg Great Calder The the ferry may not told reporters that said 212 4 , . about is".split(),
            *("isn't", "it", "He", "", " ", "\n", "“"),
        ]
    )
).map(" ".join)


@given(WORDS | st.text(max_size=40), WORDS, st.integers(0, 50))
def test_whatever_is_broken_differs_and_is_tidy(text: str, shown: str, seed: int) -> None:
    found = broken(text, shown, random.Random(seed))
    assert found == broken(text, shown, random.Random(seed))
    if found is not None:
        plain = " ".join(text.split())
        assert found
        assert found.lower() != plain.lower()
        assert found == re.sub(r"\s+", " ", found).strip()
        assert found[:1] == found[:1].upper()
