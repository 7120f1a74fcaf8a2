"""`summarizer eval` and `python -m eval`: parse, call, print."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import summarizer
from summarizer import output
from summarizer.errors import EvaluationError, ModelError, OptionsError, SummarizerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .benchmark import Plan
    from .cache import Cache
    from .datasets import Dataset
    from .predict import Run
    from .results import Result, Settings, System

__all__ = ["app", "main"]

app = typer.Typer(
    name="eval",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Data = Annotated[
    list[str],
    typer.Argument(
        help="Files or folders of articles with human quick looks, or hf:NAME/CONFIG:SPLIT; a table for each.",
        show_default=False,
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", help="A model to measure; give it several times.", show_default="quicklook"),
]
Bullets = Annotated[int, typer.Option(help="Quick looks that a system may write.", min=1, max=20)]
Baseline = Annotated[str, typer.Option(help="Compare with this system; it is run too.")]
Baselines = Annotated[
    bool, typer.Option(help="Put lead, random, TextRank, LexRank and the greedy oracle into the table.")
]
References = Annotated[
    Literal["max", "mean"], typer.Option(help="With several references an article: the best, or the mean.")
]
Limit = Annotated[
    int | None, typer.Option(help="Read only the first articles of each file.", min=1, show_default="all")
]
Seed = Annotated[int, typer.Option(help="Seed of the bootstrap, the paired test and random.", min=0)]
Out = Annotated[
    Path | None, typer.Option(help="A folder for the whole result: run.json, report.md, report.html.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run in --out.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache", help="Keep answers and figures in this folder.", show_default="the user's cache folder"
    ),
]
SpeedFile = Annotated[
    Path | None, typer.Option("--speed", help="A result of `summarizer eval speed`, for the page's plot.")
]


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a run keeps its things; None for what is not wanted."""

    out: Path | None
    resume: bool
    cache: Path | None
    speed: Path | None


@app.callback()
def _commands() -> None:
    """Measure models on articles with human-written quick looks."""


@app.command()
def run(  # noqa: PLR0913 - options are parameters
    data: Data,
    model: Models = None,
    bullets: Bullets = 3,
    baseline: Baseline = "lead",
    baselines: Baselines = True,
    references: References = "max",
    limit: Limit = None,
    seed: Seed = 1,
    out: Out = None,
    resume: Resume = False,
    cache: CacheFolder = None,
    speed: SpeedFile = None,
) -> None:
    """Run models over articles with human quick looks and print their figures.

    The tables are Markdown: ROUGE F x 100 with 95 % intervals, the difference to the baseline with its paired
    interval, p and effect, the figures beside ROUGE, and the signature without which two figures do not compare.
    Answers and figures are kept, so that a run that was cut off goes on where it was, and a second one is quick.

    Example: summarizer eval run archive.jsonl.xz --model quicklook --bullets 3 --out runs/first
    """
    from .results import Settings

    settings = Settings(bullets, baseline, references, seed)
    _measure(data, limit, model or ["quicklook"], [], baselines, settings, _Where(out, resume, cache, speed))


@app.command()
def score(  # noqa: PLR0913
    data: Annotated[
        str, typer.Argument(help="The articles with human quick looks that the predictions are for.")
    ],
    predictions: Annotated[
        list[str],
        typer.Option(
            help="FILE or NAME=FILE: JSON Lines (summarizer/1, or objects with id and bullets), or a text file "
            "with one line an article; give it several times."
        ),
    ],
    model: Annotated[
        list[str] | None, typer.Option("--model", help="A model to measure beside them.")
    ] = None,
    bullets: Bullets = 3,
    baseline: Baseline = "lead",
    baselines: Baselines = True,
    references: References = "max",
    limit: Limit = None,
    seed: Seed = 1,
    out: Out = None,
    resume: Resume = False,
    cache: CacheFolder = None,
    speed: SpeedFile = None,
) -> None:
    """Score predictions that were made elsewhere, beside the baselines.

    Example: summarizer eval score test.jsonl --predictions bart=bart.txt --predictions t5=t5.jsonl
    """
    from .results import Settings

    settings = Settings(bullets, baseline, references, seed)
    where = _Where(out, resume, cache, speed)
    _measure([data], limit, model or [], predictions, baselines, settings, where)


@app.command()
def compare(
    runs: Annotated[list[Path], typer.Argument(help="Results: run.json of a run, or published ones.")],
    baseline: Annotated[
        str | None, typer.Option(help="Compare the others with this system.", show_default="the runs' own")
    ] = None,
) -> None:
    """Compare the systems of several runs on the same articles, paired.

    Results of other data, settings or versions of ROUGE are refused: their figures do not compare.

    Example: summarizer eval compare runs/first/run.json runs/second/run.json --baseline quicklook
    """
    from . import comparison, report, results

    from .benchmark import compared

    merged = comparison.merge([result for path in runs for result in results.load(path)])
    if baseline is not None:
        merged = tuple(replace(r, settings=replace(r.settings, baseline=baseline)) for r in merged)
    tables = [report.comparisons(compared(result)) for result in merged]
    output.write_output("\n\n".join(tables), None)


@app.command("report")
def make_report(
    runs: Annotated[list[Path], typer.Argument(help="Results: run.json of a run, or published ones.")],
    markdown: Annotated[Path | None, typer.Option(help="Write the tables here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the page here.")] = None,
    publish: Annotated[
        Path | None, typer.Option(help="Write the figures here as JSON, without any text of the articles.")
    ] = None,
    speed: SpeedFile = None,
) -> None:
    """Make tables and a page of results, or the form of them that may be published.

    Without an option the tables go to standard output.

    Example: summarizer eval report runs/first/run.json --html first.html --publish eval/results/first.json
    """
    from . import report, results

    for path in filter(None, (markdown, html, publish)):
        output.check_output(path)
    loaded = [result for path in runs for result in results.load(path)]
    if markdown is not None:
        output.write_output(report.document(loaded), markdown)
    if html is not None:
        output.write_output(_page(loaded, speed), html)
    if publish is not None:
        output.write_output(results.dump([results.published(result) for result in loaded]), publish)
    if not (markdown or html or publish):
        output.write_output("\n\n".join(map(report.markdown, loaded)), None)


def main() -> None:
    """Run the commands; an error that the user can mend is one message on stderr and its exit code."""
    try:
        app()
    except SummarizerError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)


def _measure(  # noqa: PLR0913
    data: Sequence[str],
    limit: int | None,
    models: Sequence[str],
    predictions: Sequence[str],
    with_baselines: bool,
    settings: Settings,
    where: _Where,
) -> None:
    from . import baselines, benchmark, datasets, folder, report, results
    from . import predictions as elsewhere

    if where.resume and where.out is None:
        raise OptionsError("--resume goes on with the run in --out; give --out too.")
    loaded = [datasets.load(spec, limit) for spec in data]
    others = tuple(elsewhere.load(*elsewhere.parse(spec), loaded[0]) for spec in predictions)
    here, notes = baselines.available() if with_baselines else ((), ())
    names = tuple(dict.fromkeys((*models, settings.baseline, *here)))
    names = tuple(name for name in names if name not in {other.name for other in others})
    command = _command(data, limit, models, predictions, with_baselines, settings)
    plan = benchmark.Plan(names, settings, others, notes, command)
    if where.out is not None:
        folder.claim(where.out, _asked(loaded, plan), resume=where.resume)
    done: list[Result] = []
    for note in notes:
        typer.echo(f"Warning: {note}", err=True)
    with _open(where.cache) as kept:
        progress = _Progress()
        for dataset in loaded:
            _warn(dataset)
            done.append(benchmark.run(dataset, plan, kept, progress.of(dataset)))
            progress.clear()
            _warn_of(done[-1])
            output.write_output(("\n" if len(done) > 1 else "") + report.markdown(done[-1]), None)
    if where.out is not None:
        output.write_output(results.dump(done), where.out / "run.json")
        output.write_output(report.document(done), where.out / "report.md")
        output.write_output(_page(done, where.speed), where.out / "report.html")
    failed = [s.name for each in done for s in each.systems if s.failed == each.source.articles]
    if failed:
        raise ModelError(
            f"{failed[0]} failed on every article; its figures say nothing. See the warnings above."
        )


def _command(  # noqa: PLR0913
    data: Sequence[str],
    limit: int | None,
    models: Sequence[str],
    predictions: Sequence[str],
    with_baselines: bool,
    settings: Settings,
) -> str:
    """Return the command that repeats the figures, file names without their folders."""
    from .results import Settings

    usual = Settings()
    words = ["summarizer", "eval", "score" if predictions else "run"]
    words += [spec if spec.startswith("hf:") else Path(spec).name for spec in data]
    words += [word for model in models for word in ("--model", model)]
    words += [word for spec in predictions for word in ("--predictions", Path(spec).name)]
    words += [] if with_baselines else ["--no-baselines"]
    for name in ("bullets", "baseline", "references", "seed"):
        if getattr(settings, name) != getattr(usual, name):
            words += [f"--{name}", str(getattr(settings, name))]
    words += ["--limit", str(limit)] if limit else []
    return shlex.join(words)


def _asked(datasets: Sequence[Dataset], plan: Plan) -> dict[str, object]:
    """Return what a run is asked for, as its folder keeps it."""
    from .predict import revision

    return {
        "version": summarizer.__version__,
        "data": [[d.name, d.sha256, len(d.examples)] for d in datasets],
        "systems": [[name, revision(name)] for name in plan.models],
        "predictions": [[run.name, run.revision] for run in plan.others],
        **asdict(plan.settings),
    }


def _page(results: Sequence[Result], speed: Path | None) -> str:
    from . import page
    from .speed import from_json

    return page.html(results, None if speed is None else from_json(_content(speed)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}. Check the name.") from error


@contextmanager
def _open(folder: Path | None) -> Iterator[Cache]:
    """Open the cache; say afterwards what was wrong with it."""
    from .cache import Cache, default_folder

    with Cache(folder or default_folder()) as cache:
        yield cache
        for warning in cache.warnings:
            typer.echo(f"Warning: {warning}", err=True)
        if cache.damaged:
            typer.echo(f"Warning: {cache.damaged} damaged entries of the cache were made anew.", err=True)


class _Progress:
    """One bar at a time, with the time left, on a terminal; silent elsewhere."""

    def __init__(self) -> None:
        self._label = ""
        self._bar: Any = None

    def of(self, dataset: Dataset) -> Callable[[str, int], None]:
        """Return a callback for one data set, which is told what is being done and how far it is."""
        return partial(self._show, dataset.name, len(dataset.examples))

    def clear(self) -> None:
        """End the bar that is there."""
        if self._bar is not None:
            self._bar.render_finish()
        self._label, self._bar = "", None

    def _show(self, name: str, total: int, what: str, done: int) -> None:
        if not sys.stderr.isatty():
            return
        if self._label != f"{name}: {what}":
            self.clear()
            self._label = f"{name}: {what}"
            self._bar = typer.progressbar(length=total, label=self._label, file=sys.stderr, show_pos=True)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)


def _warn(dataset: Dataset) -> None:
    for message in dataset.unreadable:
        typer.echo(f"Warning: {dataset.name}: left out: {message}", err=True)
    if dataset.skipped:
        number = len(dataset.skipped)
        typer.echo(f"Warning: {dataset.name}: {number} article(s) without quick looks left out.", err=True)
    if dataset.duplicates:
        first, second = dataset.duplicates[0]
        typer.echo(
            f"Warning: {dataset.name}: {len(dataset.duplicates)} article(s) say the same as an earlier one "
            f"({second} as {first}, for one); they count all the same.",
            err=True,
        )


def _warn_of(result: Result) -> None:
    for system in result.systems:
        for note in system.notes:
            typer.echo(f"Warning: {system.name} {note}.", err=True)
        failures = [p for p in system.predictions if p.error is not None]
        if failures:
            typer.echo(
                f"Warning: {system.name} failed on {len(failures)} of {result.source.articles} articles, which "
                f"count as 0; the first: {failures[0].id}: {failures[0].error}",
                err=True,
            )
