"""Making a treebank: sentences of articles, parsed by a spaCy pipeline, the teacher.

Run: python -m summarizer.training.annotate ARTICLES... --out FILE.conllu.xz --teacher PIPELINE
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from summarizer import sentences, words
from summarizer.article import Article
from summarizer.errors import SummarizerError, TrainingError
from summarizer.sources import archive
from summarizer.training import teacher, treebank
from summarizer.training.treebank import Parse

__all__ = ["SpacyTeacher", "main", "runs", "taught"]

RUN = 8
"""Consecutive sentences taken of an article: with its neighbours a sentence is read as it will be later."""

TOP = 30
"""They are among the first so many, which is where bullets are from; of 10 articles, 3 give their start."""

SHORTEST, LONGEST = 3, 70
"""Words of a sentence that is worth parsing."""

Teacher = Callable[[Sequence[Sequence[words.Word]]], Iterator[dict[str, list[object]]]]
"""Takes the words of each sentence, and gives for each `head`, `relation`, `category` and `entity`."""


def runs(articles: Sequence[Article], limit: int | None, seed: int) -> Iterator[str]:
    """Yield sentences, spaces evened out: a run of each of at most `limit` articles that the seed chooses."""
    chance = random.Random(seed)
    chosen = chance.sample(articles, min(limit or len(articles), len(articles)))
    for article in chosen:
        document = sentences.split(article)
        last = max(0, min(len(document.sentences), TOP) - RUN)
        first = chance.randint(0, last) if chance.random() < 0.7 else 0
        for sentence in document.sentences[first : first + RUN]:
            yield _evened(document.text_of(sentence))


def _evened(text: str) -> str:
    return " ".join(text.split())


def taught(texts: Iterable[str], ask: Teacher) -> Iterator[Parse]:
    """Yield sentences of SHORTEST to LONGEST words with what the teacher says of them."""
    kept = [(text, found) for text in texts if SHORTEST <= len(found := words.split(text)) <= LONGEST]
    answers = ask([found for _, found in kept])
    for (text, found), answer in zip(kept, answers, strict=True):
        named = {name: tuple(answer[name]) for name in ("head", "relation", "category", "entity")}
        yield Parse(text, tuple(found), **named)  # type: ignore[arg-type]


class SpacyTeacher:
    """A spaCy pipeline, run by the Python of an environment that has it."""

    def __init__(self, name: str, python: str = sys.executable) -> None:
        """Take the name of a pipeline's package or its folder, and the Python to run it with."""
        self._command = [python, str(Path(teacher.__file__)), name]

    def __call__(self, given: Sequence[Sequence[words.Word]]) -> Iterator[dict[str, list[object]]]:
        """Yield what the pipeline says of each sentence. Raises TrainingError when it cannot be run."""
        asked = "".join(f"{json.dumps(_plain(sentence))}\n" for sentence in given)
        try:
            done = subprocess.run(self._command, input=asked, capture_output=True, encoding="utf-8")
        except OSError as error:
            raise TrainingError(
                f"{self._command[0]} cannot be run ({error}). Name a Python (--python)."
            ) from error
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise TrainingError(
                f"The teacher cannot be run ({reason}). Install spaCy 3 and its pipeline "
                f"{self._command[2]} in an environment of their own, and name its Python (--python)."
            )
        return map(json.loads, done.stdout.splitlines())


def _plain(sentence: Sequence[words.Word]) -> tuple[list[str], list[bool]]:
    """Return the words, the apostrophes of "n’t" and "’s" straight, as the teacher knows, and the spaces."""
    texts = [word.text.replace("’", "'") if len(word.text) < 4 else word.text for word in sentence]
    spaces = [word.end < after.start for word, after in pairwise(sentence)]
    return texts, [*spaces, False]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; errors that the user can mend end it with one line."""
    parser = argparse.ArgumentParser(description="Make a treebank with a spaCy pipeline as the teacher.")
    parser.add_argument("articles", nargs="+", type=Path, metavar="ARTICLES", help="files or folders")
    parser.add_argument("--out", type=Path, required=True, help="CoNLL-U; packed if the name ends in .xz")
    parser.add_argument("--teacher", default="en_core_web_sm", help="a spaCy pipeline: its package or folder")
    parser.add_argument(
        "--python", default=sys.executable, help="the Python that has spaCy; default: this one"
    )
    parser.add_argument("--limit", type=int, help="articles of each file, chosen by the seed; default: all")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    try:
        texts = [
            text
            for path in given.articles
            for text in runs([one for _, one in archive.articles(path)], given.limit, given.seed)
        ]
        parses = list(taught(texts, SpacyTeacher(given.teacher, given.python)))
        treebank.write(given.out, parses)
    except SummarizerError as error:
        sys.exit(str(error))
    sys.stderr.write(f"{len(parses):,} sentences in {given.out}\n")


if __name__ == "__main__":
    main()
