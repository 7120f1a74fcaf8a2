"""The choice is that of sumy's own summarizer."""

from __future__ import annotations

import re

import nltk  # type: ignore[import-untyped]
import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-untyped]
from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped]
from sumy.summarizers.text_rank import TextRankSummarizer  # type: ignore[import-untyped]
from sumy.utils import get_stop_words  # type: ignore[import-untyped]

from summarizer.models.textrank import TextRank
from summarizer.options import Options
from tests.compose.samples import BRIDGE, document


class Words:
    """sumy's English tokenizer, but for the splitting of sentences, which needs a download."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        found = nltk.word_tokenize(sentence, preserve_line=True)
        return tuple(word for word in found if re.match(r"^[^\W\d_](?:[^\W\d_]|['-])*$", word))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_it_chooses_as_sumy_does(count: int) -> None:
    made = document(BRIDGE)
    texts = [made.text_of(sentence) for sentence in made.sentences]
    summarizer = TextRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    sentences = [Sentence(text, Words()) for text in texts]
    theirs = summarizer(ObjectDocumentModel([Paragraph(sentences)]), count)
    (draft,) = TextRank().draft([made], Options(bullets=count))
    ours = [texts[bullet.evidence[0].sentence] for bullet in draft.bullets]
    assert ours == [str(sentence) for sentence in theirs]
