from __future__ import annotations

import pytest

from summarizer.compose.brief import write
from summarizer.compose.select import choose, scored, stands
from summarizer.compose.standing import read
from summarizer.options import Options
from summarizer.summary import Brief
from tests.compose.samples import BRIDGE, SPEECH, document, lines, relevant, scores


def brief(text: str, options: Options) -> tuple[Brief, set[int]]:
    made = document(text)
    candidates = scored(read(made), relevant(scores(made)))
    bullets = choose(candidates, options)
    return write(candidates, bullets, options), {one.index for one in bullets}


@pytest.mark.parametrize("bullet_words", [20, 40])
def test_it_opens_with_the_news_be_it_a_bullet_or_too_long_for_one(bullet_words: int) -> None:
    written, shown = brief(BRIDGE, Options(bullets=3, bullet_words=bullet_words))
    assert written.text.startswith("The Harlow suspension bridge will close for two years")
    assert (0 in shown) == (bullet_words == 40)


def test_it_tells_further_facts_than_the_bullets() -> None:
    written, shown = brief(BRIDGE, Options(bullets=1, bullet_words=40))
    used = [span.sentence for span in written.evidence]
    assert len(used) > 1
    assert set(used) & shown == {0}


@pytest.mark.parametrize("words", [20, 30, 45, 60, 120, 400])
@pytest.mark.parametrize("text", [BRIDGE, SPEECH])
def test_it_keeps_the_budget_and_cuts_no_sentence(text: str, words: int) -> None:
    made = document(text)
    written, _ = brief(text, Options(brief_words=words))
    shortest = min(len(made.text_of(sentence).split()) for sentence in made.sentences)
    assert 0 < len(written.text.split()) <= max(1.1 * words, shortest)
    assert written.text.endswith((".", "?", '."'))


def test_the_evidence_is_exact() -> None:
    made = document(BRIDGE)
    written, _ = brief(BRIDGE, Options(brief_words=200))
    parts = [made.article.text[span.start : span.end] for span in written.evidence]
    assert " ".join(" ".join(parts).split()).lower() == written.text.lower()


def test_every_sentence_stands_alone() -> None:
    found = read(document(BRIDGE))
    written, _ = brief(BRIDGE, Options(bullets=1, brief_words=400))
    assert all(stands(found[span.sentence]) for span in written.evidence)


def test_the_best_is_taken_that_lets_the_rest_fill_it() -> None:
    def sentence(start: str, words: int) -> str:
        return " ".join([start, *(f"{start.lower()}{n}" for n in range(words - 2)), "today."])

    made = lines(sentence("Harlow", 10), sentence("Velden", 16), sentence("Calder", 8), sentence("Orsk", 9))
    candidates = scored(read(made), relevant([3.0, 2.0, 1.0, 0.0]))
    written = write(candidates, [], Options(brief_words=27))
    assert [span.sentence for span in written.evidence] == [0, 1]
    written = write(candidates, [], Options(brief_words=26))  # 23 to 28 words: 26 with the second as well
    assert [span.sentence for span in written.evidence] == [0, 1]
    written = write(candidates, [], Options(brief_words=31))  # 28 to 34: not 26, but 34 with two of them
    assert [span.sentence for span in written.evidence] == [0, 1, 2]
    written = write(candidates, [], Options(brief_words=30))  # 27 to 33: 26 and 34 miss it
    assert [span.sentence for span in written.evidence] == [0, 2, 3]


def test_it_asks_nothing_at_its_start() -> None:
    made = lines(
        "Who would heat a house in Grellin with water from a mine?",
        "The mining town of Grellin began on Thursday to heat 900 homes with warm water.",
    )
    written = write(scored(read(made), relevant([3.0, 0.0])), [], Options())
    assert written.evidence[0].sentence == 1


def test_only_a_sentence_over_the_budget_goes_over_it() -> None:
    long = "The Harlow bridge will close " + "and ferries will sail " * 6 + "from June."
    written, _ = brief(f"{long}\n{long} Nobody {long}", Options(brief_words=20))
    assert written.text == long


def test_no_sentences_give_an_empty_brief() -> None:
    assert write([], [], Options()) == Brief("", ())
