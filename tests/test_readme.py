"""README's commands and examples run, and give what README says that they give.

`console` and `python` blocks are executed; other blocks (installation, the network) are not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from eval import results
from eval.statistics import Estimate
from tests import golden

README = (golden.ROOT / "README.md").read_text("utf-8")
COMMANDS = [pair for block in golden.blocks("console") for pair in golden.console(block)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return golden.make_folder(tmp_path_factory.mktemp("readme") / "clone")


def test_the_first_example_is_the_main_job() -> None:
    command, output = COMMANDS[0]
    assert command == "summarizer summarize examples/harbour.txt"
    assert output.startswith("- ")


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_console(command: str, output: str, folder: Path) -> None:
    shown = golden.execute(folder, "/bin/sh", "-c", command)
    assert shown.strip() == output.strip() or not output.strip()


@pytest.mark.parametrize("code", golden.blocks("python"))
def test_python(code: str, folder: Path) -> None:
    assert golden.execute(folder, sys.executable, "-c", code)


def test_the_options_of_commands_that_are_not_run_exist() -> None:
    """Training takes hours, and the network is not there."""
    shown = [line for block in golden.blocks("sh") for line in block.splitlines() if "summarizer " in line]
    named = re.findall(r"\bsummarizer ((?:eval )?[\w-]+) (.*)", "\n".join(shown))
    assert {"train", "train-writer", "summarize"} <= {command for command, _ in named}
    for command, rest in named:
        text = golden.run(*command.split(), "--help")
        assert [option for option in re.findall(r"--[a-z-]+", rest) if f"{option} " not in text] == []


def test_make_targets_exist() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", "".join(golden.blocks("sh"))))
    rules = set(re.findall(r"^([a-z]+):", (golden.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named <= rules


def test_links_to_files_lead_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in links if not (golden.ROOT / link).exists()] == []


PUBLISHED = [
    result
    for name in ("development-5.json", "development-3.json")
    for result in results.load(golden.ROOT / "eval" / "results" / name)
]


def cells(estimates: list[Estimate], sign: str = "") -> str:
    """Return figures as README and the model's card print them."""
    shown = ((f"{100 * x:{sign}.2f}" for x in (each.mean, each.low, each.high)) for each in estimates)
    return " | ".join(f"{mean} [{low}, {high}]" for mean, low, high in shown)


def test_the_figures_of_the_card_are_the_published_ones() -> None:
    text = (golden.ROOT / "summarizer/weights/CARD.md").read_text("utf-8")
    for result in PUBLISHED:
        assert result.command in text
        for name in ("quicklook", "lead", "oracle"):
            found = [result.system(name).estimates[key] for key in ("rouge1", "rouge2", "rougeLsum")]
            assert f"| {cells([each for each in found if each])} |" in text
        compared = result.system("quicklook").comparisons
        differences = [compared[key].difference for key in ("rouge1", "rouge2", "rougeLsum")]
        assert f"| {cells(differences, '+')} |" in text
    assert PUBLISHED[0].signature in (golden.ROOT / "eval/RESULTS.md").read_text("utf-8")
