"""The one place that opens sessions: exact integers on every processor, by every path that is safe there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from summarizer import session

COUNT = 64
"""Products that are added: 64 of 255 x 127 are far over what 16 bits hold."""


def product(weights: NDArray[np.int8]) -> bytes:
    """Return a model that multiplies unsigned 8-bit integers by `weights`."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "weights"], ["sums"])],
        "product",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [None, COUNT])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [None, weights.shape[1]])],
        [numpy_helper.from_array(weights, "weights")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return bytes(made.SerializeToString())


def multiply(model: bytes | Path, exact: bool | None) -> NDArray[np.int32]:
    left = np.full((5, COUNT), 255, np.uint8)
    opened = session.open_session(model, session.settings(exact, threads=1))
    sums: NDArray[np.int32] = opened.run(None, {"left": left})[0]
    return sums


@pytest.mark.parametrize("weight", [127, -127])
@pytest.mark.parametrize("exact", [True, None])
def test_eight_bit_weights_never_overflow(weight: int, exact: bool | None) -> None:
    model = product(np.full((COUNT, 48), weight, np.int8))
    assert (multiply(model, exact) == COUNT * 255 * weight).all()


@pytest.mark.parametrize("weight", [64, -64])
@pytest.mark.parametrize("exact", [True, False, None])
def test_seven_bit_weights_never_overflow_even_in_the_quick_kernels(weight: int, exact: bool | None) -> None:
    model = product(np.full((COUNT, 48), weight, np.int8))
    assert (multiply(model, exact) == COUNT * 255 * weight).all()


def test_the_quick_kernels_are_exact_where_vnni_is_said_to_be() -> None:
    if session.has_vnni():
        model = product(np.full((COUNT, 48), 127, np.int8))
        assert (multiply(model, False) == COUNT * 255 * 127).all()


def test_a_file_is_opened_as_its_bytes_are(tmp_path: Path) -> None:
    model = product(np.ones((COUNT, 3), np.int8))
    (tmp_path / "product.onnx").write_bytes(model)
    assert np.array_equal(multiply(tmp_path / "product.onnx", None), multiply(model, None))


def test_vnni_is_believed_only_with_all_that_the_kernels_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    every = dict.fromkeys(("AVX512F", "AVX512BW", "AVX512DQ", "AVX512VL", "AVX512VNNI"), True)
    for found, told in (
        (every, True),
        ({**every, "AVX512VNNI": False}, False),
        ({**every, "AVX512VL": False}, False),
        ({"AVX2": True, "FMA3": True}, False),
        ({"NEON": True, "ASIMD": True, "ASIMDDP": True}, False),
        ({}, False),
    ):
        monkeypatch.setattr(session, "features", lambda found=found: found)
        assert session.has_vnni() is told


def test_numpy_tells_of_the_processor() -> None:
    """Otherwise every processor would take the slow kernels and nobody would notice."""
    found = session.features()
    assert {"AVX512VNNI", "AVX2", "ASIMD"} & set(found)
    assert all(isinstance(value, bool) for value in found.values())


def test_what_is_no_model_is_an_error() -> None:
    with pytest.raises(Exception, match=r"(?i)protobuf|model|invalid"):
        session.open_session(b"no model")
