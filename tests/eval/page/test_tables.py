from __future__ import annotations

from dataclasses import replace

from eval.page import tables
from eval.statistics import Estimate
from tests.eval.page import samples
from tests.eval.samples import many


def test_main_figures_come_first_and_rouge_is_not_mixed_with_the_rest() -> None:
    groups = tables.groups(samples.result())
    assert [(group.title, [column.key for column in group.columns]) for group in groups] == [
        ("ROUGE", ["rouge1", "rouge2", "rougeLsum"]),
        ("Other metrics", ["matching.found", "novelty", "length"]),
        ("ROUGE-L, precision and recall", ["rouge1.precision"]),
    ]


def test_without_rouge_the_first_figures_with_a_better_end_are_the_main_ones() -> None:
    result = replace(samples.result(), columns=samples.COLUMNS[4:])
    assert [column.key for column in tables.main_columns(result)] == ["matching.found", "length"]
    assert [group.title for group in tables.groups(result)] == ["Main figures", "Other metrics"]


def test_the_oracle_is_never_best() -> None:
    rows = tables.groups(samples.result())[0].figures
    best = {row.system.name: [cell.best for cell in row.cells] for row in rows}
    assert best["oracle"] == [False, False, False]
    assert sum(map(any, best.values())) == 1


def test_lower_is_best_where_lower_is_better_and_nothing_where_neither_is() -> None:
    _, novelty, length = zip(*(row.cells for row in tables.groups(samples.result())[1].figures), strict=True)
    assert not any(cell.best for cell in novelty)
    assert [cell.best for cell in length].count(True) == 1
    assert min(cell.value or 0.0 for cell in length) == next(cell.value for cell in length if cell.best)


def test_shares_are_printed_times_100_and_words_with_one_decimal() -> None:
    assert tables.figure(0.12345, samples.COLUMNS[0]) == "12.35"
    assert tables.figure(61.25, samples.COLUMNS[-1], "+") == "+61.2"


def test_an_undefined_figure_is_a_dash() -> None:
    whole = samples.result()
    system = replace(whole.systems[1], estimates={**whole.systems[1].estimates, "rouge1": None})
    result = replace(whole, systems=(whole.systems[0], system))
    cell = tables.groups(result)[0].figures[1].cells[0]
    assert (cell.text, cell.value, cell.best) == ("–", None, False)


def test_a_difference_tells_its_test() -> None:
    few = tables.groups(samples.result())[0].differences[0].cells[0]
    assert (few.detail, few.sure, few.hint) == ("", False, "too few articles for a test")
    group = tables.groups(many(samples.result()))[0]
    assert [row.system.name for row in group.differences] == ["quicklook", "oracle"]
    cells = [row.cells[0] for row in group.differences]
    assert [cell.sure for cell in cells] == [False, True]
    assert cells[1].hint.startswith("p = 0.030, d = 0.25, better on ")
    assert cells[1].text.startswith("+")


def test_without_a_better_end_a_difference_is_higher_or_lower() -> None:
    group = tables.groups(many(samples.result()))[1]
    assert "higher on " in group.differences[0].cells[1].hint
    assert "better on " in group.differences[0].cells[0].hint


def test_an_undefined_effect_is_told() -> None:
    whole = many(samples.result())
    system = whole.systems[0]
    comparison = replace(system.comparisons["rouge1"], effect=None)
    changed = replace(system, comparisons={**system.comparisons, "rouge1": comparison})
    group = tables.groups(replace(whole, systems=(changed, whole.systems[1])))[0]
    assert "d undefined" in group.differences[0].cells[0].hint
    assert group.differences[0].cells[1].text != "–"


def test_a_figure_of_fewer_articles_says_so_where_it_can_be_seen() -> None:
    cells = tables.groups(samples.result())[1].figures[0].cells
    assert [cell.count for cell in cells] == ["", "3 of 4 articles", ""]


def test_one_article_has_neither_interval_nor_test() -> None:
    whole = samples.result()
    system = whole.systems[0]
    one = Estimate(0.0, 0.0, 0.0, 1)
    comparison = replace(system.comparisons["rouge1"], difference=one, p_holm=0.01)
    changed = replace(
        system,
        estimates={**system.estimates, "rouge1": one},
        comparisons={**system.comparisons, "rouge1": comparison},
    )
    group = tables.groups(replace(whole, systems=(changed, *whole.systems[1:])))[0]
    cell, difference = group.figures[0].cells[0], group.differences[0].cells[0]
    assert (cell.text, cell.detail, cell.count) == ("0.00", "", "1 of 4 articles")
    assert (difference.detail, difference.count, difference.sure) == ("", "1 of 4 articles", False)
    assert "p = " not in cell.hint + difference.hint
