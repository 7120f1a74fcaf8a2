"""The greedy extractive oracle: which sentences of an article its human highlights ask for.

Greedy search over sentences for the best ROUGE-1 F + ROUGE-2 F against all highlights together
(Nallapati et al., 2017, "SummaRuNNer", section 3), and the soft targets that the model is trained on.
Tokens are stemmed as rouge-score stems them; bigrams are counted within sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["gains", "greedy", "rouge", "rouge_tokens", "targets"]

Tokens = Sequence[str]
ORACLE_SHARE = 0.7
"""Weight of the oracle in a target, the rest being the sentence's own gain; from the prototype's recipe."""


def rouge_tokens(text: str) -> list[str]:
    """Return the tokens of `text` as rouge-score makes them with its stemmer on."""
    return _tokenize()(text)


@lru_cache(maxsize=1)
def _tokenize() -> Callable[[str], list[str]]:
    import re

    from nltk.stem import porter  # type: ignore[import-untyped]

    stem = lru_cache(maxsize=200_000)(porter.PorterStemmer().stem)
    word = re.compile(r"[a-z0-9]+")
    return lambda text: [stem(w) if len(w) > 3 else w for w in word.findall(text.lower())]


def greedy(sentences: Sequence[Tokens], reference: Sequence[Tokens], limit: int = 6) -> list[int]:
    """Return the oracle's sentence indices, in the order they were taken (at most `limit`).

    `sentences` and `reference` are token lists, one per sentence and one per highlight. A sentence is
    added while it raises ROUGE-1 F + ROUGE-2 F; the first of equals wins.
    """
    target = _Reference(reference)
    candidates = [target.match(tokens) for tokens in sentences]
    taken: list[int] = []
    total, best = _Match(Counter(), Counter(), 0, 0), 0.0
    while len(taken) < limit:
        scored = [
            (target.score(total.plus(candidates[i])), -i) for i in range(len(candidates)) if i not in taken
        ]
        if not scored or max(scored)[0] <= best + 1e-12:
            break
        best, index = max(scored)
        taken.append(-index)
        total = total.plus(candidates[-index])
    return taken


def gains(sentences: Sequence[Tokens], reference: Sequence[Tokens]) -> NDArray[np.float64]:
    """Return ROUGE-1 F + ROUGE-2 F (0 to 2) of each sentence alone against all highlights together."""
    target = _Reference(reference)
    return np.array([target.score(target.match(tokens)) for tokens in sentences], dtype=np.float64)


def rouge(chosen: Sequence[Tokens], reference: Sequence[Tokens]) -> tuple[float, float]:
    """Return ROUGE-1 F and ROUGE-2 F (0 to 1) of the chosen sentences together against all highlights."""
    target = _Reference(reference)
    total = _Match(Counter(), Counter(), 0, 0)
    for tokens in chosen:
        total = total.plus(target.match(tokens))
    return target.both(total)


def targets(sentences: Sequence[Tokens], reference: Sequence[Tokens]) -> NDArray[np.float32]:
    """Return a soft target (0 to 1) per sentence: 0.7 x oracle + 0.3 x (gain / best gain)^2."""
    own = gains(sentences, reference)
    soft = (1 - ORACLE_SHARE) * (own / own.max()) ** 2 if own.size and own.max() > 0 else np.zeros_like(own)
    soft[greedy(sentences, reference)] += ORACLE_SHARE
    return soft.astype(np.float32)


class _Match:
    """The n-grams that a set of sentences shares with the reference, and its own n-gram totals."""

    __slots__ = ("bigram_total", "bigrams", "unigram_total", "unigrams")

    def __init__(
        self, unigrams: Counter[str], bigrams: Counter[tuple[str, str]], unigram_total: int, bigram_total: int
    ) -> None:
        self.unigrams, self.bigrams = unigrams, bigrams
        self.unigram_total, self.bigram_total = unigram_total, bigram_total

    def plus(self, other: _Match) -> _Match:
        return _Match(
            self.unigrams + other.unigrams,
            self.bigrams + other.bigrams,
            self.unigram_total + other.unigram_total,
            self.bigram_total + other.bigram_total,
        )


class _Reference:
    """The highlights' n-grams, to match and score sentences against."""

    def __init__(self, highlights: Sequence[Tokens]) -> None:
        self.unigrams = Counter(token for tokens in highlights for token in tokens)
        self.bigrams = Counter(pair for tokens in highlights for pair in pairwise(tokens))

    def match(self, tokens: Tokens) -> _Match:
        pairs = list(pairwise(tokens))
        return _Match(
            Counter(token for token in tokens if token in self.unigrams),
            Counter(pair for pair in pairs if pair in self.bigrams),
            len(tokens),
            len(pairs),
        )

    def score(self, match: _Match) -> float:
        return sum(self.both(match))

    def both(self, match: _Match) -> tuple[float, float]:
        one = sum(min(n, self.unigrams[gram]) for gram, n in match.unigrams.items())
        two = sum(min(n, self.bigrams[gram]) for gram, n in match.bigrams.items())
        return (
            _f1(one, match.unigram_total, self.unigrams.total()),
            _f1(two, match.bigram_total, self.bigrams.total()),
        )


def _f1(overlap: int, candidate: int, reference: int) -> float:
    return 2 * overlap / (candidate + reference) if overlap else 0.0
