"""Golden tests of the quick-looks layout: one for every variant of the design."""

from __future__ import annotations

import pytest

from summarizer.article import Article, QuickLook
from summarizer.sources import from_text
from summarizer.sources.quick_looks import bullet, is_heading, take_apart

LEDE = "The town of Lower Kessel will close its harbour on Friday, Mayor Petra Lind announced."
KEYWORDS = ("Lower Kessel harbour", "ferry halt", "KESSEL", "Newsdesk", "A. Ruiz", "Morning Edition")
HEADER = "/ ".join(KEYWORDS) + "/ "
LOOKS = (
    QuickLook("Boats stop on Friday after eighty years.", "Ferry Halt"),
    QuickLook("Forty people lose their work by May.", "Jobs"),
    QuickLook("The council will hear residents next week.", "What’s Next"),
)
BULLETS = "\n".join(f"- {look.label}: {look.text}" for look in LOOKS)
TITLE = "Lower Kessel Closes Harbour, Angering Islanders"
FIRST = (
    "The council voted nine to two on Tuesday to end the subsidy, which has tripled since the storm of 2019."
)
BODY = f"""{FIRST}
Islanders Protest
Fishermen gathered outside the town hall, and some of them stayed the night. Recent closures include:
- North Pier: The pier was shut in 2021 after a fire.
- Salt Dock: The dock has had no ships for a decade.
Looking ahead: quick looks at the budget show a gap of two million crowns.
Looking Ahead
The islands will be served by buses over the dam, the mayor said."""
LAYOUT = (
    f"{HEADER}{LEDE}\nLower Kessel to Close Its Harbour: Quick Looks\n{BULLETS}\n{TITLE}\nDeep Look\n{BODY}"
)

VARIANTS = {
    "whole layout": LAYOUT,
    "no keywords": LAYOUT.removeprefix(HEADER),
    "CRLF": LAYOUT.replace("\n", "\r\n"),
    "blank lines": LAYOUT.replace("\n", "\n\n"),
    "• bullets": LAYOUT.replace("\n- ", "\n• "),
    "* bullets": LAYOUT.replace("\n- ", "\n* "),
    "– bullets": LAYOUT.replace("\n- ", "\n– "),
    "bullets without a space": LAYOUT.replace("\n- ", "\n•"),
    "no Deep Look line": LAYOUT.replace("Deep Look\n", ""),
    "Deep Look with a colon": LAYOUT.replace("Deep Look\n", "DEEP LOOK:\n"),
    "Quick Looks alone": LAYOUT.replace("Lower Kessel to Close Its Harbour: Quick Looks", "Quick Looks"),
    "Quick Look": LAYOUT.replace("Harbour: Quick Looks", "Harbour: Quick Look"),
    "Key points": LAYOUT.replace("Lower Kessel to Close Its Harbour: Quick Looks", "Key points"),
    "Key takeaways": LAYOUT.replace("Lower Kessel to Close Its Harbour: Quick Looks", "Key Takeaways:"),
    "Story highlights": LAYOUT.replace("Lower Kessel to Close Its Harbour: Quick Looks", "STORY HIGHLIGHTS"),
    "At a glance": LAYOUT.replace("Harbour: Quick Looks", "Harbour: At a glance"),
    "Markdown": LAYOUT.replace(
        "Lower Kessel to Close Its Harbour: Quick Looks", "## **Quick Looks**"
    ).replace(f"{TITLE}\n", f"# {TITLE}\n"),
    "wrapped bullets": LAYOUT.replace("after eighty", "after\n  eighty").replace(
        "residents next", "residents\nnext"
    ),
    "quick looks at the end": f"{HEADER}{LEDE}\n{TITLE}\nDeep Look\n{BODY}\nQuick Looks\n{BULLETS}\n",
    "at the end, no keywords": f"{TITLE}\n{LEDE}\n{BODY}\n\nQuick Looks\n\n{BULLETS}",
}


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(each.kind, article.text[each.start : each.end]) for each in article.paragraphs]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_gives_the_same_article(variant: str) -> None:
    article = from_text(VARIANTS[variant])
    assert article.quick_looks == LOOKS
    assert article.title == TITLE
    assert article.keywords == (() if "no keywords" in variant else KEYWORDS)
    assert kinds(article)[:3] == [("body", LEDE), ("body", FIRST), ("heading", "Islanders Protest")]
    assert [text[:10] for kind, text in kinds(article) if kind == "item"] == ["North Pier", "Salt Dock:"]
    assert [text for kind, text in kinds(article) if kind == "heading"] == [
        "Islanders Protest",
        "Looking Ahead",
    ]
    assert any(text.startswith("Looking ahead: quick looks at") for _, text in kinds(article))


@pytest.mark.parametrize("variant", VARIANTS)
def test_human_bullets_stand_nowhere_in_the_text(variant: str) -> None:
    text = from_text(VARIANTS[variant]).text
    assert not any(look.text in text or f"{look.label}:" in text for look in LOOKS)
    assert not any(each in text for each in ("Deep Look", "Quick Looks", TITLE))


def test_curly_and_straight_quotes_stay_as_they_are() -> None:
    straight = LAYOUT.replace("What’s Next", "What's Next").replace("will close", 'will "close"')
    article = from_text(straight)
    assert article.quick_looks[2].label == "What's Next"
    assert 'will "close" its harbour' in article.text


def test_bullets_without_a_label() -> None:
    bare = "\n".join(f"- {look.text}" for look in LOOKS)
    article = from_text(LAYOUT.replace(BULLETS, bare))
    assert article.quick_looks == tuple(QuickLook(look.text) for look in LOOKS)


def test_no_headline_takes_the_one_before_quick_looks() -> None:
    article = from_text(LAYOUT.replace(f"{TITLE}\n", ""))
    assert article.title == "Lower Kessel to Close Its Harbour"
    assert kinds(article)[1] == ("body", FIRST)


def test_an_article_with_none_of_this() -> None:
    article = from_text(f"{LEDE}\n\n{BODY}")
    assert (article.title, article.quick_looks, article.keywords) == (None, (), ())
    assert article.text == f"{LEDE}\n\n{BODY}"


def test_a_headline_above_plain_paragraphs() -> None:
    article = from_text(f"{TITLE}\n\n{LEDE}\n{BODY}")
    assert article.title == TITLE
    assert article.text == f"{LEDE}\n{BODY}"


def test_a_headline_in_sentence_case_above_plain_paragraphs() -> None:
    title = "Lower Kessel to close its old harbour at the end of the year"
    assert from_text(f"{title}\n{FIRST}\n{BODY}").title == title


def test_keywords_without_quick_looks() -> None:
    article = from_text(f"{HEADER}{LEDE}\n{BODY}")
    assert article.keywords == KEYWORDS
    assert article.text == f"{LEDE}\n{BODY}"


def test_a_slash_in_the_lede_is_no_keyword() -> None:
    lede = "The ferry and/ or the bus will go, the mayor of the town said on Tuesday after a long meeting."
    article = from_text(LAYOUT.replace(LEDE, lede))
    assert article.keywords == KEYWORDS
    assert kinds(article)[0] == ("body", lede)


def test_a_weak_heading_in_the_middle_of_the_body_is_body() -> None:
    text = (
        f"{LEDE}\n{FIRST}\n{LEDE}\n{FIRST}\n{LEDE}\n{FIRST}\nAt a glance\n- One pier.\n- Two docks.\n{FIRST}"
    )
    article = from_text(text)
    assert article.quick_looks == ()
    assert [kind for kind, _ in kinds(article)][-4:] == ["heading", "item", "item", "body"]


def test_only_the_first_quick_looks_count() -> None:
    article = from_text(LAYOUT.replace("Looking Ahead\n", "Key points\n- Dam: Buses run.\n"))
    assert article.quick_looks == LOOKS
    assert ("item", "Dam: Buses run.") in kinds(article)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Policy Shift: Fares rise in May.", QuickLook("Fares rise in May.", "Policy Shift")),
        ("**Policy Shift:** Fares rise.", QuickLook("Fares rise.", "Policy Shift")),
        ("Fares rise at 10:30 in May.", QuickLook("Fares rise at 10:30 in May.")),
        ("The mayor of the old town said this: no.", QuickLook("The mayor of the old town said this: no.")),
        ("Fares rise. Why: costs.", QuickLook("Fares rise. Why: costs.")),
        ("A:\tb  c", QuickLook("b c", "A")),
    ],
)
def test_bullet(text: str, expected: QuickLook) -> None:
    assert bullet(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Harbour Closes: Quick Looks", True),
        ("QUICK LOOKS", True),
        ("Harbour Closes – Key Points:", True),
        ("Looking ahead: quick looks at the budget", False),
        ("A quick look", False),
        ("Highlights of the season", False),
    ],
)
def test_is_heading(line: str, expected: bool) -> None:
    assert is_heading(line) is expected


BODY = (
    "A former finance chief of a hospital trust was jailed for six years on Friday for stealing 3.2 million "
    "crowns.\n\nThe court in Pelham heard that he had paid invoices from a company that did not exist."
)


@pytest.mark.parametrize(
    "line",
    [
        "By Helen Achterberg, courts correspondent",
        "By ANNA BELL and JOHN DOE",
        "By Marguerite Duvall in Geneva and Tomas Hruby in Port Lenka",
        "Anna Bell, political editor",
        "12 May 2026",
        "Published 4 May 2026",
        "Monday, May 4, 2026 at 10:30 a.m.",
    ],
)
def test_a_byline_or_date_is_neither_headline_nor_body(line: str) -> None:
    headline = "Former hospital trust finance chief jailed for six years over fraud"
    plain = take_apart(f"{headline}\n\n{line}\n\n{BODY}", None)
    assert (plain.title, plain.text) == (headline, BODY)
    looks = "- Jail Term: He got six years.\n- Loss: It lost 3.2 million."
    layout = f"Trust fraud: Quick Looks\n{looks}\n{headline}\n"
    for middle in (f"{line}\nDeep Look\n", f"Deep Look\n{line}\n"):
        found = take_apart(f"{layout}{middle}{BODY}", None)
        assert (found.title, found.text) == (headline, BODY)


def test_a_sentence_that_begins_with_by_is_body() -> None:
    text = f"By Friday the court had heard 14 witnesses, all of them employees of the trust.\n\n{BODY}"
    assert take_apart(text, None).text == text
