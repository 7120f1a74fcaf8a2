"""`summarizer eval` and `python -m eval`: parse, call, print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer import output
from summarizer.errors import ModelError, SummarizerError

if TYPE_CHECKING:
    from .benchmark import Benchmark
    from .datasets import Dataset

__all__ = ["app", "main"]

app = typer.Typer(
    name="eval",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _commands() -> None:
    """Measure models on articles with human-written quick looks."""


@app.command()
def run(  # noqa: PLR0913 - options are parameters
    data: Annotated[
        list[Path],
        typer.Argument(help="Files or folders of articles with human quick looks; a table for each."),
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="A model to measure; give it several times. "
            "`oracle` is the greedy oracle (approximates the ceiling).",
            show_default="quicklook, lead, oracle",
        ),
    ] = None,
    bullets: Annotated[int, typer.Option(help="Quick looks a model may write.", min=1, max=20)] = 3,
    baseline: Annotated[str, typer.Option(help="Compare with this model; it is run too.")] = "lead",
    limit: Annotated[
        int | None,
        typer.Option(help="Read only the first articles of each file.", min=1, show_default="all"),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option(help="Write everything here, with the scores of each article."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the bootstrap and of the paired test.", min=0)] = 1,
) -> None:
    """Run models over articles with human quick looks and print their ROUGE.

    The tables are Markdown: F x 100 with 95 % intervals, the difference to the baseline with its paired
    interval and p, and the signature without which two figures do not compare.

    Example: summarizer eval run archive.jsonl.xz --model quicklook --model lead --bullets 3 --json run.json
    """
    from . import benchmark, datasets, report

    if json is not None:
        output.check_output(json)
    settings = benchmark.Settings(tuple(model or ("quicklook", "lead", "oracle")), bullets, baseline, seed)
    loaded = [datasets.load(path, limit) for path in data]
    done: list[Benchmark] = []
    for dataset in loaded:
        _warn_of_skipped(dataset)
        done.append(benchmark.run(dataset, settings, _progress(dataset.name, len(dataset.examples))))
        _warn_of_failures(done[-1])
        output.write_output(("\n" if len(done) > 1 else "") + report.markdown(done[-1]), None)
    if json is not None:
        output.write_output(report.to_json(done), json)
    if any(entry.run.failed == len(entry.scores) for each in done for entry in each.entries):
        raise ModelError("A model failed on every article; its figures say nothing. See the warnings above.")


def main() -> None:
    """Run the commands; an error that the user can mend is one message on stderr and its exit code."""
    try:
        app()
    except SummarizerError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _progress(name: str, total: int) -> Callable[[str, int], None]:
    """Return a callback that keeps one line of progress on a terminal, and is silent elsewhere."""

    def show(model: str, done: int) -> None:
        end = "\n" if done == total else ""
        typer.echo(f"\r{name}: {model} {done}/{total}{end}", err=True, nl=False)

    return show if sys.stderr.isatty() else lambda model, done: None


def _warn_of_skipped(dataset: Dataset) -> None:
    for message in dataset.unreadable:
        typer.echo(f"Warning: {dataset.name}: left out: {message}", err=True)
    if dataset.skipped:
        number = len(dataset.skipped)
        typer.echo(f"Warning: {dataset.name}: {number} article(s) without quick looks left out.", err=True)


def _warn_of_failures(done: Benchmark) -> None:
    for entry in done.entries:
        failures = [p for p in entry.run.predictions if p.error is not None]
        if failures:
            typer.echo(
                f"Warning: {entry.run.model} failed on {len(failures)} of {len(entry.scores)} articles, "
                f"which count as 0; the first: {failures[0].id}: {failures[0].error}",
                err=True,
            )
