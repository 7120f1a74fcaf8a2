"""The command line: parse, call, print. Whatever is heavy is imported inside the command that needs it."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer import __version__
from summarizer.commands import models, prompts
from summarizer.commands.messages import complain
from summarizer.commands.summarize import summarize
from summarizer.commands.train import train
from summarizer.commands.train_writer import train_gate, train_writer
from summarizer.errors import SummarizerError

__all__ = ["app", "main"]

_EPILOG = """\b
Exit codes: 0 done, 1 failed, 2 usage, 3 unreadable or empty input,
4 overflow refused, 5 violation under --on-violation fail."""


class _Commands(TyperGroup):
    """Turns an error that the user can mend into one message and its exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except SummarizerError as error:
            complain(error)
            raise typer.Exit(error.exit_code) from error


class _Evaluation(TyperGroup):
    """The commands of eval.cli, imported when one of them is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        names: list[str] = self._late().list_commands(ctx)
        return names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return self._late().get_command(ctx, cmd_name)

    def _late(self) -> Any:
        return typer.main.get_group(import_module("eval.cli").app)


app = typer.Typer(
    name="summarizer",
    cls=_Commands,
    help="Turn a news article into quick looks (short labelled bullets) and a brief.",
    epilog=_EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,  # Plain help: formatting it with rich triples the time of --help.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.add_typer(
    typer.Typer(cls=_Evaluation, rich_markup_mode=None),
    name="eval",
    help="Measure models against quick looks that people wrote.",
)
app.add_typer(prompts.app, name="prompts")


def main() -> None:
    """Run the command line; the exit codes are those of `summarizer --help`."""
    app(prog_name="summarizer")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"summarizer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version),
    ] = False,
) -> None:
    """Hold the options of the whole program."""


app.command(epilog=_EPILOG)(summarize)
app.add_typer(models.app, name="models")
app.command()(train)
app.command()(train_writer)
app.command()(train_gate)
