"""`summarizer train`: weights for the embedded encoder from articles with quick looks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.commands.messages import say

__all__ = ["train"]


def train(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA", help="Files or folders of articles with human quick looks."),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the run: checkpoint, weights, record.")],
    valid: Annotated[
        list[Path] | None,
        typer.Option(help="Articles to measure on while training; may be repeated.", show_default=False),
    ] = None,
    epochs: Annotated[float, typer.Option(min=0.01, help="Times that each article is seen.")] = 1,
    batch: Annotated[int, typer.Option(min=1, help="Articles a step.")] = 8,
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the order, of hidden titles, of new weights.")
    ] = 0,
    device: Annotated[str, typer.Option(help="cpu, cuda, or auto.")] = "auto",
    initial: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a BERT-like encoder saved by transformers. [default: all-MiniLM-L6-v2]",
            show_default=False,
        ),
    ] = None,
    treebank: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="CONLLU",
            help="Parsed sentences: with them the model also learns syntax. May be repeated.",
            show_default=False,
        ),
    ] = None,
    sentences: Annotated[int, typer.Option(min=1, help="Parsed sentences a step.")] = 64,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN", help="Folder of an earlier run whose weights to start from.", show_default=False
        ),
    ] = None,
    encoder_rate: Annotated[
        float, typer.Option(min=0, help="Learning rate of the encoder; 0 leaves it as it is.")
    ] = 5e-5,
    head_rate: Annotated[float, typer.Option(min=0, help="Learning rate of the other layers.")] = 3e-4,
    words_only: Annotated[
        bool,
        typer.Option(
            "--words-only", help="Train what is said of words alone, --epochs times over the treebank."
        ),
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in --out.")] = False,
) -> None:
    """Train the embedded encoder on articles with quick looks that people wrote.

    Needs the extra "train": pip install "quicklook-summarizer[train]". Progress goes to standard
    error; standard output gets the folder that holds the weights. docs/training.md says how to make
    a treebank.

    \b
    Examples:
      summarizer train archive.jsonl.xz --valid recent.jsonl --out runs/first
      summarizer train archive.jsonl.xz --out runs/first --resume
      summarizer train archive.jsonl.xz --start runs/first --words-only --treebank parsed.conllu --out runs/2
    """
    from summarizer import training
    from summarizer.training.loop import Schedule

    schedule = Schedule(epochs, batch, sentences, encoder_rate, head_rate, seed, words_only)
    options = training.TrainOptions(
        data=tuple(data),
        out=out,
        valid=tuple(valid or ()),
        schedule=schedule,
        initial=initial,
        device=device,
        resume=resume,
        treebank=tuple(treebank or ()),
        start=start,
    )
    print(training.run(options, say))
