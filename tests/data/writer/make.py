"""Makes the tiny writer beside this script: writer.onnx, writer.npz (embeddings), writer.json (tokenizer).

    python -m tests.data.writer.make [FOLDER]

Two layers, 64 wide, learn the stories of tests/writer/samples.py by heart, by the code that trains the real
one, and are exported by the code that exports it. It takes a minute on a core.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from summarizer.training.writer import export, pairs
from summarizer.training.writer.batch import encode
from summarizer.training.writer.loop import WriterSchedule, train
from summarizer.training.writer.network import Shape, Writer
from summarizer.writer.context import END
from tests.writer.samples import STORIES

__all__ = ["make", "rows", "tokenizer"]

TOKENS = 1000
SCHEDULE = WriterSchedule(epochs=300, rows=3, rate=4e-3, frozen=0)


def tokenizer(texts: Iterable[str], size: int = TOKENS) -> Tokenizer:
    """Return a byte-level BPE like SmolLM2's: digits apart, "<|im_end|>" as the one special token."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=1,
        special_tokens=[END],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    made.train_from_iterator(texts, trainer)
    return made


def rows() -> list[pairs.Row]:
    """Return what is to be learned."""
    return [pairs.row(one.article()) for one in STORIES]


def make(folder: Path, schedule: WriterSchedule = SCHEDULE) -> None:
    """Train the writer and put its files into a folder."""
    learned = rows()
    own = tokenizer(
        part
        for row in learned
        for part in (row.opening, *(f"{s.prompt} {s.given} {s.text}\nLabel: {s.label}" for s in row.segments))
    )
    torch.manual_seed(0)
    network = Writer(Shape(own.get_vocab_size(), width=64, inner=128, layers=2, heads=2, shared=1))
    encoded = [encode(one, own) for one in learned]
    with tempfile.TemporaryDirectory() as scratch:
        network.train()
        train(network, encoded, encoded, schedule, Path(scratch) / "checkpoint.pt", print)
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    export.save(network, folder / "writer.onnx")
    np.savez_compressed(folder / "writer.npz", **export.tables(network))  # type: ignore[arg-type]
    own.save(str(folder / "writer.json"), pretty=False)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
