"""ROUGE as Google's rouge-score computes it: sentence lists in, precision, recall and F out.

Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004. Sentences stay lists until the moment
of scoring, because ROUGE-Lsum matches sentence by sentence, where ROUGE-L reads the text as one sequence. The
two differ by some ten points on the same summary and must not be mixed up.

N-grams are counted by rouge-score itself. Its tokens come from a memory of stems, and its longest common
subsequences from `eval.lcs`, because together they take most of its time; the tests hold every figure
equal to rouge-score's to the last digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Literal

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.scoring import fmeasure
from rouge_score.tokenizers import Tokenizer

from summarizer.oracle import rouge_tokens

from . import lcs
from .datasets import Example
from .metrics import Column, Measurement
from .predictions import Prediction

__all__ = ["TYPES", "MeanRouge", "Rouge", "Score", "Scores", "readable", "score", "score_pair"]

TYPES = ("rouge1", "rouge2", "rougeL", "rougeLsum")

Sentences = Sequence[str]
Combination = Literal["max", "mean"]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The ROUGE of one candidate; the fields are named as in `TYPES`."""

    rouge1: Score
    rouge2: Score
    rougeL: Score  # noqa: N815 - the metric's published name
    rougeLsum: Score  # noqa: N815


class Rouge:
    """ROUGE against the reference with the best F, for each type by itself, as rouge-score's `score_multi`.

    A failed prediction scores 0. No figure is defined where rouge-score can read no reference (`readable`).
    """

    name = "rouge"
    references: Combination = "max"
    columns = tuple(
        Column(key + suffix, title + heading, "share", "higher")
        for key, title in zip(TYPES, ("ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum"), strict=True)
        for suffix, heading in (("", ""), (".precision", " precision"), (".recall", " recall"))
    )

    @property
    def signature(self) -> str:
        """What a figure depends on, in sacrebleu's manner; `lsum` says where its sentences come from."""
        return (
            f"rouge-score|v:{version('rouge-score')}|stem:porter|tok:a-z0-9|lsum:given-sentences"
            f"|refs:{self.references}|score:f1"
        )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Score the texts of the bullets, without their labels, against those of the human quick looks."""
        texts = [tuple(look.text for look in reference) for reference in example.references]
        legible = [reference for reference in texts if readable(reference)]
        if not legible:
            return Measurement({column.key: None for column in self.columns})
        scores = score(prediction.sentences, legible, self.references)
        values: dict[str, float | None] = {}
        for type_ in TYPES:
            found: Score = getattr(scores, type_)
            values[type_] = found.f
            values[f"{type_}.precision"] = found.precision
            values[f"{type_}.recall"] = found.recall
        return Measurement(values)


class MeanRouge(Rouge):
    """ROUGE as the mean over the references, of precision, of recall and of F; otherwise as `Rouge`."""

    name = "rouge-mean"
    references: Combination = "mean"


def score(candidate: Sentences, references: Sequence[Sentences], combination: Combination = "max") -> Scores:
    """Score a candidate against several references.

    "max" takes, for each type, the reference with the best F (the first of equals), "mean" the mean over all.
    Raises ValueError when there is no reference.
    """
    if not references:
        raise ValueError("There is no reference to score against; give at least one.")
    each = [score_pair(candidate, reference) for reference in references]
    combine = _best if combination == "max" else _mean
    return Scores(*(combine([getattr(scores, type_) for scores in each]) for type_ in TYPES))


def score_pair(candidate: Sentences, reference: Sentences) -> Scores:
    """Score the sentences of one candidate against those of one reference; an empty candidate scores 0.

    A line break inside a sentence is a space: it does not part sentences.
    """
    ngrams = _ngram_scorer().score(target="\n".join(reference), prediction="\n".join(candidate))
    one, two = ngrams["rouge1"], ngrams["rouge2"]
    ours = [rouge_tokens(sentence) for sentence in candidate]
    theirs = [rouge_tokens(sentence) for sentence in reference]
    return Scores(
        Score(one.precision, one.recall, one.fmeasure),
        Score(two.precision, two.recall, two.fmeasure),
        _sequence_level(ours, theirs),
        _summary_level(ours, theirs),
    )


def readable(sentences: Sentences) -> bool:
    """Tell whether rouge-score's tokens, made of a-z and 0-9 alone, hold most of what the sentences say.

    It drops every other letter, so that a perfect summary in another script scores 0: there a figure would
    say nothing about the system. More than half of the letters and digits must be left; accents do no harm.
    """
    characters = [c for sentence in sentences for c in sentence.lower() if c.isalnum()]
    return 2 * sum(c.isascii() for c in characters) > len(characters)


class _Tokenizer(Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """rouge-score's default tokenizer with a memory for stems: stemming is half of the time of scoring."""

    def tokenize(self, text: str) -> list[str]:
        """Return the stemmed tokens of a text."""
        return rouge_tokens(text)


@lru_cache(maxsize=1)
def _ngram_scorer() -> RougeScorer:
    return RougeScorer(["rouge1", "rouge2"], tokenizer=_Tokenizer())


def _sequence_level(candidate: Sequence[list[str]], reference: Sequence[list[str]]) -> Score:
    """ROUGE-L: section 3.1 of Lin 2004, over the whole text."""
    ours, theirs = _flat(candidate), _flat(reference)
    return _score(lcs.length(theirs, ours), len(ours), len(theirs))


def _summary_level(candidate: Sequence[list[str]], reference: Sequence[list[str]]) -> Score:
    """ROUGE-Lsum: section 3.2 of Lin 2004, the union of each reference sentence's LCS with all candidates'.

    A token counts at most as often as the candidate holds it. The paper does not say so, ROUGE-1.5.5 does it.
    """
    matched: Counter[str] = Counter()
    for sentence in reference:
        union = set[int]().union(*(lcs.indices(sentence, other) for other in candidate))
        matched.update(sentence[index] for index in union)
    ours = _flat(candidate)
    return _score((matched & Counter(ours)).total(), len(ours), len(_flat(reference)))


def _score(overlap: int, candidate: int, reference: int) -> Score:
    if not candidate or not reference:
        return Score(0.0, 0.0, 0.0)
    precision, recall = overlap / candidate, overlap / reference
    return Score(precision, recall, fmeasure(precision, recall))


def _best(scores: Sequence[Score]) -> Score:
    return max(scores, key=lambda score: score.f)


def _mean(scores: Sequence[Score]) -> Score:
    count = len(scores)
    return Score(
        sum(score.precision for score in scores) / count,
        sum(score.recall for score in scores) / count,
        sum(score.f for score in scores) / count,
    )


def _flat(sentences: Iterable[list[str]]) -> list[str]:
    return [token for sentence in sentences for token in sentence]
