from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from summarizer import cli, sentences, sources
from summarizer.errors import TrainingError
from summarizer.fingerprint import fingerprint
from summarizer.models import load_model
from summarizer.models.encoder import Encoder
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
    model = load_model(str(options.out))
    document = sentences.split(next(sources.read(archive_file)))
    salience = Encoder(options.out).read(document).salience
    assert sorted(np.argsort(salience)[-2:].tolist()) == [1, 4]
    record = json.loads((options.out / "record.json").read_text("utf-8"))
    assert record["exported"]["sha256"].startswith(model.revision)
    assert record["schedule"]["seed"] == 0
    assert record["exported"]["agreement"] > 0.9
    assert record["measured"][0].startswith("archive ")
    assert model.trained_on == {fingerprint(article) for article in sources.read(archive_file)}
    assert len(model.trained_on) == 40


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
    declared = (options.out / "training.txt").read_bytes()
    (options.out / "quicklook.onnx").unlink()
    (options.out / "training.txt").unlink()
    run(replace(options, resume=True), lambda _: None)
    assert (options.out / "quicklook.onnx").read_bytes() == before
    assert (options.out / "training.txt").read_bytes() == declared


def test_an_unknown_device_is_an_error(options: TrainOptions, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="device"):
        run(replace(options, out=tmp_path / "run", device="abacus"), lambda _: None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"model_type": "gpt2"}, "not bert"),
        ({"hidden_size": 25}, "multiple of 6"),
        ({}, "no model.safetensors"),
    ],
)
def test_unfit_initial_weights_are_refused_at_once(
    options: TrainOptions, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    initial = tmp_path / "encoder"
    shutil.copytree(options.initial or Path(), initial)
    config = json.loads((initial / "config.json").read_text("utf-8"))
    (initial / "config.json").write_text(json.dumps({**config, **change}), encoding="utf-8")
    if not change:
        (initial / "model.safetensors").unlink()
    with pytest.raises(TrainingError, match=message):
        run(replace(options, initial=initial, out=tmp_path / "run"), lambda _: None)
    assert not (tmp_path / "run").exists()


def test_the_command_trains_and_the_model_is_taken_by_its_folder(
    options: TrainOptions, tmp_path: Path
) -> None:
    initial, out = options.initial, tmp_path / "run"
    arguments = [
        "train",
        str(options.data[0]),
        "--out",
        str(out),
        "--initial",
        str(initial),
        "--epochs",
        "0.5",
    ]
    result = CliRunner().invoke(cli.app, arguments)
    assert (result.exit_code, result.stdout.strip()) == (0, str(out))
    assert "articles have highlights" in result.stderr
    shown = CliRunner().invoke(
        cli.app, ["summarize", "--model", str(out), "--bullets", "2", str(options.data[0])]
    )
    assert shown.exit_code == 0
    assert "million crowns" in shown.stdout


@pytest.fixture(scope="module")
def words(
    options: TrainOptions, treebank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> TrainOptions:
    """The options of a finished run that trained the word head alone, on the first run's other layers."""
    out = tmp_path_factory.mktemp("words") / "run"
    schedule = Schedule(epochs=16, sentences=10, head_rate=5e-3, words_only=True)
    made = replace(
        options,
        out=out,
        schedule=schedule,
        treebank=(treebank_file,),
        start=options.out,
    )
    run(made, lambda _: None)
    return made


def test_without_a_treebank_the_model_says_nothing_of_words(
    options: TrainOptions, archive_file: Path
) -> None:
    document = sentences.split(next(sources.read(archive_file)))
    assert Encoder(options.out).read(document).analysis(0) is None


def test_a_treebank_teaches_words(options: TrainOptions, words: TrainOptions, archive_file: Path) -> None:
    document = sentences.split(next(sources.read(archive_file)))
    before, after = (Encoder(one.out).read(document) for one in (options, words))
    np.testing.assert_allclose(after.salience, before.salience, atol=1e-4)
    read = [after.analysis(index) for index in range(len(document.sentences))]
    ends = [found.category[-1] for found in read if found]
    # by chance 1 of 17; not all, since sums of floats differ with the load of the machine
    assert ends.count("PUNCT") > len(document.sentences) / 2
    starts = [found.category[0] for found in read if found]
    assert starts.count("X") > len(document.sentences) / 2

    record = json.loads((words.out / "record.json").read_text("utf-8"))
    assert record["sentences"] == 96
    assert record["treebank"][0]["file"] == "trees.conllu.xz"
    assert record["start"][0]["file"] == "checkpoint.pt"
    assert record["exported"]["words"] > 0.8


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"treebank": ()}, "name a treebank"),
        ({"start": None}, "name a treebank .* and the run"),
        ({"start": Path("absent")}, "absent has no checkpoint"),
    ],
)
def test_what_the_word_head_lacks_is_told_at_once(
    words: TrainOptions, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    with pytest.raises(TrainingError, match=message):
        run(replace(words, out=tmp_path / "run", **change), lambda _: None)  # type: ignore[arg-type]
    assert not (tmp_path / "run").exists()


def test_the_command_takes_what_the_word_head_needs(words: TrainOptions, tmp_path: Path) -> None:
    out = tmp_path / "run"
    arguments = ["train", str(words.data[0]), "--out", str(out), "--initial", str(words.initial)]
    arguments += ["--treebank", str(words.treebank[0])]
    arguments += ["--start", str(words.out), "--epochs", "0.5", "--sentences", "10"]
    arguments += ["--encoder-rate", "0", "--head-rate", "0.0001"]
    result = CliRunner().invoke(cli.app, arguments)
    assert (result.exit_code, result.stdout.strip()) == (0, str(out))
    assert "parsed sentences: 96" in result.stderr
    schedule = json.loads((out / "options.json").read_text("utf-8"))["schedule"]
    assert (schedule["sentences"], schedule["encoder_rate"]) == (10, 0)
