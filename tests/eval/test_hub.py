"""Real folders through the real library, without network; the Hub's answers come from a server of our own."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import datasets as library
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from eval import datasets, hub
from summarizer.errors import EmptyInputError, SourceError
from tests.eval.samples import FERRY, ORCHARD, write_jsonl


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library.config, "HF_DATASETS_CACHE", tmp_path_factory.mktemp("cache"))
    monkeypatch.setattr(library.config, "HF_HUB_OFFLINE", True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    path.mkdir()
    for split, rows in (("train", [FERRY, ORCHARD]), ("test", [ORCHARD])):
        pq.write_table(pa.Table.from_pylist(rows), path / f"{split}.parquet")
    return path


def test_a_folder_of_parquet_files(folder: Path) -> None:
    dataset = datasets.load(f"hf:{folder}:train")
    assert dataset.name == f"hf:{folder}:train"
    assert [example.id for example in dataset.examples] == ["ferry", "orchard"]
    assert dataset.examples[0].article.text == FERRY["text"]
    assert [look.text for look in dataset.examples[0].references[0]] == FERRY["highlights"]
    assert [each.id for each in datasets.load(f"hf:{folder}:test").examples] == ["orchard"]
    assert datasets.load(f"hf:{folder}:train", limit=1).limited


def test_the_checksum_is_that_of_the_rows_as_canonical_json(folder: Path, tmp_path: Path) -> None:
    lines = [
        json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
        for row in (FERRY, ORCHARD)
    ]
    expected = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert datasets.load(f"hf:{folder}:train").sha256 == expected
    assert datasets.load(f"hf:{folder}:train", limit=1).sha256 == expected
    (tmp_path / "lines").mkdir()
    write_jsonl(tmp_path / "lines" / "train.jsonl")
    assert datasets.load(f"hf:{tmp_path / 'lines'}:train").sha256 == expected


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    text = pa.array([FERRY["text"].encode(), b"\xff" + ORCHARD["text"].encode()]).view(pa.string())
    pq.write_table(pa.table({"text": text, "highlights": ["a", "b"]}), tmp_path / "test.parquet")
    with pytest.raises(SourceError, match=r"test: text in rows 1 to 2 is not UTF-8 \(.*Write its files"):
        datasets.load(f"hf:{tmp_path}:test")


def test_rows_as_published_data_sets_have_them(tmp_path: Path) -> None:
    rows = [
        {"document": FERRY["text"], "summary": "The ferry sails again."},
        {"document": "", "summary": "Nobody knows of what."},
        {"document": ORCHARD["text"], "summary": "Frost ruins apples."},
    ]
    write_jsonl(tmp_path / "test.jsonl", rows)
    dataset = datasets.load(f"hf:{tmp_path}:test")
    assert [example.id for example in dataset.examples] == ["test#1", "test#3"]
    (told,) = dataset.unreadable
    assert "row 2 has no text" in told


def test_a_split_is_named_unless_it_is_the_only_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"names no split\. Add one, as in .*:test\. Its splits: train, test"
    ):
        datasets.load(f"hf:{folder}")
    with pytest.raises(SourceError, match=r"no split 'valid'\. Its splits: train, test"):
        datasets.load(f"hf:{folder}:valid")
    (folder / "train.parquet").unlink()
    assert datasets.load(f"hf:{folder}").name == f"hf:{folder}:test"


def test_configurations(tmp_path: Path) -> None:
    for config, rows in (("small", [FERRY]), ("large", [FERRY, ORCHARD])):
        write_jsonl(tmp_path / f"{config}.jsonl", rows)
    (tmp_path / "README.md").write_text(
        "---\nconfigs:\n"
        + "".join(f"- config_name: {name}\n  data_files: {name}.jsonl\n" for name in ("large", "small"))
        + "---\n"
    )
    with pytest.raises(SourceError, match=r"available configs: \[.large., .small.\]"):
        hub.open_split(f"hf:{tmp_path}:train")
    assert len(datasets.load(f"hf:{tmp_path}/large:train").examples) == 2


def test_columns_without_a_text_and_rows_without_highlights(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "test.jsonl", [{"id": 1, "content": FERRY["text"]}])
    with pytest.raises(
        SourceError, match=r"no column for the article's text.*Its columns: 'id', 'content'\."
    ):
        datasets.load(f"hf:{tmp_path}:test")
    write_jsonl(tmp_path / "test.jsonl", [{"id": 1, "text": FERRY["text"]}])
    with pytest.raises(EmptyInputError, match="no article with human quick looks"):
        datasets.load(f"hf:{tmp_path}:test")


@pytest.mark.parametrize("spec", ["hf:", "hf::test", "hf:news:test[:10]", "hf:news:"])
def test_a_name_of_another_form(spec: str) -> None:
    with pytest.raises(SourceError, match="is not the name of a data set"):
        datasets.load(spec)


def test_damaged_files(folder: Path) -> None:
    (folder / "test.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(SourceError, match="cannot be read"):
        datasets.load(f"hf:{folder}:test")


def test_offline(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not fetched before, and the Hub is offline"):
        datasets.load("hf:norlund/news:test")
    with pytest.raises(SourceError, match="cannot be read"):
        datasets.load(f"hf:{tmp_path / 'absent'}:test")


class Hub(http.server.BaseHTTPRequestHandler):
    """Answers as the Hub does for a data set that is gated, and for those that it does not have."""

    def do_HEAD(self) -> None:
        gated = "secret" in self.path
        self.send_response(401 if gated else 200 if self.path == "/" else 404)
        self.send_header("X-Error-Code", "GatedRepo" if gated else "RepoNotFound")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def load_in_a_process(spec: str, before: str = "", **environment: str) -> str:
    """Load a data set in a process of its own, as the environment is read on import; return the error."""
    code = (
        f"{before}\nfrom eval import datasets\nfrom summarizer.errors import SourceError\n"
        f"try:\n    datasets.load({spec!r})\nexcept SourceError as error:\n    print(error)\n"
    )
    kept = {
        name: value for name, value in os.environ.items() if name not in ("HF_HUB_OFFLINE", "HF_ENDPOINT")
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**kept, **environment},
        timeout=60,
        check=True,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def test_a_gated_and_an_unknown_data_set(address: str, tmp_path: Path) -> None:
    environment = {"HF_ENDPOINT": address, "HF_HOME": str(tmp_path)}
    gated = load_in_a_process("hf:norlund/secret:test", **environment)
    assert "gated dataset" in gated
    assert "hf auth login" in gated
    unknown = load_in_a_process("hf:norlund/news:test", **environment)
    assert "doesn't exist on the Hub" in unknown
    assert "Check the name" in unknown


def test_a_hub_that_does_not_answer(tmp_path: Path) -> None:
    told = load_in_a_process("hf:norlund/news:test", HF_ENDPOINT="http://127.0.0.1:9", HF_HOME=str(tmp_path))
    assert "http://127.0.0.1:9 does not answer" in told
    assert "HF_HUB_OFFLINE=1" in told


def test_without_the_library() -> None:
    before = "import sys; sys.modules['datasets'] = None"  # what makes `import datasets` fail
    assert "pip install 'quicklook-summarizer[data]'" in load_in_a_process("hf:norlund/news:test", before)
