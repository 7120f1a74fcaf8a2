from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from summarizer.training.writer import lists
from summarizer.training.writer.lists import ENDS, OPENS, REPEATED, of
from tests.writer.samples import FERRY, STORIES


def test_a_label_is_known_that_is_used_again_and_again() -> None:
    labels = ["Next Steps"] * REPEATED + ["Death Toll"] * (REPEATED - 1) + ["Background"] * (REPEATED + 4)
    assert of(labels)["labels"] == ["Background", "Next Steps"]


def test_a_head_ends_many_labels_and_a_modifier_stands_in_many_before_it() -> None:
    """However often one label is used, it is one."""
    heads = [f"{word} Inquiry" for word in "ABCDE"[:ENDS]] + ["Wall Damage"] * 20
    opening = [f"Alleged {word}" for word in "ABCDEFGH"[:OPENS]]
    found = of([*heads, *opening])
    assert found["heads"] == ["Inquiry"]
    assert found["modifiers"] == ["Alleged"]
    fewer = of([*heads[1:], *opening[1:]])
    assert (fewer["heads"], fewer["modifiers"]) == ([], [])


def test_a_modifier_may_be_the_second_of_three_words() -> None:
    assert of([f"{word} Murder Plea" for word in "ABCDEFGH"[:OPENS]])["modifiers"] == ["Murder"]


def test_words_without_a_capital_are_in_no_list_but_in_that_of_labels() -> None:
    labels = [f"{word} of the {word}s inquiry" for word in "ABCDEFGHI"] + ["what next"] * REPEATED
    found = of(labels)
    assert found == {"labels": ["what next"], "heads": [], "modifiers": []}


def test_nothing_comes_of_nothing() -> None:
    assert of([]) == {"labels": [], "heads": [], "modifiers": []}


def stories(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps(one.record()) + "\n" for one in STORIES[:1] * count), "utf-8")
    return path


def test_the_command_writes_the_lists_of_all_archives(tmp_path: Path) -> None:
    one, two = stories(tmp_path / "one.jsonl", REPEATED - 1), stories(tmp_path / "two.jsonl", 1)
    (tmp_path / "out").mkdir()
    lists.main([str(one), str(two), str(tmp_path / "out")])
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    labels = sorted(label for label, _, _ in FERRY.looks)
    assert written == {
        "labels.txt": "".join(f"{label}\n" for label in labels),
        "heads.txt": "",
        "modifiers.txt": "",
    }
    lists.main([str(one), str(tmp_path / "out")])
    assert (tmp_path / "out" / "labels.txt").read_text("utf-8") == ""


def test_labels_that_are_missing_are_in_no_list(tmp_path: Path) -> None:
    record = FERRY.record()
    looks = record["quick_looks"]
    assert isinstance(looks, list)
    record["quick_looks"] = [{"text": one["text"]} for one in looks]
    data = tmp_path / "bare.jsonl"
    data.write_text(json.dumps(record) + "\n", "utf-8")
    lists.main([*[str(data)] * REPEATED, str(tmp_path)])
    assert (tmp_path / "labels.txt").read_text("utf-8") == ""


def test_blank_labels_are_none() -> None:
    assert of(["", "  ", *["Next Steps"] * REPEATED])["labels"] == ["Next Steps"]


@pytest.mark.parametrize("arguments", [[], ["out"]])
def test_without_archives_and_a_folder_the_usage_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        lists.main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m summarizer.training.writer.lists ARTICLES... OUT" in capsys.readouterr().err


def test_the_module_runs(tmp_path: Path) -> None:
    data = stories(tmp_path / "one.jsonl", REPEATED)
    command = [sys.executable, "-m", "summarizer.training.writer.lists", str(data), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert len((tmp_path / "labels.txt").read_text("utf-8").splitlines()) == len(FERRY.looks)


@pytest.mark.parametrize("name", ["labels", "heads", "modifiers"])
def test_the_package_holds_each_list_in_order_and_each_word_once(name: str) -> None:
    words = (Path(lists.__file__).parents[2] / "weights" / f"{name}.txt").read_text("utf-8").splitlines()
    assert words == sorted(words)
    assert max(Counter(words).values()) == 1
