"""From a source to a summary: options, batches, violations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import Article, Options, models, sources, summarize, summarize_all
from summarizer.article import Document, QuickLook
from summarizer.errors import (
    NotAnArticleError,
    OverflowRefusedError,
    SourceError,
    SummarizerError,
    UnknownModelError,
    ViolationsFoundError,
)
from summarizer.models import writing
from summarizer.models.writing import Line, Written
from summarizer.pipeline import BATCH
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence

TEXT = (
    "The library of Millbrook will open on Sundays from March, the town said on Tuesday. "
    "Its 14 librarians voted for the change by 9 to 5.\n\n"
    "A trial last year drew 3,200 visitors in eight weeks. Most of them were under 20, said "
    "Ada Rehn, who runs it."
)

FAST = Options(model="quicklook-fast")


class Inventor:
    """A model that writes: its second bullet and its brief hold a number that no article has."""

    name = "inventor"
    revision = "1"

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        found = []
        for document in documents:
            first = document.sentences[0]
            true = Bullet(document.text_of(first), (Evidence(0, first.start, first.end),))
            false = Bullet("The library has 77,000 books.", (Evidence(0, first.start, first.end),))
            brief = Brief("The library has 77,000 books.", ())
            found.append(Draft((true, false), brief, Coverage(40, 40, 1)))
        return found


@pytest.fixture
def inventor(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(models.REGISTRY, "inventor", f"{__name__}:Inventor")
    monkeypatch.setattr("summarizer.models.import_module", lambda _: __import__("sys").modules[__name__])
    models.load_model.cache_clear()
    yield "inventor"
    models.load_model.cache_clear()


def test_text_file_and_article_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    article = sources.from_text(TEXT)
    results = [summarize(source, FAST) for source in (TEXT, tmp_path / "article.txt", article)]
    assert {result.quick_looks for result in results} == {results[0].quick_looks}
    assert results[0].brief.text
    assert results[0].coverage.words_read == results[0].coverage.words == len(TEXT.split())


def test_the_default_model_writes_and_names_its_evidence() -> None:
    article = sources.from_text(TEXT)
    summary = summarize(article, Options(bullets=3))
    assert summary.model.name == Options().model == "quicklook"
    assert summary.brief.text
    assert summary.quick_looks
    for bullet in summary.quick_looks:
        assert bullet.evidence
        assert bullet.violations == ()
        assert bullet.written or bullet.text in " ".join(article.text.split())


def test_evidence_points_at_the_words_of_the_bullet() -> None:
    article = sources.from_text(TEXT)
    for bullet in summarize(article, FAST).quick_looks:
        kept = [article.text[span.start : span.end] for span in bullet.evidence]
        assert " ".join(kept).replace(" .", ".") == bullet.text
        assert bullet.support == 1.0
        assert bullet.violations == ()


def test_human_quick_looks_change_nothing() -> None:
    layout = (
        "Millbrook/ Library hours/ {lede}\nMillbrook Library: Quick Looks\n- Sunday Hours: {look}\n"
        "Library to open on Sundays\nDeep Look\n{body}"
    )
    lede, body = TEXT.split("\n\n")
    first, second = (
        summarize(layout.format(lede=lede, look=look, body=body), FAST)
        for look in ("The library opens on Sundays.", "Something else entirely was written here.")
    )
    assert first.quick_looks == second.quick_looks
    assert first.brief == second.brief
    assert "Something else" not in second.to_json()


@pytest.mark.parametrize("model", ["quicklook", "quicklook-fast", "lead"])
def test_quick_looks_of_several_writers_change_nothing(model: str) -> None:
    bare = sources.from_text(TEXT)
    looks = (QuickLook("Something else entirely was written here.", "Elsewhere"),)
    written = replace(bare, quick_looks=looks, other_quick_looks=(looks, looks))
    first, second = (summarize(article, Options(model=model)) for article in (bare, written))
    assert replace(first, elapsed_ms=0) == replace(second, elapsed_ms=0)
    assert "Something else" not in second.to_json()


def test_many_articles_come_lazily_and_in_order() -> None:
    pulled = []

    def stream() -> Iterator[Article]:
        for number in range(3 * BATCH):
            pulled.append(number)
            yield sources.from_text(TEXT.replace("Millbrook", f"Millbrook {number}"))

    results = summarize_all(stream(), Options(model="lead", bullets=1))
    assert "Millbrook 0 " in next(results).quick_looks[0].text
    assert len(pulled) == BATCH
    assert [f"Millbrook {n} " in result.quick_looks[0].text for n, result in enumerate(results, 1)] == [
        True
    ] * (3 * BATCH - 1)


def test_what_stands_before_a_bad_article_is_summarized(tmp_path: Path) -> None:
    results = summarize_all([TEXT, TEXT, tmp_path / "missing.txt", TEXT], Options(model="lead"))
    assert [next(results).model.name, next(results).model.name] == ["lead", "lead"]
    with pytest.raises(SourceError, match="missing"):
        next(results)


def test_violations_are_flagged_dropped_or_fatal(inventor: str) -> None:
    flagged = summarize(TEXT, Options(model=inventor))
    assert [[v.text for v in bullet.violations] for bullet in flagged.quick_looks] == [[], ["77,000"]]
    assert flagged.brief.violations
    dropped = summarize(TEXT, Options(model=inventor, on_violation="drop"))
    assert len(dropped.quick_looks) == 1
    assert dropped.brief.text == ""
    assert len(dropped.warnings) == 2
    with pytest.raises(ViolationsFoundError, match="77,000"):
        summarize(TEXT, Options(model=inventor, on_violation="fail"))


def test_one_bad_article_does_not_stop_the_others() -> None:
    long = "\n\n".join(
        f"Millbrook Library bought {n} books about ships and rivers in March." for n in range(140)
    )
    failed: list[tuple[str, SummarizerError]] = []
    options = Options(model="quicklook-fast", on_overflow="error")
    texts = {"a": TEXT, "b": long, "c": TEXT}
    given = [replace(sources.from_text(text), id=name) for name, text in texts.items()]
    found = summarize_all(given, options, lambda article, error: failed.append((article.id or "", error)))
    assert [summary.id for summary in found] == ["a", "c"]
    assert [(name, type(error)) for name, error in failed] == [("b", OverflowRefusedError)]


def test_errors_of_source_and_model(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        summarize(tmp_path / "missing.txt", FAST)
    with pytest.raises(NotAnArticleError):
        summarize("Three words only", FAST)
    with pytest.raises(UnknownModelError):
        summarize(TEXT, Options(model="quicklok"))


class Writer(Inventor):
    """A model that writes, and writes one thing the wrong way round."""

    name = "writer"

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        lines = (
            Line("Librarians voted for the change by 9 to 5."),
            Line("The library will not open on Sundays."),
        )
        brief = "The library of Millbrook will open on Sundays."
        return [writing.draft(one, Written(lines, brief), options, Coverage(40, 40, 1)) for one in documents]


def test_what_a_model_writes_is_checked_for_its_meaning_and_repaired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.pipeline.load_model", lambda *_: Writer())
    flagged, mended = (summarize(TEXT, Options(repair=repair)) for repair in (False, True))
    assert [[one.kind for one in bullet.violations] for bullet in flagged.quick_looks] == [[], ["negation"]]
    assert not any(bullet.violations for bullet in mended.quick_looks)
    assert mended.quick_looks[1].text.startswith("The library of Millbrook will open on Sundays")
    assert mended.warnings
    dropped = summarize(TEXT, Options(on_violation="drop"))
    assert len(dropped.quick_looks) == 1
    with pytest.raises(ViolationsFoundError, match="negation"):
        summarize(TEXT, Options(on_violation="fail"))
