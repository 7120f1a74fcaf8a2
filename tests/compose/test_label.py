from __future__ import annotations

import pytest

from summarizer.article import Article, Paragraph
from summarizer.compose.label import label
from summarizer.compose.lexicon import FUNCTION, OUTLETS, TIME
from summarizer.compose.standing import read
from summarizer.sentences import split
from tests.compose.samples import BRIDGE, SPEECH, document, lines


def labels(*texts: str) -> list[str | None]:
    made = lines(*texts)
    return label(made, read(made))


@pytest.mark.parametrize("text", [BRIDGE, SPEECH])
def test_labels_are_sound(text: str) -> None:
    made = document(text)
    given = label(made, [one for one in read(made) if one.words > 6])
    assert all(given)
    assert len(set(given)) == len(given)
    for one in filter(None, given):
        plain = one.split()
        assert 1 <= len(plain) <= 4
        assert plain[0][0].isupper()
        assert plain[-1][0].isupper()
        assert plain[0].lower() not in FUNCTION | TIME | OUTLETS
        assert plain[-1].lower() not in FUNCTION | TIME | OUTLETS
        assert all(word.lower() in text.lower() for word in plain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A quarrel over ticket prices has begun in the old town.", "Ticket Prices"),
        ("The two-year deal was signed late on Friday.", "Two-Year Deal"),
        ("Officials said the minimum wage will rise by a tenth.", "Minimum Wage"),
        ("Shares of the Bank of Harlow fell after it lost money.", "Bank of Harlow"),
        ("Ana Lindqvist said she would leave.", "Ana Lindqvist"),
        ("The volume of goods sold fell by 6 percent.", "Volume of Goods"),
        ("Divers will inspect the foundations of the wall on Friday.", "Foundations of the Wall"),
        ("The scheme cost 74 million crowns to build.", "Scheme"),
        ("In Harlow banks report record profits.", "Record Profits"),
        ("It was a surprise for the company's operations director.", "Operations Director"),
    ],
)
def test_the_label_says_what_it_is_about(text: str, expected: str) -> None:
    assert labels(text) == [expected]


def test_a_short_sub_head_that_fits_is_the_label() -> None:
    made = document(BRIDGE)
    cost = next(one for one in read(made) if "$212" in one.text)
    assert label(made, [cost]) == ["Repair Costs"]


def test_a_sub_head_that_shares_no_word_is_not() -> None:
    text = "Looking Ahead\nFerry tickets will cost more from June."
    made = split(Article(text, (Paragraph(0, 13, "heading"), Paragraph(14, len(text)))))
    assert label(made, read(made)) == ["Ferry Tickets"]


def test_a_last_name_gets_its_first_name_from_the_article() -> None:
    given = labels("The town chose Ana Lindqvist.", "Lindqvist was sworn in.")
    assert "Ana Lindqvist" in given


def test_the_outlet_is_no_label() -> None:
    assert labels("Tomas Berg told CNN that he was glad.") == ["Tomas Berg"]


def test_two_bullets_with_the_same_words_get_different_labels() -> None:
    sentence = "Ferry owners in Harlow want a higher ticket price."
    first, second = labels(sentence, sentence)
    assert first != second


def test_a_sentence_without_a_noun_borrows_from_its_neighbour() -> None:
    assert labels("The ferry company sank.", "They were glad.")[1] is not None


def test_a_borrowed_label_never_beats_an_own_word() -> None:
    texts = ("The rail company bought the rail company ferry.", "It sank near Velden.")
    made = lines(*texts)
    assert label(made, read(made)[1:]) == ["Velden"]


def test_no_noun_anywhere_gives_no_label() -> None:
    assert labels("They were there.") == [None]


def test_no_bullets_have_no_labels() -> None:
    assert label(document(BRIDGE), []) == []


def test_the_capitals_of_a_sub_head_make_no_name() -> None:
    text = (
        "Ferries to Aid Norlund\n\nThe council spoke of Norlund all day. It said that Norlund needs ferries."
    )
    start = text.index("The council")
    spans = (Paragraph(0, 22, "heading"), Paragraph(start, len(text)))
    made = split(Article(text, spans))
    assert "Aid Norlund" not in label(made, read(made))
