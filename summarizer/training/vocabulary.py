"""Leaving out the tokens that an English newsroom hardly ever writes, so that the shipped file stays small.

The encoder's vocabulary has 30,522 tokens, a third of the model's size, thousands of them never seen in the
training data (other scripts, place-holders). A word whose token is left out is spelled with shorter ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

__all__ = ["prune", "rare"]

SIZE = 24_000
"""Tokens kept: with them quicklook.onnx has 23.9 MB, with all 30,522 it would have 26.4."""


def rare(counts: NDArray[np.int64], tokenizer: Path) -> NDArray[np.bool_]:
    """Return which token ids to leave out: all but the SIZE most frequent ones in the training data.

    `counts` holds the occurrences of each token id there; of equals the lower id is kept, because the
    vocabulary is in the order of frequency in the encoder's own data. Special tokens and single ASCII
    characters are always kept, so that any English word can be spelled.
    """
    rank = counts.astype(np.float64)
    for token, index in Tokenizer.from_file(str(tokenizer)).get_vocab().items():
        bare = token.removeprefix("##")
        if token.startswith("[unused"):
            rank[index] = -1
        elif (len(token) > 1 and token.startswith("[")) or (len(bare) == 1 and bare.isascii()):
            rank[index] = np.inf
    drop = np.ones(len(counts), dtype=bool)
    drop[np.argsort(-rank, kind="stable")[:SIZE]] = False
    return drop


def prune(tokenizer: Path, drop: NDArray[np.bool_]) -> tuple[str, NDArray[np.int64]]:
    """Return the tokenizer's JSON without the dropped tokens, and the old ids of those kept, in order.

    Truncation, padding and special tokens are left to `windows.pack`.
    """
    kept = np.flatnonzero(~drop)
    new = {int(old): number for number, old in enumerate(kept)}
    content: dict[str, Any] = json.loads(tokenizer.read_text(encoding="utf-8"))
    vocabulary = content["model"]["vocab"]
    content["model"]["vocab"] = {token: new[old] for token, old in vocabulary.items() if old in new}
    content["added_tokens"] = [added for added in content["added_tokens"] if added["id"] in new]
    for added in content["added_tokens"]:
        added["id"] = new[added["id"]]
    content["truncation"] = content["padding"] = content["post_processor"] = None
    return json.dumps(content, ensure_ascii=False), kept
