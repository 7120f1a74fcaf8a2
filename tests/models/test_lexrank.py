"""The choice is that of sumy's own summarizer."""

from __future__ import annotations

import pytest
from sumy.nlp.stemmers import Stemmer  # type: ignore[import-untyped]
from sumy.summarizers.lex_rank import LexRankSummarizer  # type: ignore[import-untyped]

from summarizer.models.lexrank import LexRank
from summarizer.options import Options
from tests.compose.samples import BRIDGE, document
from tests.models.sumy_choice import choice


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_it_chooses_as_sumy_does(count: int) -> None:
    made = document(BRIDGE)
    texts = [made.text_of(sentence) for sentence in made.sentences]
    (draft,) = LexRank().draft([made], Options(bullets=count))
    ours = [texts[bullet.evidence[0].sentence] for bullet in draft.bullets]
    assert ours == choice(LexRankSummarizer(Stemmer("english")), texts, count)
