"""`summarizer models`, with tiny models in folders and in a cache of our own making."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli import app
from tests.models.tiny import make

ROOT = Path(__file__).resolve().parents[2]
BART = make.TRAINED / "bart"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["models", *arguments])


def alone(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own, because the place of the cache is read once."""
    return subprocess.run(
        [sys.executable, "-m", "summarizer", "models", *arguments],
        capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
        env=os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a cache with one model, laid out as huggingface_hub does it."""
    place = tmp_path / "models--nobody--little-bart"
    shutil.copytree(BART, place / "snapshots" / COMMIT)
    (place / "snapshots" / COMMIT / "README.md").write_text("---\nlicense: apache-2.0\n---\nOurs.\n")
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text(COMMIT)
    return tmp_path


def test_plain_and_list_are_the_same() -> None:
    plain, listed = run(), run("list")
    assert plain.exit_code == listed.exit_code == 0
    assert plain.stdout == listed.stdout
    assert re.match(r"quicklook +\S.* \(default\)\n", plain.stdout)


def test_a_model_in_the_cache_is_listed_described_and_run_offline(cache: Path) -> None:
    listed = alone(cache)
    assert re.search(
        rf"^hf:nobody/little-bart  \d+ kB in the cache, commit {COMMIT[:12]}$", listed.stdout, re.M
    )
    told = alone(cache, "info", "hf:nobody/little-bart").stdout
    assert re.search(r"^licence +apache-2\.0$", told, re.M)
    assert re.search(r"^context +512 tokens", told, re.M)
    checked = alone(cache, "check", "nobody/little-bart", "--beams", "1")
    assert checked.stderr == ""
    assert re.search(rf"^model +hf:nobody/little-bart \({COMMIT[:12]}\+\w{{6}}\)$", checked.stdout, re.M)


def test_info_of_a_folder() -> None:
    told = run("info", f"hf:{BART}")
    assert told.exit_code == 0
    facts = dict(re.split(r"  +", line, maxsplit=1) for line in told.stdout.splitlines())
    assert facts["what"] == "seq2seq model (BartForConditionalGeneration)"
    assert int(facts["parameters"].replace(",", "")) > 100_000
    assert facts["licence"].startswith("not stated")
    assert facts["device"].startswith(("cpu, float32", "cuda", "mps"))
    assert run("info", str(BART)).stdout == told.stdout


@pytest.mark.parametrize("name", ["quicklook", "lead"])
def test_info_of_our_own(name: str) -> None:
    told = run("info", name)
    assert told.exit_code == 0
    assert re.search(rf"^name +{name}$", told.stdout, re.M)
    assert ("MB" in told.stdout) == (name == "quicklook")


def test_check_reports_speed_and_memory(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("The quay of Calder closes in May. It dates from 1911.\n\nBoats leave from the dock.")
    told = run("check", str(BART), str(file), "--beams", "1")
    assert told.exit_code == 0
    for title, fact in (
        ("read", r"16 of 16 words in 1 window\(s\)"),
        ("loading", r"[\d.]+ s"),
        ("writing", r"[\d.]+ s"),
        ("quicklook-fast", r"[\d.]+ s, [\d.,]+ times as fast"),
        ("peak memory", r"\S.*"),
    ):
        assert re.search(rf"^{title} +{fact}$", told.stdout, re.M), title


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("info", "hf:nobody/nothing", "--offline"), 1, "not on this machine"),
        (("check", "hf:nobody/nothing", "--offline"), 1, "not on this machine"),
        (("info", str(BART), "--device", "tpu"), 1, "no device 'tpu'"),
        (("info", "openai:x@http://127.0.0.1:1/v1"), 1, "behind an endpoint"),
        (("download",), 2, "Missing argument"),
        (("info", str(BART), "--dtype", "int3"), 2, "int3"),
    ],
)
def test_errors_say_what_to_do(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr


def test_download_refuses_offline(cache: Path) -> None:
    done = alone(cache, "download", "nobody/little-bart")
    assert done.returncode == 1
    assert "Nothing is downloaded offline" in done.stderr
