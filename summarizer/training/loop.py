"""The training loop: resumable, seeded, on CPU (bf16) or GPU."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from summarizer.errors import TrainingError
from summarizer.models.windows import PAD, Marks
from summarizer.syntax import ARC, FIELDS
from summarizer.training.annotations import UNKNOWN, Sentence
from summarizer.training.batch import Batch, WordBatch, collate, collate_words
from summarizer.training.dataset import Dataset
from summarizer.training.network import Salience

__all__ = ["Schedule", "Watch", "loss", "start", "train", "word_loss"]

WARM_UP, CLIP = 0.06, 1.0
TITLE_DROPOUT = 0.5
"""Half of the titles are hidden, since many inputs have none."""
CHECKPOINT_SECONDS = 300
MEASUREMENTS = 8
"""Parts of a run after which the model is measured; after the last, the caller has it and may measure it."""
UNSTOPPED = 0.3
"""Share of the parsed sentences that are shown without the full stop at their end."""
LISTWISE = 0.2
"""Weight of the list-wise term, about as large as the other at the start of training."""
_WORD_HEAD = "words."
"""How the names of the word head's weights begin."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to train; the rates are peaks, reached after 6 % of the steps, then fall to 0.

    `epochs` may be a fraction: 0.8 leaves out the last fifth of the shuffled articles. A step sees `batch`
    articles and, where there are any, `sentences` parsed sentences. An encoder rate of 0 leaves the encoder,
    and what is said of words, as it was.

    words_only: train the word head alone, on parsed sentences alone, which is several times as fast; an
    epoch is then a round through them.
    """

    epochs: float = 1
    batch: int = 8
    sentences: int = 64
    encoder_rate: float = 5e-5
    head_rate: float = 3e-4
    seed: int = 0
    words_only: bool = False


def loss(logits: Tensor, batch: Batch) -> Tensor:
    """Return binary cross-entropy per sentence plus a list-wise term per article.

    The list-wise term is the cross-entropy between the softmax of an article's logits and its targets
    scaled to sum 1 (ListNet, Cao et al., 2007): only the order of the sentences matters to it, so that
    articles with one highlight and with five pull on the same scale.
    """
    each = functional.binary_cross_entropy_with_logits(logits, batch.target, reduction="none")
    pointwise = each[batch.scored].mean()
    share = batch.target / batch.target.sum(1, keepdim=True).clamp(min=1e-6)
    log_probability = logits.masked_fill(~batch.scored, -1e4).log_softmax(1)
    return pointwise - LISTWISE * (share * log_probability).sum(1).mean()


def word_loss(columns: Tensor, batch: WordBatch) -> Tensor:
    """Return the sum of the cross-entropies of what is said of words, each over the words where it is known.

    columns: (windows, tokens, columns of FIELDS). A word's head is a choice among the words of its sentence,
    itself for the root (Dozat & Manning, 2017, without labels on the arcs).
    """
    parts = torch.split(columns.flatten(0, 1)[batch.piece], list(FIELDS.values()), dim=2)
    found = dict(zip(FIELDS, parts, strict=True))
    present = batch.piece > 0
    arcs = found["dependent"] @ found["governor"].transpose(1, 2) / ARC**0.5 + found["prior"].transpose(1, 2)
    arcs = torch.diagonal_scatter(arcs, found["root"].squeeze(2), dim1=1, dim2=2)
    arcs = arcs.masked_fill(~present[:, None, :], -1e4)
    total = _known(arcs, batch.head) + _known(found["relation"], batch.relation)
    return total + _known(found["category"], batch.category) + _known(found["entity"], batch.entity)


def _known(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the cross-entropy where `wanted` is known, 0 where it never is."""
    if not (wanted != UNKNOWN).any():
        return scores.new_zeros(())
    return functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who follows a run: `report` gets a line now and then, `measure` says how good the model is by now."""

    report: Callable[[str], None]
    measure: Callable[[Salience], str] | None = None


def train(  # noqa: PLR0913  What is trained, on what, how long, kept where, watched by whom.
    model: Salience,
    data: Dataset,
    schedule: Schedule,
    checkpoint: Path,
    watch: Watch,
    treebank: Sequence[Sentence] = (),
) -> None:
    """Train `model` in place on its device; goes on from `checkpoint` when that file exists.

    The state of a run is the step, the weights and the optimizer; the order of articles and sentences, the
    hidden titles and the dropout follow from seed and step, so that a resumed run sees what an unbroken one
    sees. What does not fill a last batch is left out. The parsed sentences of `treebank` are gone through as
    often as the steps ask for; without them, the word head stays as it is.

    Raises TrainingError when there is less data than one step asks for, or the checkpoint is damaged.
    """
    device = next(model.parameters()).device
    examples, marks = data.examples(), Marks(*data.marks.tolist())
    order = np.concatenate([data.order(schedule.seed + epoch) for epoch in range(ceil(schedule.epochs))])
    steps = _steps(len(order), schedule, len(treebank))
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith(_WORD_HEAD) or not schedule.words_only)
    # a word head that an earlier run trained fits the encoder of that run only
    model.words_trained = bool(treebank) or (model.words_trained and schedule.encoder_rate == 0)
    optimizer = _optimizer(model, schedule)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _factor(step, steps))
    first = _restore(checkpoint, model, optimizer, rate) if checkpoint.exists() else 0
    began = saved = time.monotonic()
    mean = 0.0
    model.train()
    for step in range(first, steps):
        torch.manual_seed(schedule.seed + step)
        value = torch.zeros((), device=device)
        if not schedule.words_only:
            chosen = [examples[i] for i in order[step * schedule.batch : (step + 1) * schedule.batch]]
            titled = np.random.default_rng((schedule.seed, step)).random(len(chosen)) >= TITLE_DROPOUT
            batch = collate(chosen, titled.tolist(), marks).to(device)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                logits = model(batch.ids, batch.segment, batch.place, batch.position)
            value = value + loss(logits.float(), batch)
        if treebank:
            words = collate_words(_draw(treebank, schedule, step), marks).to(device)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                columns = model.words(model.states(words.ids), words.ids != PAD)
            value = value + word_loss(columns.float(), words)
        optimizer.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        rate.step()
        mean = value.item() if step == first else 0.98 * mean + 0.02 * value.item()
        now = time.monotonic()
        if (step + 1) % 20 == 0:
            left = (now - began) / (step + 1 - first) * (steps - step - 1)
            watch.report(f"step {step + 1}/{steps}  loss {mean:.4f}  {left / 60:.0f} min left")
        if watch.measure and (step + 1) % ceil(steps / MEASUREMENTS) == 0 and step + 1 < steps:
            watch.report(f"step {step + 1}/{steps}  {watch.measure(model)}")
        if now - saved > CHECKPOINT_SECONDS or step + 1 == steps:
            _save(checkpoint, step + 1, model, optimizer, rate)
            saved = now


def _steps(articles: int, schedule: Schedule, parsed: int) -> int:
    """Return the steps of a schedule over so many articles and parsed sentences, all epochs together."""
    if schedule.words_only:
        if not parsed:
            raise TrainingError("There are no parsed sentences to train the word head on.")
        count, batch = int(parsed * schedule.epochs), schedule.sentences
    else:
        count, batch = int(articles * schedule.epochs / ceil(schedule.epochs)), schedule.batch
    if count < batch:
        kind = "sentences" if schedule.words_only else "articles"
        raise TrainingError(f"{count} {kind} make no batch of {batch}. Give more {kind} or a smaller batch.")
    return count // batch


def _draw(treebank: Sequence[Sentence], schedule: Schedule, step: int) -> list[Sentence]:
    """Return the parsed sentences of a step: the next ones in an order that their turn sets.

    Some come without their full stop, as headings stand beside sentences in a window.
    """
    drawn = []
    for number in range(step * schedule.sentences, (step + 1) * schedule.sentences):
        turn, place = divmod(number, len(treebank))
        drawn.append(treebank[_order((schedule.seed, turn), len(treebank))[place]])
    chance = np.random.default_rng((schedule.seed, step))
    return [one.without_stop() if chance.random() < UNSTOPPED else one for one in drawn]


@lru_cache(maxsize=4)
def _order(seed: tuple[int, ...], count: int) -> list[int]:
    order: list[int] = np.random.default_rng(seed).permutation(count).tolist()
    return order


def _factor(step: int, steps: int) -> float:
    warm = max(1, round(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _optimizer(model: Salience, schedule: Schedule) -> torch.optim.Optimizer:
    encoder = list(model.encoder.parameters())
    known = {id(parameter) for parameter in encoder}
    head = [parameter for parameter in model.parameters() if id(parameter) not in known]
    groups: list[dict[str, Any]] = [
        {"params": encoder, "lr": schedule.encoder_rate},
        {"params": head, "lr": schedule.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _save(path: Path, step: int, model: Salience, optimizer: torch.optim.Optimizer, rate: Any) -> None:
    state = {
        "step": step,
        "model": model.state_dict(),
        "words_trained": model.words_trained,
        "optimizer": optimizer.state_dict(),
        "rate": rate.state_dict(),
    }
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def _restore(path: Path, model: Salience, optimizer: torch.optim.Optimizer, rate: Any) -> int:
    state = _load(path)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    rate.load_state_dict(state["rate"])
    step: int = state["step"]
    return step


def start(model: Salience, checkpoint: Path) -> None:
    """Give `model` the weights of another run's checkpoint; its optimizer and its step are left aside.

    The word head stays fresh when the run did not train it. Raises TrainingError when the checkpoint is
    damaged or its network has another shape.
    """
    state = _load(checkpoint)
    weights = state["model"]
    # the first release's checkpoints have no word head, the next one's have no "words_trained"
    trained = bool(state.get("words_trained", any(name.startswith(_WORD_HEAD) for name in weights)))
    if not trained:
        fresh = model.state_dict()
        weights = {**weights, **{name: fresh[name] for name in fresh if name.startswith(_WORD_HEAD)}}
    try:
        model.load_state_dict(weights)
    except RuntimeError as error:
        raise TrainingError(
            f"{checkpoint} cannot be started from: its network is not the one that these initial weights "
            "make (--initial)."
        ) from error
    model.words_trained = trained


def _load(path: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, UnpicklingError) as error:
        raise TrainingError(f"{path} is damaged ({error}). Remove it to start the run again.") from error
    return state
