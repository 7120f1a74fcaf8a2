from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from summarizer.writer import forms
from summarizer.writer.beams import search
from summarizer.writer.context import END
from summarizer.writer.function_words import FUNCTION_WORDS
from summarizer.writer.reader import LABEL, TEXT, Reader
from summarizer.writer.vocabulary import State, Vocabulary, of_labels, of_texts
from tests.writer.conftest import Babble
from tests.writer.samples import FERRY, STORIES

Encode = Callable[[str], Sequence[int]]

MARKS = r"(?:,|;|'s|’s|'|’|\"|”)"
STOP = r"(?:\.[\"”'’]?)"
SHOWN = " ".join((FERRY.title, *FERRY.sentences, "A $3.5 bill, O’Hara’s 2.5% and the U.S. “rudder”."))


def grammar(words: Iterable[str]) -> re.Pattern[str]:
    """Return what `of_texts` promises, written down apart from it."""
    word = "|".join(re.escape(one) for one in sorted(set(words), key=len, reverse=True))
    one = rf" [\"“‘']?(?:{word}){MARKS}*"
    return re.compile(rf"(?:{one}{STOP}?)*{one}{STOP}")


def outside(text: str, words: set[str]) -> list[str]:
    """Return the words of a text that are not among some, the marks around them taken off."""
    found = []
    for one in text.split():
        bare = one.lstrip("\"“‘'")
        ends = [bare[:end] for end in range(len(bare), 0, -1)]
        allowed = (end for end in ends if re.fullmatch(rf"{MARKS}*{STOP}?", bare[len(end) :]))
        if not any(end in words or end.lower() in FUNCTION_WORDS for end in allowed):
            found.append(one)
    return found


def stopped(vocabulary: Vocabulary, end: int, dice: np.random.Generator, encode: Encode) -> list[int]:
    """Return a random text of a dozen tokens or so: as soon as one may stop behind them, it does."""
    stop = encode(".")[0]
    state, ids = vocabulary.start, list[int]()
    while True:
        may = vocabulary.tokens[vocabulary.allowed(state)]
        late = len(ids) > 8
        if end in may and (late or dice.random() < 0.5):
            assert not vocabulary.after(state, end)
            return ids
        token = stop if stop in may and (late or dice.random() < 0.1) else int(may[dice.integers(len(may))])
        state = vocabulary.after(state, token)
        if token == end:
            return ids
        ids.append(token)


@pytest.fixture(scope="module")
def end(encode: Encode) -> int:
    return encode("\n")[0]


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_texts_hold_no_word_but_those_allowed(
    part: int, encode: Encode, end: int, tokenizer: Tokenizer
) -> None:
    words = forms.spoken(SHOWN)
    vocabulary = of_texts(encode, words, end)
    dice = np.random.default_rng(part)
    for _ in range(2500):
        text = tokenizer.decode(stopped(vocabulary, end, dice, encode))
        assert not outside(text, words), text
        assert re.search(rf"{STOP}$", text), text


WORDS = st.text(st.sampled_from("abcdesÉtuvXYZ0123456789"), min_size=1, max_size=7)
LEXICA = st.sets(
    st.one_of(WORDS, st.sampled_from(["U.S.", "3.5%", "$212", "O’Hara", "a", "said", "well-known"])),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(words=LEXICA, seed=st.integers(0, 2**32 - 1))
def test_any_words_give_texts_of_these_words_alone(
    words: set[str], seed: int, encode: Encode, end: int, tokenizer: Tokenizer
) -> None:
    vocabulary, promised = of_texts(encode, words, end), grammar(words)
    dice = np.random.default_rng(seed)
    for _ in range(5):
        text = tokenizer.decode(stopped(vocabulary, end, dice, encode))
        assert promised.fullmatch(text), (text, words)


@settings(max_examples=40, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=8), marks=st.data())
def test_any_text_of_the_words_can_be_written(
    words: list[str], marks: st.DataObject, encode: Encode, end: int
) -> None:
    vocabulary = of_texts(encode, words, end)
    state = vocabulary.start
    pieces = [
        piece
        for word in words
        for piece in (f" {word}", marks.draw(st.sampled_from(["", ",", "'s", "’s", ";", '"', "."])))
    ]
    for piece in [*pieces[:-1], "."]:
        for token in encode(piece) if piece else ():
            state = vocabulary.after(state, token)
    assert vocabulary.after(state, end) == frozenset()


def test_our_own_quick_looks_can_be_written(encode: Encode, end: int) -> None:
    for story in STORIES:
        for _, text, place in story.looks:
            vocabulary = of_texts(encode, forms.spoken(story.sentences[place]), end)
            state = vocabulary.start
            for token in (*encode(f" {text}"), end):
                state = vocabulary.after(state, token)
            assert not state


def test_a_word_that_is_not_shown_has_no_path(encode: Encode, end: int) -> None:
    vocabulary = of_texts(encode, forms.spoken("The ferry ran aground with 212 people."), end)

    def behind(text: str) -> State:
        state = vocabulary.start
        for token in encode(text):
            state = vocabulary.after(state, token)
        return state

    assert behind(" ferry 212")
    for text in (" ferry Solberg", " ferry Calder", " 2120", " 214"):
        with pytest.raises(KeyError):
            behind(text)


def test_nothing_ends_before_its_full_stop(encode: Encode, end: int) -> None:
    vocabulary = of_texts(encode, ["ferry"], end)
    assert end not in vocabulary.tokens[vocabulary.allowed(vocabulary.start)]
    state = vocabulary.start
    for token in encode(" ferry"):
        state = vocabulary.after(state, token)
    assert end not in vocabulary.tokens[vocabulary.allowed(state)]


def test_allowed_tokens_are_places_in_all_tokens_and_in_order(encode: Encode, end: int) -> None:
    vocabulary = of_texts(encode, ["ferry", "212", "U.S."], end)
    assert vocabulary.tokens.tolist() == sorted(set(vocabulary.tokens.tolist()))
    places = vocabulary.allowed(vocabulary.start)
    assert places.tolist() == sorted(set(places.tolist()))
    assert {encode(" ferry")[0], encode(" 212")[0]} <= set(vocabulary.tokens[places].tolist())


def language(vocabulary: Vocabulary, end: int, tokenizer: Tokenizer) -> set[str]:
    """Return all that a vocabulary without a circle can write."""
    found = set[str]()
    left: list[tuple[State, tuple[int, ...]]] = [(vocabulary.start, ())]
    while left:
        state, ids = left.pop()
        for token in vocabulary.tokens[vocabulary.allowed(state)].tolist():
            if token == end:
                found.add(tokenizer.decode(list(ids)).strip())
            else:
                left.append((vocabulary.after(state, token), (*ids, token)))
    return found


@settings(max_examples=40, deadline=None)
@given(st.sets(WORDS, max_size=3), st.sets(WORDS, max_size=4), st.sets(WORDS, min_size=1, max_size=3))
def test_labels_are_known_ones_or_one_or_two_modifiers_and_a_head(
    encode: Encode, tokenizer: Tokenizer, whole: set[str], own: set[str], heads: set[str]
) -> None:
    known = {f"{one} Known" for one in whole}
    end = encode(END)[0]
    expected = known | {f"{one} {head}" for one in own for head in heads}
    expected |= {f"{one} {two} {head}" for one in own for two in own for head in heads}
    assert language(of_labels(encode, known, own, heads, end), end, tokenizer) == expected


def test_a_network_that_knows_nothing_writes_no_other_words(
    reader: Reader, babble: Callable[[Sequence[Vocabulary]], Babble]
) -> None:
    for story in STORIES:
        lexica = [forms.spoken(sentence) for sentence in story.sentences[:4]]
        vocabularies = [of_texts(reader.ids, words, reader.ids("\n")[0]) for words in lexica]
        looks = [f"Sentence: {sentence}\nQuick look:" for sentence in story.sentences[:4]]
        prompts = reader.read(reader.open(f"Headline: {story.title}\n"), looks)
        found = search(reader, prompts, vocabularies, babble(vocabularies), 6, 12, TEXT)
        assert all(found)
        for words, of in zip(lexica, found, strict=True):
            for one in of:
                assert not outside(one.text, words), one.text
                assert re.search(rf"{STOP}$", one.text), one.text


def test_a_network_that_knows_nothing_writes_labels_all_the_same(
    reader: Reader, babble: Callable[[Sequence[Vocabulary]], Babble]
) -> None:
    known, own, heads = ["Next Steps", "Death Toll"], ["Ferry", "Captain’s"], ["Inquiry", "Account"]
    end = reader.ids(END)[0]
    vocabulary = of_labels(reader.ids, known, own, heads, end)
    prompts = reader.read(reader.open("Headline: Ferry runs aground\n"), ["Quick look:"])
    (found,) = search(reader, prompts, [vocabulary], babble([vocabulary]), 14, 20, LABEL)
    labels = {*known, *(f"{one} {head}" for one in own for head in heads)}
    labels |= {f"{one} {two} {head}" for one in own for two in own for head in heads}
    assert len(labels) == 14
    assert {one.text for one in found} == labels
