"""The writer's layers as an ONNX graph, node by node: embeddings in, states, new keys and values out.

The graph knows neither tokens nor scores: embeddings are looked up, and multiplied for the scores of the few
tokens that may follow, outside of it. It attends to keys and values of the past, which it is given and does
not copy, and to those of the tokens at hand; the mask alone says who sees whom, so that one graph reads
openings, reads segments behind a shared opening, and writes several candidates behind one segment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from summarizer.training.writer.network import BLOCK, Writer

__all__ = ["graph", "save", "tables"]

OPSET = 17

WIDE = 64
"""Weights of a row that share a scale where each has 8 bits."""


class _Graph:
    """Nodes, constants, inputs and outputs as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def add(self, kind: str, inputs: list[str], outputs: int = 1, **attributes: Any) -> list[str]:
        self._count += 1
        names = [f"{kind.lower()}{self._count}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"{kind}{self._count}", **attributes))
        return names

    def one(self, kind: str, *inputs: str, **attributes: Any) -> str:
        return self.add(kind, list(inputs), **attributes)[0]

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def integers(self, *values: int) -> str:
        name = "int_" + "_".join(map(str, values))
        if all(one.name != name for one in self.constants):
            self.constant(name, np.array(values, np.int64))
        return name


def graph(network: Writer) -> onnx.ModelProto:
    """Return the network's layers in 32-bit floats.

    Inputs: x (rows, length, width); cosine and sine (rows, 1, length, head); mask (rows, 1, 1, length, before
    + length), added to the scores; for each layer i past.i.key (rows or 1, shared, head, before) and
    past.i.value (rows or 1, shared, before, head). Outputs: states (rows, length, width), and for each layer
    new.i.key (rows, shared, head, length) and new.i.value (rows, shared, length, head).
    """
    shape = network.shape
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    g = _Graph()
    queries, head, shared = shape.heads, shape.head, shape.shared
    scale = g.constant("scale", np.float32(head**-0.5).reshape(1))
    before = g.one("Shape", "past.0.key", start=3, end=4)
    length, every = g.one("Shape", "x", start=1, end=2), g.one("Shape", "mask", start=4, end=5)
    # scores with the queries of a shared head apart, for the mask, and together, for the products
    apart = g.one("Concat", g.integers(0, shared, queries // shared, -1), every, axis=0)
    together = g.one("Concat", g.integers(0, shared, -1), every, axis=0)
    by_head = g.one("Concat", g.integers(0, queries), length, g.integers(head), axis=0)
    x = "x"
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, ["rows", "length", shape.width])]
    inputs = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", "length", shape.width]),
        helper.make_tensor_value_info("cosine", TensorProto.FLOAT, ["rows", 1, "length", head]),
        helper.make_tensor_value_info("sine", TensorProto.FLOAT, ["rows", 1, "length", head]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["rows", 1, 1, "length", "all"]),
    ]

    def norm(x: str, name: str) -> str:
        return g.one(
            "SimplifiedLayerNormalization", x, g.constant(name, weights[name]), epsilon=shape.epsilon, axis=-1
        )

    def times(x: str, name: str) -> str:
        return g.one("MatMul", x, g.constant(name, np.ascontiguousarray(weights[name].T)))

    for i in range(shape.layers):
        own = f"layers.{i}."
        parts = times(norm(x, own + "norm.weight"), own + "qkv.weight")
        parts = g.one("Reshape", parts, g.integers(0, 0, queries + 2 * shared, head))
        parts = g.one("Transpose", parts, perm=[0, 2, 1, 3])
        turning, value = g.add("Split", [parts, g.integers(queries + shared, shared)], 2, axis=1)
        first, second = g.add("Split", [turning, g.integers(head // 2, head // 2)], 2, axis=3)
        turned = g.one("Concat", g.one("Neg", second), first, axis=3)
        turned = g.one("Add", g.one("Mul", turning, "cosine"), g.one("Mul", turned, "sine"))
        query, key = g.add("Split", [turned, g.integers(queries, shared)], 2, axis=1)
        query = g.one("Mul", g.one("Reshape", query, g.integers(0, shared, -1, head)), scale)
        key = g.one("Transpose", key, perm=[0, 1, 3, 2])
        scores = g.one("Concat", g.one("MatMul", query, f"past.{i}.key"), g.one("MatMul", query, key), axis=3)
        scores = g.one("Add", g.one("Reshape", scores, apart), "mask")
        share = g.one("Reshape", g.one("Softmax", scores, axis=-1), together)
        old = g.one("Slice", share, g.integers(0), before, g.integers(3))
        new = g.one("Slice", share, before, g.integers(2**31), g.integers(3))
        attended = g.one("Add", g.one("MatMul", old, f"past.{i}.value"), g.one("MatMul", new, value))
        attended = g.one("Reshape", attended, by_head)
        attended = g.one(
            "Reshape", g.one("Transpose", attended, perm=[0, 2, 1, 3]), g.integers(0, 0, shape.width)
        )
        x = g.one("Add", x, times(attended, own + "out.weight"))
        both = times(norm(x, own + "inner_norm.weight"), own + "gate_up.weight")
        gate, up = g.add("Split", [both, g.integers(shape.inner, shape.inner)], 2, axis=2)
        inner = g.one("Mul", g.one("Mul", gate, g.one("Sigmoid", gate)), up)
        x = g.one("Add", x, times(inner, own + "down.weight"))
        inputs += [
            helper.make_tensor_value_info(
                f"past.{i}.key", TensorProto.FLOAT, ["kept", shared, head, "before"]
            ),
            helper.make_tensor_value_info(
                f"past.{i}.value", TensorProto.FLOAT, ["kept", shared, "before", head]
            ),
        ]
        g.nodes.append(helper.make_node("Identity", [key], [f"new.{i}.key"]))
        g.nodes.append(helper.make_node("Identity", [value], [f"new.{i}.value"]))
        outputs += [
            helper.make_tensor_value_info(
                f"new.{i}.key", TensorProto.FLOAT, ["rows", shared, head, "length"]
            ),
            helper.make_tensor_value_info(
                f"new.{i}.value", TensorProto.FLOAT, ["rows", shared, "length", head]
            ),
        ]
    final = norm(x, "norm.weight")
    g.nodes.append(helper.make_node("Identity", [final], ["states"]))
    whole = helper.make_graph(g.nodes, "writer", inputs, outputs, g.constants)
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)


def save(network: Writer, path: Path) -> None:
    """Write the graph with the matrices that training rounds in 4 bits (`network.coarse`), the others in 8.

    Both in blocks of a row, symmetric; products are of 8-bit integers, the activations' scaled block by
    block.
    """
    model = graph(network)
    every = [node.name for node in model.graph.node if node.op_type == "MatMul"]
    halves = {
        node.name for node in model.graph.node if node.op_type == "MatMul" and "gate_up" in node.input[1]
    }
    activations = {
        node.name for node in model.graph.node if node.op_type == "MatMul" and "weight" not in node.input[1]
    }
    for bits, block, left in ((4, BLOCK, set(every) - halves), (8, WIDE, halves | activations)):
        quantizer = MatMulNBitsQuantizer(
            model,
            bits=bits,
            block_size=block,
            is_symmetric=True,
            accuracy_level=4,
            nodes_to_exclude=sorted(left),
        )
        quantizer.process()
        model = quantizer.model.model
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def tables(network: Writer) -> dict[str, NDArray[np.generic]]:
    """Return the embeddings as 8-bit integers (tokens, width), each one's scale (tokens,), the judges (2, 3,
    width) and their biases (2, 3)."""
    weights = network.embed.weight.detach().float().numpy()
    scale = np.abs(weights).max(1) / 127
    state = network.state_dict()
    judges, biases = (
        np.stack([state[f"judges.{i}.{name}"].float().numpy() for i in range(2)])
        for name in ("weight", "bias")
    )
    return {
        "table": np.round(weights / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "judges": judges,
        "biases": biases,
    }
