"""Trained weights -> quicklook.onnx with 8-bit weights and float sums, and a check that it says the same."""

from __future__ import annotations

import operator
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.export import Dim

from summarizer.article import Document
from summarizer.errors import TrainingError
from summarizer.models.encoder import Encoder
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

    Matrices have a scale per column, an embedding table has one. They become floats again when the file is
    opened (`models.session`): where what flows between them is rounded to 8 bits too, the last bit of a sum
    can tip such a rounding, and processors give other texts (docs/processors.md).

    Inputs: ids, segment (windows, tokens) and position (1, segments). Outputs: logits (1, segments), states
    (windows, tokens, width) and words (windows, tokens, columns of `syntax.FIELDS`); logits alone without
    `words`, for a model whose word head was not
    trained.
    """
    _export_fp32(model.eval().cpu(), full, OUTPUTS if words else OUTPUTS[:1])
    onnx.save(_quantized(onnx.load(full)), path)


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


def _quantized(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with its constant matrices and tables in int8, and nodes that make floats of them."""
    uses = Counter(name for node in model.graph.node for name in node.input)
    weights = {
        one.name: one
        for one in model.graph.initializer
        if len(one.dims) == 2 and one.data_type == TensorProto.FLOAT and uses[one.name] == 1
    }
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        name = "" if place is None else node.input[place]
        if place is None or name not in weights:
            nodes.append(node)
            continue
        small, scale = f"{name}_int8", f"{name}_scale"
        _shrink(weights[name], scale, model.graph, per_column=place == 1)
        if place == 1:
            node.input[1] = f"{node.name}_weights"
            nodes += [helper.make_node("DequantizeLinear", [small, scale], [node.input[1]], axis=1), node]
        else:  # few rows of a table are looked up, so they alone become floats
            said = node.output[0]
            node.input[0], node.output[0] = small, f"{said}_int8"
            nodes += [node, helper.make_node("DequantizeLinear", [node.output[0], scale], [said])]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def _shrink(weights: TensorProto, scale: str, graph: onnx.GraphProto, per_column: bool) -> None:
    """Put weights into int8 (-127 to 127) under the name NAME_int8, and the size of a step into `scale`."""
    full = numpy_helper.to_array(weights)
    largest = abs(full).max(axis=0 if per_column else None)
    step = (np.where(largest > 0, largest, 1) / 127).astype(np.float32)
    name = f"{weights.name}_int8"
    weights.CopyFrom(numpy_helper.from_array(np.rint(full / step).astype(np.int8), name))
    graph.initializer.append(numpy_helper.from_array(step, scale))


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


def words_agreement(documents: Iterable[Document], folder: Path, full: Path) -> float:
    """Return the share of words with the same head in two folders' weights.

    Each folder holds quicklook.onnx and tokenizer.json. Raises TrainingError when under WORDS_AGREEMENT of
    the heads are the same.
    """
    small, large = Encoder(folder), Encoder(full)
    same: list[bool] = []
    for document in documents:
        readings = small.read(document), large.read(document)
        for index in range(len(document.sentences)):
            one, other = (reading.analysis(index) for reading in readings)
            if one and other:
                same.extend(map(operator.eq, one.head, other.head))
    head = float(np.mean(same)) if same else 0.0
    if head < WORDS_AGREEMENT:
        raise TrainingError(
            f"The exported model gives words other heads than its weights before quantization do: {head:.3f} "
            f"are the same, at least {WORDS_AGREEMENT} expected, {len(same)} words. Train longer."
        )
    return head
