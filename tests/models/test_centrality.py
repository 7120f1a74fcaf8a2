"""sumy's ratings, sentence by sentence."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.article import Article, Document
from summarizer.errors import ModelError
from summarizer.models import load_model
from summarizer.models.centrality import SENTENCES, WORDS, Central
from summarizer.models.lexrank import LexRank
from summarizer.models.textrank import TextRank
from summarizer.options import Options
from tests.compose.samples import BRIDGE, SPEECH, document, lines

BOTH = pytest.mark.parametrize("model", [TextRank(), LexRank()], ids=lambda model: model.name)


@BOTH
def test_each_sentence_has_a_rating_of_its_own(model: Central) -> None:
    made = document(SPEECH)
    ratings = model.ratings(made)
    assert len(ratings) == len(made.sentences) == 5
    assert ratings[0] == pytest.approx(ratings[2])  # the same words in two places


@BOTH
def test_a_repeated_sentence_does_not_take_the_place_of_its_twin(model: Central) -> None:
    twin = "The mayor of Velden opened the new bridge over the Orsa on Friday."
    made = lines(
        twin, "Boats hooted.", twin, "The mayor of Velden will cross the bridge again on Sunday.", twin
    )
    (draft,) = model.draft([made], Options(bullets=4))
    chosen = [bullet.evidence[0].sentence for bullet in draft.bullets]
    assert chosen == sorted(set(chosen))
    assert len(chosen) == 4


@BOTH
def test_bullets_stand_in_the_articles_order_with_exact_evidence(model: Central) -> None:
    made = document(BRIDGE)
    (draft,) = model.draft([made], Options(bullets=3))
    starts = [bullet.evidence[0].start for bullet in draft.bullets]
    assert len(starts) == 3
    assert starts == sorted(starts)
    for bullet in draft.bullets:
        last = bullet.evidence[-1]
        assert made.article.text[last.start + 1 : last.end] in bullet.text
    assert draft.coverage.words == draft.coverage.words_read == made.words()
    assert draft.brief.text


@BOTH
def test_what_cannot_be_rated_comes_in_its_own_order(model: Central) -> None:
    assert model.ratings(Document(Article("", ()), ())) == []
    assert model.draft([Document(Article("", ()), ())], Options())[0].bullets == ()
    pair = lines("Rain fell in Velden all night.", "Nobody minded.")
    assert len(model.ratings(pair)) == 2
    (draft,) = model.draft([lines("It was he.", "He is it.", "Was it he?")], Options(bullets=2))
    assert [bullet.evidence[0].sentence for bullet in draft.bullets] == [0, 1]


@BOTH
def test_four_hundred_sentences_take_seconds(model: Central) -> None:
    made = document(BRIDGE)
    texts = [made.text_of(sentence) for sentence in made.sentences]
    began = time.perf_counter()
    assert len(model.ratings(lines(*(texts * 40)))) == 400
    assert time.perf_counter() - began < 20


@BOTH
@pytest.mark.parametrize(("sentences", "words"), [(SENTENCES + 1, 10), (300, WORDS // 300 + 1)])
def test_a_long_article_is_refused_at_once_and_not_cut(model: Central, sentences: int, words: int) -> None:
    text = " ".join(["The", *["council"] * (words - 2), "voted."])
    made = lines(*[text] * sentences)
    assert len(made.sentences) == sentences
    began = time.process_time()
    told = rf"{model.name} rates at most .* has {sentences} and {sentences * words:,}\."
    with pytest.raises(ModelError, match=told):
        model.draft([made], Options())
    assert time.process_time() - began < 1


def test_the_revision_is_sumys_version() -> None:
    assert load_model("textrank").revision == load_model("lexrank").revision
    assert load_model("textrank").revision.startswith("sumy-0.")


def test_without_sumy_the_error_names_the_extra() -> None:
    code = (
        "import sys; sys.modules['sumy'] = None\n"
        "from summarizer.models import load_model\n"
        "from summarizer.errors import ModelError\n"
        "for name in ('textrank', 'lexrank'):\n"
        "    try: load_model(name)\n"
        "    except ModelError as error: print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=60, check=True
    )
    first, second = done.stdout.splitlines()
    assert first.startswith("The model 'textrank' needs sumy.")
    assert second.endswith("pip install 'quicklook-summarizer[baselines]'")


def test_making_a_model_loads_no_library() -> None:
    code = (
        "import sys; from summarizer.models import load_model; load_model('lexrank').revision\n"
        "print([name for name in ('sumy', 'nltk', 'requests') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
