from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from summarizer.errors import TrainingError
from summarizer.training.annotations import KNOWN, UNKNOWN, Sentence, read_treebank
from summarizer.training.batch import Batch, collate, collate_words
from summarizer.training.dataset import Dataset, marks_of, open_tokenizer
from summarizer.training.loop import Schedule, Watch, loss, start, train, word_loss
from summarizer.training.network import Salience

QUIET = Watch(lambda _: None)
SCHEDULE = Schedule(epochs=4, batch=4, head_rate=3e-3, encoder_rate=1e-3, seed=5)


def fresh(encoder: Path) -> Salience:
    torch.manual_seed(1)
    return Salience.from_pretrained(encoder)


def weights(model: Salience) -> torch.Tensor:
    return torch.cat([parameter.detach().ravel() for parameter in model.parameters()])


class InterruptedRunError(Exception):
    pass


def test_it_learns_which_sentences_the_highlights_are_from(
    data: Dataset, encoder: Path, tmp_path: Path
) -> None:
    model = fresh(encoder)
    lines: list[str] = []
    train(model, data, SCHEDULE, tmp_path / "checkpoint.pt", Watch(lines.append, lambda _: "measured"))
    examples = data.examples()
    batch = collate(examples, [True] * len(examples), marks_of(encoder / "tokenizer.json"))
    with torch.no_grad():
        logits = model.eval()(batch.ids, batch.segment, batch.place, batch.position)
    best = [set(row.topk(2).indices.tolist()) for row in logits.masked_fill(~batch.scored, -9e9)]
    titled = batch.position[:, 0] == 0
    wanted = [{2, 5} if has_title else {1, 4} for has_title in titled]
    assert sum(found == want for found, want in zip(best, wanted, strict=True)) >= 36
    assert any("loss" in line for line in lines)
    assert any("measured" in line for line in lines)


def test_a_resumed_run_ends_where_an_unbroken_one_does(
    data: Dataset, encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.training.loop.CHECKPOINT_SECONDS", 0)
    schedule = Schedule(epochs=2, batch=8, seed=5)
    unbroken = fresh(encoder)
    train(unbroken, data, schedule, tmp_path / "unbroken.pt", QUIET)

    def interrupt(_: Salience) -> str:
        raise InterruptedRunError

    broken = fresh(encoder)
    with pytest.raises(InterruptedRunError):
        train(broken, data, schedule, tmp_path / "broken.pt", Watch(lambda _: None, interrupt))
    resumed = fresh(encoder)
    train(resumed, data, schedule, tmp_path / "broken.pt", QUIET)
    torch.testing.assert_close(weights(resumed), weights(unbroken))


def test_the_loss_falls_when_the_order_is_right(data: Dataset, encoder: Path) -> None:
    examples = data.examples()[:4]
    batch: Batch = collate(examples, [True] * 4, marks_of(encoder / "tokenizer.json"))
    right = (batch.target - 0.5) * 6
    assert loss(right, batch) < loss(torch.zeros_like(right), batch) < loss(-right, batch)


def test_titles_and_padding_are_no_part_of_the_loss(data: Dataset, encoder: Path) -> None:
    examples = data.examples()[:4]
    batch = collate(examples, [True] * 4, marks_of(encoder / "tokenizer.json"))
    noise = torch.where(batch.scored, 0.0, 50.0)
    torch.testing.assert_close(loss(noise, batch), loss(torch.zeros_like(noise), batch))


def test_too_few_articles_for_a_batch_are_an_error(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no batch of 64"):
        train(fresh(encoder), data, Schedule(batch=64), tmp_path / "checkpoint.pt", QUIET)


def test_a_damaged_checkpoint_is_an_error(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(TrainingError, match="damaged"):
        train(fresh(encoder), data, SCHEDULE, tmp_path / "checkpoint.pt", QUIET)


@pytest.fixture(scope="module")
def parsed(treebank_file: Path, encoder: Path) -> list[Sentence]:
    return read_treebank(treebank_file, open_tokenizer(encoder / "tokenizer.json"))


def word_error(model: Salience, parsed: list[Sentence], encoder: Path) -> float:
    batch = collate_words(parsed, marks_of(encoder / "tokenizer.json"))
    with torch.no_grad():
        return word_loss(model.eval().words(model.states(batch.ids), batch.ids != 0), batch).item()


def test_parsed_sentences_teach_the_word_head(
    data: Dataset, encoder: Path, parsed: list[Sentence], tmp_path: Path
) -> None:
    model = fresh(encoder)
    before = word_error(model, parsed, encoder)
    schedule = Schedule(epochs=1, batch=4, sentences=8, encoder_rate=1e-3, head_rate=3e-3)
    train(model, data, schedule, tmp_path / "checkpoint.pt", QUIET, parsed)
    assert word_error(model, parsed, encoder) < before - 2
    assert model.words_trained


def test_the_word_head_alone_leaves_the_rest_as_it_was(
    data: Dataset, encoder: Path, parsed: list[Sentence], tmp_path: Path
) -> None:
    model, untouched = fresh(encoder), fresh(encoder)
    before = word_error(model, parsed, encoder)
    schedule = Schedule(epochs=1.5, sentences=12, head_rate=3e-3, words_only=True)
    lines: list[str] = []
    train(model, data, schedule, tmp_path / "checkpoint.pt", Watch(lines.append), parsed)
    assert lines == []  # 96 parsed sentences 1.5 times, twelve a step, are 12 steps
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 12
    assert word_error(model, parsed, encoder) < before - 1
    for (name, one), other in zip(model.named_parameters(), untouched.parameters(), strict=True):
        assert name.startswith("words.") or torch.equal(one, other)


def test_a_resumed_run_sees_the_same_parsed_sentences_and_dropout(
    data: Dataset, encoder: Path, parsed: list[Sentence], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.training.loop.CHECKPOINT_SECONDS", 0)
    schedule = Schedule(epochs=1, sentences=24, words_only=True)

    def interrupt(_: Salience) -> str:
        raise InterruptedRunError

    unbroken, broken, resumed = fresh(encoder), fresh(encoder), fresh(encoder)
    train(unbroken, data, schedule, tmp_path / "unbroken.pt", QUIET, parsed)
    with pytest.raises(InterruptedRunError):
        train(broken, data, schedule, tmp_path / "broken.pt", Watch(lambda _: None, interrupt), parsed)
    torch.manual_seed(99)
    train(resumed, data, schedule, tmp_path / "broken.pt", QUIET, parsed)
    torch.testing.assert_close(weights(resumed), weights(unbroken))


def test_what_is_not_known_is_no_part_of_the_loss(parsed: list[Sentence], encoder: Path) -> None:
    marks = marks_of(encoder / "tokenizer.json")
    model = fresh(encoder).eval()

    def error(*sentences: object) -> float:
        batch = collate_words(sentences, marks)  # type: ignore[arg-type]
        columns = torch.zeros(*batch.ids.shape, model.words.out.out_features)
        return word_loss(columns, batch).item()

    (one,) = parsed[:1]
    blank = replace(one, **{name: np.full_like(getattr(one, name), UNKNOWN) for name in KNOWN})
    assert error(blank) == 0
    assert error(blank, one) == pytest.approx(error(one))


def test_the_word_head_alone_needs_parsed_sentences(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no parsed sentences"):
        train(fresh(encoder), data, Schedule(words_only=True), tmp_path / "checkpoint.pt", QUIET)


def test_a_start_takes_the_weights_and_says_whether_words_were_trained(
    data: Dataset, encoder: Path, parsed: list[Sentence], tmp_path: Path
) -> None:
    first = fresh(encoder)
    train(first, data, Schedule(epochs=0.2), tmp_path / "articles.pt", QUIET)
    second = fresh(encoder)
    start(second, tmp_path / "articles.pt")
    torch.testing.assert_close(weights(first), weights(second))
    assert not second.words_trained

    train(second, data, Schedule(words_only=True, sentences=48), tmp_path / "words.pt", QUIET, parsed)
    third = fresh(encoder)
    start(third, tmp_path / "words.pt")
    torch.testing.assert_close(weights(third), weights(second))
    assert third.words_trained
    train(third, data, Schedule(epochs=0.2, encoder_rate=0), tmp_path / "kept.pt", QUIET)
    assert third.words_trained
    train(third, data, Schedule(epochs=0.2), tmp_path / "moved.pt", QUIET)
    assert not third.words_trained


def test_a_start_without_a_word_head_leaves_it_fresh(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    old, model = fresh(encoder), fresh(encoder)
    train(old, data, Schedule(epochs=0.2), tmp_path / "old.pt", QUIET)
    state = torch.load(tmp_path / "old.pt", weights_only=True)
    del state["words_trained"]
    state["model"] = {name: value for name, value in state["model"].items() if not name.startswith("words.")}
    torch.save(state, tmp_path / "old.pt")
    start(model, tmp_path / "old.pt")
    torch.testing.assert_close(weights(model), weights(old))
    assert not model.words_trained


def test_a_start_of_another_shape_is_an_error(encoder: Path, tmp_path: Path) -> None:
    model = fresh(encoder)
    state = {"model": {**model.state_dict(), "logit.bias": torch.zeros(2)}, "words_trained": True}
    torch.save(state, tmp_path / "other.pt")
    with pytest.raises(TrainingError, match="cannot be started from"):
        start(model, tmp_path / "other.pt")
    (tmp_path / "damaged.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(TrainingError, match="damaged"):
        start(model, tmp_path / "damaged.pt")
