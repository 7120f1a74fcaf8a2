"""The articles as the data that the page's script builds its article pages from."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from eval.metrics import Measurement
from eval.predictions import Prediction
from eval.results import Result, System
from summarizer.article import Article

from .tables import main_columns

__all__ = ["Units", "chosen", "embedded", "has_texts", "ranked_by", "script_json", "worst_first"]

_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_SURROGATES = re.compile("[\ud800-\udfff]")

Json = dict[str, Any]


def has_texts(result: Result) -> bool:
    """Tell whether the result holds articles and answers; a published one does not."""
    return bool(result.examples) and any(system.predictions for system in result.systems)


def chosen(result: Result, limit: int | None) -> list[int]:
    """Return which articles are embedded: all, or the `limit` worst and the `limit` best.

    They are ranked by the first main figure of the first system that is neither a baseline nor the oracle. An
    article for which the figure is not defined counts among the worst.
    """
    if not has_texts(result):
        return []
    if limit is None or 2 * limit >= len(result.ids):
        return list(range(len(result.ids)))
    order = worst_first(result)
    return sorted({*order[:limit], *order[len(order) - limit :]})


def worst_first(result: Result) -> list[int]:
    """Return all articles, the worst first, by the figure that `chosen` ranks them by."""
    column = main_columns(result)[0]
    values = ranked_by(result).values(column.key)
    sign = -1 if column.better == "lower" else 1
    return sorted(
        range(len(result.ids)), key=lambda at: (values[at] is not None, sign * (values[at] or 0.0), at)
    )


def ranked_by(result: Result) -> System:
    """Return the first system that is neither a baseline nor the oracle, else the first one."""
    systems = [system for system in result.systems if system.predictions] or list(result.systems)
    return next((system for system in systems if system.kind in ("model", "predictions")), systems[0])


def embedded(result: Result, slug: str, indices: Sequence[int]) -> Json:
    """Return one data set for the page's script. Offsets count UTF-16 units, as those of JavaScript do."""
    keys = [column.key for column in result.columns]
    main = main_columns(result)
    return {
        "slug": slug,
        "columns": [
            {"title": column.title, "unit": column.unit, "better": column.better} for column in result.columns
        ],
        "main": keys.index(main[0].key) if main else 0,
        "start": result.systems.index(ranked_by(result)),
        "systems": [{"name": system.name, "kind": system.kind} for system in result.systems],
        "articles": [_article(result, at, keys) for at in indices],
    }


def script_json(value: object) -> str:
    """Return JSON text that is safe inside a script element, whatever the texts in it hold.

    Half a surrogate pair, which cannot be written as UTF-8, becomes U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SURROGATES.sub("\ufffd", text).translate(_ESCAPES)


def _article(result: Result, at: int, keys: Sequence[str]) -> Json:
    example = result.examples[at]
    article = example.article
    units = Units(article.text)
    return {
        "id": result.ids[at],
        "title": article.title or "",
        "text": article.text,
        "parts": [[units.at(p.start), units.at(p.end), p.kind[0]] for p in article.paragraphs],
        "writers": [
            [[look.label or "", look.text] for look in reference] for reference in example.references
        ],
        "answers": [
            _answer(article, units, system.measurements[at], system.predictions[at], keys)
            if system.predictions
            else None
            for system in result.systems
        ],
    }


def _answer(
    article: Article, units: Units, measurement: Measurement, prediction: Prediction, keys: Sequence[str]
) -> Json:
    size = len(article.text)
    answer: Json = {
        "values": [_rounded(measurement.values.get(key)) for key in keys],
        "bullets": [
            {
                "text": bullet.text,
                **({"label": bullet.label} if bullet.label else {}),
                "spans": [
                    [units.at(span.start), units.at(min(span.end, size))]
                    for span in bullet.evidence
                    if span.start < min(span.end, size)
                ],
                **(
                    {"violations": [[v.kind, v.text, v.message] for v in bullet.violations]}
                    if bullet.violations
                    else {}
                ),
            }
            for bullet in prediction.bullets
        ],
        "matches": [[m.quick_look, m.bullet, round(m.similarity, 3), m.writer] for m in measurement.matches],
        "writer": measurement.writer,
    }
    if prediction.error is not None:
        answer["error"] = prediction.error
    if prediction.warnings:
        answer["warnings"] = list(prediction.warnings)
    return answer


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


class Units:
    """Turns offsets in the characters of a text into offsets in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, mark in enumerate(text) if mark > "\uffff"]

    def at(self, offset: int) -> int:
        """Return the offset in units, in the logarithm of the number of wide characters."""
        return offset + bisect_left(self._wide, offset)
