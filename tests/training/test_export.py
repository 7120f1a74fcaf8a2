from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from summarizer import sentences
from summarizer.article import Article
from summarizer.errors import TrainingError
from summarizer.models.windows import Marks
from summarizer.session import open_session, settings
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
    session = open_session(folder / name)
    for example in data.examples()[:4]:
        batch = collate([example], [True], Marks(*data.marks.tolist()))
        with torch.no_grad():
            ours = model(batch.ids, batch.segment, batch.place, batch.position)
        inputs = {n: getattr(batch, n).numpy() for n in ("ids", "segment", "position")}
        np.testing.assert_allclose(ours.numpy(), session.run(["logits"], inputs)[0], atol=tolerance)


def test_weights_have_eight_bits_and_nothing_else_has(folder: Path) -> None:
    """Activations in 8 bits differ between processors by whole steps (docs/processors.md)."""
    graph = onnx.load(folder / "int8.onnx").graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    assert not {"MatMulInteger", "DynamicQuantizeLinear"} & {node.op_type for node in graph.node}
    floats = [one for one in held.values() if one.dtype == np.float32 and one.ndim == 2 and one.size > 64]
    assert not floats
    assert sum(one.dtype == np.int8 for one in held.values()) > 10


@pytest.mark.parametrize("exact", [True, False])
def test_every_kind_of_kernels_gives_the_same(exact: bool, folder: Path, data: Dataset) -> None:
    sessions = [open_session(folder / "int8.onnx", settings(one)) for one in (exact, None)]
    batch = collate([data.examples()[0]], [True], Marks(*data.marks.tolist()))
    inputs = {n: getattr(batch, n).numpy() for n in ("ids", "segment", "position")}
    one, other = (session.run(None, inputs) for session in sessions)
    assert all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


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


def test_words_that_were_not_trained_are_no_output(model: Salience, folder: Path, tmp_path: Path) -> None:
    outputs = [output.name for output in open_session(folder / "int8.onnx").get_outputs()]
    assert outputs == ["logits", "states", "words"]
    export.export(model, tmp_path / "int8.onnx", tmp_path / "full.onnx", words=False)
    for name in ("int8.onnx", "full.onnx"):
        session = open_session(tmp_path / name)
        assert [output.name for output in session.get_outputs()] == ["logits"]


def test_the_exported_words_are_those_of_torch(model: Salience, folder: Path, data: Dataset) -> None:
    session = open_session(folder / "full.onnx")
    batch = collate([data.examples()[1]], [True], Marks(*data.marks.tolist()))
    with torch.no_grad():
        ours = model(batch.ids, batch.segment, batch.place, batch.position)
        read = model.read(batch.ids, batch.segment, batch.place, batch.position)
    torch.testing.assert_close(ours, read[0])
    inputs = {n: getattr(batch, n).numpy() for n in ("ids", "segment", "position")}
    for one, other in zip(read, session.run(None, inputs), strict=True):
        np.testing.assert_allclose(one.numpy(), other, atol=1e-5)


def test_words_agreement_notices_other_weights(
    model: Salience, articles: list[Article], encoder: Path, tmp_path: Path
) -> None:
    torch.manual_seed(4)
    other = Salience.from_pretrained(encoder).eval()
    for name, one in (("one", model), ("other", other)):
        (tmp_path / name / "fp32").mkdir(parents=True)
        export.export(one, tmp_path / name / "quicklook.onnx", tmp_path / name / "fp32" / "quicklook.onnx")
        for folder in (tmp_path / name, tmp_path / name / "fp32"):
            (folder / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    documents = [sentences.split(article) for article in articles[:3]]
    full = tmp_path / "one" / "fp32"
    assert export.words_agreement(documents, full, full) == 1.0
    with pytest.raises(TrainingError, match="other heads"):
        export.words_agreement(documents, tmp_path / "other", full)
