from __future__ import annotations

from summarizer.article import Article, Document
from summarizer.models import load_model
from summarizer.models.lead import Lead
from summarizer.options import Options
from tests.compose.samples import BRIDGE, SPEECH, document


def test_it_takes_the_first_sentences_as_they_come() -> None:
    (draft,) = Lead().draft([document(SPEECH)], Options(bullets=3))
    assert [bullet.evidence[0].sentence for bullet in draft.bullets] == [0, 1, 2]
    assert draft.bullets[0].text == draft.bullets[2].text


def test_it_drafts_each_document_in_order() -> None:
    one, other = Lead().draft([document(BRIDGE), document(SPEECH)], Options(bullets=1))
    assert one.bullets[0].text.startswith("The Harlow suspension bridge")
    assert other.bullets[0].text.startswith("The orchestra of Velden")


def test_it_reads_everything() -> None:
    made = document(BRIDGE)
    (draft,) = Lead().draft([made], Options())
    assert draft.coverage.words == draft.coverage.words_read == made.words() > 100


def test_no_sentences_give_an_empty_draft() -> None:
    (draft,) = Lead().draft([Document(Article("", ()), ())], Options())
    assert draft.bullets == ()
    assert draft.coverage.windows == 0


def test_the_registry_knows_it() -> None:
    assert load_model("lead").name == "lead"
