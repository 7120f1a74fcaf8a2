from __future__ import annotations

from dataclasses import replace

import pytest

from eval.metrics import Match
from eval.page import plots
from eval.results import Result
from eval.statistics import Estimate
from summarizer.summary import Evidence
from tests.eval.page import samples
from tests.eval.samples import many


def test_intervals_lie_on_the_axis_in_their_order() -> None:
    result = many(samples.result())
    plot = plots.intervals(result, samples.COLUMNS[0])
    assert plot is not None
    assert (plot.ticks[0].at, plot.ticks[-1].at) == (0, 100)
    for mark in plot.marks[:2]:
        estimate = result.system(mark.system.name).estimates["rouge1"]
        assert estimate is not None
        assert 0 <= mark.low < mark.mean < mark.high <= 100
        first, last = float(plot.ticks[0].text), float(plot.ticks[-1].text)
        assert first + mark.mean / 100 * (last - first) == pytest.approx(100 * estimate.mean, abs=0.01)


def test_of_few_articles_no_interval_is_drawn() -> None:
    plot = plots.intervals(samples.result(), samples.COLUMNS[0])
    assert plot is not None
    assert all(mark.low == mark.mean == mark.high for mark in plot.marks)


def test_the_oracle_does_not_stretch_the_axis() -> None:
    whole = samples.result()
    far = Estimate(0.95, 0.9, 0.99, 4)
    oracle = replace(whole.systems[2], estimates={"rouge1": far})
    plot = plots.intervals(replace(whole, systems=(*whole.systems[:2], oracle)), samples.COLUMNS[0])
    assert plot is not None
    assert [mark.beyond for mark in plot.marks] == ["", "", "right"]
    assert plot.marks[2].text == "95.00"
    assert float(plot.ticks[-1].text) < 90
    assert max(mark.high for mark in plot.marks) <= 100
    alone = plots.intervals(replace(whole, systems=(oracle,)), samples.COLUMNS[0])
    assert alone is not None
    assert alone.marks[0].beyond == ""


def test_a_mean_of_fewer_articles_says_so_and_of_one_has_no_interval() -> None:
    whole = samples.result()
    one = Estimate(0.25, 0.25, 0.25, 1)
    systems = (replace(whole.systems[0], estimates={"rouge1": one}), *whole.systems[1:])
    plot = plots.intervals(replace(whole, systems=systems), samples.COLUMNS[0])
    assert plot is not None
    assert [mark.count for mark in plot.marks] == ["(1)", "", ""]
    assert plot.marks[0].hint == "quicklook: 25.00; 1 of 4 articles"


def test_a_figure_that_no_system_has_is_not_drawn() -> None:
    whole = samples.result()
    bare = replace(whole, systems=tuple(replace(one, estimates={"rouge1": None}) for one in whole.systems))
    assert plots.intervals(bare, samples.COLUMNS[0]) is None
    assert plots.speed_score(bare, samples.SPEED, samples.COLUMNS[0]) is None


def test_speed_is_on_a_logarithmic_axis() -> None:
    chart = plots.speed_score(samples.result(), samples.SPEED, samples.COLUMNS[0])
    assert chart is not None
    assert [tick.text for tick in chart.x] == ["10", "100", "1000"]
    at = {series.system.name: point.x for series in chart.series for point in series.points if point}
    assert at == {"quicklook": pytest.approx(30.9, abs=0.1), "lead": pytest.approx(95.95, abs=0.1)}


def test_recall_counts_the_quick_looks_found_by_position() -> None:
    result = samples.result()
    chart = plots.recall(result)
    assert chart is not None
    assert [(tick.text, tick.detail) for tick in chart.x] == [("1st", "4"), ("2nd", "4"), ("3rd", "1")]
    lead = next(series for series in chart.series if series.system.name == "lead")
    found = [
        sum(at in {match.quick_look for match in one.matches} for one in result.system("lead").measurements)
        for at in range(3)
    ]
    assert [point and point.text.split(" of ")[0] for point in lead.points] == list(map(str, found))


def test_of_several_writers_the_matched_one_counts() -> None:
    whole = samples.result()
    example = replace(
        whole.examples[0], references=(*whole.examples[0].references, *whole.examples[1].references)
    )
    system = whole.systems[0]
    measured = replace(system.measurements[0], matches=(Match(2, 0, 0.9, writer=1),), writer=1)
    only = replace(
        whole,
        ids=whole.ids[:1],
        examples=(example,),
        systems=(replace(system, measurements=(measured,), predictions=system.predictions[:1]),),
    )
    chart = plots.recall(only)
    assert chart is not None
    assert [point and point.hint for point in chart.series[0].points] == [
        "quicklook: 0 of 1 quick looks (0.0 %)",
        "quicklook: 0 of 1 quick looks (0.0 %)",
        "quicklook: 1 of 1 quick looks (100.0 %)",
    ]


def test_with_several_writers_each_system_has_its_own_counts() -> None:
    whole = samples.result()
    two = tuple(
        replace(one, references=(one.references[0], one.references[0] + one.references[0]))
        for one in whole.examples
    )
    second = tuple(replace(one, matches=(), writer=1) for one in whole.systems[0].measurements)
    systems = (replace(whole.systems[0], measurements=second), *whole.systems[1:])
    chart = plots.recall(replace(whole, examples=two, systems=systems))
    assert chart is not None
    assert [tick.detail for tick in chart.x] == ["4", "4", "1-4", "0-4", "0-1", "0-1"]
    first, other = chart.series[0].points, chart.series[1].points
    assert [point and point.text for point in first] == [
        *["0 of 4 (0.0 %)"] * 4,
        *["0 of 1 (0.0 %)"] * 2,
    ]
    assert other[2] is not None
    assert other[3:] == (None, None, None)


def test_a_published_result_has_neither_recall_nor_evidence() -> None:
    assert plots.recall(samples.published()) is None
    assert plots.evidence(samples.published()) == ()


def test_evidence_is_counted_by_the_start_of_its_span() -> None:
    lead = next(bars for bars in plots.evidence(samples.result()) if bars.system.name == "lead")
    assert lead.spans == 8
    assert sum(float(hint.split(": ")[1].split(" %")[0]) for hint in lead.hints) == pytest.approx(
        100, abs=0.5
    )
    assert lead.heights[-1] == 0
    assert lead.heights[0] > 0


def test_evidence_stands_on_one_scale() -> None:
    found = plots.evidence(samples.result())
    assert {bars.ticks for bars in found} == {found[0].ticks}
    assert [tick.text for tick in found[0].ticks] == ["0 %", "50 %"]
    lead = next(bars for bars in found if bars.system.name == "lead")
    shares = [float(hint.split(": ")[1].split(" %")[0]) for hint in lead.hints]
    assert list(lead.heights) == pytest.approx([2 * share for share in shares], abs=0.1)


def test_a_long_span_counts_where_it_starts_as_in_the_metric() -> None:
    whole = samples.result()
    system = whole.systems[1]
    size = len(whole.examples[0].article.text)
    bullet = replace(system.predictions[0].bullets[0], evidence=(Evidence(0, 0, size),))
    prediction = replace(system.predictions[0], bullets=(bullet,))
    only = replace(
        whole,
        ids=whole.ids[:1],
        examples=whole.examples[:1],
        systems=(replace(system, measurements=system.measurements[:1], predictions=(prediction,)),),
    )
    (bars,) = plots.evidence(only)
    assert [height > 0 for height in bars.heights] == [True] + [False] * 9


@pytest.mark.parametrize("mean", [0.0, 0.5, 1.0])
def test_equal_figures_can_be_drawn(mean: float) -> None:
    whole = samples.result()
    estimate = whole.systems[0].estimates["rouge1"]
    assert estimate is not None
    flat = replace(estimate, mean=mean, low=mean, high=mean)
    result: Result = replace(whole, systems=(replace(whole.systems[0], estimates={"rouge1": flat}),))
    plot = plots.intervals(result, samples.COLUMNS[0])
    assert plot is not None
    assert all(0 <= mark.mean <= 100 for mark in plot.marks)
    assert plots.speed_score(result, samples.SPEED, samples.COLUMNS[0]) is not None


def test_a_figure_that_is_the_same_for_all_is_known() -> None:
    novelty, length = (plots.intervals(samples.result(), column) for column in samples.COLUMNS[5:])
    assert novelty is not None
    assert length is not None
    assert (novelty.same, length.same) == ("12.50", None)
