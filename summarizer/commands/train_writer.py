"""`summarizer train-writer` and `train-gate`: weights for the model that writes, and for what judges it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.commands.messages import say

__all__ = ["train_gate", "train_writer"]


def train_writer(
    data: Annotated[
        list[Path],
        typer.Argument(metavar="DATA", help="Files or folders of articles with labelled quick looks."),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the run: checkpoint, weights, record.")],
    valid: Annotated[
        list[Path] | None,
        typer.Option(help="Articles to measure the loss on; may be repeated.", show_default=False),
    ] = None,
    marks: Annotated[
        list[Path] | None,
        typer.Option(
            help="Articles with candidates that editors marked, as train-gate reads them; may be repeated.",
            show_default=False,
        ),
    ] = None,
    epochs: Annotated[float, typer.Option(min=0.01, help="Times that each article is seen.")] = 1.3,
    articles: Annotated[int, typer.Option(min=1, help="Articles a step.")] = 5,
    rate: Annotated[float, typer.Option(min=0, help="Learning rate at its highest.")] = 3e-4,
    frozen: Annotated[int, typer.Option(min=0, help="Lowest layers that stay as they are.")] = 10,
    rank: Annotated[
        int,
        typer.Option(min=0, help="Learn changes of this rank (LoRA) in place of the layers. 0: the layers."),
    ] = 0,
    decay: Annotated[float, typer.Option(min=0, help="Decay of weights.")] = 0.01,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the order.")] = 0,
    device: Annotated[str, typer.Option(help="cpu or cuda.")] = "cpu",
    base: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a Llama model saved by transformers. [default: SmolLM2-135M-Instruct]",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in --out.")] = False,
) -> None:
    """Train the writer, which turns sentences into quick looks, labels them and writes briefs.

    Needs the extra "train": pip install "quicklook-summarizer[train]". Progress goes to standard error;
    standard output gets the folder that holds the weights.

    \b
    Examples:
      summarizer train-writer archive.jsonl.xz --valid recent.jsonl --out runs/writer
      summarizer train-writer archive.jsonl.xz --out runs/writer --resume
    """
    from summarizer.training.writer.loop import WriterSchedule
    from summarizer.training.writer.run import WriterOptions, run

    options = WriterOptions(
        data=tuple(data),
        out=out,
        valid=tuple(valid or ()),
        marks=tuple(marks or ()),
        schedule=WriterSchedule(epochs, articles, rate, frozen, seed, rank, decay=decay),
        base=base,
        device=device,
        resume=resume,
    )
    print(run(options, say))


def train_gate(
    marks: Annotated[
        list[Path],
        typer.Argument(metavar="MARKS", help="Files of articles with candidates that editors marked."),
    ],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    writer: Annotated[
        Path | None,
        typer.Option(help="Folder of the writer's weights. [default: the package's]", show_default=False),
    ] = None,
) -> None:
    """Fit the gate to marks: how likely an editor publishes a sentence, rejects it, finds its label good.

    Each line of MARKS, packed or not, is an article: "text", "title", and "candidates", each with "text",
    "sentence" (the index of the one that it says), "mark" (publish, edit or reject), and perhaps "label" and
    "label_mark" (good, weak or wrong).

    \b
    Examples:
      summarizer train-gate marks.jsonl --out gate.json
    """
    from summarizer.training.writer import gate

    for line in gate.run(marks, writer, out):
        say(line)
    print(out)
