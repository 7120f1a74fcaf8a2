from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from tokenizers import Tokenizer

from summarizer.writer import forms
from summarizer.writer.ordered import Ordered

Encode = Callable[[str], Sequence[int]]

SENTENCE = (
    "Ferry services to the three islands were suspended on Tuesday after a winter storm opened a crack in "
    "the harbour wall, leaving about 2,300 islanders without their main link."
)
END = 0
WALKS, LONGEST = 500, 60


@pytest.fixture(scope="module")
def vocabulary(encode: Encode) -> Ordered:
    return Ordered(encode, forms.in_order(SENTENCE), forms.free(), END)


def walk(vocabulary: Ordered, dice: random.Random) -> list[int] | None:
    """Return the tokens of a random text, None where it did not come to its end."""
    state = vocabulary.start
    ids: list[int] = []
    for _ in range(LONGEST):
        token = int(vocabulary.tokens[dice.choice(list(vocabulary.allowed(state)))])
        state = vocabulary.after(state, token)
        if not state:
            return ids
        ids.append(token)
    return None


def test_words_keep_the_order_of_the_sentence(vocabulary: Ordered, tokenizer: Tokenizer) -> None:
    dice = random.Random(1)
    places = forms.in_order(SENTENCE)
    free = {word.lower() for word in forms.free()}
    ended = [found for found in (walk(vocabulary, dice) for _ in range(WALKS)) if found is not None]
    assert len(ended) > WALKS / 10
    for ids in ended:
        text = tokenizer.decode(ids).strip()
        assert text.endswith(".")
        at = 0
        for word in (part.strip(",;.") for part in text.split()):
            bare = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
            if {word.lower(), bare.lower()} & free:
                continue
            later = [i for i in range(at, len(places)) if {word, bare} & places[i]]
            assert later, (text, word)
            at = later[0] + 1


def test_a_text_does_not_open_in_the_second_half(vocabulary: Ordered, encode: Encode) -> None:
    def may_open_with(word: str) -> bool:
        state = vocabulary.start
        for token in encode(" " + word):
            if token not in vocabulary.tokens[vocabulary.allowed(state)]:
                return False
            state = vocabulary.after(state, token)
        return True

    assert may_open_with("Ferry")
    assert may_open_with("The")
    assert not may_open_with("2,300")


def test_a_token_that_may_not_follow_is_an_error(vocabulary: Ordered) -> None:
    with pytest.raises(KeyError):
        vocabulary.after(vocabulary.start, END)
