from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from summarizer.errors import TrainingError
from summarizer.models.windows import Marks
from summarizer.training import export
from summarizer.training.batch import collate
from summarizer.training.dataset import Dataset
from summarizer.training.evaluate import logits
from summarizer.training.network import Salience


@pytest.fixture(scope="module")
def model(encoder: Path) -> Salience:
    torch.manual_seed(2)
    return Salience.from_pretrained(encoder).eval()


@pytest.fixture(scope="module")
def folder(model: Salience, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exported")
    export.export(model, made / "int8.onnx", made / "full.onnx")
    return made


@pytest.mark.parametrize(("name", "tolerance"), [("full.onnx", 1e-5), ("int8.onnx", 0.05)])
def test_the_exported_model_says_what_torch_says(
    name: str, tolerance: float, model: Salience, folder: Path, data: Dataset
) -> None:
    session = onnxruntime.InferenceSession(folder / name)
    for example in data.examples()[:4]:
        batch = collate([example], [True], Marks(*data.marks.tolist()))
        with torch.no_grad():
            ours = model(batch.ids, batch.segment, batch.place, batch.position)
        inputs = {n: getattr(batch, n).numpy() for n in ("ids", "segment", "position")}
        np.testing.assert_allclose(ours.numpy(), session.run(["logits"], inputs)[0], atol=tolerance)


def test_the_file_holds_no_local_path(folder: Path) -> None:
    for name in ("full.onnx", "int8.onnx"):
        assert str(Path(export.__file__).parent).encode() not in (folder / name).read_bytes()


def test_agreement_notices_another_model(model: Salience, folder: Path, data: Dataset, encoder: Path) -> None:
    marks = Marks(*data.marks.tolist())
    assert export.agreement(logits(model, data.examples(), marks), folder / "full.onnx", data) > 0.99
    torch.manual_seed(3)
    other = Salience.from_pretrained(encoder).eval()
    with pytest.raises(TrainingError, match="ranks sentences unlike"):
        export.agreement(logits(other, data.examples(), marks), folder / "full.onnx", data)
