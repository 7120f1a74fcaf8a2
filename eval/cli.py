"""`summarizer eval` and `python -m eval`: parse, call, print."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from summarizer import output
from summarizer.errors import EvaluationError, ModelError, OptionsError, SummarizerError
from summarizer.options import Options
from summarizer.render.text import fold

from .progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .benchmark import Plan
    from .cache import Cache
    from .datasets import Dataset
    from .request import Request
    from .results import Result
    from .speed import SpeedReport

__all__ = ["app", "main"]

app = typer.Typer(
    name="eval",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    pretty_exceptions_enable=False,
)

Data = Annotated[
    list[str],
    typer.Argument(
        help="Files or folders of articles with human quick looks, or hf:NAME/CONFIG:SPLIT; "
        "a table for each.",
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
    Path | None,
    typer.Option("--speed", help="A result of `summarizer eval speed`, to show beside the scores."),
]


EMBEDDED = 500
"""Worst and best articles that a page holds: with these it opens within a second."""


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
def run(
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

    The tables are Markdown: ROUGE F x 100 with 95 % intervals, the difference to the baseline with its
    paired interval, p and effect, the figures beside ROUGE, and the signature without which two figures do
    not compare. Answers and figures are kept, so that a run that was cut off goes on where it was, and a
    second one is quick.

    Example: summarizer eval run archive.jsonl.xz --model quicklook --bullets 3 --out runs/first
    """
    from .request import Request
    from .results import Settings

    settings = Settings(bullets, baseline, references, seed)
    models = tuple(model or (Options().model,))
    request = Request(tuple(data), models, baselines=baselines, limit=limit, settings=settings)
    _measure(request, _Where(out, resume, cache, speed))


@app.command()
def score(
    data: Annotated[
        str, typer.Argument(help="The articles with human quick looks that the predictions are for.")
    ],
    predictions: Annotated[
        list[str],
        typer.Option(
            help="FILE or NAME=FILE: JSON Lines (summarizer/1, or objects with id and bullets), or a text "
            "file with one line an article; give it several times."
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
    from .request import Request
    from .results import Settings

    settings = Settings(bullets, baseline, references, seed)
    request = Request((data,), tuple(model or ()), tuple(predictions), baselines, limit, settings)
    _measure(request, _Where(out, resume, cache, speed))


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

    merged = comparison.merge([results.load(path) for path in runs])
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
    from . import speed as speed_

    for path in filter(None, (markdown, html, publish)):
        output.check_output(path)
    loaded = [result for path in runs for result in results.load(path)]
    timings = None if speed is None else speed_.load(speed)
    if markdown is not None:
        output.write_output(report.document(loaded, timings), markdown)
    if html is not None:
        output.write_output(_page(loaded, timings), html)
    if publish is not None:
        output.write_output(results.dump([results.published(result) for result in loaded]), publish)
    if not (markdown or html or publish):
        tables = [*map(report.markdown, loaded), *([speed_.markdown(timings)] if timings else [])]
        output.write_output("\n\n".join(tables), None)


@app.command()
def gate(
    data: Data,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", help="A model to measure.", show_default="those that have floors"),
    ] = None,
    floors: Annotated[
        Path | None, typer.Option("--baselines", help="The file of floors.", show_default="the package's own")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Raise the floors to what is reached now.")
    ] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: lower floors too.")
    ] = False,
    cache: CacheFolder = None,
) -> None:
    """Fail when a shipped model falls under one of its floors on these articles.

    Without floors on the data, --update sets those of the default model.

    Example: summarizer eval gate examples
    """
    from . import benchmark, datasets, gate
    from .results import Settings

    path = floors or gate.BASELINES
    known = gate.load(path) if path.exists() or not update else ()
    asked = [floor for floor in known if not model or floor.model in model]
    loaded = [datasets.load(spec) for spec in data]
    held = [gate.models(known if update else asked, one.name, one.sha256) for one in loaded]
    if not update and not all(held):
        raise EvaluationError(gate.missing(path, known, loaded[held.index(())].name))
    done: list[Result] = []
    for dataset, names in zip(loaded, held, strict=True):
        plan = benchmark.Plan((*(model or names or (Options().model,)), Settings().baseline))
        done += _results([dataset], plan, cache)
    if update:
        changed = gate.update(known, done, allow_regression)
        output.write_output(gate.to_json(changed.floors), path)
        output.write_output("\n".join(changed.changes) or "No floor has changed.", None)
        return
    verdicts = gate.check(done, asked)
    lines = [f"{v.state}: {v.floor.data} {v.floor.model} {v.floor.column}: {v.message}" for v in verdicts]
    output.write_output("\n".join(lines), None)
    if not gate.passed(verdicts):
        raise EvaluationError(
            "A model has fallen under a floor, or could not be compared with it. Mend it, or say that it is "
            "meant (--update --allow-regression)."
        )


@app.command()
def speed(
    data: Annotated[str, typer.Argument(help="The articles to summarize.")],
    model: Models = None,
    bullets: Bullets = 3,
    rounds: Annotated[int, typer.Option(help="Rounds, interleaved over the models.", min=1)] = 5,
    limit: Annotated[int, typer.Option(help="Articles in a round.", min=1)] = 50,
    seed: Annotated[int, typer.Option(help="Seed of the order of the models.", min=0)] = 1,
    json: Annotated[Path | None, typer.Option(help="Write the figures here, for the page of a run.")] = None,
) -> None:
    """Measure articles a second, latency, cold start, memory and size on disk, as ratios to lead.

    Example: summarizer eval speed archive.jsonl.xz --model quicklook --model textrank --json speed.json
    """
    from . import datasets, speed

    if json is not None:
        output.check_output(json)
    models = model or ["quicklook"]
    words = ["summarizer", "eval", "speed", data if data.startswith("hf:") else Path(data).name]
    words += [word for name in models for word in ("--model", name)]
    words += ["--bullets", str(bullets), "--rounds", str(rounds), "--limit", str(limit), "--seed", str(seed)]
    dataset = datasets.load(data, limit)
    progress = Progress()
    plan = speed.Plan(rounds, bullets, seed, shlex.join(words))
    measured = speed.measure(dataset, models, plan, progress.of(dataset.name, rounds))
    progress.clear()
    output.write_output(speed.markdown(measured), None)
    if json is not None:
        output.write_output(speed.to_json(measured), json)


def main() -> None:
    """Run the commands; an error that the user can mend is one message on stderr and its exit code."""
    try:
        app()
    except SummarizerError as error:
        typer.echo(f"Error: {fold(str(error))}", err=True)
        sys.exit(error.exit_code)


def _measure(request: Request, where: _Where) -> None:
    from . import datasets, folder, report, results
    from . import speed as speed_
    from .predict import title

    for option, given in (("--resume", where.resume), ("--speed", where.speed)):
        if given and where.out is None:
            raise OptionsError(f"{option} is for the run in --out; give --out too.")
    timings = None if where.speed is None else speed_.load(where.speed)
    loaded = [datasets.load(spec, request.limit) for spec in request.data]
    plan = request.plan(loaded)
    for note in plan.notes:
        _warn(note)
    if where.out is not None:
        folder.claim(where.out, folder.asked(loaded, plan), resume=where.resume)
    done: list[Result] = []
    for result in _results(loaded, plan, where.cache):
        done.append(result)
        output.write_output(("\n" if len(done) > 1 else "") + report.markdown(result), None)
    if where.out is not None:
        output.write_output(results.dump(done), where.out / "run.json")
        output.write_output(report.document(done, timings), where.out / "report.md")
        output.write_output(_page(done, timings), where.out / "report.html")
    asked = {*map(title, request.models), *(run.name for run in plan.others), plan.settings.baseline}
    failed = [
        system.name
        for result in done
        for system in result.systems
        if system.name in asked and system.failed == result.source.articles
    ]
    if failed:
        raise ModelError(
            f"{failed[0]} failed on every article; its figures say nothing. See the warnings above."
        )


def _results(loaded: Sequence[Dataset], plan: Plan, folder: Path | None) -> Iterator[Result]:
    """Carry the plan out on each data set; say what is wrong with it, and how far it is."""
    from . import benchmark, notes

    progress = Progress()
    with _open(folder) as cache:
        for dataset in loaded:
            for note in notes.of_data(dataset):
                _warn(f"{dataset.name}: {note}")
            result = benchmark.run(dataset, plan, cache, progress.of(dataset.name, len(dataset.examples)))
            progress.clear()
            for note in (note for system in result.systems for note in notes.of_system(system)):
                _warn(f"{dataset.name}: {note}")
            yield result


def _page(results: Sequence[Result], timings: SpeedReport | None) -> str:
    from . import notes, page

    for note in (note for result in results for note in notes.of_speed(timings, result)):
        _warn(note)
    return page.html(results, timings, EMBEDDED)


@contextmanager
def _open(folder: Path | None) -> Iterator[Cache]:
    """Open the cache; say afterwards what was wrong with it."""
    from .cache import Cache, default_folder

    with Cache(folder or default_folder()) as cache:
        yield cache
        for warning in cache.warnings:
            _warn(f"{warning}")
        if cache.damaged:
            _warn(f"{cache.damaged} damaged entries of the cache were made anew.")


def _warn(message: str) -> None:
    """Print a warning; what articles and files hold is not trusted on a terminal."""
    typer.echo(f"Warning: {fold(message)}", err=True)
