"""The lists of words that labels are made of, from labels that people or models wrote.

    python -m summarizer.training.writer.lists ARTICLES... OUT

writes labels.txt, heads.txt and modifiers.txt into the folder OUT, from articles with labelled quick looks.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from summarizer.sources import archive

__all__ = ["Lists", "of"]

USAGE = "python -m summarizer.training.writer.lists ARTICLES... OUT"

REPEATED, ENDS, OPENS = 3, 5, 8
"""Blocks in which a label is found to be known; labels that a word ends, or stands in before the end."""

Lists = dict[str, list[str]]
"""By file: labels that are used again, words that end labels, words that stand before these."""


def of(labels: Iterable[str]) -> Lists:
    """Return the lists of labels, as they were written; blank ones are none."""
    count = Counter(label for label in labels if label.strip())
    every = [label.split() for label in count]
    heads = Counter(words[-1] for words in every)
    modifiers = Counter(word for words in every for word in words[:-1])
    return {
        "labels": sorted(label for label, times in count.items() if times >= REPEATED),
        "heads": sorted(word for word, times in heads.items() if times >= ENDS and word[0].isupper()),
        "modifiers": sorted(
            word for word, times in modifiers.items() if times >= OPENS and word[0].isupper()
        ),
    }


def main(arguments: list[str]) -> None:
    """Write the lists of some archives' labels."""
    if len(arguments) < 2:
        sys.stderr.write(f"usage: {USAGE}\n")
        raise SystemExit(2)
    *files, out = map(Path, arguments)
    looks = (look for file in files for _, article in archive.articles(file) for look in article.quick_looks)
    for name, words in of(look.label for look in looks if look.label).items():
        (out / f"{name}.txt").write_text("".join(f"{word}\n" for word in words), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
