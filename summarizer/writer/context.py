"""What the writer is shown of an article: one function for training and for use.

The opening (headline and first sentences) is the same for every sentence of an article, so that its keys and
values are computed once; behind it stands what one sentence needs to be understood: the earlier sentences
that introduce the names in it, the sentences that it leans on, and the sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.article import Document
from summarizer.compose.trim import trim, wording

__all__ = ["BRIEF", "COMMON", "END", "LABEL", "LOOK", "Context", "read"]

LOOK, LABEL, BRIEF, END = "Quick look:", "\nLabel:", "Brief:", "<|im_end|>"
"""Cues behind which the writer writes, and the token that it ends with."""

HEADLINE_WORDS, LEDE_WORDS, AROUND_WORDS, SENTENCE_WORDS, STORY_WORDS = 24, 60, 28, 64, 180
"""Words shown at most of the headline, of the first sentences together, of each sentence around the one to be
rewritten, of that sentence, and of all sentences that a brief is written from."""

INTRODUCTIONS = 2
"""Earlier sentences shown at most because they introduce a name."""

_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z]\w*|\b[A-Z]{2,}\b")
_LEANS = re.compile(
    r"[\"“'‘]?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|The|But|And|Both|Another|Others|Some|Such)\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """An article as the writer is shown it.

    `sentences` are the texts of the document's sentences, without datelines, list marks and credits, by
    index. `opening` is the text that every prompt of the article begins with, and `opened` the sentences in
    it.
    """

    sentences: tuple[str, ...]
    opening: str
    opened: frozenset[int]
    headline: str = ""

    def look(self, index: int) -> str:
        """Return what stands behind the opening when sentence `index` is to be rewritten, cue included."""
        shown = [("Earlier", AROUND_WORDS, i) for i in self._introductions(index)]
        shown += [("Before", AROUND_WORDS, i) for i in self._before(index)]
        shown.append(("Sentence", SENTENCE_WORDS, index))
        lines = (f"{name}: {_cut(self.sentences[i], words)}\n" for name, words, i in shown)
        return "".join(lines) + LOOK

    def seen(self, index: int) -> str:
        """Return the words that are shown when a sentence is to be rewritten, without the names of lines."""
        texts = (self.headline, *(self.sentences[i] for i in self.sources(index)))
        return "\n".join(_cut(text, SENTENCE_WORDS) for text in texts)

    def sources(self, index: int) -> tuple[int, ...]:
        """Return the sentences that `look` shows for `index`, those of the opening included, in order."""
        return tuple(sorted({*self.opened, *self._introductions(index), *self._before(index), index}))

    def brief(self, indices: Iterable[int]) -> str:
        """Return what stands behind the opening when a brief is to be written from these sentences."""
        story: list[str] = []
        left = STORY_WORDS
        for index in sorted(set(indices)):
            words = self.sentences[index].split()
            if len(words) > left and story:
                break
            story.append(" ".join(words[:left]))
            left -= len(words)
        return f"Story: {' '.join(story)}\n{BRIEF}"

    def _before(self, index: int) -> list[int]:
        wanted = [index - 1]
        if _LEANS.match(self.sentences[index]):
            wanted.insert(0, index - 2)
        return [i for i in wanted if i >= 0 and i not in self.opened]

    def _introductions(self, index: int) -> list[int]:
        """Return the earlier sentences that first hold a name of this one which the opening does not hold."""
        near = {*self.opened, *self._before(index)}
        found: list[int] = []
        for name in dict.fromkeys(_NAME.findall(self.sentences[index])):
            if name in COMMON or len(found) == INTRODUCTIONS:
                continue
            whole = re.compile(rf"\b{re.escape(name)}\b")
            if whole.search(self.opening):
                continue
            first = next((i for i in range(index) if whole.search(self.sentences[i])), None)
            if first is not None and first not in near:
                near.add(first)
                found.append(first)
        return sorted(found)


COMMON = frozenset(
    "The A An In On At But And Or If When While As For From With By After Before He She It They We You I His "
    "Her Its Their Our My Your This That These Those There Here What Who How Why Where Which Not No Some "
    "Many Most One Two Also Then Now So Yet Both Each All Another Other Others Such Since Until Although "
    "Though Because According Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December Mr Mrs Ms Dr".split()
)
"""Words with a capital that are no name to introduce."""


def read(document: Document, leave_out: Sequence[bool] = ()) -> Context:
    """Return what the writer is shown of a document; `leave_out` marks what is no part of the story."""
    texts = tuple(wording(document, trim(document, one.index)) for one in document.sentences)
    opened: list[int] = []
    words = 0
    for index, text in enumerate(texts):
        if leave_out and leave_out[index]:
            continue
        length = len(text.split())
        if opened and words + length > LEDE_WORDS:
            break
        opened.append(index)
        words += length
    headline = f"Headline: {_cut(document.article.title, HEADLINE_WORDS)}\n" if document.article.title else ""
    lede = f"Lede: {_cut(' '.join(texts[i] for i in opened), LEDE_WORDS)}\n" if opened else ""
    return Context(texts, headline + lede, frozenset(opened), document.article.title or "")


def _cut(text: str, words: int) -> str:
    return " ".join(text.split()[:words])
