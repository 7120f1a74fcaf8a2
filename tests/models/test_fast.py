from __future__ import annotations

import pytest

from summarizer import sentences, sources
from summarizer.article import Document
from summarizer.errors import OverflowRefusedError
from summarizer.models.encoder import BLOCK
from summarizer.models.fast import QuicklookFast
from summarizer.options import Options
from tests.compose.samples import BRIDGE, document
from tests.models.test_encoder import document as long_document


@pytest.fixture(scope="module")
def model() -> QuicklookFast:
    return QuicklookFast()


def test_bullets_are_whole_sentences_without_labels_the_news_first(model: QuicklookFast) -> None:
    made = document(BRIDGE)
    (draft,) = model.draft([made], Options(bullet_words=40, brief_words=45))
    assert draft.bullets[0].text.startswith("The Harlow suspension bridge will close")
    assert draft.brief.text.startswith("The Harlow suspension bridge will close")
    for bullet in draft.bullets:
        (span,) = bullet.evidence
        assert bullet.text[1:] == made.article.text[span.start + 1 : span.end]
        assert bullet.label is None
        assert bullet.text.endswith(".")


def test_the_whole_of_a_long_article_is_read(model: QuicklookFast) -> None:
    (draft,) = model.draft([long_document(70)], Options())
    assert draft.coverage.words_read == draft.coverage.words > 3000
    assert draft.coverage.windows > 3


def test_overflow_is_refused_or_told(model: QuicklookFast) -> None:
    with pytest.raises(OverflowRefusedError):
        model.draft([long_document(40)], Options(on_overflow="error"))
    (draft,) = model.draft([long_document(40)], Options(on_overflow="lead"))
    assert draft.coverage.words_read < draft.coverage.words
    assert f"first {BLOCK}" in draft.warnings[0]
    assert all(span.sentence < BLOCK for bullet in draft.bullets for span in bullet.evidence)


def test_a_document_gets_the_same_alone_and_among_others(model: QuicklookFast) -> None:
    documents = [long_document(2), document(BRIDGE), long_document(1)]
    assert model.draft(documents, Options()) == [model.draft([one], Options())[0] for one in documents]


def test_no_sentence_gives_no_bullet(model: QuicklookFast) -> None:
    (draft,) = model.draft([Document(document(BRIDGE).article, ())], Options())
    assert draft.bullets == ()
    assert draft.coverage.words == 0


def test_another_language_is_summarized_with_a_warning(model: QuicklookFast) -> None:
    article = sources.from_text(
        "Der Stadtrat von Hafenau hat am Montag beschlossen, die Brücke über den Fluss zu erneuern.\n\n"
        "Die Arbeiten sollen im nächsten Jahr beginnen und zwei Jahre dauern, sagte die Bürgermeisterin."
    )
    (draft,) = model.draft([sentences.split(article)], Options())
    assert "English" in draft.warnings[0]
    assert len(draft.bullets) == 2
