"""Files as other systems write them, taken apart."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import pytest

from eval.answers import Answer, read
from summarizer import Options, summarize
from summarizer.errors import EvaluationError, SourceError
from tests.eval.samples import FERRY, ORCHARD

TWO = ["The ferry sails again.", "Repairs cost 2.4 million crowns."]


def written(folder: Path, *lines: object, name: str = "out.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def texts(answer: Answer) -> list[str]:
    return [bullet.text for bullet in answer.bullets]


@pytest.mark.parametrize(
    "record",
    [
        {"bullets": TWO},
        {"quick_looks": [{"text": text} for text in TWO]},
        {"summary": " ".join(TWO)},
        {"summary": "\n".join(TWO)},
        {"prediction": "<n>".join(TWO)},
        {"prediction": "<q>".join(TWO)},
        {"prediction": f"<s> {TWO[0]} <n> {TWO[1]} </s><pad><pad>"},
        {"prediction": f"- {TWO[0]}\n• {TWO[1]}\n\n"},
        {"bullets": [f"<t> {TWO[0]} </t>", f"{TWO[1]}<|endoftext|>"]},
        {"bullets": ["<n>".join(TWO), "  "], "article": "ignored"},
    ],
)
def test_one_answer_in_many_guises(tmp_path: Path, record: dict[str, object]) -> None:
    (answer,) = read(written(tmp_path, record))
    assert texts(answer) == TWO
    assert answer.id is None
    assert answer.brief is None


def test_a_line_of_text_is_an_answer(tmp_path: Path) -> None:
    first, second, third, fourth = read(
        written(tmp_path, " ".join(TWO), "", r"\n".join(TWO), "one<q>two" + "\r", name="out.txt")
    )
    assert texts(first) == texts(third) == TWO
    assert texts(second) == []
    assert texts(fourth) == ["one", "two"]


def test_lines_are_the_authors_and_are_not_split_again(tmp_path: Path) -> None:
    (answer,) = read(written(tmp_path, {"summary": "It sails. In May.\nIt cost a lot."}))
    assert texts(answer) == ["It sails. In May.", "It cost a lot."]


def test_only_line_feeds_end_a_record(tmp_path: Path) -> None:
    path = written(
        tmp_path, '{"id": 7, "summary": "It sails\u2028again."}', "", '{"id": 8, "summary": "No."}'
    )
    assert [(answer.id, texts(answer)) for answer in read(path)] == [
        ("7", ["It sails again."]),
        ("8", ["No."]),
    ]


def test_labels_are_labels_when_every_bullet_has_its_own(tmp_path: Path) -> None:
    first, second, third = read(
        written(
            tmp_path,
            {"bullets": ["Back Again: The ferry sails in May.", "Costs: Repairs were dear."]},
            {"bullets": ["Back Again: The ferry sails in May.", "Repairs were dear."]},
            {"quick_looks": [{"label": "Costs", "text": "Repairs were dear."}]},
        )
    )
    assert [bullet.label for bullet in first.bullets] == ["Back Again", "Costs"]
    assert texts(first) == ["The ferry sails in May.", "Repairs were dear."]
    assert [bullet.label for bullet in second.bullets] == [None, None]
    assert third.bullets[0].label == "Costs"


def test_the_contract_is_read_in_full(tmp_path: Path) -> None:
    summary = summarize(FERRY["text"], Options(model="quicklook-fast", bullets=2))
    (answer,) = read(written(tmp_path, summary.to_json(indent=None)))
    assert answer.bullets == summary.quick_looks
    assert answer.brief == summary.brief
    assert answer.coverage == summary.coverage


def test_debris_does_not_stay_in_the_contract_either(tmp_path: Path) -> None:
    record = summarize(FERRY["text"], Options(model="quicklook-fast", bullets=2)).to_dict()
    record["quick_looks"][0]["text"] = "<s> The ferry sails<n>again. </s>"
    record["quick_looks"][1]["text"] = "<n>"
    (answer,) = read(written(tmp_path, record))
    assert texts(answer) == ["The ferry sails again."]


def test_a_brief_beside_bullets_is_kept(tmp_path: Path) -> None:
    first, second = read(
        written(
            tmp_path, {"bullets": TWO, "brief": "It sails."}, {"bullets": TWO, "brief": {"text": "It sails."}}
        )
    )
    assert first.brief == second.brief
    assert first.brief
    assert first.brief.text == "It sails."


@pytest.mark.parametrize("value", [None, "", [], [""], "<n>"])
def test_an_empty_answer_is_an_answer(tmp_path: Path, value: object) -> None:
    assert read(written(tmp_path, {"id": "a", "summary": value})) == [Answer("a", ())]


@pytest.mark.parametrize(
    ("pack", "name"), [(lzma.compress, "a.jsonl.xz"), (gzip.compress, "a.jsonl.gz"), (bytes, "a.jsonl")]
)
def test_packed_files(tmp_path: Path, pack: object, name: str) -> None:
    assert callable(pack)
    (tmp_path / name).write_bytes(pack(b"\xef\xbb\xbf" + json.dumps({"summary": TWO[0]}).encode()))
    assert [texts(answer) for answer in read(tmp_path / name)] == [TWO[:1]]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"summary": "a', "line 2 is not valid JSON"),
        ("[1, 2]", "line 2 is neither a string nor a list of strings"),
        ("7", "line 2 is 7, which is no answer"),
        ("null", "line 2 is null, which is no answer"),
        ('{"text": "a", "id": 1}', "line 2 has no answer.*'bullets' or .*there are: id, text"),
        ("{}", "there are: none"),
        ('{"summary": 7}', "line 2, summary is neither a string"),
        ('{"bullets": ["a", 7]}', "line 2, bullets is neither"),
        ('{"bullets": [{"label": "a"}]}', "with the field 'text'"),
        (
            '{"schema": "summarizer/1", "quick_looks": [{"text": 5}]}',
            "does not keep summarizer/1: quick_looks.0",
        ),
    ],
)
def test_what_is_wrong_with_a_line_is_told(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        read(written(tmp_path, {"summary": "Fine."}, line))


@pytest.mark.parametrize("name", ["out.jsonl", "out.NDJSON", "out.txt", "out"])
def test_an_answer_alone_is_json_too(tmp_path: Path, name: str) -> None:
    lines = (TWO, " ".join(TWO), [{"text": text} for text in TWO])
    found = read(written(tmp_path, *map(json.dumps, lines), name=name))
    assert [texts(answer) for answer in found] == [TWO] * 3


@pytest.mark.parametrize(
    "first",
    ['"We sail again," said Nordline.', "[CLS] The ferry sails again. [SEP]", '"It sails." He smiled.'],
)
def test_text_that_begins_like_json_is_text(tmp_path: Path, first: str) -> None:
    found = read(written(tmp_path, first, "Repairs were dear.", name="out.txt"))
    assert len(found) == 2
    assert "[CLS]" not in found[0].bullets[0].text
    assert texts(found[1]) == ["Repairs were dear."]


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.xz", "out.ndjson", "out.json"])
def test_a_file_that_is_called_json_is_never_text(tmp_path: Path, name: str) -> None:
    content = b"The ferry sails again.\nRepairs were dear.\n"
    (tmp_path / name).write_bytes(lzma.compress(content) if name.endswith("xz") else content)
    with pytest.raises(EvaluationError, match="line 1 is not valid JSON"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.txt"])
def test_one_document_of_all_answers(tmp_path: Path, name: str) -> None:
    made = [
        summarize(article["text"], Options(model="quicklook-fast", bullets=2)) for article in (FERRY, ORCHARD)
    ]
    document = json.dumps([each.to_dict() for each in made], indent=2)
    assert [answer.bullets for answer in read(written(tmp_path, document, name=name))] == [
        each.quick_looks for each in made
    ]
    (alone,) = read(written(tmp_path, made[0].to_json(), name=name))
    assert alone.bullets == made[0].quick_looks


def test_documents_one_after_another_are_refused(tmp_path: Path) -> None:
    document = json.dumps({"summary": "It sails."}, indent=2)
    with pytest.raises(EvaluationError, match=r"line 1 is not valid JSON.*or one document for all"):
        read(written(tmp_path, document, document, name="out.json"))
    with pytest.raises(EvaluationError, match="answer 2 has no answer"):
        read(written(tmp_path, [{"summary": "It sails."}, {"text": "It sails."}], name="out.json"))


def test_a_document_of_strings_is_an_answer_each(tmp_path: Path) -> None:
    found = read(written(tmp_path, [TWO[0], TWO], name="out.json"))
    assert [texts(answer) for answer in found] == [TWO[:1], TWO]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "out.txt is not UTF-8"),
        (lzma.compress(b"abc" * 100)[:-20], "is damaged"),
        (gzip.compress(b"abc" * 100)[:-9], "is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "out.txt").write_bytes(content)
    with pytest.raises(SourceError, match=message):
        read(tmp_path / "out.txt")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.txt cannot be read"):
        read(tmp_path / "none.txt")
