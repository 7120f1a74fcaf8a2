"""Trained weights -> quicklook.onnx with int8 weights, and a check that it still says the same."""

from __future__ import annotations

import operator
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.export import Dim

from summarizer.article import Document
from summarizer.errors import TrainingError
from summarizer.models.quicklook import Quicklook
from summarizer.models.windows import PAD, Marks
from summarizer.session import open_session
from summarizer.training.batch import collate
from summarizer.training.dataset import Dataset
from summarizer.training.network import Salience

__all__ = ["AGREEMENT", "OUTPUTS", "WORDS_AGREEMENT", "agreement", "export", "words_agreement"]

OPSET = 18

OUTPUTS = ("logits", "states", "words")

AGREEMENT = 0.8
"""Least rank correlation; the shipped weights reach 0.99 (record.json of their run)."""

WORDS_AGREEMENT = 0.8
"""Least share of words with the same head in int8 as in fp32."""


class _OneArticle(nn.Module):
    """`Salience` with the inputs that inference has: one article, segments numbered from 1, no padding."""

    def __init__(self, model: Salience, outputs: int) -> None:
        super().__init__()
        self.model, self.outputs = model, outputs

    def forward(self, ids: Tensor, segment: Tensor, position: Tensor) -> tuple[Tensor, ...]:
        said = self.model.read(ids, segment, torch.ones_like(position).cumsum(1), position)
        return said[: self.outputs]


def export(model: Salience, path: Path, full: Path, words: bool = True) -> None:
    """Write `model` to `full` as ONNX, and to `path` with its matrices and embeddings in int8.

    Matrices have a scale per column and 7 bits, so that no sum of two products overflows 16 bits on any
    processor; an embedding table has one scale. Inputs: ids, segment (windows, tokens) and
    position (1, segments). Outputs: logits (1, segments), states (windows, tokens, width) and words (windows,
    tokens, columns of `syntax.FIELDS`); logits alone without `words`, for a model whose word head was not
    trained.
    """
    _export_fp32(model.eval().cpu(), full, OUTPUTS if words else OUTPUTS[:1])
    quantize_dynamic(
        full,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def _export_fp32(model: Salience, path: Path, outputs: Sequence[str]) -> None:
    ids = torch.tensor([[4, 5, 6, 7, PAD], [4, 8, 9, 10, 7], [4, 8, 8, 8, 7]])
    segment = torch.tensor([[0, 1, 2, 0, 0], [0, 3, 3, 3, 0], [0, 4, 4, 4, 0]])
    position = torch.tensor([[0, 1, 2, 3]])
    windows, tokens, segments = Dim("windows"), Dim("tokens"), Dim("segments")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own internals
        torch.onnx.export(
            _OneArticle(model, len(outputs)).eval(),
            (ids, segment, position),
            path,
            input_names=["ids", "segment", "position"],
            output_names=list(outputs),
            dynamic_shapes={
                "ids": {0: windows, 1: tokens},
                "segment": {0: windows, 1: tokens},
                "position": {1: segments},
            },
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    _strip(path)


def _strip(path: Path) -> None:
    """Take out what the exporter adds for debugging: stack traces with local paths, shapes of every value."""
    exported = onnx.load(path)
    del exported.graph.value_info[:], exported.graph.metadata_props[:], exported.metadata_props[:]
    for node in exported.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in (*exported.graph.input, *exported.graph.output, *exported.graph.initializer):
        del value.metadata_props[:]
    onnx.save(exported, path)


def agreement(expected: Iterable[NDArray[np.float32]], path: Path, data: Dataset) -> float:
    """Return the mean rank correlation (-1 to 1) of expected logits and the exported model's, per article.

    Spearman's coefficient over the sentences of each article of `data`; `expected` holds torch's logits for
    the same articles. Raises TrainingError when it is under AGREEMENT, or when there is no article.
    """
    session = open_session(path)
    marks = Marks(*data.marks.tolist())
    correlations = []
    for ours, example in zip(expected, data.examples(), strict=True):
        batch = collate([example], [True], marks)
        inputs = {name: getattr(batch, name).numpy() for name in ("ids", "segment", "position")}
        theirs = session.run(["logits"], inputs)[0][batch.scored.numpy()]
        correlations.append(np.corrcoef(ours.argsort().argsort(), theirs.argsort().argsort())[0, 1])
    found = float(np.mean(correlations)) if correlations else 0.0
    if found < AGREEMENT:
        raise TrainingError(
            f"The exported model ranks sentences unlike the trained one: mean rank correlation {found:.3f}, "
            f"at least {AGREEMENT} expected, {len(correlations)} articles. Train longer, or on more articles."
        )
    return found


def words_agreement(documents: Iterable[Document], folder: Path, full: Path) -> dict[str, float]:
    """Return the shares of words with the same head and with the same sign of `keep` in two folders' weights.

    Each folder holds quicklook.onnx and tokenizer.json. Raises TrainingError when under WORDS_AGREEMENT of
    the heads are the same.
    """
    small, large = Quicklook(folder), Quicklook(full)
    same: list[tuple[bool, bool]] = []
    for document in documents:
        readings = small.read(document), large.read(document)
        for index in range(len(document.sentences)):
            one, other = (reading.analysis(index) for reading in readings)
            if one and other:
                heads = map(operator.eq, one.head, other.head)
                keeps = ((a > 0) == (b > 0) for a, b in zip(one.keep, other.keep, strict=True))
                same.extend(zip(heads, keeps, strict=True))
    head, keep = np.mean(same, axis=0).tolist() if same else (0.0, 0.0)
    if head < WORDS_AGREEMENT:
        raise TrainingError(
            f"The exported model gives words other heads than its weights before quantization do: {head:.3f} "
            f"are the same, at least {WORDS_AGREEMENT} expected, {len(same)} words. Train longer."
        )
    return {"head": head, "keep": keep}
