"""The options of a summary, with their ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from summarizer.errors import OptionsError

__all__ = ["Options", "Settings"]

Labels = Literal["topic", "none"]
OnOverflow = Literal["window", "error", "lead"]
OnViolation = Literal["flag", "drop", "fail"]

Precision = Literal["auto", "float32", "bfloat16", "float16", "int8"]

_RANGES = {"bullets": (1, 20), "bullet_words": (5, 60), "brief_words": (20, 400)}
_SETTINGS = {"beams": (1, 16), "batch": (1, 256), "concurrency": (1, 64), "retries": (0, 10)}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model that writes (`hf:`, `openai:`) is loaded and run; the others need none of it.

    device: auto, cpu, cuda, cuda:N or mps. dtype: the precision of the weights, auto for what suits the
    device. revision: branch, tag or commit of the repository. offline: use what is on this machine and
    nothing else. trust_remote_code: run code that comes with the weights. beams: of the beam search of
    seq2seq models (1 to 16). temperature: 0 (the likeliest text, the same every time) to 2. batch: windows
    written together (1 to 256). timeout: seconds that an endpoint may take (1 to 3600).
    concurrency: requests at a time (1 to 64). retries: of a failed request (0 to 10). prompts: files that
    take the place of the package's own prompts. style: house style, names and values of the prompts'
    variables.

    Raises OptionsError when a value lies outside its range.
    """

    device: str = "auto"
    dtype: Precision = "auto"
    revision: str | None = None
    offline: bool = False
    trust_remote_code: bool = False
    beams: int = 4
    temperature: float = 0.0
    batch: int = 8
    timeout: float = 120.0
    concurrency: int = 4
    retries: int = 4
    prompts: tuple[Path, ...] = ()
    style: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for name, (low, high) in _SETTINGS.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise OptionsError(f"{name} is {value!r}; give a whole number from {low} to {high}.")
        for name, (lowest, highest) in (("temperature", (0.0, 2.0)), ("timeout", (1.0, 3600.0))):
            value = getattr(self, name)
            number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
            if not number or not lowest <= value <= highest:
                raise OptionsError(f"{name} is {value!r}; give a number from {lowest:g} to {highest:g}.")
        if self.dtype not in get_args(Precision):
            raise OptionsError(f"dtype is {self.dtype!r}; choose one of: {', '.join(get_args(Precision))}.")


@dataclass(frozen=True, slots=True)
class Options:
    """How to summarize.

    bullets: quick looks at most (1 to 20). bullet_words: words in a bullet at most (5 to 60): longer
    sentences are left out while there are others. brief_words: words in the brief, within 10 % where the
    article has enough to say and it passes (20 to 400). labels: of the model, where it gives some, or
    none. on_overflow: what to do with an article longer than the model reads at once: read it in
    windows, refuse, or read its lead only and say so. on_violation: flag a statement that the article does
    not hold, drop its bullet, or fail. repair: let a model that writes mend such a statement first, and put a
    sentence of the article in its place where it cannot. settings: how such a model is run.

    Raises OptionsError when a value lies outside its range.
    """

    model: str = "quicklook"
    bullets: int = 5
    bullet_words: int = 25
    brief_words: int = 60
    labels: Labels = "topic"
    on_overflow: OnOverflow = "window"
    on_violation: OnViolation = "flag"
    repair: bool = False
    settings: Settings = Settings()

    def __post_init__(self) -> None:
        for name, (low, high) in _RANGES.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise OptionsError(f"{name} is {value!r}; give a whole number from {low} to {high}.")
        for name, allowed in (
            ("labels", get_args(Labels)),
            ("on_overflow", get_args(OnOverflow)),
            ("on_violation", get_args(OnViolation)),
        ):
            value = getattr(self, name)
            if value not in allowed:
                raise OptionsError(f"{name} is {value!r}; choose one of: {', '.join(allowed)}.")
