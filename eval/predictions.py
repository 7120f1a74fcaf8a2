"""What a system answered for an article, whether it ran here or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.summary import Brief, Bullet, Coverage

__all__ = ["Prediction"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A system's answer for the article `id`; `error` is set, and `bullets` empty, when it failed.

    Predictions made elsewhere may lack the brief, and have no coverage.
    """

    id: str
    bullets: tuple[Bullet, ...]
    brief: Brief | None = None
    coverage: Coverage | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The texts of the bullets, without labels: what ROUGE reads, a sentence each."""
        return tuple(bullet.text for bullet in self.bullets)

    @property
    def words(self) -> int:
        """Words in the bullets, parted by white space."""
        return sum(len(sentence.split()) for sentence in self.sentences)
