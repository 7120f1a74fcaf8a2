from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.faithfulness import Faithfulness
from summarizer.sentences import split
from tests.eval.metrics.samples import FAILED, example, prediction

EXAMPLE = example(
    "Mayor Ines Duarte said on Monday that the Orlen tunnel will cost 40 million crowns.\n"
    "“We have waited long enough,” she said.\n"
    "It opens on 3 March 2031."
)


def test_figures_worked_out_by_hand() -> None:
    answer = prediction(
        "The Orlen tunnel costs 50 million crowns, Duarte said.",  # Orlen, Duarte; 50 million is wrong
        "On Monday or Friday mayor Leo Voss said “we have waited” and “we go”.",  # not Friday, Voss, “we go”
        labels=("40 Million",),
    )
    assert Faithfulness().measure(EXAMPLE, answer).values == {
        "faithfulness": 5 / 9,
        "faithfulness.numbers": 1 / 2,
        "faithfulness.dates": 1 / 2,
        "faithfulness.names": 2 / 3,
        "faithfulness.quotations": 1 / 2,
    }


def test_the_brief_is_left_out_and_what_is_not_stated_has_no_precision() -> None:
    values = Faithfulness().measure(EXAMPLE, prediction("It will cost 40 million crowns")).values
    assert values["faithfulness"] == values["faithfulness.numbers"] == 1
    assert values["faithfulness.dates"] is values["faithfulness.names"] is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(split(EXAMPLE.article).sentences), min_size=1, max_size=3))
def test_an_extract_is_faithful(sentences: list[object]) -> None:
    document = split(EXAMPLE.article)
    texts = [document.text_of(sentence) for sentence in sentences]  # type: ignore[arg-type]
    values = Faithfulness().measure(EXAMPLE, prediction(*texts)).values
    assert values["faithfulness"] == 1
    assert set(values.values()) <= {1, None}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_ranges(text: str) -> None:
    values = Faithfulness().measure(EXAMPLE, prediction(text)).values
    assert all(value is None or 0 <= value <= 1 for value in values.values())


def test_a_failure_states_nothing() -> None:
    assert set(Faithfulness().measure(EXAMPLE, FAILED).values.values()) == {None}
