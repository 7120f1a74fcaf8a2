from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from summarizer.training import vocabulary


def test_only_rare_tokens_go_and_a_word_of_them_is_spelled_with_others(
    encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encoder / "tokenizer.json"
    tokenizer = Tokenizer.from_file(str(path))
    counts = np.full(tokenizer.get_vocab_size(), 100)
    for token in ("council", "a", "[unused0]", "[SEP]"):
        counts[tokenizer.token_to_id(token)] = 0
    monkeypatch.setattr(vocabulary, "SIZE", len(counts) - 3)
    drop = vocabulary.rare(counts, path)
    assert {tokenizer.id_to_token(int(i)) for i in np.flatnonzero(drop)} == {
        "council",
        "[unused0]",
        "[unused1]",
    }

    content, kept = vocabulary.prune(path, drop)
    (tmp_path / "tokenizer.json").write_text(content, encoding="utf-8")
    pruned = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert pruned.get_vocab_size() == len(kept) == tokenizer.get_vocab_size() - 3
    for token in ("mayor", "[SEP]", "##s", "a"):
        assert kept[pruned.token_to_id(token)] == tokenizer.token_to_id(token)
    spelled = pruned.encode("council", add_special_tokens=False).tokens
    assert len(spelled) > 1
    assert "".join(part.removeprefix("##") for part in spelled) == "council"


def test_a_small_archive_loses_no_token(encoder: Path) -> None:
    path = encoder / "tokenizer.json"
    assert not vocabulary.rare(
        np.zeros(Tokenizer.from_file(str(path)).get_vocab_size(), np.int64), path
    ).any()
