from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from summarizer.errors import TrainingError
from summarizer.training.writer import base
from tests.models.tiny import make


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make.make("llama", tmp_path_factory.mktemp("base") / "llama")


def test_a_saved_llama_is_read_with_its_tokenizer(llama: Path) -> None:
    network, tokenizer = base.load(llama)
    text = "The council of Port Selby voted 11 to 4."
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    assert ids == AutoTokenizer.from_pretrained(llama)(text, add_special_tokens=False).input_ids
    there = AutoModelForCausalLM.from_pretrained(llama, dtype=torch.float32)
    there.eval()  # type: ignore[no-untyped-call]
    given = torch.tensor([ids])
    size = len(ids)
    with torch.no_grad():
        expected = there.model(input_ids=given).last_hidden_state
        mask = torch.ones(1, 1, size, size, dtype=torch.bool).tril()
        found, _ = network.eval()(given, torch.arange(size)[None], mask)
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=1e-4)


def test_what_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be loaded"):
        base.load(tmp_path)


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PACKAGE", "no_such_package_as_this")
    with pytest.raises(TrainingError, match="--base"):
        base.load()
