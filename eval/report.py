"""Results as Markdown tables: scores, differences to the baseline, and the figures beside ROUGE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summarizer.render.markdown import escape
from summarizer.render.text import fold

from . import notes, speed
from .metrics import Column
from .results import Result, System, best
from .speed import SpeedReport
from .statistics import Comparison, Estimate

__all__ = ["comparisons", "document", "markdown", "table"]

SHOWN = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}
"""Columns of the main tables. ROUGE-L stands in the JSON alone: papers report Lsum, and people confuse the
two."""


def document(results: Sequence[Result], timings: SpeedReport | None = None) -> str:
    """Return a page for a repository: what the figures are, the tables of all results, and the speeds."""
    head = (
        "# Results\n\n"
        "Made by `summarizer eval report --markdown`; do not edit. ROUGE counts the words shared with what "
        "people wrote. It does not know what is true or well said, and readers have preferred summaries that "
        "it rates low: read the figures on faithfulness beside it, and the summaries themselves. The oracle "
        "chooses with sight of the human quick looks and approximates the ceiling for whole sentences."
    )
    parts = [head, *(markdown(result) for result in results)]
    if timings is not None:
        told = dict.fromkeys(note for result in results for note in notes.of_speed(timings, result))
        parts += [speed.markdown(timings), *(f"- {_said(note)}" for note in told)]
    return "\n\n".join(parts)


def markdown(result: Result) -> str:
    """Return the tables of one data set, F x 100 with intervals, and what the figures depend on."""
    source, settings = result.source, result.settings
    size = f"{source.articles} article{'s' if source.articles != 1 else ''}"
    size = f"{'the first ' if source.limited else ''}{size}"
    parts = [
        f"## {escape(source.name)}: {size}, at most {settings.bullets} quick looks",
        _scores(result),
    ]
    compared = [system for system in result.systems if system.comparisons]
    if compared:
        parts += [f"Difference to {escape(settings.baseline)} on the same articles:", _differences(compared)]
    rest = [column for column in result.columns if not column.key.startswith("rouge")]
    if rest:
        parts += [
            "Beside ROUGE (means; in parentheses over how many articles, where not all define the figure):",
            _rest(result, rest),
        ]
    parts.append("\n".join(f"- {note}" for note in _notes(result)))
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *rows))


def comparisons(result: Result) -> str:
    """Return the differences of all systems to the baseline, with the articles won and lost."""
    source, baseline = result.source, result.settings.baseline
    compared = [system for system in result.systems if system.comparisons]
    return "\n\n".join(
        [
            f"## {escape(source.name)}: difference to {escape(baseline)} on the same {source.articles} "
            "articles",
            _differences(compared, counted=True),
            "\n".join(f"- {note}" for note in _notes(result)),
        ]
    )


def _difference_row(system: System, counted: bool) -> list[str]:
    cells = [_name(system)]
    for key in SHOWN:
        comparison = system.comparisons.get(key)
        if comparison is None:
            cells += ["-"] * (4 if counted else 3)
            continue
        none = comparison.effect is None or comparison.difference.small
        effect = "-" if none else f"{comparison.effect:+.2f}"
        cells += [_interval(comparison.difference, "+"), _p(comparison), effect]
        cells += [f"{comparison.wins} : {comparison.losses}"] if counted else []
    return cells


def _scores(result: Result) -> str:
    columns = [column for key in SHOWN for column in result.columns if column.key == key]
    tops = {column.key: best(result.systems, column) for column in columns}
    return table(
        ["system", *(column.title for column in columns), "words", "failed"],
        (
            [
                _name(system),
                *(
                    _bold(_interval(system.estimates[column.key]), system.name in tops[column.key])
                    for column in columns
                ),
                _plain(system.estimates.get("length.words"), "words", result),
                str(system.failed),
            ]
            for system in result.systems
        ),
    )


def _differences(systems: Sequence[System], *, counted: bool = False) -> str:
    beside = ("p", "d", "won : lost") if counted else ("p", "d")
    head = ["system", *(cell for title in SHOWN.values() for cell in (title, *beside))]
    return table(head, (_difference_row(system, counted) for system in systems))


def _rest(result: Result, columns: Sequence[Column]) -> str:
    rows = []
    for column in columns:
        top = best(result.systems, column)
        cells = (
            _bold(_plain(system.estimates[column.key], column.unit, result), system.name in top)
            for system in result.systems
        )
        rows.append([column.title, *cells])
    return table(["figure", *(_name(system) for system in result.systems)], rows)


def _notes(result: Result) -> list[str]:
    lines = [_explained(result), *map(_said, notes.of_result(result))]
    lines += _identity(result)
    if result.metrics:
        lines.append("Metrics: " + ", ".join(map(_code, result.metrics)))
    if result.command:
        lines.append(f"Command: {_code(result.command)}")
    return lines


def _explained(result: Result) -> str:
    return (
        "ROUGE: F x 100, means over all articles (a failed one counts as 0). Intervals: 95 %, not corrected "
        "for several systems. p: paired test, corrected by Holm for the systems compared with "
        f"{escape(result.settings.baseline)}: go by it. d: Cohen's d of the differences. Bold: the best "
        "mean, whether or not the difference is real; the oracle apart."
    )


def _identity(result: Result) -> list[str]:
    systems = ", ".join(f"{_code(system.name)} ({system.revision})" for system in result.systems)
    return [
        f"Signature: {_code(result.signature)}",
        f"Data: {_code(result.source.name)}, SHA-256 {_code(result.source.sha256)}",
        f"Systems: {systems}; summarizer {result.program}",
    ]


def _code(text: str) -> str:
    return f"`{fold(text).replace('`', '')}`"


def _said(note: str) -> str:
    """Return a note on one line; ids and messages in it are not trusted with markup."""
    return fold(note).replace("<", "\\<")


def _name(system: System) -> str:
    return "greedy oracle" if system.kind == "oracle" else escape(system.name)


def _bold(text: str, bold: bool) -> str:
    return f"**{text}**" if bold else text


def _interval(estimate: Estimate | None, sign: str = "") -> str:
    if estimate is None:
        return "-"
    low, mean, high = (f"{100 * x:{sign}.2f}" for x in (estimate.low, estimate.mean, estimate.high))
    return mean if estimate.small else f"{mean} [{low}, {high}]"


def _plain(estimate: Estimate | None, unit: str, result: Result) -> str:
    if estimate is None:
        return "-"
    text = (
        f"{100 * estimate.mean:.1f} %"
        if unit == "share"
        else f"{estimate.mean:.{1 if unit == 'words' else 2}f}"
    )
    return f"{text} ({estimate.articles})" if estimate.articles < len(result.ids) else text


def _p(comparison: Comparison) -> str:
    if comparison.difference.small:
        return "-"
    return "<0.001" if comparison.p_holm < 0.001 else f"{comparison.p_holm:.3f}"
