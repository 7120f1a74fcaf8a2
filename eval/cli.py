"""`summarizer eval` and `python -m eval`: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from .benchmark import Benchmark

__all__ = ["app", "main"]

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Measure models on human quick looks.")


@app.callback()
def _commands() -> None:
    """Measure models on articles with human-written quick looks."""


@app.command()
def run(
    data: Annotated[
        list[Path],
        typer.Argument(help="Files or folders of articles with human quick looks; a table for each."),
    ],
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="A model to measure; give it several times. `oracle` is the extractive ceiling.",
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
        _check_writable(json)
    settings = benchmark.Settings(tuple(model or ("quicklook", "lead", "oracle")), bullets, baseline, seed)
    done: list[Benchmark] = []
    for path in data:
        dataset = datasets.load(path, limit)
        if dataset.skipped:
            typer.echo(
                f"Warning: {path}: {len(dataset.skipped)} article(s) without quick looks left out.", err=True
            )
        done.append(benchmark.run(dataset, settings, _progress(dataset.name, len(dataset.examples))))
        _warn_of_failures(done[-1])
        typer.echo(("\n" if len(done) > 1 else "") + report.markdown(done[-1]), nl=False)
    if json is not None:
        _write(json, report.to_json(done))
    if any(entry.run.failed == len(entry.scores) for each in done for entry in each.entries):
        raise SummarizerError(
            "A model failed on every article; its figures say nothing. See the warnings above."
        )


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


def _warn_of_failures(done: Benchmark) -> None:
    for entry in done.entries:
        failures = [p for p in entry.run.predictions if p.error is not None]
        if failures:
            typer.echo(
                f"Warning: {entry.run.model} failed on {len(failures)} of {len(entry.scores)} articles, which "
                f"count as 0; the first: {failures[0].id}: {failures[0].error}",
                err=True,
            )


def _check_writable(path: Path) -> None:
    """Find out before a long run, not after it, that its result could not be written."""
    if path.is_dir() or not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise SummarizerError(f"{path} cannot be written. Give a file in a folder that exists and is yours.")


def _write(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
