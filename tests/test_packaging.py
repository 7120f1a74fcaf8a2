"""The wheel, built through the sdist, does its work in an environment of its own, away from the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert len(list(folder.glob("quicklook_summarizer-*.tar.gz"))) == 1
    (found,) = folder.glob("quicklook_summarizer-*-py3-none-any.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh environment with the wheel in it and the dependencies of this one in reach."""
    environment = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    python = environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, wheel, cwd=environment)
    (site,) = environment.glob("lib/python*/site-packages")
    # A path in a .pth file is searched after the environment's own, and .pth files in it are not read,
    # so that an editable install there stays out of sight.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return environment


def test_the_wheel_holds_what_is_needed_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    needed = {"cli.py", "py.typed", "render/schema.json", "_prompts/README.md", "weights/tokenizer.json"}
    needed |= {"weights/quicklook.onnx", "weights/CARD.md", "weights/training.txt", "weights/relevance.npz"}
    needed |= {f"weights/{name}.txt" for name in ("heads", "labels", "words")}
    needed |= {f"weights/{name}" for name in ("writer.onnx", "writer.npz", "writer.json", "gate.json")}
    needed |= {f"_prompts/{name}.md" for name in ("brief", "quick-looks", "reduce", "repair", "rewrite")}
    assert {f"summarizer/{name}" for name in needed} <= names
    assert "eval/cli.py" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"summarizer", "eval"}


def test_the_installed_command_summarizes_from_another_folder(installed: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text((ROOT / "examples" / "harbour.txt").read_text("utf-8"), "utf-8")
    command = installed / "bin" / "summarizer"
    summary = json.loads(run(command, "summarize", "article.txt", "--format", "json", cwd=tmp_path))
    assert summary["model"]["name"] == "quicklook"
    assert summary["quick_looks"]
    assert "run" in run(command, "eval", "--help", cwd=tmp_path)


def test_the_installed_library_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import summarizer, eval; print(summarizer.__file__, eval.__file__)"
    for place in run(installed / "bin" / "python", "-c", code, cwd=tmp_path).split():
        assert Path(place).is_relative_to(installed)
