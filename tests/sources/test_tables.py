"""CSV and Parquet: what is a row, a cell, a list in a cell, and what is told of bad tables."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from datetime import date, datetime, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from summarizer.article import Article, QuickLook
from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources import parse, read
from summarizer.sources.options import ReadOptions

TEXT = (
    'The lighthouse of Tarn Head, "Old Bess", was switched off on Sunday after 140 years.\n'
    "Ships now find their way by satellite, the harbour office said.\n"
    "A keeper's family had asked for it to stay lit."
)
ROW = {"id": "one", "title": "Dark coast", "article": TEXT, "highlights": "Lamp is off.\nFamily asked."}
LOOKS = (QuickLook("Lamp is off."), QuickLook("Family asked."))


def written(rows: list[dict[str, str]], delimiter: str = ",", end: str = "\n") -> str:
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter, lineterminator=end)
    table.writeheader()
    table.writerows(rows)
    return stream.getvalue()


def table(data: str | bytes, name: str = "rows.csv", options: ReadOptions | None = None) -> list[Article]:
    return list(
        parse(
            data if isinstance(data, bytes) else data.encode(), name, options or ReadOptions(max_bytes=2**31)
        )
    )


def parquet(columns: dict[str, object], **options: object) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["rows.csv", "rows", "The input"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(name: str, end: str, delimiter: str, encoding: str) -> None:
    content = written([ROW, {**ROW, "id": "two"}], delimiter, end)
    found = table(content.encode(encoding), name)
    assert [article.id for article in found] == ["one", "two"]
    assert found[0].text == TEXT
    assert found[0].title == "Dark coast"
    assert found[0].quick_looks == LOOKS


def test_cells_of_any_size() -> None:
    long = TEXT * 2000
    assert len(long) > 2 * 131_072
    (article,) = table(written([{"text": long, "highlights": ""}]))
    assert article.text == long
    assert article.quick_looks == ()


def test_lists_in_cells() -> None:
    several = [["Lamp is off.", "Family asked."], ["It is dark."]]
    rows = [
        {"text": TEXT, "highlights": json.dumps(several[0]), "references": ""},
        {"text": TEXT, "highlights": json.dumps(several), "references": ""},
        {"text": TEXT, "highlights": "[Video] Lamp is off.", "references": json.dumps(["It is dark."])},
    ]
    found = table(written(rows))
    assert [len(article.quick_looks) for article in found] == [2, 2, 1]
    assert [article.other_quick_looks for article in found] == [
        (),
        ((QuickLook("It is dark."),),),
        ((QuickLook("It is dark."),),),
    ]
    assert found[2].quick_looks[0].text == "[Video] Lamp is off."


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("['Lamp is off.', 'Family asked.']", ["Lamp is off.", "Family asked."]),
        (
            """["A keeper's lamp is off.",\n "It was \\"Old Bess\\"."]""",
            ["A keeper's lamp is off.", 'It was "Old Bess".'],
        ),
        (
            str(["Lamp's off.", 'So "they" say.\n', "2\xa0°C, \\ dark"]),
            ["Lamp's off.", 'So "they" say.', "2\xa0°C, \\ dark"],
        ),
        ("[]", []),
        ("[Video] Lamp is off. [AP]", ["[Video] Lamp is off. [AP]"]),
    ],
)
def test_lists_that_python_wrote(cell: str, items: list[str]) -> None:
    (article,) = table(written([{"text": TEXT, "highlights": cell}]))
    assert [look.text for look in article.quick_looks] == items


@pytest.mark.parametrize(
    "cell",
    [
        "['Lamp is off.' 'Family asked.']",  # as NumPy writes it: no comma
        "['Lamp is off.\\x']",
        "[Lamp is off., Family asked.]",
        '["Lamp is off.", Family asked."]',
        "['Lamp is [not] off.', nan, 'Dark.']",
        "[['Lamp is off.'], ['Dark.']]",
        "['" + "\\'" * 50_000 + "]",
        "['" + " " * 100_000 + "]",
        "['a'" + ", 'b'" * 20_000 + "'c']",
    ],
)
def test_lists_that_cannot_be_read_are_errors(cell: str) -> None:
    start = time.process_time()
    with pytest.raises(SourceError, match=r"^rows\.csv, line 5: .* begins a list .* as JSON") as caught:
        table(written([{"text": TEXT, "highlights": "a"}, {"text": TEXT, "highlights": cell}]))
    assert len(str(caught.value)) < 300
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("id,content,words\n1,a,2\n", SourceError, r"no column .* Its columns: 'id', 'content', 'words'\."),
        (",".join(f"c{n}" for n in range(30)) + "\n1", SourceError, "'c11' and 18 more"),
        ("text,id,id\na,1,2\n", SourceError, "two columns named 'id'"),
        ("id,text\n1,a,b\n", SourceError, "line 2 has 3 cell.s., the header 2"),
        (f"id,text\n1,{TEXT.split(',')[0]} on the far north coast\n2\n", SourceError, "line 3 has 1 cell"),
        ('id,text\n1,"not closed\n\n', SourceError, "line 2 is not valid CSV: .*Correct its quotes"),
        ('id,text\n1,"a"b\n', SourceError, "line 2 is not valid CSV"),
        ("id,text\n1,\n", SourceError, "line 2 has no text"),
        ("id,text\n\n\n", EmptyInputError, "rows.csv is a table without rows"),
        ("id,text", EmptyInputError, "table without rows"),
        ("", EmptyInputError, "rows.csv is empty"),
    ],
)
def test_bad_csv(content: str, error: type[SourceError], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        table(content)
    assert len(str(caught.value)) < 500


def test_errors_name_the_line_on_which_a_row_begins() -> None:
    content = written([ROW, {**ROW, "article": "Too short."}])
    with pytest.raises(SourceError, match=r"rows\.csv, line 6: Too few words"):
        table(content)


def test_parquet(tmp_path: Path) -> None:
    columns = {name: [value] * 150 for name, value in ROW.items() if name != "highlights"}
    looks = [["Lamp is off.", "Family asked."]] * 150
    data = parquet({**columns, "highlights": looks, "picture": [b"\x00"] * 150})
    assert {article.quick_looks for article in table(data, "rows")} == {LOOKS}
    (tmp_path / "rows.parquet").write_bytes(data)
    found = list(read(tmp_path / "rows.parquet"))
    assert len(found) == 150
    assert (found[-1].text, found[-1].title) == (TEXT, "Dark coast")


def test_parquet_with_references_labels_and_dates() -> None:
    data = parquet(
        {
            "document": [TEXT] * 2,
            "highlights": [[[{"text": "It is off.", "label": "Lamp"}], [{"text": "Dark.", "label": "Sea"}]]]
            * 2,
            "published": [date(2031, 5, 4), None],
            "date": [None, datetime(2031, 5, 4, 10, 30, tzinfo=timezone.utc)],
        }
    )
    first, second = table(data)
    assert first.quick_looks == (QuickLook("It is off.", "Lamp"),)
    assert first.other_quick_looks == ((QuickLook("Dark.", "Sea"),),)
    assert first.published == "2031-05-04"
    assert (second.published or "").startswith("2031-05-04 10:30")


def test_bad_parquet() -> None:
    good = parquet({"text": [TEXT * 50]}, write_page_checksum=True)
    for broken in (good[:-20], good[:200], good[:90] + bytes(10) + good[100:]):
        with pytest.raises(SourceError, match="rows is damaged"):
            table(broken, "rows")
    with pytest.raises(SourceError, match=r"a\.parquet is not a Parquet file.*git lfs pull"):
        table("version https://git-lfs.example/spec/v1\noid sha256:00\n", "a.parquet")
    with pytest.raises(EmptyInputError, match="is empty"):
        table("", "a.parquet")
    with pytest.raises(SourceError, match=r"no column .* Its columns: 'id', 'content'\."):
        table(parquet({"id": [1], "content": [TEXT]}))
    with pytest.raises(EmptyInputError, match="table without rows"):
        table(parquet({"text": pa.array([], pa.string())}))
    with pytest.raises(SourceError, match="row 2 has no text"):
        table(parquet({"text": [TEXT, None]}))


def test_parquet_is_unpacked_up_to_a_limit() -> None:
    data = parquet({"text": [TEXT] * 5000}, compression="zstd")
    limit = 100_000
    assert len(data) < limit
    with pytest.raises(SourceError, match="rows holds more than 100,000 bytes, unpacked"):
        table(data, "rows", ReadOptions(max_bytes=limit))


def test_parquet_without_pyarrow() -> None:
    code = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"  # what makes `import pyarrow` fail as if it were not there
        "from summarizer.errors import SourceError\n"
        "from summarizer.sources import parse\n"
        "try:\n    list(parse(b'PAR1' + bytes(40), 'rows.parquet'))\n"
        "except SourceError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'quicklook-summarizer[data]'" in done.stdout
    assert "rows.parquet is a Parquet file" in done.stdout


def test_parquet_that_is_not_utf8() -> None:
    text = pa.array([TEXT.encode(), b"Tarn Head \xff" + TEXT.encode()]).view(pa.string())
    with pytest.raises(SourceError, match=r"^rows, row 2 is not UTF-8 \(.*Write the file"):
        table(parquet({"text": text}), "rows")


def test_parquet_with_categories() -> None:
    texts = pa.array([TEXT + f" Visitor {number}." for number in range(500)])
    sizes = texts.nbytes
    data = parquet({"text": texts.dictionary_encode(), "source": pa.array(["NNA"] * 500).dictionary_encode()})
    found = table(data, "rows", ReadOptions(max_bytes=2 * sizes))
    assert [article.text for article in found] == texts.to_pylist()
    assert {article.source for article in found} == {"NNA"}


@pytest.mark.parametrize(("limit", "message"), [(2**31, "row 1 is larger than"), (2**20, "holds more than")])
@pytest.mark.parametrize("encoding", ["RLE_DICTIONARY", "DELTA_BYTE_ARRAY"])
def test_one_large_value_named_often_fills_no_memory(
    encoding: str, limit: int, message: str, tmp_path: Path
) -> None:
    options: dict[str, object] = {"use_dictionary": True, "dictionary_pagesize_limit": 2**30}
    if encoding != "RLE_DICTIONARY":
        options = {"use_dictionary": False, "column_encoding": {"text": encoding}}
    few = parquet({"text": ["The lighthouse is dark. " * 450_000] * 24}, compression="zstd", **options)
    assert len(few) < 5000
    file = tmp_path / "bomb.parquet"
    file.write_bytes(few)
    code = (
        "import pyarrow, sys\n"
        "from summarizer.errors import SourceError\n"
        "from summarizer.sources import parse\n"
        "from summarizer.sources.options import ReadOptions\n"
        "data, options = open(sys.argv[1], 'rb').read(), ReadOptions(max_bytes=int(sys.argv[2]))\n"
        "try:\n    list(parse(data, 'rows', options))\n"
        "except SourceError as error:\n    print(error)\n"
        "print(pyarrow.default_memory_pool().max_memory())\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(file), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert message in done.stdout
    assert int(done.stdout.split()[-1]) < 1 << 27
