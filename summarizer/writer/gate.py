"""A learned gate: how likely an editor would publish a candidate, reject it, and find its label good.

Three logistic regressions on what the writer, the encoder and the words of a candidate tell, fitted to blind
readers' marks (training/writer/gate.py); their weights are data, weights/gate.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from summarizer.compose.terms import content, stem, words
from summarizer.errors import ModelError
from summarizer.writer.candidates import Candidate, Label
from summarizer.writer.check import traces
from summarizer.writer.context import Context
from summarizer.writer.forms import heads, labels

__all__ = ["Chances", "Gate", "chance", "label_features", "text_features"]

_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their|him|them|himself|herself)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"The (?!U\.S\.|[A-Z])[a-z-]+")
_SAID = re.compile(
    r"\b(?:said|says|told|according to|added|argued|warned|claimed|denied|announced|reported)\b"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+")
_CAPITAL = re.compile(r"(?<!^)\b[A-Z][a-z]")
_BEST_WORDS = 14
LEAST = 0.002
"""Of a verdict's chance, so that its logarithm is bounded."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely (0 to 1) readers publish a sentence, and reject it."""

    publish: float
    reject: float


def text_features(one: Candidate, shown: Context, salience: float, news: float) -> dict[str, float]:
    """Return what tells whether the sentence is one to publish.

    salience: of its sentence, in standard deviations; news: the chance (0 to 1) that it is the news.
    """
    main = shown.sentences[one.index]
    own, there = content(one.text), content(main)
    length, source = len(one.text.split()), max(1, len(main.split()))
    found = traces(one.text, main)
    return {
        "publish": _logit(one.verdict[0]),
        "reject": _logit(one.verdict[2]),
        "held": found.held,
        "ordered": found.ordered,
        "joined": found.joined,
        "late": found.late,
        "written": float(one.written),
        "score": one.score,
        "score written": one.score * one.written,
        "weakest": one.weakest,
        "weakest written": one.weakest * one.written,
        "salience": salience,
        "news": news,
        "place": float(np.log1p(one.index)),
        "opened": float(one.index in shown.opened),
        "words": length / 10,
        "off length": abs(length - _BEST_WORDS) / 10,
        "short": float(length < 8),
        "kept": min(1.0, length / source),
        "elsewhere": len(own - there) / max(1, len(own)),
        "pronouns": float(len(_PRONOUN.findall(one.text))),
        "definite": float(bool(_DEFINITE.match(one.text))),
        "the": float(one.text.startswith("The ")),
        "quotes": float('"' in one.text or "“" in one.text),
        "figures": float(any(letter.isdigit() for letter in one.text)),
        "said": float(bool(_SAID.search(one.text))),
        "said added": float(bool(_SAID.search(one.text)) and not _SAID.search(main)),
        "said lost": float(bool(_SAID.search(main)) and not _SAID.search(one.text)),
        "full name": float(bool(_NAME.search(one.text))),
        "capitals": float(len(_CAPITAL.findall(one.text))),
        "commas": float(one.text.count(",")),
        "opens as source": float(one.text.split()[:2] == main.split()[:2]),
        "quoted source": float('"' in main or "“" in main),
        "headline": len(own & content(shown.headline)) / max(1, len(own)),
    }


def label_features(one: Candidate, label: Label) -> dict[str, float]:
    """Return what tells whether the label is a good one."""
    parts = label.text.split()
    said = {stem(word) for word in words(one.text)}
    return {
        "good": _logit(label.verdict[0]),
        "wrong": _logit(label.verdict[2]),
        "score": label.score,
        "words": float(len(parts)),
        "one word": float(len(parts) == 1),
        "long": float(len(parts) > 3),
        "repeated": sum(stem(word) in said for word in parts) / max(1, len(parts)),
        "all repeated": float(all(stem(word) in said for word in parts)),
        "known": float(label.text in labels()),
        "head": float(bool(parts) and parts[-1] in heads()),
        "head repeated": float(bool(parts) and stem(parts[-1]) in said),
        "text score": one.score,
        "small words": float(sum(word.islower() for word in parts)),
        "possessive": float("'s" in label.text),
        "twice": float(len({stem(word) for word in parts}) < len(parts)),
    }


def chance(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the chance that a regression gives."""
    total = weights["intercept"] + sum(weights[name] * value for name, value in features.items())
    return float(1 / (1 + np.exp(-total)))


def _logit(share: float) -> float:
    bounded = min(max(share, LEAST), 1 - LEAST)
    return round(float(np.log(bounded / (1 - bounded))), 3)


class Gate:
    """The fitted regressions."""

    def __init__(self, path: Path) -> None:
        """Read the weights. Raises ValueError when a regression is missing."""
        self._path = path
        self._models: Mapping[str, Mapping[str, float]] = json.loads(path.read_text("utf-8"))
        if missing := {"publish", "reject", "label"} - set(self._models):
            raise ValueError(f"{path.name} lacks {', '.join(sorted(missing))}")

    def judge(self, one: Candidate, shown: Context, salience: float, news: float) -> Chances:
        """Return what readers are likely to say of a candidate; see `text_features`."""
        text = text_features(one, shown, salience, news)
        return Chances(self._chance("publish", text), self._chance("reject", text))

    def label(self, one: Candidate, label: Label) -> float:
        """Return how likely (0 to 1) readers find a label of a candidate good."""
        return self._chance("label", label_features(one, label))

    def _chance(self, name: str, features: Mapping[str, float]) -> float:
        weights = self._models[name]
        wanted = {"intercept", *features}
        if differing := wanted ^ set(weights):
            missing, strange = sorted(wanted & differing), sorted(differing - wanted)
            what = f"{', '.join(missing)} are missing" if missing else f"{', '.join(strange)} are not known"
            raise ModelError(
                f"{self._path} was fitted to other features: {what}. Fit it again: summarizer train-gate."
            )
        return round(chance(weights, features), 3)
