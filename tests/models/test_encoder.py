"""The embedded encoder with the weights that ship."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from summarizer import sentences, session, sources, words
from summarizer.article import Document
from summarizer.errors import ModelError, OverflowRefusedError
from summarizer.models.encoder import BLOCK, TOKENS, WEIGHTS, Encoder, english, readable
from summarizer.models.windows import WINDOW
from summarizer.options import Options
from summarizer.syntax import DECIMALS

PARAGRAPH = (
    "The council of Port Selby voted {n} to {n} on Monday to repair the sea wall. Mayor Ilse Brandt said "
    "that the work would cost {n} million crowns. Fishermen had asked for it since the storm of 20{n}. "
    "A survey found {n} cracks, none of them wider than a hand."
)


@pytest.fixture(scope="module")
def model() -> Encoder:
    return Encoder()


def document(paragraphs: int, title: str = "") -> Document:
    text = "\n\n".join(PARAGRAPH.format(n=10 + n) for n in range(paragraphs))
    article = sources.from_text(f"{title}\n\n{text}" if title else text)
    return sentences.split(article)


def test_it_scores_every_sentence_and_knows_a_filler(model: Encoder) -> None:
    article = sources.from_text(
        "The ferry Calder Star ran aground off Great Calder on Tuesday with 212 people on board.\n\n"
        "All passengers were brought ashore by lifeboats within three hours, the coast guard said.\n\n"
        "Asked about it, a waiter shrugged.\n\n"
        "Investigators are examining whether a faulty rudder caused the accident."
    )
    scored = model.read(sentences.split(article))
    assert len(scored.salience) == 4
    assert int(np.argmin(scored.salience)) == 2


def test_the_whole_of_a_long_article_is_read(model: Encoder) -> None:
    long = document(70)
    assert len(long.sentences) > 2 * BLOCK
    read = model.read(long)
    assert len(read.salience) == len(long.sentences)
    assert read.windows > 3


def test_overflow_can_be_refused_or_cut_with_a_report() -> None:
    long = document(40)
    assert readable(long, Options()) == (len(long.sentences), ())
    with pytest.raises(OverflowRefusedError, match=f"at most {BLOCK}"):
        readable(long, Options(on_overflow="error"))
    count, (warning,) = readable(long, Options(on_overflow="lead"))
    assert count == BLOCK
    assert f"first {BLOCK}" in warning
    assert readable(document(5), Options(on_overflow="error")) == (20, ())


def test_the_title_is_read(model: Encoder) -> None:
    plain = document(3)
    titled = document(3, "Survey finds cracks in the sea wall of Port Selby")
    assert titled.article.title is not None
    assert not np.allclose(model.read(plain).salience, model.read(titled).salience)


def test_a_sentence_longer_than_a_window_is_scored(model: Encoder) -> None:
    endless = "The list of things that were lost in the fire includes " + ", ".join(
        ["chairs and tables"] * 120
    )
    article = sources.from_text(
        f"{endless}.\n\nNobody was hurt when the theatre of Port Selby burned on Friday."
    )
    scored = model.read(sentences.split(article))
    assert len(scored.salience) == 2
    assert scored.windows >= 3


def test_a_text_without_stops_is_read_in_passes_of_bounded_size(model: Encoder) -> None:
    endless = "The list of what was lost in the fire goes on " + "with chairs and tables and lamps " * 1200
    scored = model.read(sentences.split(sources.from_text(endless)))
    assert len(scored.salience) == 1
    assert np.isfinite(scored.salience).all()
    assert scored.windows > TOKENS // WINDOW


def test_another_language_gets_a_warning() -> None:
    article = sources.from_text(
        "Der Stadtrat von Hafenau hat am Montag beschlossen, die Brücke über den Fluss zu erneuern.\n\n"
        "Die Arbeiten sollen im nächsten Jahr beginnen und zwei Jahre dauern, sagte die Bürgermeisterin."
    )
    german = sentences.split(article)
    assert not english(german)
    assert "English" in readable(german, Options())[1][0]


def test_a_folder_without_weights_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no quicklook\.onnx"):
        Encoder(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "no tokenizer"])
def test_weights_that_cannot_be_loaded_are_an_error(damage: str, tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "tokenizer.json", tmp_path)
    if damage == "cut":
        (tmp_path / "quicklook.onnx").write_bytes((WEIGHTS / "quicklook.onnx").read_bytes()[:100_000])
    if damage == "no tokenizer":
        shutil.copy(WEIGHTS / "quicklook.onnx", tmp_path)
        (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="Install the package again"):
        Encoder(tmp_path)


def test_the_shipped_file_is_small_and_its_revision_is_its_hash(model: Encoder) -> None:
    assert (WEIGHTS / "quicklook.onnx").stat().st_size <= 25_000_000
    assert model.revision in (WEIGHTS / "CARD.md").read_text("utf-8")


def test_the_shipped_weights_declare_what_they_were_trained_on(model: Encoder) -> None:
    lines = (WEIGHTS / "training.txt").read_text("ascii").splitlines()
    assert lines == sorted(set(lines))
    assert all(len(line) == 16 and set(line) <= set("0123456789abcdef") for line in lines)
    assert model.trained_on == set(lines)
    assert f"{len(lines):,}" in (WEIGHTS / "CARD.md").read_text("utf-8")


def test_a_declaration_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    for name in ("quicklook.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    assert Encoder(tmp_path).trained_on == frozenset()
    (tmp_path / "training.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError, match=r"training\.txt cannot be read"):
        _ = Encoder(tmp_path).trained_on


@pytest.mark.parametrize("quick", [False, True])
def test_every_kind_of_kernels_that_is_safe_here_gives_the_same(
    quick: bool, model: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    if quick and not session.has_vnni():
        pytest.skip("the shipped weights have 8 bits: only VNNI multiplies them quickly without overflow")
    article = document(12)
    monkeypatch.setattr(session, "has_vnni", lambda: quick)
    assert Encoder().read(article).salience == model.read(article).salience


def test_what_the_network_says_is_rounded_once(model: Encoder) -> None:
    read = model.read(document(2))
    assert read.salience == [round(one, DECIMALS) for one in read.salience]
    for one in read.tokens:
        assert np.array_equal(one.states, one.states.round(DECIMALS))
        assert np.array_equal(one.columns, one.columns.round(DECIMALS))


def test_every_word_of_every_sentence_is_analysed(model: Encoder) -> None:
    document = sentences.split(sources.read_one(Path("examples/harbour.txt")))
    reading = model.read(document)
    for sentence in document.sentences:
        analysis = reading.analysis(sentence.index)
        assert analysis is not None
        assert [word.text for word in analysis.words] == [
            w.text for w in words.split(document.text_of(sentence))
        ]
        assert sum(head == place for place, head in enumerate(analysis.head)) == 1
        vector = reading.vector(sentence.index)
        assert vector is not None
        assert np.isfinite(vector).all()


def test_the_headline_is_not_read_as_part_of_the_first_sentence(model: Encoder) -> None:
    text = "Eastmark will scrap the toll on its oldest bridge.\n\nA second sentence follows it."
    article = replace(sources.from_text(text), title="Town Ends Toll After Two Years of Protest")
    analysis = model.read(sentences.split(article)).analysis(0)
    assert analysis is not None
    assert analysis.relation[:3] == ("nsubj", "aux", "ROOT")
