from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from eval import page
from summarizer.errors import EvaluationError
from tests.eval.page import samples

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


class Visit:
    """An open page, with what it wrote to the console and what it asked the network for."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.page = browser.new_page(viewport=WIDE, color_scheme="light")  # type: ignore[arg-type]
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.set_default_timeout(5000)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "report.html"
    results = [samples.result(), samples.published("hf:org/other set:test")]
    file.write_text(page.html(results, samples.SPEED), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def visit(browser: Browser, written: Path) -> Iterator[Visit]:
    opened = Visit(browser, written)
    yield opened
    opened.page.close()
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:"))] == []


def systems(page_: Page) -> list[str]:
    return page_.locator("table.sortable").first.locator("tbody .name").all_inner_texts()


def test_equal_results_give_equal_bytes() -> None:
    one, two = (page.html([samples.result()], samples.SPEED) for _ in range(2))
    assert one == two


def test_the_page_loads_nothing() -> None:
    text = page.html([samples.result()], samples.SPEED)
    assert re.findall(r"https?://|//[a-z]+\.|@import|url\(", text) == []
    assert (
        re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', text.split('<script type="application/json"')[0]) == []
    )
    assert "default-src &#39;none&#39;" in text


def test_texts_cannot_leave_their_place() -> None:
    text = page.html([samples.result()])
    assert text.count("</script>") == text.count("<script") == 3
    assert "<img" not in text
    assert "<!--" not in text
    assert "\u2028" not in text
    data = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])[0]["articles"][2]["title"] == samples.HOSTILE[1]


def test_warnings_figures_and_provenance_are_shown() -> None:
    text = page.html([samples.result()])
    for shown in (
        "quicklook failed on 1 of 4 articles, which count as 0",
        "A note on the model.",
        "Fewer than 10 articles: too few for intervals and tests.",
        "plain &lt;b&gt;",
        "ab" * 32,
        "overlap|v:1|refs:max|seed:1",
        "summarizer eval run invented.jsonl --bullets 2",
        "It says nothing about whether the summary is true",
        "<code>summarizer eval speed</code>",
    ):
        assert shown in text


def test_the_number_of_articles_of_a_figure_can_be_seen() -> None:
    text = page.html([samples.result()])
    assert '<span class="detail count">3 of 4 articles</span>' in text


def test_long_ids_and_titles_are_cut(browser: Browser, tmp_path: Path) -> None:
    whole = samples.result()
    long = "endless" * 200
    article = replace(whole.examples[0].article, title=" ".join(["An endless title"] * 200))
    result = replace(
        whole,
        source=replace(whole.source, skipped=(long,), duplicates=((long, long),)),
        examples=(replace(whole.examples[0], article=article), *whole.examples[1:]),
    )
    text = page.html([result])
    assert long not in text
    file = tmp_path / "long.html"
    file.write_text(text, encoding="utf-8", newline="\n")
    opened = Visit(browser, file)
    opened.page.evaluate("location.hash = '#/invented.jsonl/ferry'")
    head = opened.page.locator(".reader h1")
    expect(head).to_have_attribute("title", article.title or "")
    assert head.evaluate("one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)") < 3.2
    opened.page.close()


def test_the_writer_is_shown_also_where_nothing_matched(browser: Browser, tmp_path: Path) -> None:
    whole = samples.result()
    looks = whole.examples[0].references[0]
    two = replace(whole.examples[0], references=(looks, looks[:1]))
    model = whole.systems[0]
    measured = (replace(model.measurements[0], matches=(), writer=1), *model.measurements[1:])
    systems = (replace(model, measurements=measured), *whole.systems[1:])
    file = tmp_path / "writers.html"
    text = page.html([replace(whole, examples=(two, *whole.examples[1:]), systems=systems)])
    file.write_text(text, encoding="utf-8", newline="\n")
    opened = Visit(browser, file)
    row = opened.page.locator(".list tbody tr").filter(has_text="Ferry to Skarholm")
    expect(row.locator("td").last).to_have_text("0 of 1")
    row.locator("a").click()
    expect(opened.page.locator(".pair h3").first).to_have_text("Human (writer 2 of 2)")
    opened.page.close()


def test_a_published_result_has_no_article_pages() -> None:
    text = page.html([samples.published()])
    assert "so there are no article pages" in text
    assert '"articles":[]' in text


def test_a_limit_is_told() -> None:
    text = page.html([samples.result()], limit=1)
    assert "This page holds 2 of 4 articles: the 1 worst and the 1 best of quicklook." in text
    with pytest.raises(EvaluationError, match="limit is 0"):
        page.html([samples.result()], limit=0)


def test_no_results_are_an_error() -> None:
    with pytest.raises(EvaluationError, match="eval run"):
        page.html([])


def test_a_click_sorts_a_table(visit: Visit) -> None:
    page_ = visit.page
    assert systems(page_) == ["quicklook", "lead", "oracle"]
    head = page_.locator("table.sortable").first.get_by_role("button", name="ROUGE-1")
    head.click()
    assert systems(page_) == ["oracle", "lead", "quicklook"]
    expect(head.locator("..")).to_have_attribute("aria-sort", "descending")
    head.press("Enter")
    assert systems(page_) == ["quicklook", "lead", "oracle"]
    expect(head.locator("..")).to_have_attribute("aria-sort", "ascending")


def test_an_article_opens_by_its_address(visit: Visit) -> None:
    page_ = visit.page
    page_.evaluate("location.hash = '#/invented.jsonl/ferry'")
    expect(page_.locator(".reader h1")).to_have_text("Ferry to Skarholm returns")
    expect(page_.locator(".story mark").first).to_contain_text("The night ferry between Orsa Bay")
    expect(page_.locator(".story")).to_contain_text("A second boat will be added in July.")
    expect(page_.locator(".answer")).to_contain_text("number “36”: stands nowhere in the article")
    expect(page_.locator(".looks")).to_contain_text("missed")
    expect(page_.locator(".reader")).to_contain_text("Beside each name: ROUGE-1.")
    expect(page_.locator(".looks")).to_contain_text("found by 1")
    page_.locator(".answer .look").first.hover()
    assert page_.locator("mark.on").count() == 1
    expect(page_.locator(".overview.shown")).to_be_hidden()
    page_.go_back()
    expect(page_.locator(".overview.shown h1")).to_have_text("invented.jsonl")


def test_keys_and_buttons_move_between_articles(visit: Visit) -> None:
    page_ = visit.page
    titles = page_.locator(".list tbody a")
    order = titles.all_inner_texts()
    titles.first.click()
    expect(page_.locator(".reader h1")).to_have_text(order[0])
    page_.keyboard.press("ArrowRight")
    expect(page_.locator(".reader h1")).to_have_text(order[1])
    page_.keyboard.press("ArrowLeft")
    expect(page_.locator(".reader h1")).to_have_text(order[0])
    page_.get_by_role("button", name="lead").click()
    expect(page_.locator('.systems [aria-pressed="true"]')).to_contain_text("lead")
    page_.keyboard.press("Escape")
    expect(page_.locator(".list")).to_be_visible()


def test_hostile_text_stays_text(visit: Visit) -> None:
    page_ = visit.page
    page_.locator(".list").get_by_role("link", name="Storm").click()
    expect(page_.locator(".reader h1")).to_contain_text("</script><script>")
    expect(page_.locator(".story")).to_contain_text("<img src=")
    expect(page_.locator("mark").nth(1)).to_contain_text("stood on a sign nobody could read")
    assert page_.locator(".reader img, .reader script, .reader b").count() == 0
    assert page_.title().startswith("Benchmark")


def test_a_failed_article_says_why(visit: Visit) -> None:
    page_ = visit.page
    expect(page_.locator(".list tbody tr").first).to_contain_text("failed")
    page_.locator(".list tbody a").first.click()
    expect(page_.locator(".answer")).to_contain_text("Failed: the <model> gave up")


def test_the_list_is_searched_and_ordered(visit: Visit) -> None:
    page_ = visit.page
    rows = page_.locator(".list tbody tr")
    first = rows.first.inner_text()
    page_.get_by_label("Order").select_option("best first")
    assert rows.last.inner_text() == first
    page_.get_by_label("Compared with").select_option("lead")
    expect(page_.locator(".list thead")).to_contain_text("Difference")
    page_.get_by_role("searchbox").fill("clay in 2009")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Bees return to Kellen")


def test_a_figure_without_a_better_end_is_ordered_by_its_size(visit: Visit) -> None:
    page_ = visit.page
    order = page_.get_by_label("Order").locator("option")
    expect(order).to_have_text(["worst first", "best first"])
    page_.get_by_label("Figure").select_option("New words")
    expect(order).to_have_text(["lowest first", "highest first"])
    page_.get_by_label("Compared with").select_option("oracle")
    assert page_.locator(".list td.plus, .list td.minus").count() == 0


def test_what_the_points_say_stands_in_a_table_too(visit: Visit) -> None:
    table = visit.page.locator(".overview.shown .chart details")
    table.locator("summary").press("Enter")
    expect(table.locator("tbody tr").first).to_contain_text("of 4 (")


def test_an_address_that_is_not_there_says_so(visit: Visit) -> None:
    visit.page.evaluate("location.hash = '#/invented.jsonl/nowhere'")
    expect(visit.page.locator(".reader")).to_contain_text(
        "There is no article nowhere of invented.jsonl here."
    )


def test_data_sets_are_tabs(visit: Visit) -> None:
    page_ = visit.page
    page_.get_by_role("link", name="hf:org/other set:test").click()
    expect(page_.locator(".overview.shown h1")).to_have_text("hf:org/other set:test")
    expect(page_.locator(".overview.shown")).to_contain_text("so there are no article pages")
    expect(page_.locator(".overview:not(.shown)")).to_be_hidden()


def test_dark_and_light_differ(visit: Visit) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = visit.page.evaluate(colour)
    visit.page.emulate_media(color_scheme="dark")
    assert visit.page.evaluate(colour) != light


@pytest.mark.parametrize("address", ["#/", "#/invented.jsonl/ferry"])
def test_nothing_overflows_on_a_phone(visit: Visit, address: str) -> None:
    page_ = visit.page
    page_.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page_.evaluate(f"location.hash = {address!r}")
    page_.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page_.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
