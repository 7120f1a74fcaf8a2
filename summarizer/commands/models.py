"""`summarizer models`: the models at hand, what they are and what they cost."""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer import models
from summarizer.commands import running
from summarizer.errors import ModelError
from summarizer.options import Options, Settings
from summarizer.render.text import fold

if TYPE_CHECKING:
    from summarizer.summary import Summary

__all__ = ["app", "list_models"]

_DEFAULTS = Options()
_NONE = Settings()

app = typer.Typer(
    help="The models at hand: list them, describe one, get one, try one.",
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="As after --model; hf: may be left out.")]


@app.callback(invoke_without_command=True)
def _plain(context: typer.Context) -> None:
    """List the models that --model takes, the default one first, or run one of the commands."""
    if context.invoked_subcommand is None:
        list_models()


@app.command("list")
def list_models() -> None:
    """List the models that --model takes: the package's own, then those of this machine's cache."""
    width = max(map(len, models.REGISTRY))
    for name in sorted(models.REGISTRY, key=lambda name: name != _DEFAULTS.model):
        mark = " (default)" if name == _DEFAULTS.model else ""
        print(f"{name:<{width}}  {_describe(models.REGISTRY[name])}{mark}")
    print("hf:NAME           Any seq2seq or chat model that transformers can load: a repository or a folder.")
    print("openai:MODEL@URL  Any endpoint of the OpenAI API (extra `openai`).")
    from summarizer.models.hf import repositories

    for one in repositories.cached():
        print(f"hf:{fold(one.name)}  {_bytes(one.size)} in the cache, commit {one.commit[:12]}")


@app.command()
def info(
    name: Name,
    revision: running.Revision = None,
    offline: running.Offline = False,
    device: running.Device = _NONE.device,
    dtype: running.Dtype = _NONE.dtype,
) -> None:
    """Show what a model is: kind, parameters, size, licence, context, device.

    Of a repository that is not on this machine only the config and the tokenizer are fetched.
    """
    if name in models.REGISTRY:
        facts = _facts_of_ours(name)
    else:
        facts = _facts(_plain_name(name), Settings(device, dtype, revision, offline))
    width = max(map(len, facts))
    for title, fact in facts.items():
        print(f"{title:<{width}}  {fold(str(fact))}")


@app.command()
def download(
    name: Name,
    revision: running.Revision = None,
    trust_remote_code: Annotated[
        bool, typer.Option("--trust-remote-code", help="Also get program code that comes with the weights.")
    ] = False,
) -> None:
    """Get a model into this machine's cache, so that --offline finds it; print its folder."""
    from summarizer.models.hf import repositories

    settings = Settings(revision=revision, trust_remote_code=trust_remote_code)
    print(repositories.download(_plain_name(name), settings, quiet=not sys.stderr.isatty()))


@app.command()
def check(
    name: Name,
    article: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="An article; one of our own if none.")
    ] = None,
    revision: running.Revision = None,
    offline: running.Offline = False,
    device: running.Device = _NONE.device,
    dtype: running.Dtype = _NONE.dtype,
    beams: running.Beams = _NONE.beams,
) -> None:
    """Summarize one article and show how long that takes beside quicklook-fast, and the memory."""
    from summarizer import pipeline

    settings = Settings(device, dtype, revision, offline, beams=beams)
    full = name if _known(name) else f"hf:{name}"
    text = article if article is not None else ARTICLE
    own = replace(_DEFAULTS, model="quicklook-fast")
    pipeline.summarize(text, own)
    ours = statistics.median(_seconds(text, own)[0] for _ in range(5))
    began = time.perf_counter()
    models.load_model(full, settings)
    loading = time.perf_counter() - began
    options = replace(own, model=full, settings=settings)
    first, summary = _seconds(text, options)
    again, _ = _seconds(text, options) if first < 30 else (first, summary)
    for line in _report(summary, (loading, again, ours)):
        print(line)


def _report(summary: Summary, seconds: tuple[float, float, float]) -> list[str]:
    """Return what `check` prints; seconds: loading, writing, writing of quicklook-fast."""
    loading, writing, ours = seconds
    coverage = summary.coverage
    lines = [f"- {look.label + ': ' if look.label else ''}{look.text}" for look in summary.quick_looks]
    lines += ["", summary.brief.text, ""]
    lines += [f"Warning: {warning}" for warning in summary.warnings]
    violations = sum(len(look.violations) for look in summary.quick_looks) + len(summary.brief.violations)
    facts = {
        "model": f"{summary.model.name} ({summary.model.revision})",
        "read": f"{coverage.words_read:,} of {coverage.words:,} words in {coverage.windows} window(s)",
        "not in the article": f"{violations} statements",
        "loading": f"{loading:.2f} s",
        "writing": f"{writing:.2f} s",
        "quicklook-fast": f"{ours:.3f} s, {writing / ours:,.1f} times as fast",
        "peak memory": _memory(),
    }
    width = max(map(len, facts))
    lines += [f"{title:<{width}}  {fact}" for title, fact in facts.items()]
    return [fold(line) if line else line for line in lines[: -len(facts)]] + lines[-len(facts) :]


def _seconds(text: str | Path, options: Options) -> tuple[float, Summary]:
    from summarizer import pipeline

    began = time.perf_counter()
    summary = pipeline.summarize(text, options)
    return time.perf_counter() - began, summary


def _memory() -> str:
    """Return the most memory that this process has held, and the device's where torch knows it."""
    if sys.platform == "win32":
        return "not measured on Windows"
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    said = f"{_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)} of this process"
    torch: Any = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        said += f", {_bytes(torch.cuda.max_memory_allocated())} on the device"
    return said


def _facts_of_ours(name: str) -> dict[str, str]:
    facts = {"name": name, "what": _describe(models.REGISTRY[name])}
    made = models.load_model(name)
    files: tuple[Path, ...] = getattr(made, "files", ())
    if files:
        facts["size"] = _bytes(sum(file.stat().st_size for file in files))
    return facts | {
        "revision": made.revision,
        "licence": "that of this package; it ships with it" if files else "that of its library",
        "context": "the whole article",
        "device": "cpu",
    }


def _facts(name: str, settings: Settings) -> dict[str, str]:
    from summarizer.models.hf import description

    found = description.describe(name, settings)
    on_disk = _bytes(found.size) if found.size else "not on this machine; see: summarizer models download"
    return {
        "name": f"hf:{name}",
        "what": f"{found.kind} model ({found.architecture})",
        "parameters": f"{found.parameters:,}",
        "size": on_disk,
        "licence": found.licence or "not stated in its files; see the model's page",
        "context": f"{found.context:,} tokens; longer articles are read in windows",
        "device": f"{found.device}, {found.dtype}: {_bytes(found.memory)} for the weights",
    }


def _plain_name(name: str) -> str:
    scheme, colon, rest = name.partition(":")
    if colon and scheme == "hf":
        return rest
    if colon and scheme in models.SCHEMES:
        raise ModelError(
            f"{name} is behind an endpoint; only models of this machine or of a repository are "
            "described. Use: summarizer models check " + name
        )
    return name


def _known(name: str) -> bool:
    scheme, colon, _ = name.partition(":")
    return name in models.REGISTRY or (bool(colon) and scheme in models.SCHEMES)


def _bytes(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _describe(target: str) -> str:
    """Return the first line of the docstring of the module that a registry's target names."""
    documentation = import_module(target.partition(":")[0]).__doc__ or ""
    return documentation.partition("\n")[0]


ARTICLE = """\
The harbour board of Marrow Bay voted 6 to 3 on Tuesday to close the old ferry quay from 1 March and to build a new one for 48 million crowns.

The quay, which dates from 1911, carries 2,300 passengers a day to the islands of Calder and Stonefleet. Divers found in October that 40 of its 112 piles are rotten below the waterline.

"We can mend it every winter or build it once," said Ilse Brandt, who chairs the board. She promised that boats would leave from the fish dock while the work lasts, about 20 months.

Fishermen fear for their berths. Their cooperative asked for a second survey and said that the board had not answered two letters. "Nobody has shown us where we are to land our catch," said its head, Tomas Arvid.

The county pays a third of the price, and the rest comes from a loan and higher fares: a single ticket will cost 45 crowns instead of 38 from the summer. Children under 12 go on travelling without charge.

Work begins in April if the county council agrees on 14 February. The last ferry from the old quay leaves on 28 February at 10.40 p.m.
"""  # noqa: E501 - a paragraph is a line
"""What `check` reads: an article of our own."""
