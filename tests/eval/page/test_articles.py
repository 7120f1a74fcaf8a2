from __future__ import annotations

import json
import time
from dataclasses import replace

from eval.page import articles
from summarizer.summary import Evidence
from tests.eval.page import samples


def test_all_articles_are_chosen_without_a_limit() -> None:
    assert articles.chosen(samples.result(), None) == [0, 1, 2, 3]
    assert articles.chosen(samples.result(), 2) == [0, 1, 2, 3]


def test_the_worst_and_the_best_are_chosen() -> None:
    result = samples.result()
    values = [value or 0.0 for value in result.systems[0].values("rouge1")]
    chosen = articles.chosen(result, 1)
    assert {values[at] for at in chosen} == {min(values), max(values)}


def test_where_lower_is_better_the_lowest_are_the_best() -> None:
    whole = replace(samples.result(), columns=samples.COLUMNS[-1:])
    judged = whole.systems[0]
    lengths = (9.0, 7.0, 5.0, 3.0)
    measured = tuple(
        replace(one, values={"length": length})
        for one, length in zip(judged.measurements, lengths, strict=True)
    )
    result = replace(whole, systems=(replace(judged, measurements=measured),))
    assert articles.worst_first(result) == [0, 1, 2, 3]


def test_a_published_result_embeds_no_article() -> None:
    assert articles.chosen(samples.published(), None) == []
    assert not articles.has_texts(samples.published())


def test_offsets_count_utf_16_units() -> None:
    result = samples.result()
    article = articles.embedded(result, "a", [2])["articles"][0]
    units: bytes = article["text"].encode("utf-16-le")

    def cut(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le")

    answer = article["answers"][0]
    assert [cut(*span) for bullet in answer["bullets"] for span in bullet["spans"]] == [
        bullet.text for bullet in result.systems[0].predictions[2].bullets
    ]
    assert cut(*article["parts"][0][:2]).endswith("the mayor of Tarn said.")


def test_evidence_outside_the_text_is_cut_or_left_out() -> None:
    whole = samples.result()
    system = whole.systems[0]
    size = len(whole.examples[0].article.text)
    bullet = system.predictions[0].bullets[0]
    spans = (Evidence(0, size - 5, size + 10), Evidence(0, size + 1, size + 9))
    prediction = replace(system.predictions[0], bullets=(replace(bullet, evidence=spans),))
    changed = replace(system, predictions=(prediction, *system.predictions[1:]))
    data = articles.embedded(replace(whole, systems=(changed,)), "a", [0])
    assert data["articles"][0]["answers"][0]["bullets"][0]["spans"] == [[size - 5, size]]


def test_the_judged_system_is_neither_baseline_nor_oracle() -> None:
    whole = samples.result()
    assert articles.ranked_by(whole).name == "quicklook"
    assert articles.ranked_by(replace(whole, systems=whole.systems[::-1])).name == "quicklook"
    assert articles.ranked_by(replace(whole, systems=whole.systems[1:])).name == "lead"


def test_a_text_full_of_wide_characters_is_read_in_one_go() -> None:
    text = "\U0001f32a " * 200_000
    units = articles.Units(text)
    began = time.process_time()
    assert [units.at(at) for at in range(0, 400_000, 200)] == [at + at // 2 for at in range(0, 400_000, 200)]
    assert time.process_time() - began < 5  # 2,000 walks over 200,000 places take longer


def test_the_writer_is_told_also_where_nothing_matched() -> None:
    whole = samples.result()
    system = whole.systems[0]
    measured = replace(system.measurements[0], matches=(), writer=1)
    changed = replace(system, measurements=(measured, *system.measurements[1:]))
    data = articles.embedded(replace(whole, systems=(changed,)), "a", [0])
    assert data["articles"][0]["answers"][0]["writer"] == 1


def test_json_is_safe_inside_a_script() -> None:
    text = articles.script_json(["</script><!--&\"'\u2028\u2029\u202eא🌪\ud800"])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == ["</script><!--&\"'\u2028\u2029\u202eא🌪\ufffd"]
    text.encode("utf-8")
