"""The default model with its own weights; each draft takes seconds, so that there are few.

What the writer makes of texts, step by step, is tested with a tiny one in tests/writer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import sentences, sources, verify
from summarizer.article import Document
from summarizer.errors import ModelError
from summarizer.models import load_model
from summarizer.models.encoder import WEIGHTS
from summarizer.models.fast import QuicklookFast
from summarizer.models.quicklook import NOTHING, Quicklook
from summarizer.options import Options
from summarizer.summary import Draft

WRITER = ("writer.onnx", "writer.npz", "writer.json")
STORY = (
    "The theatre of Port Selby reopened on Friday, two years after a fire destroyed its stage.\n"
    "Its director, Ilse Brandt, said that the repair had cost 14 million crowns.\n"
    "All 400 seats for the first night were sold within an hour."
)


@pytest.fixture(scope="module")
def model() -> Quicklook:
    made = load_model("quicklook")
    assert isinstance(made, Quicklook)
    return made


@pytest.fixture(scope="module")
def article() -> Document:
    return sentences.split(sources.read_one(Path("examples/harbour.txt")))


@pytest.fixture(scope="module")
def draft(model: Quicklook, article: Document) -> Draft:
    return model.draft([article], Options())[0]


def story() -> Document:
    return sentences.split(sources.from_text(STORY))


def gate(**intercepts: float) -> Mapping[str, Mapping[str, float]]:
    """Return the weights of a gate that judges by nothing else."""
    found = json.loads((WEIGHTS / "gate.json").read_text("utf-8"))
    return {
        name: dict.fromkeys(weights, 0.0) | {"intercept": intercepts.get(name, 0.0)}
        for name, weights in found.items()
    }


def folder(place: Path, judge: Mapping[str, Mapping[str, float]] | None = None) -> Path:
    """Make a folder with the writer's weights, and with those of a gate if there are any."""
    for name in WRITER:
        (place / name).symlink_to(WEIGHTS / name)
    if judge is not None:
        (place / "gate.json").write_text(json.dumps(judge), "utf-8")
    return place


def test_its_revision_is_the_hash_of_all_its_weights(model: Quicklook, tmp_path: Path) -> None:
    names = ("quicklook.onnx", "tokenizer.json", *WRITER, "gate.json")
    assert model.files == tuple(WEIGHTS / name for name in names)
    whole = b"".join(file.read_bytes() for file in model.files)
    assert model.revision == hashlib.sha256(whole).hexdigest()[:12]
    assert model.revision != QuicklookFast().revision
    assert model.trained_on == QuicklookFast().trained_on
    assert Quicklook(folder(tmp_path, gate())).revision != model.revision


def test_bullets_are_short_labelled_and_borne_out(draft: Draft, article: Document) -> None:
    assert len(draft.bullets) >= 4
    assert any(bullet.written for bullet in draft.bullets)
    labels = [bullet.label for bullet in draft.bullets]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    for bullet in draft.bullets:
        assert len(bullet.text.split()) <= Options().bullet_words
        assert bullet.text.endswith((".", '."', ".”"))
        assert bullet.evidence
        assert 0 < bullet.support <= 1
    assert 0 < len(draft.brief.text.split()) <= 1.1 * Options().brief_words + 3
    assert not draft.written
    checked = verify.check(draft, article)
    assert not any(bullet.violations for bullet in checked.bullets)
    assert not checked.brief.violations


def test_what_is_not_written_is_a_sentence_of_the_article(draft: Draft, article: Document) -> None:
    texts = [" ".join(article.text_of(sentence).split()) for sentence in article.sentences]
    for bullet in draft.bullets:
        if not bullet.written:
            assert any(text.endswith(bullet.text[1:]) for text in texts)


def test_the_whole_article_is_read(draft: Draft, article: Document) -> None:
    assert draft.coverage.words_read == draft.coverage.words == article.words()


def test_an_article_in_another_language_gets_whole_sentences(model: Quicklook) -> None:
    german = sentences.split(
        sources.from_text(
            "Der Stadtrat von Hafenau hat am Montag beschlossen, die Brücke über den Fluss zu erneuern.\n\n"
            "Die Arbeiten sollen im nächsten Jahr beginnen und zwei Jahre dauern, sagte die Bürgermeisterin."
        )
    )
    (found,) = model.draft([german], Options())
    assert "English" in found.warnings[0]
    assert [found] == QuicklookFast().draft([german], Options())
    assert len(found.bullets) == 2
    assert not any(bullet.written or bullet.label for bullet in found.bullets)


def test_no_sentence_gives_no_bullet(model: Quicklook) -> None:
    (found,) = model.draft([Document(story().article, ())], Options())
    assert found.bullets == ()


def test_where_nothing_passes_there_are_whole_sentences_and_a_warning(tmp_path: Path) -> None:
    strict = Quicklook(folder(tmp_path, gate(publish=-9, reject=9)))
    (found,) = strict.draft([story()], Options())
    (plain,) = QuicklookFast().draft([story()], Options())
    assert found == replace(plain, warnings=(NOTHING, *plain.warnings))
    assert found.bullets


def test_fewer_bullets_than_asked_are_told(tmp_path: Path) -> None:
    mild = Quicklook(folder(tmp_path, gate(publish=2, reject=-9)))
    (found,) = mild.draft([story()], Options(bullets=6, labels="none"))
    assert 0 < len(found.bullets) <= 3
    told = f"Only {len(found.bullets)} quick look(s) instead of 6: no other one was sure enough and new."
    assert found.warnings == (told,)
    assert {bullet.label for bullet in found.bullets} == {None}


def test_a_folder_with_a_writer_is_this_model_another_the_fast_one(tmp_path: Path, model: Quicklook) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    ours.mkdir()
    other.mkdir()
    for name in ("quicklook.onnx", "tokenizer.json"):
        (other / name).symlink_to(WEIGHTS / name)
    made = load_model(str(folder(ours)))
    assert isinstance(made, Quicklook)
    assert made.revision == model.revision
    assert isinstance(load_model(str(other)), QuicklookFast)


@pytest.mark.parametrize("name", [*WRITER, "gate.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}"], ids=["missing", "empty", "other"])
def test_weights_that_cannot_be_loaded_are_an_error(name: str, content: bytes | None, tmp_path: Path) -> None:
    damaged = folder(tmp_path, gate()) / name
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    if (name, content) == ("gate.json", None):
        pytest.skip("the package's gate takes its place")
    with pytest.raises(ModelError, match=r"train-writer"):
        Quicklook(tmp_path)
