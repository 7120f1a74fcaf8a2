from __future__ import annotations

import json

import pytest

from summarizer.article import QuickLook
from summarizer.errors import EmptyInputError, NotAnArticleError, SourceError
from summarizer.sources.options import ReadOptions
from summarizer.sources.records import from_json, from_lines, from_record

TEXT = "The council of Lower Kessel voted on Tuesday to close the harbour at the end of the year."
OPTIONS = ReadOptions()


@pytest.mark.parametrize("field", ["text", "article", "body", "document"])
def test_text_fields(field: str) -> None:
    assert from_record({field: TEXT}, "a.json", OPTIONS).text == TEXT


def test_all_fields() -> None:
    record = {
        "id": 17,
        "text": [TEXT, "It will reopen as a park."],
        "headline": "Harbour Closes",
        "highlights": ["Harbour closes", "NEW: Park opens"],
        "published": "2024-03-05T07:30:00Z",
        "url": "https://post.example/17",
        "language": "en-GB",
    }
    article = from_record(record, "a.json", OPTIONS)
    assert article.text == f"{TEXT}\nIt will reopen as a park."
    assert (article.id, article.title, article.published) == ("17", "Harbour Closes", "2024-03-05T07:30:00Z")
    assert (article.url, article.language) == ("https://post.example/17", "en-GB")
    assert article.quick_looks == (QuickLook("Harbour closes"), QuickLook("NEW: Park opens"))


def test_own_field_names() -> None:
    options = ReadOptions(text_fields=("inhoud",), title_fields=("kop",), highlight_fields=("punten",))
    article = from_record({"inhoud": TEXT, "kop": "Haven", "punten": "Een", "text": "no"}, "a.json", options)
    assert (article.text, article.title, article.quick_looks) == (TEXT, "Haven", (QuickLook("Een"),))


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        ("Harbour closes .\nPark opens .\n", (QuickLook("Harbour closes ."), QuickLook("Park opens ."))),
        (
            ["- Jobs: Forty go.", "• Ferry: It stops."],
            (QuickLook("Forty go.", "Jobs"), QuickLook("It stops.", "Ferry")),
        ),
        (["NEW: Forty go.", "NEW: It stops."], (QuickLook("NEW: Forty go."), QuickLook("NEW: It stops."))),
        ([{"label": "Jobs", "text": "Forty go."}], (QuickLook("Forty go.", "Jobs"),)),
        ([], ()),
        (None, ()),
    ],
)
def test_highlights(highlights: object, expected: tuple[QuickLook, ...]) -> None:
    assert from_record({"text": TEXT, "highlights": highlights}, "a", OPTIONS).quick_looks == expected


def test_quick_looks_with_labels_and_evidence_count_before_highlights() -> None:
    looks = [
        {"label": "Harbour Shut", "text": "The harbour closes.", "evidence": [f" {TEXT}\n", "", 3]},
        {"label": "No Word", "text": "The mayor is silent.", "evidence": "none"},
    ]
    article = from_record(
        {"text": TEXT, "highlights": ["Harbour closes"], "quick_looks": looks}, "a", OPTIONS
    )
    assert article.quick_looks == (
        QuickLook("The harbour closes.", "Harbour Shut", (TEXT,)),
        QuickLook("The mayor is silent.", "No Word"),
    )
    assert article.other_quick_looks == ()


def test_a_first_line_is_no_title_when_there_is_one() -> None:
    text = f"Ferry at the pier\n{TEXT}"
    assert from_record({"text": text, "title": "Harbour Closes"}, "a", OPTIONS).text == text
    assert (
        from_record({"text": f"Harbour Closes\n{TEXT}", "title": "Harbour closes"}, "a", OPTIONS).text == TEXT
    )


def test_html_in_a_field() -> None:
    body = f"<p>{TEXT}</p><h2>What Next</h2><p>It will reopen as a park, the mayor said on Tuesday.</p>"
    article = from_record({"body": body}, "a", OPTIONS)
    assert TEXT in article.text
    assert "<p>" not in article.text


def test_a_list_and_lines() -> None:
    rows = [{"id": str(number), "text": TEXT} for number in range(3)]
    assert [each.id for each in from_json(json.dumps(rows), "a", OPTIONS)] == ["0", "1", "2"]
    lines = [json.dumps(row) for row in rows]
    assert [each.id for each in from_lines([*lines, "", " "], "a", OPTIONS)] == ["0", "1", "2"]


def test_missing_fields_are_named() -> None:
    with pytest.raises(
        SourceError, match=r"'text' or 'article' or 'body'.*It has the fields: content, titel\."
    ):
        from_record({"titel": "x", "content": TEXT}, "a.json", OPTIONS)
    with pytest.raises(SourceError, match="fields: none"):
        from_record({}, "a.json", OPTIONS)
    with pytest.raises(SourceError, match=r"and 8 more\."):
        from_record({f"f{number}": 1 for number in range(20)}, "a.json", OPTIONS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"text": "abc', r"a.json is not valid JSON: .*column"),
        ('{\n"text": }', r"line 2, column"),
        ("17", "neither an object nor a list"),
        ("[1]", "item 1 is a JSON number, not an object"),
        ('[{"text": ""}]', "item 1 has no text"),
        ('{"text": "Two words"}', "a.json: Too few words"),
        ("[" * 200_000, "nested too deep"),
        ('{"text": ' + "9" * 5000 + "}", "cannot be read|has no text"),
    ],
)
def test_bad_json(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        list(from_json(text, "a.json", OPTIONS))


def test_kinds_of_errors_are_kept() -> None:
    with pytest.raises(NotAnArticleError):
        list(from_json('{"text": "Two words"}', "a.json", OPTIONS))
    with pytest.raises(EmptyInputError):
        list(from_json("[]", "a.json", OPTIONS))


def test_a_bad_line_is_named_after_the_good_ones() -> None:
    found = from_lines([json.dumps({"text": TEXT}), "", '{"text": oops}'], "a.jsonl", OPTIONS)
    assert next(found).text == TEXT
    with pytest.raises(
        SourceError, match=r"a\.jsonl, line 3 is not valid JSON: Expecting value \(column 10\)"
    ):
        next(found)


FIRST, SECOND = (QuickLook("The pier has cracks."),), (QuickLook("Boats stop."), QuickLook("Divers look."))


@pytest.mark.parametrize(
    "fields",
    [
        {"highlights": [["The pier has cracks."], ["Boats stop.", "Divers look."]]},
        {"highlights": [["The pier has cracks."], "Boats stop.\nDivers look."]},
        {"references": ["The pier has cracks.", "Boats stop.\nDivers look."]},
        {"references": [["The pier has cracks."], [{"text": "Boats stop."}, {"text": "Divers look."}]]},
        {"highlights": "The pier has cracks.", "references": [["Boats stop.", "Divers look."]]},
        {"highlights": "The pier has cracks.", "references": "Boats stop.\nDivers look."},
        {
            "highlights": ["The pier has cracks."],
            "references": [FIRST[0].text, [], "", ["Boats stop.", "Divers look."]],
        },
    ],
)
def test_several_writers(fields: dict[str, object]) -> None:
    article = from_record({"text": TEXT, **fields}, "a", ReadOptions())
    assert article.quick_looks == FIRST
    assert article.other_quick_looks == (SECOND,)


def test_one_writer_has_no_others() -> None:
    for fields in ({"highlights": ["a b", "c d"]}, {"summary": "a b\nc d"}, {"references": ["a b\nc d"]}):
        article = from_record({"text": TEXT, **fields}, "a", ReadOptions())
        assert [look.text for look in article.quick_looks] == ["a b", "c d"]
        assert article.other_quick_looks == ()


def test_rows_of_well_known_data_sets() -> None:
    daily = {"id": "f001", "article": TEXT, "highlights": "The pier has cracks .\nBoats stop ."}
    extreme = {"id": "17", "document": TEXT, "summary": "Boats to an island stop."}
    found = [from_record(row, "a", ReadOptions()) for row in (daily, extreme)]
    assert [article.id for article in found] == ["f001", "17"]
    assert [[look.text for look in article.quick_looks] for article in found] == [
        ["The pier has cracks .", "Boats stop ."],
        ["Boats to an island stop."],
    ]
