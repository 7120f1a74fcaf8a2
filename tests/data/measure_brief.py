"""What briefs look like: their length, what they repeat of the bullets, how they open.

    python -m tests.data.measure_brief ARTICLES DATA...    the first ARTICLES of each file

Prints the shares of briefs within 90 % to 110 % of the budget, over it, under it though the article has 200
words, with a bullet in them word by word, with a first sentence that leans on an earlier one, and without a
full stop at the end.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

from summarizer import sentences, sources
from summarizer.article import Document
from summarizer.compose.standing import Fault, Surroundings
from summarizer.models.fast import QuicklookFast
from summarizer.options import Options
from summarizer.summary import Draft

ENOUGH = 200
"""Words from which an article has enough to say for a brief."""
STOP = re.compile(r"[.!?…][\"”’')\]]*$")


def traits(document: Document, made: Draft, budget: int) -> set[str]:
    """Return what is to be counted of a draft's brief."""
    text, spans = made.brief.text, made.brief.evidence
    words = len(text.split())
    first = tuple(span for span in spans if span.sentence == spans[0].sentence)
    opening = Surroundings.of(document).candidate(first[0].sentence, first)
    shown = {
        "within 10 % of the budget": 0.9 * budget <= words <= 1.1 * budget,
        "over": words > 1.1 * budget,
        f"under, article of {ENOUGH} words": words < 0.9 * budget and document.words() >= ENOUGH,
        "holds a bullet word by word": any(bullet.text in text for bullet in made.bullets),
        "opens leaning": bool(opening.faults & {Fault.PRONOUN, Fault.DEPENDENCE, Fault.REFERENCE}),
        "ends without a stop": not STOP.search(text),
    }
    return {name for name, found in shown.items() if found}


def main() -> None:
    """Print the shares for each file."""
    model, options = QuicklookFast(), Options()
    for name in sys.argv[2:]:
        counted: Counter[str] = Counter()
        total = 0
        for article in islice(sources.read(Path(name)), int(sys.argv[1])):
            document = sentences.split(article)
            (made,) = model.draft([document], options)
            if made.brief.text:
                counted.update(traits(document, made, options.brief_words))
                total += 1
        print(f"{Path(name).name}: {total} briefs")
        for trait, count in sorted(counted.items()):
            print(f"  {trait:34} {count / total:6.1%}")


if __name__ == "__main__":
    main()
