from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import TrainingError
from summarizer.models.windows import WINDOW
from summarizer.syntax import CLASSES, ENTITIES, RELATIONS
from summarizer.training import treebank
from summarizer.training.annotations import UNKNOWN, encode, read_treebank
from summarizer.training.dataset import open_tokenizer
from summarizer.words import split


def test_a_treebank_becomes_tokens_and_numbers(treebank_file: Path, encoder: Path) -> None:
    tokenizer = open_tokenizer(encoder / "tokenizer.json")
    found = read_treebank(treebank_file, tokenizer)
    parses = list(treebank.read(treebank_file))
    assert len(found) == len(parses) == 12 * 8
    for sentence, parse in zip(found, parses, strict=True):
        tokens = tokenizer.encode(parse.text, add_special_tokens=False)
        assert sentence.ids == tokens.ids
        assert [tokens.offsets[piece][1] for piece in sentence.pieces] == [word.end for word in parse.words]
        assert sentence.head.tolist() == list(parse.head)
        assert [RELATIONS[i] for i in sentence.relation] == list(parse.relation)
        assert [CLASSES[i] for i in sentence.category] == list(parse.category)
        assert [ENTITIES[i] for i in sentence.entity] == list(parse.entity)


def test_a_sentence_may_lose_the_mark_at_its_end(treebank_file: Path, encoder: Path) -> None:
    tokenizer = open_tokenizer(encoder / "tokenizer.json")
    whole = read_treebank(treebank_file, tokenizer)[0]
    bare = whole.without_stop()
    assert (bare.ids, bare.pieces.tolist()) == (whole.ids[:-1], whole.pieces[:-1].tolist())
    assert bare.head.tolist() == whole.head[:-1].tolist()
    assert bare.without_stop() is bare
    one = encode(tokenizer.encode("mayor", add_special_tokens=False), split("mayor"))
    assert one is not None
    assert one.without_stop() is one


def test_unknown_names_are_unknown(encoder: Path, tmp_path: Path) -> None:
    path = tmp_path / "trees.conllu"
    path.write_text("1\tSail\t_\tVERB\t_\t_\t0\troot:odd\t_\tEntity=SHIP\n", "utf-8")
    found = read_treebank(path, open_tokenizer(encoder / "tokenizer.json"))[0]
    assert (found.relation.tolist(), found.entity.tolist()) == ([UNKNOWN], [UNKNOWN])
    assert found.category.tolist() == [CLASSES.index("VERB")]


def test_a_sentence_longer_than_a_window_is_left_out(encoder: Path) -> None:
    tokenizer = open_tokenizer(encoder / "tokenizer.json")
    fits, does_not = "a " * (WINDOW - 2), "a " * (WINDOW - 1)
    for text, there in ((fits, True), (does_not, False), ("", False)):
        encoding = tokenizer.encode(text, add_special_tokens=False)
        assert (encode(encoding, split(text)) is not None) == there


def test_a_file_without_sentences_is_an_error(encoder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.conllu").write_text("# nothing\n", "utf-8")
    with pytest.raises(TrainingError, match="no annotated sentence"):
        read_treebank(tmp_path / "empty.conllu", open_tokenizer(encoder / "tokenizer.json"))
