"""The tables as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval import benchmark, datasets, notes, report, results, speed
from eval.benchmark import Plan
from eval.results import Result
from eval.statistics import Estimate
from tests.eval.samples import many, write_jsonl


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Result:
    data = datasets.load(write_jsonl(tmp_path_factory.mktemp("data") / "two.jsonl"))
    plan = Plan(("quicklook-fast", "lead", "oracle"), command="summarizer eval run two.jsonl")
    return benchmark.run(data, plan)


def rows(text: str, head: str) -> list[list[str]]:
    """Return the cells of the rows below the table head that starts so."""
    lines = text[text.index(head) :].split("\n\n")[0].split("\n")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_scores_stand_with_their_intervals(done: Result) -> None:
    table = rows(report.markdown(many(done)), "| system | ROUGE-1 | ROUGE-2 | ROUGE-Lsum | words | failed |")
    assert [row[0] for row in table] == ["quicklook-fast", "lead", "greedy oracle"]
    estimate = done.system("lead").estimates["rouge1"]
    assert estimate is not None
    figure = f"{100 * estimate.mean:.2f} [{100 * estimate.low:.2f}, {100 * estimate.high:.2f}]"
    assert table[1][1].strip("*") == figure


def test_of_few_articles_there_are_no_intervals_and_no_p(done: Result) -> None:
    table = rows(report.markdown(done), "| system | ROUGE-1 | p | d | ROUGE-2 |")
    comparison = done.system("oracle").comparisons["rouge1"]
    assert table[1][1:4] == [f"{100 * comparison.difference.mean:+.2f}", "-", "-"]


def test_the_best_is_bold_and_never_the_oracle(done: Result) -> None:
    table = rows(report.markdown(done), "| system | ROUGE-1 |")
    means = {row[0]: float(row[1].strip("*").split()[0]) for row in table}
    bold = [row[0] for row in table if row[1].startswith("**")]
    assert means["greedy oracle"] == max(means.values())
    del means["greedy oracle"]
    assert bold == [name for name, mean in means.items() if mean == max(means.values())]


def test_two_that_are_equal_are_not_bold(done: Result) -> None:
    lead = done.system("lead")
    equal = replace(done, systems=(lead, replace(lead, name="twin")))
    assert "**" not in report.markdown(equal)


def test_differences_have_a_sign_an_interval_p_and_an_effect(done: Result) -> None:
    table = rows(report.markdown(many(done)), "| system | ROUGE-1 | p | d | ROUGE-2 |")
    assert [row[0] for row in table] == ["quicklook-fast", "greedy oracle"]
    comparison = done.system("oracle").comparisons["rouge1"]
    assert table[1][1].startswith(f"{100 * comparison.difference.mean:+.2f} [")
    assert table[1][2] == f"{comparison.p_holm:.3f}"
    assert table[1][3] == f"{comparison.effect:+.2f}"


def test_the_baseline_alone_has_no_differences(done: Result) -> None:
    alone = replace(done, systems=(done.system("lead"),))
    assert "Difference" not in report.markdown(alone)


def test_every_other_figure_has_its_row(done: Result) -> None:
    table = rows(report.markdown(done), "| figure | quicklook-fast | lead | greedy oracle |")
    columns = [column.title for column in done.columns if not column.key.startswith("rouge")]
    assert [row[0] for row in table] == columns
    coverage = next(row for row in table if row[0] == "Coverage")
    assert coverage[1:] == ["100.0 %"] * 3


def test_a_mean_of_fewer_articles_says_of_how_many(done: Result) -> None:
    lead = done.system("lead")
    estimates = {
        **lead.estimates,
        "matching.labels": Estimate(0.5, 0.5, 0.5, 1),
        "length.words": Estimate(40, 40, 40, 1),
    }
    text = report.markdown(replace(done, systems=(replace(lead, estimates=estimates),)))
    assert ["Label agreement", "50.0 % (1)"] in rows(text, "| figure | lead |")
    assert rows(text, "| system | ROUGE-1 |")[0][4] == "40.0 (1)"


def test_what_the_figures_depend_on_stands_below(done: Result) -> None:
    text = report.markdown(done)
    assert f"- Signature: `{done.signature}`" in text
    assert f"SHA-256 `{done.source.sha256}`" in text
    assert "- Command: `summarizer eval run two.jsonl`" in text
    assert "- Fewer than 10 articles: too few for intervals and tests." in text


def test_what_is_wrong_with_the_data_is_told(done: Result) -> None:
    source = replace(done.source, skipped=("a",), unreadable=("b",), duplicates=(("ferry", "orchard"),))
    text = report.markdown(replace(done, source=source, notes=("textrank was not run: no sumy.",)))
    for note in notes.of_data(source):
        assert f"- {note}\n" in text
    assert "- textrank was not run: no sumy." in text


def test_comparisons_count_the_articles_won_and_lost(done: Result) -> None:
    text = report.comparisons(done)
    assert text.startswith("## two.jsonl: difference to lead on the same 2 articles")
    table = rows(text, "| system | ROUGE-1 | p | d | won : lost |")
    oracle = done.system("oracle").comparisons["rouge1"]
    assert table[1][4] == f"{oracle.wins} : {oracle.losses}"


def test_a_document_says_what_the_figures_are(done: Result) -> None:
    text = report.document([done, done])
    assert text.startswith("# Results\n")
    assert text.count("## two.jsonl: 2 articles, at most 3 quick looks") == 2


def test_text_that_is_not_ours_makes_no_markup(done: Result) -> None:
    hostile = "x|y<b>\n# Heading `code`"
    source = replace(done.source, name=hostile, skipped=(hostile,))
    lead = replace(done.system("lead"), name=hostile, notes=(hostile,))
    text = report.markdown(replace(done, source=source, systems=(done.system("quicklook-fast"), lead)))
    assert "\n# Heading" not in text
    assert "x|y" not in text.replace("`x|y<b> # Heading code`", "").split("\n- ", maxsplit=1)[0]
    assert re.search(r"(?<![\\`])<b>", text.replace("`x|y<b> # Heading code`", "")) is None


def test_the_best_is_not_bold_where_the_articles_differ(done: Result) -> None:
    quicklook = done.system("quicklook-fast")
    estimate = quicklook.estimates["rouge1"]
    assert estimate is not None
    fewer = replace(quicklook, estimates={**quicklook.estimates, "rouge1": replace(estimate, articles=1)})
    table = rows(report.markdown(replace(done, systems=(fewer, done.system("lead")))), "| system | ROUGE-1")
    assert not any(row[1].startswith("**") for row in table)


def test_another_script_has_no_rouge_and_is_told(tmp_path: Path) -> None:
    text = "Паром снова ходит между островами с четвёртого мая.\nРемонт причала стоил два миллиона крон."
    rows_ = [{"id": "1", "text": text, "highlights": ["Паром снова ходит", "Ремонт стоил два миллиона"]}]
    result = benchmark.run(
        datasets.load(write_jsonl(tmp_path / "ru.jsonl", rows_)), Plan(("quicklook-fast", "lead"))
    )
    shown = report.markdown(result)
    assert "| lead | - | - | - |" in shown
    assert "- ROUGE is defined for 0 of 1 articles" in shown
    assert "| quicklook-fast | - | - | - |" in report.comparisons(result)


def test_the_page_of_results_is_made_of_the_published_ones() -> None:
    folder = Path(report.__file__).parent
    found = [result for path in sorted((folder / "results").glob("*.json")) for result in results.load(path)]
    timings = speed.load(folder / "results" / "speed" / "speed.json")
    assert (folder / "RESULTS.md").read_text("utf-8") == report.document(found, timings) + "\n"
    assert all(not result.examples for result in found)
