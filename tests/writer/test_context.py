from __future__ import annotations

import re
from dataclasses import replace

import pytest

from summarizer.article import Document
from summarizer.writer.context import (
    AROUND_WORDS,
    HEADLINE_WORDS,
    INTRODUCTIONS,
    LEDE_WORDS,
    SENTENCE_WORDS,
    STORY_WORDS,
    Context,
    read,
)
from tests.compose.samples import lines
from tests.writer.samples import FERRY


def counted(number: int) -> str:
    """Return a sentence of twenty words that leans on none and names nobody."""
    return (
        f"Clerks of district {number} counted ballots in the old town hall until late at night on their "
        "first day there."
    )


def story(*last: str, title: str | None = "Votes are counted") -> Document:
    """Return six sentences of twenty words, the first three of which fill the lede, and some behind them."""
    made = lines(*map(counted, range(6)), *last)
    return replace(made, article=replace(made.article, title=title))


def shown(*last: str) -> Context:
    return read(story(*last))


def test_the_opening_is_the_headline_and_the_first_sentences() -> None:
    found = shown()
    assert len(counted(0).split()) == LEDE_WORDS / 3
    assert found.opened == {0, 1, 2}
    assert found.headline == "Votes are counted"
    assert found.opening == (f"Headline: Votes are counted\nLede: {counted(0)} {counted(1)} {counted(2)}\n")


def test_an_article_without_a_headline_opens_with_its_lede() -> None:
    found = read(story(title=None))
    assert found.opening.startswith("Lede: Clerks of district 0")
    assert found.headline == ""


def test_an_article_without_sentences_has_its_headline() -> None:
    made = replace(lines("Ballots"), sentences=())
    assert read(replace(made, article=replace(made.article, title="Votes"))).opening == "Headline: Votes\n"


def test_what_is_left_out_is_not_in_the_lede_and_gives_its_place_to_the_next() -> None:
    found = read(story(), [False, True, False, False, False, False])
    assert found.opened == {0, 2, 3}
    assert "district 1 " not in found.opening


def test_a_long_headline_and_a_long_first_sentence_are_cut() -> None:
    made = lines(" ".join(f"word{n}" for n in range(80)) + ".")
    made = replace(made, article=replace(made.article, title=" ".join(f"head{n}" for n in range(40))))
    found = read(made)
    headline, lede, _ = found.opening.split("\n")
    assert len(headline.split()) == 1 + HEADLINE_WORDS
    assert len(lede.split()) == 1 + LEDE_WORDS
    assert found.opened == {0}


def test_a_sentence_stands_behind_the_one_before_it() -> None:
    assert shown().look(4) == f"Before: {counted(3)}\nSentence: {counted(4)}\nQuick look:"


def test_what_the_opening_shows_is_not_shown_again() -> None:
    found = shown()
    assert found.look(3) == f"Sentence: {counted(3)}\nQuick look:"
    assert found.look(1) == f"Sentence: {counted(1)}\nQuick look:"
    assert found.look(5) == f"Before: {counted(4)}\nSentence: {counted(5)}\nQuick look:"


@pytest.mark.parametrize(
    "opener", ["She counted them", "The clerks counted", "Both clerks counted", "“It is late"]
)
def test_a_sentence_that_leans_has_two_before_it(opener: str) -> None:
    found = shown(f"{opener} in the old hall.")
    assert found.look(6).startswith(f"Before: {counted(4)}\nBefore: {counted(5)}\nSentence: {opener}")


def test_a_name_is_introduced_by_the_sentence_that_holds_it_first() -> None:
    tail = (
        "Mayor Ilse Brandt opened the hall.",
        "Clerks slept there.",
        "Dogs slept there too.",
        "Clerks praised Brandt on Monday.",
        "Dogs barked.",
    )
    found = shown(*tail)
    assert found.look(9) == (
        "Earlier: Mayor Ilse Brandt opened the hall.\nBefore: Dogs slept there too.\n"
        "Sentence: Clerks praised Brandt on Monday.\nQuick look:"
    )
    assert found.sources(9) == (0, 1, 2, 6, 8, 9)


def test_no_name_is_introduced_that_stands_nearby_or_in_the_opening() -> None:
    found = shown("Mayor Ilse Brandt opened the hall.", "Voters praised Brandt.", "Clerks praised Brandt.")
    assert "Earlier" not in found.look(7)
    assert found.look(8).startswith("Earlier: Mayor Ilse Brandt opened the hall.\nBefore: Voters praised")


def test_a_name_in_the_headline_needs_no_introduction() -> None:
    tail = ("Mayor Ilse Brandt opened the hall.", "Dogs slept.", "Dogs ate.", "Clerks praised Brandt.")
    made = story(*tail, title="Brandt opens hall")
    assert "Earlier" not in read(made).look(9)


def test_no_more_are_introduced_than_agreed_and_in_their_order() -> None:
    tail = ("Ilse Brandt came.", "Marek Venn came.", "Ingrid Solberg came.", "Dogs slept.", "Dogs ate.")
    found = shown(*tail, "Clerks praised Solberg, Venn and Brandt.")
    lines = found.look(11).split("\n")
    assert lines[:INTRODUCTIONS] == ["Earlier: Marek Venn came.", "Earlier: Ingrid Solberg came."]
    assert not any("Brandt came" in line for line in lines)


def test_sentences_are_cut_to_their_budgets() -> None:
    long = "Clerks counted " + " ".join(f"w{n}" for n in range(90)) + "."
    found = shown(long, long)
    before, sentence, cue = found.look(7).split("\n")
    assert len(before.split()) == 1 + AROUND_WORDS
    assert len(sentence.split()) == 1 + SENTENCE_WORDS
    assert cue == "Quick look:"


def test_sources_are_all_that_is_shown() -> None:
    found = shown()
    assert found.sources(4) == (0, 1, 2, 3, 4)
    assert found.sources(0) == (0, 1, 2)
    assert found.sources(5) == (0, 1, 2, 4, 5)


def test_what_is_seen_are_the_words_of_the_sources_without_the_names_of_lines() -> None:
    found = shown("Mayor Ilse Brandt opened the hall.")
    told = {word for i in found.sources(5) for word in found.sentences[i].split()}
    assert set(found.seen(5).split()) == told | set(found.headline.split())
    assert set(found.seen(5).split()) < set((found.opening + found.look(5)).split())
    assert not re.search(r"(?:Headline|Lede|Earlier|Before|Sentence|Quick look):", found.seen(5))


def test_what_is_seen_without_a_headline_are_sentences_alone() -> None:
    found = read(story(title=None))
    told = {word for i in found.sources(4) for word in found.sentences[i].split()}
    assert set(found.seen(4).split()) == told


def test_a_brief_is_written_from_its_sentences_in_order_each_once() -> None:
    assert shown().brief([4, 0, 4]) == f"Story: {counted(0)} {counted(4)}\nBrief:"


def test_a_story_ends_before_the_sentence_that_would_be_too_long() -> None:
    made = lines(*map(counted, range(12)))
    told = read(made).brief(range(12))
    assert len(told.split()) == 1 + STORY_WORDS + 1
    long = lines(" ".join(f"word{n}" for n in range(300)) + ".")
    assert len(read(long).brief([0]).split()) == 1 + STORY_WORDS + 1


def test_datelines_are_not_shown() -> None:
    found = read(lines("HARLOW, Vermont (AP) — Clerks counted ballots until late at night."))
    assert found.sentences == ("Clerks counted ballots until late at night.",)


def test_the_prompt_is_the_text_that_the_writer_was_trained_on() -> None:
    """Golden: the weights belong to this wording, to the letter."""
    found = read(FERRY.document())
    assert found.opening == (
        f"Headline: Ferry runs aground off Great Calder\nLede: {' '.join(FERRY.sentences[:3])}\n"
    )
    assert found.look(5) == (
        f"Before: {FERRY.sentences[3]}\nBefore: {FERRY.sentences[4]}\n"
        f"Sentence: {FERRY.sentences[5]}\nQuick look:"
    )
    assert found.look(7) == (
        f"Before: {FERRY.sentences[5]}\nBefore: {FERRY.sentences[6]}\n"
        f"Sentence: {FERRY.sentences[7]}\nQuick look:"
    )
    assert found.brief([5, 0]) == f"Story: {FERRY.sentences[0]} {FERRY.sentences[5]}\nBrief:"
