"""The network of `compose.relevance`: articles whose quick looks name their evidence -> relevance.npz.

Run: python -m summarizer.training.relevance FOLDER ARTICLES OUT [CACHE]

FOLDER holds the encoder's weights (summarizer/weights), ARTICLES is an archive such as gold.train.jsonl.xz,
OUT the file to write; CACHE keeps what the encoder says of the articles for a second run. The weights belong
to those of the encoder: train them again whenever it changes. With 1,900 articles on one core the encoder
takes some minutes, the training half a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from summarizer.compose.relevance import BLOCK, HEADS, NUMBERS, POSITIONS
from summarizer.models.encoder import Encoder
from summarizer.sources import archive
from summarizer.training import evidence
from summarizer.training.evidence import Example

__all__ = ["Network", "Schedule", "fit", "save", "train"]

WIDTH, LAYERS, INNER = 128, 2, 256


@dataclass(frozen=True, slots=True)
class Schedule:
    """How the network is trained; tried on 200 held-back articles, between which the choices hardly differ.

    batch: articles a step. rate: highest learning rate, after `warm` steps; it falls to 0 in a line.
    decay: weight decay. dropout: of the inputs and inside the layers. news: weight of the loss of the news.
    """

    epochs: int = 8
    batch: int = 24
    rate: float = 1e-3
    warm: int = 40
    decay: float = 0.05
    dropout: float = 0.25
    news: float = 0.3
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles of up to BLOCK sentences: (articles, sentences, ...); `present` is False for padding."""

    numbers: Tensor
    vectors: Tensor
    present: Tensor
    relevant: Tensor
    news: Tensor


class Network(nn.Module):
    """Scores the sentences of articles; `compose.relevance` computes the same in numpy."""

    def __init__(self, width: int, dropout: float = 0.0) -> None:
        """`width` is that of the encoder's states."""
        super().__init__()
        self.numbers = nn.Linear(NUMBERS, WIDTH)
        self.vector = nn.Linear(width, WIDTH)
        self.mean = nn.Linear(width, WIDTH, bias=False)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.blocks = nn.ModuleList(_Block(dropout) for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.out = nn.Linear(WIDTH, 2)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.position.weight, std=0.02)

    def forward(self, numbers: Tensor, vectors: Tensor, present: Tensor) -> Tensor:
        """Return (articles, sentences, 2), the logits of relevance and of the news."""
        mean = (vectors * present[..., None]).sum(1, keepdim=True) / present.sum(1)[:, None, None]
        hidden = self.dropout(self.numbers(numbers) + self.vector(vectors) + self.mean(mean))
        hidden = hidden + self.position(torch.arange(vectors.shape[1]).clamp(max=POSITIONS - 1))
        for block in self.blocks:
            hidden = block(hidden, present)
        said: Tensor = self.out(self.norm(hidden))
        return said


class _Block(nn.Module):
    """A pre-norm transformer layer; the same as `compose.relevance` has, with dropout."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention_norm, self.feed_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.feed = nn.Sequential(
            nn.Linear(WIDTH, INNER), nn.GELU(approximate="tanh"), nn.Linear(INNER, WIDTH)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, present: Tensor) -> Tensor:
        articles, count, width = hidden.shape
        split = self.qkv(self.attention_norm(hidden)).view(articles, count, 3, HEADS, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=present[:, None, None, :]
        )
        hidden = hidden + self.dropout(self.out(mixed.transpose(1, 2).reshape(articles, count, width)))
        result: Tensor = hidden + self.dropout(self.feed(self.feed_norm(hidden)))
        return result


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained network, and the mean and the spread of the numbers that it was shown."""

    network: Network
    centre: evidence.Floats
    spread: evidence.Floats


def fit(found: Sequence[Example], schedule: Schedule = Schedule()) -> Fitted:
    """Return a network trained on the examples; the same seed gives the same one."""
    torch.manual_seed(schedule.seed)
    every = np.concatenate([one.features.numbers for one in found])
    centre, spread = every.mean(0), every.std(0) + np.float32(1e-3)
    network = Network(found[0].features.vectors.shape[1], schedule.dropout)
    optimizer = torch.optim.AdamW(network.parameters(), schedule.rate, weight_decay=schedule.decay)
    batches = list(_batches(found, schedule))
    for step, rows in enumerate(batches):
        share = min(1.0, (step + 1) / schedule.warm) * (1 - step / len(batches))
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate * share
        loss = _loss(network, _collate(rows, centre, spread), schedule.news)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    return Fitted(network.eval(), centre, spread)


def save(fitted: Fitted, path: Path) -> None:
    """Write the weights in 16 bits. The file appears whole or not at all."""
    held = {name: tensor.numpy().astype(np.float16) for name, tensor in fitted.network.state_dict().items()}
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        np.savez_compressed(file, centre=fitted.centre, spread=fitted.spread, **held)
    part.replace(path)


def train(folder: Path, articles: Path, out: Path, cache: Path | None = None) -> Fitted:
    """Train on an archive and save the weights."""
    if cache is not None and cache.is_file():
        found = evidence.load(cache)
    else:
        found = evidence.examples((one for _, one in archive.articles(articles)), Encoder(folder))
        if cache is not None:
            evidence.save(found, cache)
    fitted = fit(found)
    save(fitted, out)
    return fitted


def _batches(found: Sequence[Example], schedule: Schedule) -> Iterator[list[Example]]:
    """Yield the batches of all epochs, articles of about one length together."""
    chance = np.random.default_rng(schedule.seed)
    group = schedule.batch * 8
    for _ in range(schedule.epochs):
        order = chance.permutation(len(found))
        for at in range(0, len(order), group):
            near = sorted((found[i] for i in order[at : at + group]), key=lambda one: len(one.relevant))
            yield from (near[i : i + schedule.batch] for i in range(0, len(near), schedule.batch))


def _collate(rows: Sequence[Example], centre: evidence.Floats, spread: evidence.Floats) -> _Batch:
    longest = min(BLOCK, max(len(one.relevant) for one in rows))
    shape = (len(rows), longest)
    width = rows[0].features.vectors.shape[1]
    made = _Batch(
        torch.zeros(*shape, NUMBERS),
        torch.zeros(*shape, width),
        torch.zeros(shape, dtype=torch.bool),
        torch.zeros(shape),
        torch.zeros(shape),
    )
    for row, one in enumerate(rows):
        kept = slice(0, min(longest, len(one.relevant)))
        scaled = np.clip((one.features.numbers[kept] - centre) / spread, -5, 5)
        made.numbers[row, kept] = torch.from_numpy(scaled)
        made.vectors[row, kept] = torch.from_numpy(one.features.vectors[kept])
        made.present[row, kept] = True
        made.relevant[row, kept] = torch.from_numpy(one.relevant[kept])
        made.news[row, kept] = torch.from_numpy(one.news[kept])
    return made


def _loss(network: Network, batch: _Batch, weight: float) -> Tensor:
    """Return the cross-entropy of relevance, a sentence, and that of the news, an article, times `weight`."""
    said = network(batch.numbers, batch.vectors, batch.present)
    relevant = functional.binary_cross_entropy_with_logits(
        said[..., 0][batch.present], batch.relevant[batch.present]
    )
    likely = said[..., 1].masked_fill(~batch.present, -1e4).log_softmax(-1)
    told = batch.news.sum(-1) > 0
    news = -(batch.news * likely).sum(-1)[told].sum() / told.sum().clamp(min=1)
    total: Tensor = relevant + weight * news
    return total


if __name__ == "__main__":
    train(*(Path(argument) for argument in sys.argv[1:5]))
