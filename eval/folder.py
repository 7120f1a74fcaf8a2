"""The folder of a run: what was asked for, and its result.

A run claims its folder before it starts. A second one in the same folder must ask for the same, with
`resume`: what is done already comes from the cache, and figures of different settings never mix.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import summarizer
from summarizer import output
from summarizer.errors import EvaluationError, OutputError

from .benchmark import Plan
from .datasets import Dataset
from .predict import revision

__all__ = ["ASKED", "asked", "claim"]

ASKED = "asked.json"
"""The file that says what the run in a folder was asked for."""


def asked(datasets: Sequence[Dataset], plan: Plan) -> dict[str, object]:
    """Return what a run is asked for: everything that its figures depend on."""
    return {
        "version": summarizer.__version__,
        "data": [[dataset.name, dataset.sha256, len(dataset.examples)] for dataset in datasets],
        "systems": [[name, revision(name)] for name in plan.models],
        "predictions": [[run.name, run.revision] for run in plan.others],
        **asdict(plan.settings),
    }


def claim(folder: Path, asked: Mapping[str, object], *, resume: bool) -> None:
    """Make the folder and write down what is asked for, or compare it with what is written there.

    Raises EvaluationError when the folder holds a run and `resume` is not given, or the run was asked for
    something else (naming what differs), and OutputError when the folder cannot be made.
    """
    file = folder / ASKED
    wanted = json.loads(json.dumps(asked))
    if not file.exists():
        if folder.is_dir() and any(not found.name.startswith(".") for found in folder.iterdir()):
            raise EvaluationError(f"{folder} holds other files. Name an empty or new folder (--out).")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder} cannot be made: {error.strerror}. Choose another --out.") from error
        output.write_output(json.dumps(wanted, indent=2), file)
        return
    if not resume:
        raise EvaluationError(
            f"{folder} holds a run already. Go on with it (--resume), or name another --out."
        )
    try:
        there = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(there, dict):
            raise ValueError("it holds no object")
    except (OSError, ValueError, RecursionError) as error:
        raise EvaluationError(
            f"{file} cannot be read ({error}). Remove it, or name another --out."
        ) from error
    differing = sorted(key for key in {*there, *wanted} if there.get(key) != wanted.get(key))
    if differing:
        listed = "; ".join(f"{key}: {there.get(key)!r}, now {wanted.get(key)!r}" for key in differing)
        raise EvaluationError(
            f"The run in {folder} was asked for something else ({listed}). Ask for the same, or name "
            f"another --out."
        )
