"""`summarizer summarize`: articles in, quick looks and briefs out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer import models, output, render
from summarizer.commands import running
from summarizer.commands.messages import complain, say
from summarizer.errors import (
    EmptyInputError,
    OptionsError,
    SourceError,
    SummarizerError,
)
from summarizer.options import Labels, OnOverflow, OnViolation, Options, Settings

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.sources import ReadOptions
    from summarizer.summary import Summary

__all__ = ["summarize"]

_DEFAULTS = Options()
_SETTINGS = Settings()


def summarize(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|URL|-",
            help="Articles: text, HTML, JSON or JSON Lines. - is standard input, and the default in a pipe.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(help="See: summarizer models.", autocompletion=lambda: list(models.REGISTRY)),
    ] = _DEFAULTS.model,
    bullets: Annotated[int, typer.Option(help="Quick looks at most, 1 to 20.")] = _DEFAULTS.bullets,
    bullet_words: Annotated[
        int, typer.Option(help="Words in a quick look at most, 5 to 60.")
    ] = _DEFAULTS.bullet_words,
    brief_words: Annotated[
        int, typer.Option(help="Words in the brief, 20 to 400; a warning tells if it is over 10 % off.")
    ] = _DEFAULTS.brief_words,
    labels: Annotated[
        Labels,
        typer.Option(
            help="What each quick look is about, from models that write; or none.",
        ),
    ] = _DEFAULTS.labels,
    format: Annotated[
        str,
        typer.Option(
            help="text, markdown, json (an object; of several articles, an array) or jsonl (a line each).",
            autocompletion=lambda: list(render.REGISTRY),
        ),
    ] = "text",
    on_overflow: Annotated[
        OnOverflow,
        typer.Option(help="An article longer than the model reads at once: windows, refuse, or its lead."),
    ] = _DEFAULTS.on_overflow,
    on_violation: Annotated[
        OnViolation,
        typer.Option(help="A statement that the article does not hold: flag it, drop it, or fail."),
    ] = _DEFAULTS.on_violation,
    repair: running.Repair = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the result to this file, whole or not at all.", show_default=False),
    ] = None,
    text_field: Annotated[
        list[str] | None,
        typer.Option(help="JSON field of the article's text; may be repeated.", show_default=False),
    ] = None,
    title_field: Annotated[
        list[str] | None, typer.Option(help="JSON field of the headline.", show_default=False)
    ] = None,
    highlights_field: Annotated[
        list[str] | None,
        typer.Option(help="JSON field of human quick looks (never read by a model).", show_default=False),
    ] = None,
    allow_private_urls: Annotated[
        bool, typer.Option("--allow-private-urls", help="Also fetch from private and loopback addresses.")
    ] = False,
    device: running.Device = _SETTINGS.device,
    dtype: running.Dtype = _SETTINGS.dtype,
    revision: running.Revision = None,
    offline: running.Offline = False,
    trust_remote_code: running.TrustRemoteCode = False,
    beams: running.Beams = _SETTINGS.beams,
    batch: running.Batch = _SETTINGS.batch,
    temperature: running.Temperature = _SETTINGS.temperature,
    timeout: running.Timeout = _SETTINGS.timeout,
    concurrency: running.Concurrency = _SETTINGS.concurrency,
    retries: running.Retries = _SETTINGS.retries,
    prompt_file: running.Prompts = None,
    style: running.Style = None,
) -> None:
    """Summarize articles: quick looks, then a brief.

    An input that cannot be summarized is reported on standard error and the others go on; the exit
    code is then that of the first such input.

    \b
    Examples:
      summarizer summarize article.txt
      summarizer summarize --bullets 3 --format json article.html --out looks.json
      summarizer summarize https://news.example/story --labels none
      curl -s https://news.example/story | summarizer summarize --format markdown
      summarizer summarize archive.jsonl --text-field content --format jsonl
      summarizer summarize article.txt --model hf:facebook/bart-large-cnn --repair
      summarizer summarize article.txt --model openai:llama3.2@http://localhost:11434/v1
    """
    options = Options(
        model=model,
        bullets=bullets,
        bullet_words=bullet_words,
        brief_words=brief_words,
        labels=labels,
        on_overflow=on_overflow,
        on_violation=on_violation,
        repair=repair,
        settings=Settings(
            device=device,
            dtype=dtype,
            revision=revision,
            offline=offline,
            trust_remote_code=trust_remote_code,
            beams=beams,
            batch=batch,
            temperature=temperature,
            timeout=timeout,
            concurrency=concurrency,
            retries=retries,
            prompts=tuple(prompt_file or ()),
            style=running.pairs(style or ()),
        ),
    )
    renderer = render.find_renderer(format)
    models.load_model(model, options.settings)
    if model.partition(":")[0] not in models.SCHEMES and (repair or options.settings != _SETTINGS):
        say(f"Warning: {model} writes nothing of its own: options of hf: and openai: models change nothing.")
    if out is not None:
        output.check_output(out)
    reading = _read_options(text_field, title_field, highlights_field, allow_private_urls)
    summaries, failure = _summarize_inputs(_chosen(inputs), reading, options)
    if summaries:
        output.write_output(renderer(summaries, out is None and output.wants_color()), out)
    if failure is not None:
        raise typer.Exit(failure.exit_code)


def _chosen(inputs: list[str] | None) -> list[str]:
    if inputs:
        return inputs
    if sys.stdin is None or sys.stdin.isatty():
        raise OptionsError(
            "No input. Name a file or a URL, or pipe an article in. See: summarizer summarize --help."
        )
    return ["-"]


def _read_options(
    text: list[str] | None, title: list[str] | None, highlights: list[str] | None, private: bool
) -> ReadOptions:
    from summarizer.sources import ReadOptions

    default = ReadOptions()
    return ReadOptions(
        text_fields=tuple(text or default.text_fields),
        title_fields=tuple(title or default.title_fields),
        highlight_fields=tuple(highlights or default.highlight_fields),
        allow_private_urls=private,
    )


def _summarize_inputs(
    inputs: list[str], reading: ReadOptions, options: Options
) -> tuple[list[Summary], SummarizerError | None]:
    """Summarize every input; print its errors and warnings, and return the first error."""
    from summarizer import pipeline, sources

    summaries: list[Summary] = []
    errors: list[SummarizerError] = []
    for where in inputs:
        label = where if len(inputs) > 1 else None

        def failed(article: Article, error: SummarizerError, label: str | None = label) -> None:
            complain(error, article.id or article.title or label)
            errors.append(error)

        articles: Iterator[Article] = sources.read(where, reading)
        found: list[Summary] = []
        before = len(errors)
        try:
            found.extend(pipeline.summarize_all(articles, options, failed))
            if not found and len(errors) == before:
                raise EmptyInputError(f"{where} holds no article.")
        except SourceError as error:
            complain(error, label)
            errors.append(error)
        summaries += found
        for summary in found:
            subject = summary.headline or summary.id if len(found) > 1 else label
            for warning in summary.warnings:
                say(f"Warning: {f'{subject}: ' if subject else ''}{warning}")
    return summaries, errors[0] if errors else None
