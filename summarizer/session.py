"""The one place that opens a session of ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

__all__ = ["open_session"]


def open_session(path: Path, exact: bool = False) -> onnxruntime.InferenceSession:
    """Open a model file on the processor; `exact` asks for kernels whose 8-bit products do not overflow."""
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if exact:
        settings.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
