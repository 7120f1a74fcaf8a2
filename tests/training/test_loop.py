from __future__ import annotations

from pathlib import Path

import pytest
import torch

from summarizer.errors import TrainingError
from summarizer.training.batch import Batch, collate
from summarizer.training.dataset import Dataset, marks_of
from summarizer.training.loop import Schedule, Watch, loss, train
from summarizer.training.network import Salience

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
    train(unbroken, data, schedule, tmp_path / "unbroken.pt", Watch(lambda _: None))

    def interrupt(_: Salience) -> str:
        raise InterruptedRunError

    broken = fresh(encoder)
    with pytest.raises(InterruptedRunError):
        train(broken, data, schedule, tmp_path / "broken.pt", Watch(lambda _: None, interrupt))
    resumed = fresh(encoder)
    train(resumed, data, schedule, tmp_path / "broken.pt", Watch(lambda _: None))
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
        train(fresh(encoder), data, Schedule(batch=64), tmp_path / "checkpoint.pt", Watch(lambda _: None))


def test_a_damaged_checkpoint_is_an_error(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"not a checkpoint")
    with pytest.raises(TrainingError, match="damaged"):
        train(fresh(encoder), data, SCHEDULE, tmp_path / "checkpoint.pt", Watch(lambda _: None))
