from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.errors import SourceError, TrainingError
from summarizer.training.writer.marks import Judged, of, read
from tests.writer.samples import FERRY, WALL

GOOD = {"text": "Hotels sank.", "sentence": 6, "label": " Hotels ", "mark": "edit", "label_mark": "weak"}
BARE = {"text": "Rudder stopped.", "sentence": 3, "mark": "publish"}


def record(*candidates: object) -> dict[str, object]:
    return FERRY.record() | {"candidates": list(candidates)}


def file(path: Path, *records: object, packer: Callable[[bytes], bytes] = bytes) -> Path:
    path.write_bytes(packer("\n\n".join(map(json.dumps, records)).encode()))
    return path


@pytest.mark.parametrize("packer", [bytes, gzip.compress, lzma.compress])
def test_marks_are_read_from_lines_packed_or_not(tmp_path: Path, packer: Callable[[bytes], bytes]) -> None:
    nameless = WALL.record() | {"candidates": [], "id": None}
    path = file(tmp_path / "marks", record(GOOD, BARE), nameless, packer=packer)
    one, other = read(path)
    assert one.id == FERRY.title
    assert one.document.article.title == FERRY.title
    assert len(one.document.sentences) == len(FERRY.sentences)
    assert one.candidates == (
        Judged("Hotels sank.", 6, "edit", "Hotels", "weak"),
        Judged("Rudder stopped.", 3, "publish"),
    )
    assert (other.id, other.candidates) == (f"{path}#3", ())


def test_blank_labels_are_none() -> None:
    (one,) = of(record(BARE | {"label": " ", "label_mark": ""}), "ours").candidates
    assert (one.label, one.label_mark) == ("", "")
    (one,) = of(record(BARE | {"label": None, "label_mark": None}), "ours").candidates
    assert (one.label, one.label_mark) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([], "ours is a JSON list"),
        ({"candidates": []}, "ours has no text"),
        ({"text": 3, "candidates": []}, "ours has no text"),
        (FERRY.record(), "ours has no list of candidates"),
        (FERRY.record() | {"candidates": {}}, "ours has no list of candidates"),
        (record("Hotels sank."), "candidate 1 is not an object"),
        (record(BARE, BARE | {"text": " "}), "candidate 2 has no text"),
        (record(BARE | {"text": 3}), "has no text"),
        (record({"text": "Hotels sank.", "mark": "edit"}), "the sentence None"),
        (record(BARE | {"sentence": 8}), "the sentence 8. The article has 8 sentences: .* from 0 to 7"),
        (record(BARE | {"sentence": -1}), "the sentence -1"),
        (record(BARE | {"sentence": True}), "the sentence True"),
        (record(BARE | {"sentence": "3"}), "the sentence '3'"),
        (record({"text": "Hotels sank.", "sentence": 3}), "the mark None. Give one of publish, edit, reject"),
        (record(BARE | {"mark": "good"}), "the mark 'good'"),
        (record(BARE | {"mark": ["edit"]}), r"the mark \['edit'\]"),
        (record(BARE | {"label": "Hotels"}), "the label_mark None. Give one of good, weak, wrong"),
        (record(GOOD | {"label_mark": "publish"}), "the label_mark 'publish'"),
        (record(BARE | {"label_mark": "good"}), "a label_mark and no label"),
        (record(GOOD | {"label": ["Hotels"]}), "a label that is not a string"),
    ],
)
def test_what_is_wrong_is_told(wrong: object, message: str) -> None:
    with pytest.raises(TrainingError, match=f"^ours.*{message.removeprefix('ours')}"):
        of(wrong, "ours")


@pytest.mark.parametrize("line", [b"{", b"\xff\xfe", b"[" * 100_000, b"{} {}"])
def test_a_line_that_is_no_json_is_told_with_its_number(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_bytes(json.dumps(record(BARE)).encode() + b"\n\n" + line)
    with pytest.raises(TrainingError, match=r"marks\.jsonl, line 3 is not JSON"):
        list(read(path))


def test_a_wrong_candidate_is_told_with_its_line(tmp_path: Path) -> None:
    path = file(tmp_path / "marks.jsonl", record(BARE), record(BARE, BARE | {"mark": "superb"}))
    with pytest.raises(TrainingError, match=r"marks\.jsonl, line 3, candidate 2 has the mark 'superb'"):
        list(read(path))


def test_folders_and_damaged_or_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        list(read(tmp_path))
    with pytest.raises(SourceError, match=r"no file .*absent\.jsonl"):
        list(read(tmp_path / "absent.jsonl"))
    path = tmp_path / "marks.gz"
    path.write_bytes(gzip.compress(json.dumps(record(BARE)).encode())[:-9])
    with pytest.raises(SourceError, match=r"marks\.gz is damaged"):
        list(read(path))
