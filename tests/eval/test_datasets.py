"""What is an example, what is left out, and what the checksum covers."""

from __future__ import annotations

import csv
import gzip
import hashlib
import lzma
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eval import datasets
from summarizer import sources
from summarizer.article import QuickLook
from summarizer.errors import EmptyInputError, SourceError
from summarizer.fingerprint import fingerprint
from summarizer.models import load_model
from summarizer.models.encoder import WEIGHTS
from summarizer.models.fast import QuicklookFast
from tests.eval.samples import FERRY, LAYOUT, ORCHARD, write_jsonl

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WITHOUT = {"id": "bare", "text": FERRY["text"]}


def texts(example: datasets.Example) -> list[list[str]]:
    return [[look.text for look in reference] for reference in example.references]


def test_json_lines(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "two.jsonl")
    dataset = datasets.load(path)
    assert dataset.name == "two.jsonl"
    assert dataset.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [example.id for example in dataset.examples] == ["ferry", "orchard"]
    assert [texts(example) for example in dataset.examples] == [
        [FERRY["highlights"]],
        [ORCHARD["highlights"]],
    ]
    assert dataset.examples[0].article.text == FERRY["text"]
    assert dataset.examples[0].article.title == FERRY["title"]
    assert not dataset.skipped
    assert not dataset.limited


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".xz", lzma.compress), (".gz", gzip.compress), (".zst", zstd.compress)]
)
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
    assert example.references == (
        (
            QuickLook("The night ferry to Skarholm sails again on 4 May.", "Back Again"),
            QuickLook("The pier cost 2.4 million crowns.", "Costly Repairs"),
        ),
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
    several = {**FERRY, "highlights": [FERRY["highlights"], ["Islanders get their boat back"]]}
    write_jsonl(tmp_path / "two.jsonl", [several, ORCHARD])
    (tmp_path / "ferry.txt").write_text(LAYOUT, encoding="utf-8")
    examples = datasets.load(tmp_path).examples
    assert len(examples) == 3
    for example in examples:
        assert all(example.references)
        assert example.article.quick_looks == ()
        assert example.article.other_quick_looks == ()
        assert "Cracks in the pier had closed" not in example.article.text
        assert "Islanders get their boat" not in repr(example.article)
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
    assert [example.id for example in dataset.examples] == ["ferry", "ferry#2", "orchard"]
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


@pytest.mark.parametrize(
    ("text", "looks"), [("text", "highlights"), ("article", "highlights"), ("document", "summary")]
)
@pytest.mark.parametrize("packing", [bytes, zstd.compress])
def test_tables(tmp_path: Path, text: str, looks: str, packing: Callable[[bytes], bytes]) -> None:
    rows = [
        {"id": row["id"], text: row["text"], looks: "\n".join(row["highlights"])} for row in (FERRY, ORCHARD)
    ]
    with (tmp_path / "plain").open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    (tmp_path / "rows.csv").write_bytes(packing((tmp_path / "plain").read_bytes()))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    for name in ("rows.csv", "rows.parquet"):
        dataset = datasets.load(tmp_path / name)
        assert [example.id for example in dataset.examples] == ["ferry", "orchard"]
        assert [example.article.text for example in dataset.examples] == [FERRY["text"], ORCHARD["text"]]
        assert [texts(each) for each in dataset.examples] == [[FERRY["highlights"]], [ORCHARD["highlights"]]]


def test_several_references(tmp_path: Path) -> None:
    other = [[], ["Islanders get their boat back", " "], FERRY["highlights"]]
    path = write_jsonl(tmp_path / "one.jsonl", [{**FERRY, "references": other}])
    (example,) = datasets.load(path).examples
    assert texts(example) == [FERRY["highlights"], ["Islanders get their boat back"]]


def test_duplicates_are_kept_and_told(tmp_path: Path) -> None:
    shouted = {**FERRY, "id": "shouted", "text": "(NNA) - " + FERRY["text"].replace(",", " -")}
    changed = {**FERRY, "id": "changed", "text": FERRY["text"].replace("November", "October")}
    again = {**ORCHARD, "id": "again", "title": "Another title"}
    path = write_jsonl(
        tmp_path / "rows.jsonl", [FERRY, shouted, changed, ORCHARD, again, {**again, "id": "third"}]
    )
    dataset = datasets.load(path)
    assert len(dataset.examples) == 6
    assert dataset.duplicates == (("ferry", "shouted"), ("orchard", "again"), ("orchard", "third"))


def test_overlap_with_what_a_model_was_trained_on(tmp_path: Path) -> None:
    dataset = datasets.load(write_jsonl(tmp_path / "two.jsonl"))
    for name in ("quicklook.onnx", "tokenizer.json"):
        (tmp_path / name).symlink_to(WEIGHTS / name)
    assert datasets.overlap(dataset, QuicklookFast(tmp_path)) == ()
    known = fingerprint(sources.from_text(ORCHARD["text"]))
    (tmp_path / "training.txt").write_text(f"0123456789abcdef\n{known}\n", "ascii")
    assert datasets.overlap(dataset, QuicklookFast(tmp_path)) == ("orchard",)
    assert datasets.overlap(dataset, load_model("quicklook-fast")) == ()
    assert datasets.overlap(dataset, load_model("lead")) == ()


def test_an_error_for_each_sort_of_bad_data(tmp_path: Path) -> None:
    cases: dict[str, tuple[bytes, str]] = {
        "empty.jsonl": (b"", "is empty"),
        "not.parquet": (b"<html>Not found</html>", "is not a Parquet file"),
        "cut.parquet": (b"PAR1\x15\x04", "is damaged"),
        "other.csv": (b"id,content\n1,a\n", r"Its columns: 'id', 'content'\."),
        "other.jsonl": (b'{"id": 1, "content": "a"}\n{}', "It has the fields: content, id"),
    }
    for name, (content, message) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError, match=f"{name}.*{message}"):
            datasets.load(tmp_path / name)
    bare = write_jsonl(tmp_path / "bare.jsonl", [WITHOUT])
    with pytest.raises(
        EmptyInputError, match=r"1 article.s. without.*field highlights, summary or references"
    ):
        datasets.load(str(bare))


def test_every_example_has_an_id_of_its_own(tmp_path: Path) -> None:
    ids = ["ferry", "ferry", "ferry#2", "ferry", "orchard", "ferry#2"]
    path = write_jsonl(tmp_path / "rows.jsonl", [{**FERRY, "id": each} for each in ids])
    dataset = datasets.load(path)
    own = [example.id for example in dataset.examples]
    assert own == ["ferry", "ferry#2", "ferry#2#2", "ferry#3", "orchard", "ferry#2#3"]
    assert dataset.renamed == ("ferry#2", "ferry#2#2", "ferry#3", "ferry#2#3")
    assert [later for _, later in dataset.duplicates] == own[1:]
    assert datasets.load(write_jsonl(tmp_path / "two.jsonl")).renamed == ()


def test_names_can_be_printed_and_are_never_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.jsonl")
    odd.write_bytes(write_jsonl(tmp_path / "two.jsonl").read_bytes())
    assert datasets.load(odd).name == "caf\\udce9.jsonl"
    odd.unlink()
    (tmp_path / "sub").mkdir()
    for folder, spec in ((tmp_path, "."), (tmp_path / "sub", ".."), (tmp_path, "sub/..")):
        monkeypatch.chdir(folder)
        assert datasets.load(spec).name == tmp_path.name


def test_a_pipe_has_no_checksum_and_is_refused(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.write(write, write_jsonl(tmp_path / "two.jsonl").read_bytes())
    os.close(write)
    try:
        with pytest.raises(SourceError, match="cannot be read twice"):
            datasets.load(f"/dev/fd/{read}")
    finally:
        os.close(read)
