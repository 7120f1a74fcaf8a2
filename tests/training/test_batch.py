from __future__ import annotations

import numpy as np

from summarizer.models.windows import Marks
from summarizer.training.annotations import KNOWN, UNKNOWN, Sentence
from summarizer.training.batch import collate, collate_words
from summarizer.training.dataset import Example

MARKS = Marks(2, 3)


def example(title: int, *sentences: int) -> Example:
    parts = [np.full(length, 7, np.uint16) for length in (title, *sentences)]
    return Example(parts[0], parts[1:], np.linspace(0, 1, len(sentences), dtype=np.float32))


def test_segments_are_numbered_through_the_batch_and_placed_by_article() -> None:
    batch = collate([example(2, 4, 5), example(0, 3, 3, 3)], [True, True], MARKS)
    assert batch.place.tolist() == [[1, 2, 3], [4, 5, 6]]
    assert batch.position.tolist() == [[0, 1, 2], [1, 2, 3]]
    assert batch.scored.tolist() == [[False, True, True], [True, True, True]]
    lengths = np.bincount(batch.segment.numpy().ravel())
    assert lengths[1:].tolist() == [2, 4, 5, 3, 3, 3]


def test_a_hidden_title_leaves_no_trace() -> None:
    hidden, without = (collate([one], [False], MARKS) for one in (example(2, 4, 5), example(0, 4, 5)))
    for name in hidden.__slots__:
        assert getattr(hidden, name).tolist() == getattr(without, name).tolist()


def test_the_shorter_article_is_padded() -> None:
    batch = collate([example(0, 4), example(0, 3, 3, 130)], [False, False], MARKS)
    assert batch.place.tolist() == [[1, 0, 0], [2, 3, 4]]
    assert batch.scored.tolist() == [[True, False, False], [True, True, True]]
    assert batch.ids.shape == batch.segment.shape
    assert int((batch.segment == 4).sum()) == 130


def sentence(first: int, *pieces: int) -> Sentence:
    """Return a sentence of six tokens, numbered from `first`, with words at some places among them."""
    known = (np.full(len(pieces), number) for number, _ in enumerate(KNOWN))
    return Sentence(list(range(first, first + 6)), np.array(pieces), *known)


def test_each_word_of_a_packed_sentence_points_to_its_token() -> None:
    batch = collate_words([sentence(100, 0, 2, 5), sentence(200, 1), *[sentence(300, 3)] * 30], MARKS)
    flat = batch.ids.flatten()
    assert batch.ids.shape[0] == 2
    assert flat[batch.piece[0]].tolist() == [100, 102, 105]
    assert flat[batch.piece[1, :1]].tolist() == [201]
    assert flat[batch.piece[2:, 0]].tolist() == [303] * 30
    assert batch.piece[1].tolist()[1:] == [0, 0]
    assert batch.head[:2].tolist() == [[KNOWN.index("head")] * 3, [KNOWN.index("head"), UNKNOWN, UNKNOWN]]
    assert batch.entity[1].tolist() == [KNOWN.index("entity"), UNKNOWN, UNKNOWN]
