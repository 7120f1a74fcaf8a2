from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from summarizer.errors import TrainingError
from summarizer.training.writer.loop import WriterSchedule
from summarizer.training.writer.run import WriterOptions, run
from summarizer.writer import candidates
from summarizer.writer.context import read
from tests.writer.samples import FERRY, STORIES


@pytest.fixture(scope="module")
def options(tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> WriterOptions:
    """A run from a tiny Llama with random weights, over our stories."""
    folder = tmp_path_factory.mktemp("writer")
    torch.manual_seed(4)
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": 100000.0},
    )
    LlamaForCausalLM(config).save_pretrained(folder / "base")
    kept = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>")  # type: ignore[no-untyped-call]
    kept.save_pretrained(folder / "base")
    data = folder / "stories.jsonl"
    data.write_text("".join(json.dumps(one.record()) + "\n" for one in STORIES), encoding="utf-8")
    schedule = WriterSchedule(epochs=2, rows=3, rate=1e-3, frozen=1)
    made = WriterOptions((data,), folder / "run", (data,), schedule=schedule, base=folder / "base")
    run(made, lambda _: None)
    return made


def test_a_run_ends_in_weights_that_write(options: WriterOptions) -> None:
    document = FERRY.document()
    desk = candidates.Desk(candidates.Writer(options.out), document, read(document), 25)
    assert {one.index for one in desk.plain([0, 5])} == {0, 5}
    assert all(desk.labels([(5, FERRY.look(5))]))


def test_the_record_says_what_was_done(options: WriterOptions) -> None:
    record = json.loads((options.out / "record.json").read_text("utf-8"))
    assert record["schedule"] == asdict(options.schedule)
    assert {"rank": 0, "judged": 1.0, "fresh": 3.0, "rate": 0.001}.items() <= record["schedule"].items()
    assert list(record["data"]) == [str(options.data[0])]
    assert record["base"] == str(options.base)
    assert 0 < record["held back"] < 20
    assert set(record["versions"]) == {"torch", "transformers", "onnxruntime"}


def test_the_same_run_twice_gives_the_same_bytes(options: WriterOptions, tmp_path: Path) -> None:
    run(replace(options, out=tmp_path / "again"), lambda _: None)
    for name in ("writer.onnx", "writer.npz", "writer.json"):
        assert (tmp_path / "again" / name).read_bytes() == (options.out / name).read_bytes()


def test_a_finished_run_is_not_overwritten(options: WriterOptions) -> None:
    with pytest.raises(TrainingError, match="--resume"):
        run(options, lambda _: None)


def test_a_run_does_not_go_on_with_other_settings(options: WriterOptions) -> None:
    other = replace(options, resume=True, schedule=replace(options.schedule, seed=1))
    with pytest.raises(TrainingError, match="other data or settings"):
        run(other, lambda _: None)


def test_resuming_a_finished_run_exports_it_again(options: WriterOptions) -> None:
    before = (options.out / "writer.onnx").read_bytes()
    (options.out / "writer.onnx").unlink()
    lines: list[str] = []
    run(replace(options, resume=True), lines.append)
    assert (options.out / "writer.onnx").read_bytes() == before
    assert "going on at step 2 of 2" in lines


def test_data_without_labelled_quick_looks_is_an_error(options: WriterOptions, tmp_path: Path) -> None:
    plain = FERRY.record() | {"quick_looks": [], "brief": None}
    (tmp_path / "plain.jsonl").write_text(json.dumps(plain) + "\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="no article with labelled quick looks"):
        run(replace(options, data=(tmp_path / "plain.jsonl",), out=tmp_path / "out"), lambda _: None)


def marks(path: Path, *candidates: Sequence[dict[str, object]]) -> Path:
    """Write the ferry as an article with marked candidates, once for each list of these."""
    records = [FERRY.record() | {"candidates": list(of)} for of in candidates]
    path.write_text("\n\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    return path


MARK = {"text": FERRY.look(4), "sentence": 4, "label": "", "mark": "reject"}


def test_marks_are_seen_twice_and_change_what_is_learned(options: WriterOptions, tmp_path: Path) -> None:
    given = marks(tmp_path / "marks.jsonl", [MARK])
    lines: list[str] = []
    made = run(replace(options, out=tmp_path / "run", marks=(given,)), lines.append)
    assert lines[0].startswith("3 articles with quick looks, 1 with marks; ")
    assert torch.load(made / "checkpoint.pt", weights_only=True)["step"] == 3  # two times five rows by three
    record = json.loads((made / "record.json").read_text("utf-8"))
    assert list(record["data"]) == [str(options.data[0]), str(given)]
    with np.load(made / "writer.npz") as ours, np.load(options.out / "writer.npz") as others:
        assert (ours["table"] == others["table"]).all()
        assert not (ours["judges"] == others["judges"]).all()


def test_an_article_without_candidates_teaches_nothing(options: WriterOptions, tmp_path: Path) -> None:
    given = marks(tmp_path / "marks.jsonl", [], [MARK], [])
    lines: list[str] = []
    schedule = replace(options.schedule, rows=1)
    run(replace(options, out=tmp_path / "run", marks=(given,), schedule=schedule), lines.append)
    assert lines[0].startswith("3 articles with quick looks, 1 with marks; ")


def test_other_marks_are_other_data(options: WriterOptions, tmp_path: Path) -> None:
    given = marks(tmp_path / "marks.jsonl", [MARK])
    with pytest.raises(TrainingError, match="other data or settings"):
        run(replace(options, marks=(given,), resume=True), lambda _: None)


def test_wrong_marks_are_told_before_the_folder_is_taken(options: WriterOptions, tmp_path: Path) -> None:
    given = marks(tmp_path / "marks.jsonl", [MARK], [MARK | {"mark": "superb"}])
    with pytest.raises(TrainingError, match=r"marks\.jsonl, line 3, candidate 1 .* 'superb'"):
        run(replace(options, out=tmp_path / "run", marks=(given,)), lambda _: None)
    assert not (tmp_path / "run").exists()
