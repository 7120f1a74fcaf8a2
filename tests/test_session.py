from __future__ import annotations

import numpy as np
import pytest

from summarizer.models.encoder import WEIGHTS
from summarizer.session import open_session


@pytest.mark.parametrize("exact", [False, True])
def test_a_session_runs_on_the_processor(exact: bool) -> None:
    session = open_session(WEIGHTS / "quicklook.onnx", exact)
    assert session.get_providers() == ["CPUExecutionProvider"]
    ids = np.array([[2, 400, 3]], np.int64)
    inputs = {"ids": ids, "segment": np.array([[0, 1, 0]], np.int64), "position": np.array([[2]], np.int64)}
    (logits,) = session.run(["logits"], inputs)
    assert logits.shape == (1, 1)
