"""One run of the writer's training, from articles with labelled quick looks to a folder of weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from summarizer.errors import TrainingError
from summarizer.sources import archive
from summarizer.training.writer import base, batch, export, loop, marks, pairs
from summarizer.training.writer.batch import Encoded
from summarizer.training.writer.network import Writer

__all__ = ["WriterOptions", "run"]

OPTIONS = "options.json"

MARKED = 2
"""Times that an article with readers' marks is seen for one with quick looks."""


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What to train the writer on and how.

    data: files or folders of articles with labelled quick looks. out: the folder for the run. valid: files to
    measure the loss on. marks: files of articles with candidates that readers marked (`marks.read`). base:
    folder of a Llama model saved by transformers, by default the installed SmolLM2-135M-Instruct. device: cpu
    or cuda. resume: go on with the run in `out`.
    """

    data: tuple[Path, ...]
    out: Path
    valid: tuple[Path, ...] = ()
    marks: tuple[Path, ...] = ()
    schedule: loop.WriterSchedule = field(default_factory=loop.WriterSchedule)
    base: Path | None = None
    device: str = "cpu"
    resume: bool = False


def run(options: WriterOptions, report: Callable[[str], None]) -> Path:
    """Train, export, and return the folder with writer.onnx, writer.npz, writer.json and record.json.

    Raises TrainingError when the data has no labelled quick look, marks are wrong, or the folder holds
    another run.
    """
    record: dict[str, object] = {
        "data": {
            str(path): archive.checksum(path) for path in (*options.data, *options.valid, *options.marks)
        },
        "schedule": asdict(options.schedule),
        "base": str(options.base or base.PACKAGE),
        "versions": {name: version(name) for name in ("torch", "transformers", "onnxruntime")},
    }
    torch.manual_seed(options.schedule.seed)  # the judges begin at random
    network, tokenizer = base.load(options.base)
    rows = list(_rows(options.data, tokenizer))
    if not any(piece.learned for row in rows for piece in row.pieces):
        raise TrainingError(
            "The data has no article with labelled quick looks. docs/training.md shows their layout."
        )
    judged = list(_marked(options.marks, tokenizer))
    _claim(options, record)
    valid = list(_rows(options.valid, tokenizer))
    report(
        f"{len(rows):,} articles with quick looks, {len(judged):,} with marks; "
        f"{sum(len(row.pieces) for row in (*rows, *judged)):,} texts to learn from"
    )
    rows += MARKED * judged
    torch.manual_seed(options.schedule.seed)
    network = network.to(options.device).train()
    loop.train(network, rows, valid, options.schedule, options.out / "checkpoint.pt", report)
    if valid:
        record["held back"] = round(loop.measure(network, valid), 4)
    report("exporting")
    write(network.cpu().eval(), tokenizer, options.out)
    (options.out / "record.json").write_text(json.dumps(record, indent=2), encoding="utf-8")
    return options.out


def write(network: Writer, tokenizer: Tokenizer, folder: Path) -> None:
    """Write the files that `summarizer.writer` reads."""
    export.save(network, folder / "writer.onnx")
    np.savez(folder / "writer.npz", **export.tables(network))  # type: ignore[arg-type]
    (folder / "writer.json").write_text(tokenizer.to_str(), encoding="utf-8")


def _rows(paths: Sequence[Path], tokenizer: Tokenizer) -> Iterator[Encoded]:
    every = (article for path in paths for _, article in archive.articles(path) if article.quick_looks)
    for number, article in enumerate(every):
        found = batch.encode(pairs.row(article, number), tokenizer)
        if found.pieces and found.opening:
            yield found


def _marked(paths: Sequence[Path], tokenizer: Tokenizer) -> Iterator[Encoded]:
    for path in paths:
        for one in marks.read(path):
            found = batch.encode(pairs.marked(one), tokenizer)
            if found.pieces and found.opening:
                yield found


def _claim(options: WriterOptions, record: dict[str, object]) -> None:
    """Take the folder for this run, or find that it is this run's already."""
    file = options.out / OPTIONS
    options.out.mkdir(parents=True, exist_ok=True)
    if file.is_file():
        if not options.resume:
            raise TrainingError(
                f"{options.out} holds a run already. Go on with it (--resume) or name another folder."
            )
        if json.loads(file.read_text("utf-8")) != json.loads(json.dumps(record)):
            raise TrainingError(f"The run in {options.out} has other data or settings. Name another folder.")
    file.write_text(json.dumps(record, indent=2), encoding="utf-8")
