from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from summarizer.training.writer import loop
from summarizer.training.writer.batch import Encoded, losses
from summarizer.training.writer.loop import WriterSchedule, measure, train
from summarizer.training.writer.network import Writer, adapt
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


def test_changes_of_low_rank_are_merged_and_a_resumed_run_gives_the_same(
    rows: list[Encoded], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVED", 3)
    monkeypatch.setattr(loop, "TOLD", 4)
    low = replace(SCHEDULE, rank=2)

    def interrupt(line: str) -> None:
        if line.startswith("step 8/"):
            raise InterruptedRunError

    unbroken, broken, resumed, before = fresh(), fresh(), fresh(), fresh()
    torch.manual_seed(5)
    train(unbroken, rows, [], low, tmp_path / "unbroken.pt", quiet)
    torch.manual_seed(5)
    with pytest.raises(InterruptedRunError):
        train(broken, rows, [], low, tmp_path / "broken.pt", interrupt)
    torch.manual_seed(99)
    train(resumed, rows, [], low, tmp_path / "broken.pt", quiet)
    torch.testing.assert_close(weights(resumed), weights(unbroken))
    own = unbroken.state_dict()
    assert set(own) == set(before.state_dict())
    for name, one in before.state_dict().items():
        learned = name.startswith(("judges.", "layers.1.")) and "norm" not in name
        assert torch.equal(one, own[name]) != learned, name
        if learned and name.startswith("layers."):
            assert torch.linalg.matrix_rank(own[name] - one, atol=1e-5) == 2


def test_a_checkpoint_of_changes_holds_these_and_the_judges(rows: list[Encoded], tmp_path: Path) -> None:
    train(fresh(), rows, [], replace(SCHEDULE, rank=2), tmp_path / "checkpoint.pt", quiet)
    held = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["weights"]
    made = fresh()
    adapt(made, 2)
    thin = {name for name, one in made.named_parameters() if one.requires_grad}
    assert set(held) == {name for name in thin if not name.startswith("layers.0.")}


def test_a_mark_weighs_as_much_as_it_is_told_to(rows: list[Encoded]) -> None:
    made = network()
    with torch.no_grad():
        found = losses(made, rows)
        plain, marked, twice = (float(loop._loss(made, rows, judged)) for judged in (0.0, 1.0, 2.0))
    marks = float((found.verdicts * found.verdict_weights).mean())
    assert marks > 0.05
    assert marked - plain == pytest.approx(marks, rel=0.05)  # in 16 bits
    assert twice - plain == pytest.approx(2 * (marked - plain), rel=1e-3)


def test_what_nobody_marked_counts_little_though_a_step_has_nothing_else(rows: list[Encoded]) -> None:
    made = network()

    def weighing(weight: float) -> list[Encoded]:
        return [
            Encoded(
                one.opening,
                [replace(p, verdicts=tuple((*v[:3], weight) for v in p.verdicts)) for p in one.pieces],
            )
            for one in rows
        ]

    with torch.no_grad():
        plain, little, full = (
            float(loop._loss(made, weighing(weight), judged))
            for weight, judged in ((1.0, 0.0), (0.1, 1.0), (1.0, 1.0))
        )
    assert little - plain == pytest.approx((full - plain) / 10, rel=0.05)


def test_rows_without_marks_or_without_tokens_cost_what_the_others_cost(rows: list[Encoded]) -> None:
    made = network()
    unmarked = [Encoded(one.opening, [replace(p, verdicts=()) for p in one.pieces]) for one in rows]
    judged = [
        Encoded(one.opening, [replace(p, weights=[0.0] * len(p.ids)) for p in one.pieces]) for one in rows
    ]
    with torch.no_grad():
        whole = float(loop._loss(made, rows, 1.0))
        parts = [float(loop._loss(made, part, 1.0)) for part in (unmarked, judged)]
    assert sum(parts) == pytest.approx(whole, rel=0.01)
    assert min(parts) > 0


def test_the_judges_learn_faster(rows: list[Encoded], tmp_path: Path) -> None:
    """By the first step of Adam a weight moves by its rate, whatever its gradient."""
    made, before = fresh(), fresh()
    one = replace(SCHEDULE, epochs=1 / 3, fresh=5.0)
    train(made, rows, [], one, tmp_path / "checkpoint.pt", quiet)
    moved = {
        name: float((own - old).detach().abs().max())
        for (name, own), old in zip(made.named_parameters(), before.parameters(), strict=True)
    }
    rate = one.rate / loop.WARM_UP
    assert moved["layers.1.out.weight"] == pytest.approx(rate, rel=0.02)
    assert moved["judges.0.weight"] == pytest.approx(5 * rate, rel=0.02)
    assert moved["judges.1.bias"] == pytest.approx(5 * rate, rel=0.02)


def test_weights_decay_as_they_are_told_to(rows: list[Encoded], tmp_path: Path) -> None:
    kept, decayed, before = fresh(), fresh(), fresh()
    for made, decay in ((kept, 0.0), (decayed, 0.5)):
        one = replace(SCHEDULE, epochs=1 / 3, decay=decay)
        train(made, rows, [], one, tmp_path / f"{decay}.pt", quiet)
    rate = SCHEDULE.rate / loop.WARM_UP
    name = "layers.1.out.weight"
    lost = kept.state_dict()[name] - decayed.state_dict()[name]
    torch.testing.assert_close(lost, 0.5 * rate * before.state_dict()[name], rtol=0.05, atol=1e-7)


def test_each_row_is_seen_once_an_epoch() -> None:
    order = loop._order(7, 21, seed=3)
    assert [sorted(order[at : at + 7]) for at in (0, 7, 14)] == [list(range(7))] * 3
    assert order == loop._order(7, 21, seed=3)
    assert order != loop._order(7, 21, seed=4)
    assert order[:10] == loop._order(7, 10, seed=3)[:10]
