"""ROUGE by Google's rouge-score: sentence lists in, precision, recall and F out.

Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004. Sentences stay lists until the moment
of scoring, because ROUGE-Lsum matches sentence by sentence: it splits at newlines, where ROUGE-L reads the
text as one sequence. The two differ by some ten points on the same summary and must not be mixed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from multiprocessing import get_context

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from summarizer.oracle import rouge_tokens

__all__ = ["TYPES", "Score", "Scores", "score", "score_pair", "signature"]

TYPES = ("rouge1", "rouge2", "rougeL", "rougeLsum")

CHUNK = 50
"""Pairs sent to a process at once."""

WORTH_PROCESSES = 1000
"""Pairs below which starting processes takes longer than it saves: a start costs about 1.5 s, a pair 3 ms."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The ROUGE of one candidate against one reference; the fields are named as in `TYPES`."""

    rouge1: Score
    rouge2: Score
    rougeL: Score  # noqa: N815 - the metric's published name
    rougeLsum: Score  # noqa: N815


class _Tokenizer(Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """rouge-score's default tokenizer with a memory for stems: stemming is half of the time of scoring."""

    def tokenize(self, text: str) -> list[str]:
        """Return the stemmed tokens of a text."""
        return rouge_tokens(text)


@lru_cache(maxsize=1)
def _scorer() -> RougeScorer:
    return RougeScorer(list(TYPES), tokenizer=_Tokenizer())


def score_pair(candidate: Sequence[str], reference: Sequence[str]) -> Scores:
    """Score the sentences of one candidate against those of its reference; an empty candidate scores 0."""
    found = _scorer().score(target=_joined(reference), prediction=_joined(candidate))
    return Scores(
        *(Score(float(s.precision), float(s.recall), float(s.fmeasure)) for s in map(found.get, TYPES))
    )


def score(
    candidates: Sequence[Sequence[str]], references: Sequence[Sequence[str]], processes: int = 2
) -> list[Scores]:
    """Score candidates against references, pair by pair and in order, over `processes` processes.

    Few pairs are scored in this process. Raises ValueError unless there are as many of each.
    """
    pairs = list(zip(candidates, references, strict=True))
    if processes < 2 or len(pairs) < WORTH_PROCESSES:
        return _score_chunk(pairs)
    chunks = [pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK)]
    # Not "fork": a model's threads may hold locks, which a forked process would wait for in vain.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [scores for chunk in pool.map(_score_chunk, chunks) for scores in chunk]


def signature() -> str:
    """Return what a figure depends on, in sacrebleu's manner: figures compare only if these are equal."""
    return f"rouge-score|v:{version('rouge-score')}|stem:porter|lsum:given-sentences|refs:1|agg:mean-f"


def _score_chunk(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[Scores]:
    return [score_pair(candidate, reference) for candidate, reference in pairs]


def _joined(sentences: Iterable[str]) -> str:
    """One sentence a line, a line break inside a sentence being a space."""
    return "\n".join(" ".join(sentence.split()) for sentence in sentences)
