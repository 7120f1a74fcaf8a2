from __future__ import annotations

import numpy as np

from summarizer import sentences, sources
from summarizer.reading import Reading, Tokens
from summarizer.syntax import FIELDS

TEXT = "Rain fell in Norlund all day, and the council met at noon.\nThe ferry to Port Selby sank."
WIDTH = sum(FIELDS.values())


def reading() -> Reading:
    """Return a reading whose tokens are the words; a token's state and its columns tell its place."""
    document = sentences.split(sources.from_text(TEXT))
    tokens = []
    for sentence in document.sentences:
        text = document.text_of(sentence)
        offsets, at = [], 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            offsets.append((start, at))
        places = np.arange(len(offsets), dtype=np.float32)[:, None]
        tokens.append(Tokens(offsets, np.repeat(places, 3, axis=1), np.repeat(places, WIDTH, axis=1)))
    return Reading(document, [0.0] * len(document.sentences), tokens)


def test_an_analysis_counts_from_the_start_of_its_sentence() -> None:
    read = reading()
    last = len(read.document.sentences) - 1
    found = read.analysis(last)
    assert found is not None
    text = read.document.text_of(read.document.sentences[last])
    assert [text[word.start : word.end] for word in found.words] == "The ferry to Port Selby sank .".split()
    assert read.analysis(last) is found


def test_a_vector_is_the_mean_of_the_states() -> None:
    read = reading()
    found = read.vector(len(read.document.sentences) - 1)
    assert found is not None
    assert found.tolist() == [2.5, 2.5, 2.5]


def test_a_model_without_words_says_nothing_of_them() -> None:
    read = Reading(reading().document, [0.0, 0.0])
    assert read.analysis(0) is None
    assert read.vector(0) is None


def test_a_sentence_without_tokens_has_no_analysis() -> None:
    whole = reading()
    nothing = Tokens([], np.zeros((0, 3), np.float32), np.zeros((0, WIDTH), np.float32))
    read = Reading(whole.document, whole.salience, [nothing] * len(whole.document.sentences))
    assert read.analysis(0) is None
    assert read.vector(0) is None
