"""Trained weights -> quicklook.onnx with int8 weights, and a check that it still says the same."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.export import Dim

from summarizer.errors import TrainingError
from summarizer.models.windows import PAD, Marks
from summarizer.training.batch import collate
from summarizer.training.dataset import Dataset
from summarizer.training.network import Salience

__all__ = ["agreement", "export"]

OPSET = 18

ARTICLES = 100
"""Articles that torch and the exported model are compared on."""


class _OneArticle(nn.Module):
    """`Salience` with the inputs that inference has: one article, segments numbered from 1, no padding."""

    def __init__(self, model: Salience) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, segment: Tensor, position: Tensor) -> Tensor:
        place = torch.ones_like(position).cumsum(1)
        logits: Tensor = self.model(ids, segment, place, position)
        return logits


def export(model: Salience, path: Path) -> None:
    """Write `model` to `path` as ONNX with its matrices and embeddings in int8, a scale per channel.

    Inputs: ids, segment (windows, tokens) and position (1, segments); output: logits (1, segments).
    """
    model = model.eval().cpu()
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        _export_fp32(model, full)
        quantize_dynamic(
            full,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )


def _export_fp32(model: Salience, path: Path) -> None:
    ids = torch.tensor([[4, 5, 6, 7, PAD], [4, 8, 9, 10, 7], [4, 8, 8, 8, 7]])
    segment = torch.tensor([[0, 1, 2, 0, 0], [0, 3, 3, 3, 0], [0, 4, 4, 4, 0]])
    position = torch.tensor([[0, 1, 2, 3]])
    windows, tokens, segments = Dim("windows"), Dim("tokens"), Dim("segments")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own internals
        torch.onnx.export(
            _OneArticle(model).eval(),
            (ids, segment, position),
            path,
            input_names=["ids", "segment", "position"],
            output_names=["logits"],
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


def agreement(model: Salience, path: Path, data: Dataset) -> float:
    """Return the mean rank correlation (-1 to 1) of torch's and the exported model's logits per article.

    Spearman's coefficient, over the sentences of each article that has more than one.
    Raises TrainingError when there is no such article.
    """
    examples = [example for example in data.examples()[:ARTICLES] if len(example.sentences) > 1]
    if not examples:
        raise TrainingError("No article with more than one sentence to compare the exported model on.")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    correlations = []
    with torch.no_grad():
        for example in examples:
            batch = collate([example], [True], Marks(*data.marks.tolist()))
            ours = model(batch.ids, batch.segment, batch.place, batch.position)[batch.scored].numpy()
            inputs = {name: getattr(batch, name).numpy() for name in ("ids", "segment", "position")}
            theirs = session.run(["logits"], inputs)[0][batch.scored.numpy()]
            correlations.append(np.corrcoef(ours.argsort().argsort(), theirs.argsort().argsort())[0, 1])
    return float(np.mean(correlations))
