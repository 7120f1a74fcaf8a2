"""sumy's own choice, which ours must be."""

from __future__ import annotations

import re
from typing import Any

import nltk  # type: ignore[import-untyped]
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-untyped]
from sumy.utils import get_stop_words  # type: ignore[import-untyped]


class Words:
    """sumy's English tokenizer, but for the splitting of sentences, which needs a download."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        found = nltk.word_tokenize(sentence, preserve_line=True)
        return tuple(word for word in found if re.match(r"^[^\W\d_](?:[^\W\d_]|['-])*$", word))


def choice(summarizer: Any, texts: list[str], count: int) -> list[str]:
    """Return the sentences that one of sumy's summarizers chooses."""
    summarizer.stop_words = get_stop_words("english")
    sentences = [Sentence(text, Words()) for text in texts]
    return [str(found) for found in summarizer(ObjectDocumentModel([Paragraph(sentences)]), count)]
