from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import sentences, sources
from summarizer.errors import TrainingError
from summarizer.models.quicklook import Quicklook
from summarizer.options import Options
from summarizer.training import TrainOptions, run
from summarizer.training.loop import Schedule


@pytest.fixture(scope="module")
def options(archive_file: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> TrainOptions:
    out = tmp_path_factory.mktemp("runs") / "first"
    schedule = Schedule(epochs=3, batch=4, encoder_rate=1e-3, head_rate=3e-3)
    made = TrainOptions((archive_file,), out, (archive_file,), schedule, encoder, "cpu")
    run(made, lambda _: None)
    return made


def test_a_run_ends_in_weights_that_the_model_reads(options: TrainOptions, archive_file: Path) -> None:
    model = Quicklook(options.out)
    document = sentences.split(next(sources.read(archive_file)))
    draft = model.draft([document], Options(bullets=2))[0]
    assert [bullet.evidence[0].sentence for bullet in draft.bullets] == [1, 4]
    record = json.loads((options.out / "record.json").read_text("utf-8"))
    assert record["weights_sha256"].startswith(model.revision)
    assert record["schedule"]["seed"] == 0
    assert record["agreement"] > 0.9


def test_the_same_run_twice_gives_the_same_bytes(options: TrainOptions, tmp_path: Path) -> None:
    run(replace(options, out=tmp_path / "again"), lambda _: None)
    for name in ("quicklook.onnx", "tokenizer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (options.out / name).read_bytes()


def test_a_finished_run_is_not_overwritten(options: TrainOptions) -> None:
    with pytest.raises(TrainingError, match="--resume"):
        run(options, lambda _: None)


def test_a_run_does_not_go_on_with_other_options(options: TrainOptions) -> None:
    other = replace(options, resume=True, schedule=replace(options.schedule, seed=1))
    with pytest.raises(TrainingError, match="other data, options or versions"):
        run(other, lambda _: None)


def test_resuming_a_finished_run_exports_it_again(options: TrainOptions) -> None:
    before = (options.out / "quicklook.onnx").read_bytes()
    (options.out / "quicklook.onnx").unlink()
    run(replace(options, resume=True), lambda _: None)
    assert (options.out / "quicklook.onnx").read_bytes() == before


def test_an_unknown_device_is_an_error(options: TrainOptions, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="device"):
        run(replace(options, out=tmp_path / "run", device="abacus"), lambda _: None)
