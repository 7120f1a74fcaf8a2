"""Measure segmenters on tests/data/sentences.txt: cases right, boundaries, speed, import time.

Run: python tests/data/measure_segmenters.py [--failures NAME]
Needs, beside the package: pip install sentencex blingfire pysbd syntok
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

CASES = [Path(__file__).with_name("sentences.txt"), Path(__file__).with_name("sentences_held_out.txt")]

Segmenter = Callable[[str], list[str]]


def cases(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield kind, paragraph and expected sentences of each case."""
    for line in path.read_text("utf-8").splitlines():
        kind, tab, marked = line.partition("\t")
        if tab:
            yield kind, marked.replace("‖", ""), [piece.strip() for piece in marked.split("‖")]


def _sentencex() -> Segmenter:
    from sentencex import segment

    return lambda text: list(segment("en", text))


def _blingfire() -> Segmenter:
    from blingfire import text_to_sentences

    return lambda text: text_to_sentences(text).split("\n")


def _pysbd() -> Segmenter:
    from pysbd import Segmenter as Pysbd

    segmenter: Segmenter = Pysbd(language="en", clean=False).segment
    return segmenter


def _syntok() -> Segmenter:
    from syntok import segmenter

    def run(text: str) -> list[str]:
        return [
            "".join(token.spacing + token.value for token in sentence)
            for paragraph in segmenter.process(text)
            for sentence in paragraph
        ]

    return run


def _ours() -> Segmenter:
    from summarizer.sentences import boundaries

    return lambda text: [text[start:end] for start, end in boundaries(text)]


SEGMENTERS = {
    "ours": (_ours, "from summarizer.sentences import boundaries"),
    "sentencex": (_sentencex, "import sentencex"),
    "blingfire": (_blingfire, "import blingfire"),
    "pysbd": (_pysbd, "import pysbd"),
    "syntok": (_syntok, "import syntok.segmenter"),
}


def seconds_to_import(statement: str) -> float:
    """Return the median of five cold imports, less an interpreter that imports nothing."""

    def run(code: str) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - began)
        return sorted(times)[2]

    return run(statement) - run("pass")


def main() -> None:
    """Print one line a segmenter, or the failures of one of them."""
    wanted = sys.argv[2] if sys.argv[1:2] == ["--failures"] else None
    for name, (load, statement) in SEGMENTERS.items():
        if wanted not in (None, name):
            continue
        segment = load()
        scores = []
        for path in CASES:
            if not path.exists():
                continue
            right = total = 0
            for kind, text, expected in cases(path):
                got = [sentence.strip() for sentence in segment(text) if sentence.strip()]
                right += got == expected
                total += 1
                if wanted and got != expected:
                    print(f"{kind}: {' ‖ '.join(got)}")
            scores.append(f"{path.stem} {right}/{total} ({100 * right / total:.1f} %)")
        text = " ".join(text for _, text, _ in cases(CASES[0])) + " "
        paragraphs = [text] * 8
        began = time.perf_counter()
        for paragraph in paragraphs:
            segment(paragraph)
        speed = sum(len(p.split()) for p in paragraphs) / (time.perf_counter() - began)
        seconds = seconds_to_import(statement)
        print(f"{name:10} {'  '.join(scores)}  {speed:,.0f} words/s  import {1000 * seconds:.0f} ms")


if __name__ == "__main__":
    main()
