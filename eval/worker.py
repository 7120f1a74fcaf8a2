"""The process in which one model is timed: JSON lines in, JSON lines out.

    {"model": "lead", "bullets": 5, "articles": [...]}  ->  {"revision": "1", "files": []}
    {"run": "batches"}                                  ->  {"seconds": 0.21}
    {"run": "singles"}                                  ->  {"milliseconds": [4.1, 3.8]}
    {"run": "memory"}                                   ->  {"peak_bytes": 71303168}, or null for it

It ends when its input does. Any failure is answered with {"error": "..."}. Whatever a library prints goes to
standard error, so that it cannot break the lines. It imports what a summary needs and no more: its memory is
the model's, not the harness's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from summarizer.article import Article, Paragraph
from summarizer.errors import SummarizerError
from summarizer.models import load_model
from summarizer.options import Options
from summarizer.pipeline import BATCH, summarize, summarize_all

__all__ = ["article", "main", "peak_bytes", "serve"]


def main() -> None:
    """Serve standard input on what was standard output; all else that is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for answer in serve(sys.stdin):
        answers.write(f"{json.dumps(answer)}\n")
        answers.flush()


def serve(requests: Iterator[str] | TextIO) -> Iterator[dict[str, Any]]:
    """Answer requests, one a line, as the module's documentation lists them."""
    articles: list[Article] = []
    options = Options()
    for line in requests:
        request = json.loads(line)
        try:
            if "model" in request:
                options = Options(model=request["model"], bullets=request["bullets"])
                articles = [article(fields) for fields in request["articles"]]
                yield _loaded(articles, options)
            elif request["run"] == "batches":
                yield {"seconds": _batches(articles, options)}
            elif request["run"] == "singles":
                yield {"milliseconds": [1000 * _single(each, options) for each in articles]}
            else:
                yield {"peak_bytes": peak_bytes()}
        except SummarizerError as error:
            yield {"error": str(error)}
        except Exception as error:  # a model's fault of any kind is to be told, with its class, in the report
            yield {"error": f"{type(error).__name__}: {error}"}


def article(fields: dict[str, Any]) -> Article:
    """Return the article of a data set's example, which has no quick looks, after `asdict` and JSON."""
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
    }
    given["paragraphs"] = tuple(Paragraph(**each) for each in fields["paragraphs"])
    return Article(**given)


def peak_bytes() -> int | None:
    """Return the most memory that this process has held (resident set), None where that is not told.

    On Linux it is VmHWM. `ru_maxrss` does not start anew when a process starts a program: it would be the
    parent's peak where that is higher.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return None


def _loaded(articles: Sequence[Article], options: Options) -> dict[str, Any]:
    """Load the model and let it work once unmeasured, on a batch."""
    model = load_model(options.model)
    _batches(articles[:BATCH], options)
    # A model says which files are its own; one that says nothing (a method without weights) has none.
    files = [str(file) for file in getattr(model, "files", ())]
    return {"revision": model.revision, "files": files}


def _batches(articles: Sequence[Article], options: Options) -> float:
    began = time.perf_counter()
    for _ in summarize_all(articles, options):
        pass
    return time.perf_counter() - began


def _single(one: Article, options: Options) -> float:
    began = time.perf_counter()
    summarize(one, options)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
