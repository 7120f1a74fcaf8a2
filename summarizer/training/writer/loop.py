"""The writer's training loop: steps, learning rate, checkpoints, and the loss on articles held back."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from summarizer.training.writer.batch import Encoded, losses
from summarizer.training.writer.network import Writer, adapt, merge

__all__ = ["WriterSchedule", "measure", "train"]

WARM_UP = 40
"""Steps over which the learning rate rises."""

TOLD, SAVED, MEASURED = 10, 40, 120
"""Steps between two lines of progress, two checkpoints, two measurements."""


@dataclass(frozen=True, slots=True)
class WriterSchedule:
    """How the writer is trained: `rows` articles a step, the `frozen` lowest layers and the embeddings fixed.

    rank: learn changes of that rank in place of the layers themselves (0: the layers). judged: weight of a
    reader's mark beside a token; the mean is over a step's marks, so that one of less weight counts for less,
    though there be no other. decay: of weights, a step, times the rate. fresh: the rate of the judges, which
    know nothing at first, over `rate`.
    """

    epochs: float = 2.0
    rows: int = 5
    rate: float = 3e-4
    frozen: int = 10
    seed: int = 0
    rank: int = 0
    judged: float = 1.0
    fresh: float = 3.0
    decay: float = 0.01


def train(  # noqa: PLR0913  What is trained, on what, measured on what, how, kept where, told to whom.
    network: Writer,
    rows: Sequence[Encoded],
    valid: Sequence[Encoded],
    schedule: WriterSchedule,
    checkpoint: Path,
    report: Callable[[str], None],
) -> None:
    """Train in place, going on from the checkpoint where there is one."""
    network.embed.requires_grad_(False)
    if schedule.rank:
        adapt(network, schedule.rank)
    for layer in network.layers[: schedule.frozen]:
        layer.requires_grad_(False)
    learned = {name: p for name, p in network.named_parameters() if p.requires_grad}
    groups = [
        {"params": [p for name, p in learned.items() if name.startswith("judges.") is judging], "over": over}
        for judging, over in ((False, 1.0), (True, schedule.fresh))
    ]
    optimizer = torch.optim.AdamW(groups, lr=schedule.rate, betas=(0.9, 0.95), weight_decay=schedule.decay)
    steps = round(schedule.epochs * len(rows) / schedule.rows)
    step = 0
    if checkpoint.is_file():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["weights"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
        report(f"going on at step {step} of {steps}")
    order = _order(len(rows), steps * schedule.rows, schedule.seed)
    began, since, recent = time.monotonic(), step, []
    while step < steps:
        for group in optimizer.param_groups:
            group["lr"] = (
                group["over"] * schedule.rate * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
            )
        batch = [rows[i] for i in order[step * schedule.rows : (step + 1) * schedule.rows]]
        loss = _loss(network, batch, schedule.judged)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        recent.append(loss.item())
        if step % TOLD == 0:
            pace = (time.monotonic() - began) / (step - since)
            left = pace * (steps - step) / 60
            report(
                f"step {step}/{steps}  loss {sum(recent) / len(recent):.3f}  {pace:.1f} s/step"
                f"  {left:.0f} min left"
            )
            recent.clear()
        if step % SAVED == 0 or step == steps:
            state = network.state_dict()
            held = {
                "weights": {name: state[name] for name in learned},
                "optimizer": optimizer.state_dict(),
                "step": step,
            }
            torch.save(held, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
        if valid and (step % MEASURED == 0 or step == steps):
            report(f"step {step}  held back: {measure(network, valid):.4f} a token")
    merge(network)


def measure(network: Writer, rows: Sequence[Encoded], together: int = 10) -> float:
    """Return the mean cross-entropy of a learned token, labels weighed as in training."""
    total = weight = 0.0
    with torch.no_grad():
        for at in range(0, len(rows), together):
            with torch.autocast(network.embed.weight.device.type, torch.bfloat16):
                found = losses(network, rows[at : at + together])
            total += float((found.tokens * found.weights).sum())
            weight += float(found.weights.sum())
    return total / weight


def _loss(network: Writer, batch: Sequence[Encoded], judged: float) -> torch.Tensor:
    with torch.autocast(network.embed.weight.device.type, torch.bfloat16):
        found = losses(network, batch)
    whole = (found.tokens * found.weights).sum() / found.weights.sum().clamp(min=1)
    marks = (found.verdicts * found.verdict_weights).sum() / max(1, len(found.verdicts))
    return whole + judged * marks


def _order(count: int, wanted: int, seed: int) -> list[int]:
    """Return which rows are seen, one permutation after the other."""
    dice = random.Random(seed)
    order: list[int] = []
    while len(order) < wanted:
        order += dice.sample(range(count), count)
    return order
