"""A benchmark as one self-contained HTML page: tables, plots, and a page for each article.

The page loads nothing: styles, scripts and data stand in it, and a content security policy forbids the rest.
Only scripts and styles of the page itself, known by their hashes, may run. The same results give the same
bytes; no date is printed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined

import summarizer
from eval import notes
from eval.results import Result
from summarizer.errors import EvaluationError

from . import articles, plots, tables

if TYPE_CHECKING:
    from eval.speed import SpeedReport

__all__ = ["html"]

SCRIPTS = ("tables.js", "elements.js", "article.js", "list.js", "routes.js")


def html(results: Sequence[Result], speed: SpeedReport | None = None, limit: int | None = None) -> str:
    """Return the page, to be written as UTF-8.

    `limit` embeds only that many worst and as many best articles of each data set, judged by the first main
    figure of the first system that is neither a baseline nor the oracle; the page says so. A published
    result, which holds no texts, has no article pages. Raises EvaluationError when there are no
    results, or the limit is below 1.
    """
    if not results:
        raise EvaluationError("There are no results to show; run `summarizer eval run` first.")
    if limit is not None and limit < 1:
        raise EvaluationError(f"The limit is {limit}; give 1 or more articles, or none for all.")
    environment = _environment()
    style, early = _asset("style.css"), _asset("early.js")
    script = '"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS)
    slugs = _slugs(results)
    kept = [articles.chosen(result, limit) for result in results]
    data = [
        articles.embedded(result, slug, indices)
        for result, slug, indices in zip(results, slugs, kept, strict=True)
    ]
    sets = [
        {
            "result": result,
            "slug": slug,
            "notes": [*notes.of_result(result), *notes.of_speed(speed, result)],
            "groups": tables.groups(result),
            "intervals": _intervals(result),
            "charts": _charts(result, speed),
            "recall": plots.recall(result),
            "evidence": plots.evidence(result),
            "embedded": len(indices),
            "has_texts": articles.has_texts(result),
            "ranked_by": articles.ranked_by(result).name,
        }
        for result, slug, indices in zip(results, slugs, kept, strict=True)
    ]
    return environment.get_template("page.html").render(
        sets=sets,
        speed=speed,
        limit=limit,
        version=summarizer.__version__,
        style=style,
        script=script,
        early=early,
        data=articles.script_json(data),
        policy=(
            f"default-src 'none'; script-src {_hash(early)} {_hash(script)}; style-src {_hash(style)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
    )


def _intervals(result: Result) -> dict[str, list[plots.Intervals]]:
    """Return the plots of the main figures, and of the others that have a better end."""
    main = tables.main_columns(result)
    others = [
        column
        for column in result.columns
        if column not in main and column.better != "neither" and not column.key.startswith("rouge")
    ]
    named = {"main": main, "others": others}
    return {
        name: [plot for column in columns if (plot := plots.intervals(result, column)) is not None]
        for name, columns in named.items()
    }


def _charts(result: Result, speed: SpeedReport | None) -> list[plots.Chart]:
    if speed is None:
        return []
    found = (plots.speed_score(result, speed, column) for column in tables.main_columns(result))
    return [chart for chart in found if chart is not None]


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _asset(f"templates/{name}")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["shortened"] = notes.shortened
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["address"] = lambda value: quote(value, safe="")
    return environment


def _asset(name: str) -> str:
    return files("eval.page").joinpath(name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _slugs(results: Sequence[Result]) -> list[str]:
    """Return a name for each data set that is unlike the others'."""
    names: list[str] = []
    for result in results:
        name, again = result.source.name, 2
        while name in names:
            name, again = f"{result.source.name}-{again}", again + 1
        names.append(name)
    return names
