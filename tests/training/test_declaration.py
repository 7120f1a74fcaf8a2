from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from summarizer.article import Article
from summarizer.fingerprint import fingerprint
from summarizer.training.declaration import declare, declare_files


def test_articles_with_quick_looks_are_declared_once_and_in_order(
    articles: list[Article], tmp_path: Path
) -> None:
    bare = replace(articles[0], quick_looks=())
    assert declare([bare, *articles[1:4], articles[2]], tmp_path) == 3
    content = (tmp_path / "training.txt").read_text("ascii")
    assert content == "".join(f"{each}\n" for each in sorted(map(fingerprint, articles[1:4])))
    assert [path.name for path in tmp_path.iterdir()] == ["training.txt"]


def test_files_and_folders(archive_file: Path, articles: list[Article], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "b.jsonl").write_bytes(archive_file.read_bytes())
    (folder / "a.jsonl").write_text(json.dumps({"text": 1}), "utf-8")
    told: list[str] = []
    assert declare_files([archive_file, archive_file, folder], tmp_path, told.append) == len(articles)
    assert [message.partition(" has ")[0] for message in told] == ["left out of training.txt: a.jsonl"]
    declared = (tmp_path / "training.txt").read_text("ascii").split()
    assert declared == sorted(map(fingerprint, articles))
