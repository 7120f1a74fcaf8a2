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
from summarizer.training.dataset import Dataset, prepare
from summarizer.training.network import Salience


@pytest.fixture(scope="module")
def data(archive_file: Path, encoder: Path) -> Dataset:
    return prepare([archive_file], encoder / "tokenizer.json")


def test_the_exported_model_says_what_torch_says(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    torch.manual_seed(2)
    model = Salience.from_pretrained(encoder).eval()
    path = tmp_path / "model.onnx"
    export.export(model, path)
    session = onnxruntime.InferenceSession(path)
    for example in data.examples()[:4]:
        batch = collate([example], [True], Marks(*data.marks.tolist()))
        with torch.no_grad():
            ours = model(batch.ids, batch.segment, batch.place, batch.position)
        theirs = session.run(
            ["logits"], {n: getattr(batch, n).numpy() for n in ("ids", "segment", "position")}
        )
        np.testing.assert_allclose(ours.numpy(), theirs[0], atol=0.05)
    assert export.agreement(model, path, data) > 0.8


def test_agreement_notices_another_model(data: Dataset, encoder: Path, tmp_path: Path) -> None:
    torch.manual_seed(2)
    export.export(Salience.from_pretrained(encoder).eval(), tmp_path / "model.onnx")
    torch.manual_seed(3)
    other = Salience.from_pretrained(encoder).eval()
    assert export.agreement(other, tmp_path / "model.onnx", data) < 0.8


def test_agreement_needs_articles(encoder: Path, tmp_path: Path, data: Dataset) -> None:
    model = Salience.from_pretrained(encoder).eval()
    nothing = Dataset(
        data.tokens[:0], data.lengths[:0], data.segments[:0], data.target[:0], data.repeats[:0], data.marks
    )
    with pytest.raises(TrainingError, match="No article"):
        export.agreement(model, tmp_path / "model.onnx", nothing)
