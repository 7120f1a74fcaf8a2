"""What a model gives back: quick looks and a brief, with the evidence for each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = [
    "Brief",
    "Bullet",
    "Coverage",
    "Draft",
    "Evidence",
    "ModelInfo",
    "Summary",
    "Violation",
    "encode",
]

ViolationKind = Literal["number", "date", "name", "quotation", "negation", "roles", "attribution", "support"]

SCHEMA = "summarizer/1"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the article that carries a statement.

    `sentence` is the sentence's index; `start` and `end` are character offsets into `Article.text`
    of the part that was used, which may be shorter than the sentence.
    """

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Violation:
    """Something in a bullet or brief that the article does not hold: its kind, its text, and why."""

    kind: ViolationKind
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One quick look.

    `support` (0 to 1) says how well its evidence carries it: of words taken from the article the share that
    stands in the evidence, of words that a model wrote the calibrated score of `align`. `written` says
    whether a model wrote the text; else it is a sentence of the article.
    """

    text: str
    evidence: tuple[Evidence, ...]
    label: str | None = None
    support: float = 1.0
    violations: tuple[Violation, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """One paragraph that reads on its own."""

    text: str
    evidence: tuple[Evidence, ...]
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the article the model read: words in its sentences, words read, windows it took.

    Sub-heads are no sentences and are not counted.
    """

    words: int
    words_read: int
    windows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A model's answer before it is verified; `written` where its words are its own, not the article's."""

    bullets: tuple[Bullet, ...]
    brief: Brief
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model wrote the summary; `revision` identifies the model's weights."""

    name: str
    revision: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The verified result for one article; `to_json` is the stable contract `summarizer/1`."""

    quick_looks: tuple[Bullet, ...]
    brief: Brief
    coverage: Coverage
    model: ModelInfo
    elapsed_ms: int
    id: str | None = None
    headline: str | None = None
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of contract `summarizer/1` (schema: summarizer/render/schema.json)."""
        body = asdict(self)
        order = ("id", "headline", "quick_looks", "brief", "coverage", "model", "elapsed_ms", "warnings")
        return {"schema": SCHEMA, **{key: body[key] for key in order}}

    def to_json(self, indent: int | None = 2) -> str:
        """Return `to_dict` as JSON text, encoded by `encode`."""
        return encode(self.to_dict(), indent)


def encode(value: object, indent: int | None) -> str:
    """Return JSON text, non-ASCII characters kept as they are.

    Only U+2028 and U+2029, at which some readers end a line, are written as escapes.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
