from __future__ import annotations

from pathlib import Path

import pytest
import torch

from summarizer.training.writer import loop
from summarizer.training.writer.batch import Encoded, losses
from summarizer.training.writer.loop import WriterSchedule, measure, train
from summarizer.training.writer.network import Writer
from tests.training.writer.conftest import network

SCHEDULE = WriterSchedule(epochs=4, rows=1, rate=3e-3, frozen=1, seed=5)
"""Twelve steps over three rows."""


class InterruptedRunError(Exception):
    pass


def weights(made: Writer) -> torch.Tensor:
    return torch.cat([one.detach().ravel() for one in made.parameters()])


def fresh() -> Writer:
    return network().train()


def quiet(_: str) -> None:
    pass


def test_a_resumed_run_gives_the_weights_of_an_unbroken_one(
    rows: list[Encoded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVED", 3)
    monkeypatch.setattr(loop, "TOLD", 4)

    def interrupt(line: str) -> None:
        if line.startswith("step 8/"):
            raise InterruptedRunError

    unbroken, broken, resumed = fresh(), fresh(), fresh()
    train(unbroken, rows, [], SCHEDULE, tmp_path / "unbroken.pt", quiet)
    with pytest.raises(InterruptedRunError):
        train(broken, rows, [], SCHEDULE, tmp_path / "broken.pt", interrupt)
    lines: list[str] = []
    torch.manual_seed(99)
    train(resumed, rows, [], SCHEDULE, tmp_path / "broken.pt", lines.append)
    assert lines[0] == "going on at step 6 of 12"
    assert not torch.equal(weights(broken), weights(unbroken))
    torch.testing.assert_close(weights(resumed), weights(unbroken))


def test_a_finished_run_is_not_run_again(rows: list[Encoded], tmp_path: Path) -> None:
    first, second = fresh(), fresh()
    train(first, rows, [], SCHEDULE, tmp_path / "checkpoint.pt", quiet)
    lines: list[str] = []
    train(second, rows, [], SCHEDULE, tmp_path / "checkpoint.pt", lines.append)
    assert lines == ["going on at step 12 of 12"]
    torch.testing.assert_close(weights(second), weights(first))


def test_embeddings_and_the_lowest_layers_stay_as_they_were(rows: list[Encoded], tmp_path: Path) -> None:
    made, before = fresh(), fresh()
    train(made, rows, [], SCHEDULE, tmp_path / "checkpoint.pt", quiet)
    for (name, one), other in zip(made.named_parameters(), before.parameters(), strict=True):
        same = name.startswith(("embed.", "layers.0."))
        assert torch.equal(one, other) == same, name
    held = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["weights"]
    assert not any(name.startswith(("embed.", "layers.0.")) for name in held)


def test_it_learns(rows: list[Encoded], tmp_path: Path) -> None:
    made = fresh()
    before = measure(made, rows)
    lines: list[str] = []
    schedule = WriterSchedule(epochs=40, rows=3, rate=1e-2, frozen=0)
    train(made, rows, rows[:1], schedule, tmp_path / "checkpoint.pt", lines.append)
    assert measure(made, rows) < 0.7 * before
    assert any(line.startswith("step 10/40  loss ") for line in lines)
    assert lines[-1].startswith("step 40  held back: ")
    assert float(lines[-1].split()[4]) == pytest.approx(measure(made, rows[:1]), abs=1e-3)


def test_what_is_measured_is_the_weighed_mean(rows: list[Encoded]) -> None:
    made = network()
    with torch.no_grad():
        found = losses(made, rows)
    expected = float((found.tokens * found.weights).sum() / found.weights.sum())
    assert measure(made, rows) == pytest.approx(expected, rel=0.02)  # in 16 bits
    assert measure(made, rows, together=1) == pytest.approx(measure(made, rows), rel=0.01)


def test_each_row_is_seen_once_an_epoch() -> None:
    order = loop._order(7, 21, seed=3)
    assert [sorted(order[at : at + 7]) for at in (0, 7, 14)] == [list(range(7))] * 3
    assert order == loop._order(7, 21, seed=3)
    assert order != loop._order(7, 21, seed=4)
    assert order[:10] == loop._order(7, 10, seed=3)[:10]
