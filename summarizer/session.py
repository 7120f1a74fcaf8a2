"""ONNX Runtime, opened in one place, so that every processor computes the same."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import onnxruntime

__all__ = ["features", "has_vnni", "open_session", "settings"]

_VNNI = ("AVX512F", "AVX512BW", "AVX512DQ", "AVX512VL", "AVX512VNNI")
"""What ONNX Runtime asks of a processor before it multiplies 8-bit integers with VNNI, in numpy's names."""


def features() -> Mapping[str, bool]:
    """Return what numpy found that the processor and the system can do, by numpy's names.

    numpy asks the processor itself, on every system. Empty where a later numpy keeps it elsewhere.
    """
    found: Mapping[str, bool] = getattr(
        import_module("numpy._core._multiarray_umath"), "__cpu_features__", {}
    )
    return found


def has_vnni() -> bool:
    """Tell whether the processor is known to be x86-64 and to add products of 8-bit integers in 32 bits.

    A processor with AVX-VNNI alone, which numpy does not tell, counts as one without.
    """
    return all(features().get(name, False) for name in _VNNI)


def settings(exact: bool | None = None, threads: int = 0) -> onnxruntime.SessionOptions:
    """Return how a session is to compute; `threads` is a number, 0 for one a core.

    Without VNNI the quick 8-bit kernels for x86-64 add two products in 16 bits, where full 8-bit weights
    overflow. `exact` asks for those that never do and take half as long again; None asks for them unless
    the processor is known to need none. Other processors (ARM64) have exact kernels only and heed neither.
    """
    made = onnxruntime.SessionOptions()
    made.log_severity_level = 3
    made.intra_op_num_threads = threads
    # 8-bit weights beside float sums become floats once, here, and not integers with activations in 8 bits
    made.add_session_config_entry("session.disable_quant_qdq", "1")
    if exact or (exact is None and not has_vnni()):
        made.add_session_config_entry("session.x64quantprecision", "1")
    return made


def open_session(
    model: Path | bytes, how: onnxruntime.SessionOptions | None = None
) -> onnxruntime.InferenceSession:
    """Return a session that runs an ONNX file, or its bytes, on the CPU under `settings()` or those given.

    Raises whatever ONNX Runtime raises for a model that it cannot load.
    """
    return onnxruntime.InferenceSession(model, how or settings(), providers=["CPUExecutionProvider"])
