from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer.errors import SourceError
from summarizer.sources.kinds import kind_of

PROSE = "The council voted on Tuesday."


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (PROSE, "", "text"),
        (PROSE, "page.html", "text"),
        (PROSE, "data.json", "text"),
        (f"[Editor's note: {PROSE}]", "", "text"),
        ("{braces} in prose", "", "text"),
        ("<3 is what fans wrote.", "", "text"),
        ("<!DOCTYPE html><html>", "", "html"),
        ("\n <!-- saved --><html lang=en>", "a.txt", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html>', "", "html"),
        ('<?xml version="1.0"?> <!-- a --><!----> <!-- > b -->\n<html>', "", "html"),
        ("<!-- not closed <html>", "", "text"),
        ("\ufeff<html>", "", "html"),
        (f"<p>{PROSE}</p>", "", "html"),
        (f"{PROSE}<br>{PROSE}", "page.htm", "html"),
        ('{"text": "a"}', "", "json"),
        ('\ufeff{\n "text": "a"\n}', "a.txt", "json"),
        ('[{"text": "a"}]', "", "json"),
        ('{"text": "a"}\n{"text": "b"}', "", "jsonl"),
        ('{"text": "a"}\n\n{"text": ', "", "jsonl"),
        ('{"text": oops}\n{"text": "b"}', "a.jsonl", "jsonl"),
        ("[]", "", "json"),
        ("{}", "", "json"),
        ("id,article,highlights\r\n1,a,b", "", "csv"),
        ('\ufeff"id";"text"\n1;a', "", "csv"),
        ("id\tdocument\n1\ta", "", "csv"),
        (PROSE, "rows.csv", "csv"),
        (PROSE, "rows.TSV.xz", "csv"),
        ('{"text": "a"}', "rows.csv", "json"),
        ("id,article,highlights", "", "text"),
        ("Text, body\nand soul.", "", "text"),
        ("mind,body,\nand soul", "", "text"),
        ("Body\nText", "", "text"),
        ('{"text": oops}\n{"text": "b"}', "a.jsonl.gz", "jsonl"),
    ],
)
def test_kind_of(text: str, name: str, kind: str) -> None:
    assert kind_of(text, name) == kind


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>',
        "<?xml ?><nitf><p>a</p>",
        '<?xml ?><?style a?><!-- <b> --><!DOCTYPE nitf SYSTEM "n.dtd">\n<!-- c --><nitf>',
    ],
)
def test_xml_is_refused_by_name(text: str) -> None:
    with pytest.raises(SourceError, match=r"XML \(<(rss|nitf)>\)"):
        kind_of(text)


def test_many_marks_before_the_first_tag_take_no_time() -> None:
    code = (
        "from summarizer.errors import SourceError\n"
        "from summarizer.sources.kinds import kind_of\n"
        "for mark in ('<!--a-->', '<?a?>', '<!DOCTYPE a>', '\\n', '<!--'):\n"
        "    print(kind_of('<!--a-->' + mark * 2000 + '<x'))\n"
        "    try:\n        kind_of('<?xml ?>' + mark * 2000 + '<x', 'a.xml')\n"
        "    except SourceError as error:\n        print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=20
    )
    lines = done.stdout.splitlines()
    assert lines[::2] == ["text"] * 5
    assert all(line.startswith("This is XML") for line in lines[1::2])
