"""What is an example, what is left out, and what the checksum covers."""

from __future__ import annotations

import gzip
import hashlib
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from eval import datasets
from summarizer.errors import EmptyInputError, SourceError
from tests.eval.samples import FERRY, LAYOUT, ORCHARD, write_jsonl

WITHOUT = {"id": "bare", "text": FERRY["text"]}


def test_json_lines(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "two.jsonl")
    dataset = datasets.load(path)
    assert dataset.name == "two.jsonl"
    assert dataset.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [example.id for example in dataset.examples] == ["ferry", "orchard"]
    assert dataset.references == [tuple(FERRY["highlights"]), tuple(ORCHARD["highlights"])]
    assert dataset.examples[0].article.text == FERRY["text"]
    assert dataset.examples[0].article.title == FERRY["title"]
    assert not dataset.skipped
    assert not dataset.limited


@pytest.mark.parametrize(("suffix", "compress"), [(".xz", lzma.compress), (".gz", gzip.compress)])
def test_compressed_json_lines(tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]) -> None:
    plain = write_jsonl(tmp_path / "two.jsonl")
    packed = tmp_path / f"two.jsonl{suffix}"
    packed.write_bytes(compress(plain.read_bytes()))
    dataset = datasets.load(packed)
    assert dataset.examples == datasets.load(plain).examples
    assert dataset.sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()


def test_the_quick_looks_layout(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(LAYOUT, encoding="utf-8")
    (example,) = datasets.load(path).examples
    assert example.id == "ferry.txt#1"
    assert example.reference == (
        "The night ferry to Skarholm sails again on 4 May.",
        "The pier cost 2.4 million crowns.",
    )
    assert "Costly Repairs" not in example.article.text


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "ferry.txt").write_text(LAYOUT, encoding="utf-8")
    write_jsonl(tmp_path / "a.jsonl")
    (tmp_path / ".hidden").write_bytes(b"\x00\x01")
    dataset = datasets.load(tmp_path)
    assert [example.id for example in dataset.examples] == ["ferry", "orchard", "b/ferry.txt#1"]
    before = dataset.sha256
    (tmp_path / "b" / "ferry.txt").write_text(LAYOUT.replace("4 May", "5 May"), encoding="utf-8")
    assert datasets.load(tmp_path).sha256 != before


def test_models_never_see_the_references(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "two.jsonl")
    (tmp_path / "ferry.txt").write_text(LAYOUT, encoding="utf-8")
    examples = datasets.load(tmp_path).examples
    assert len(examples) == 3
    for example in examples:
        assert example.reference
        assert example.article.quick_looks == ()
        assert "Cracks in the pier had closed" not in example.article.text
        assert "The pier cost 2.4 million" not in example.article.text


def test_articles_without_quick_looks_are_named(tmp_path: Path) -> None:
    dataset = datasets.load(write_jsonl(tmp_path / "three.jsonl", [WITHOUT, FERRY, ORCHARD]))
    assert len(dataset.examples) == 2
    assert dataset.skipped == ("bare",)


def test_other_files_of_a_folder_are_told(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "two.jsonl")
    (tmp_path / "output.json").write_text('{"schema": "summarizer/1"}', encoding="utf-8")
    broken = write_jsonl(tmp_path / "broken.jsonl", [FERRY])
    broken.write_text(broken.read_text("utf-8") + '{"text": \n', encoding="utf-8")
    dataset = datasets.load(tmp_path)
    assert [example.id for example in dataset.examples] == ["ferry", "ferry", "orchard"]
    assert [message.split()[0] for message in dataset.unreadable] == ["broken.jsonl,", "output.json"]


def test_limit_counts_articles_with_quick_looks(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "three.jsonl", [WITHOUT, FERRY, ORCHARD])
    one, two = datasets.load(path, limit=1), datasets.load(path, limit=2)
    assert [example.id for example in one.examples] == ["ferry"]
    assert one.limited
    assert not two.limited


def test_nothing_to_score_against(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="no article with human quick looks"):
        datasets.load(write_jsonl(tmp_path / "bare.jsonl", [WITHOUT]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmptyInputError):
        datasets.load(tmp_path / "empty")


def test_missing_and_damaged_files(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file or folder"):
        datasets.load(tmp_path / "absent.jsonl")
    damaged = tmp_path / "two.jsonl.xz"
    damaged.write_bytes(lzma.compress(write_jsonl(tmp_path / "two.jsonl").read_bytes())[:-20])
    with pytest.raises(SourceError, match="damaged"):
        datasets.load(damaged)
    cut = tmp_path / "two.jsonl.gz"
    cut.write_bytes(gzip.compress(b"{}" * 500)[:-12])
    with pytest.raises(SourceError, match="damaged"):
        datasets.load(cut)
    broken = tmp_path / "broken.jsonl"
    broken.write_text(
        write_jsonl(tmp_path / "two.jsonl").read_text("utf-8") + '{"text": \n', encoding="utf-8"
    )
    with pytest.raises(SourceError, match=r"broken\.jsonl, line 3"):
        datasets.load(broken)
