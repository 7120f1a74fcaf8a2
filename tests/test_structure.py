"""The rules of the layout that no linter keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import summarizer

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(path for package in ("summarizer", "eval") for path in (ROOT / package).rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]

# Tests of the project as a whole, which mirror no module.
WHOLE = {
    "test_bad_input.py",
    "test_bad_input_cli.py",
    "test_golden.py",
    "test_packaging.py",
    "test_readme.py",
    "test_structure.py",
}
# Declarations without behaviour, and two lines that call another module.
UNTESTED = {"summarizer/article.py", "summarizer/__main__.py", "eval/__main__.py"}
# Importing one of these costs more than a first summary may; none is needed for it.
HEAVY = (
    "torch",
    "transformers",
    "openai",
    "httpx2",
    "jinja2",
    "trafilatura",
    "lxml",
    "nltk",
    "scipy",
    "sklearn",
    "rich",
    "eval",
)


def mirror(test: Path) -> list[Path]:
    """Return the modules that a test file may be about."""
    folder = test.parent.relative_to(ROOT / "tests")
    package = ROOT / folder if folder.parts[:1] == ("eval",) else ROOT / "summarizer" / folder
    stem = test.stem.removeprefix("test_")
    found = [package / f"{stem}.py", package / stem / "__init__.py"]
    return [*found, package / "__init__.py"] if stem in {"registry", "init", package.name} else found


@pytest.mark.parametrize("name", NAMES)
def test_a_module_has_400_lines_at_most(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= 400


def test_every_test_mirrors_a_module() -> None:
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name not in WHOLE]
    assert [str(path) for path in tests if not any(module.exists() for module in mirror(path))] == []


def test_every_module_has_its_test() -> None:
    tested = {module for path in (ROOT / "tests").rglob("test_*.py") for module in mirror(path)}
    untested = [
        name
        for path, name in zip(MODULES, NAMES, strict=True)
        if path not in tested and path.name != "__init__.py" and name not in UNTESTED
    ]
    assert untested == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_all_is_there(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    if len(tree.body) <= 2 or path.name == "__main__.py":
        return
    names = {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}
    assert "__all__" in names


def test_the_version_is_the_top_of_the_changelog() -> None:
    top = re.search(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert top is not None
    assert top[1] == summarizer.__version__


def test_every_format_model_and_command_is_in_the_readme() -> None:
    from summarizer import models, render

    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in [*models.REGISTRY, *render.REGISTRY] if name not in readme] == []


def test_sessions_are_opened_in_one_place() -> None:
    """What opens its own has another precision than the model, and says so on other processors only."""
    name = "".join(("Inference", "Session"))
    files = [
        path for folder in ("summarizer", "eval", "tests", ".ci") for path in (ROOT / folder).rglob("*.py")
    ]
    opening = [str(path.relative_to(ROOT)) for path in files if name in path.read_text("utf-8")]
    assert opening == ["summarizer/session.py"]


@pytest.mark.parametrize(
    ("model", "example"),
    [
        ("quicklook", "river-bridge.txt"),
        ("quicklook-fast", "harbour.txt"),
        ("quicklook-fast", "archive.jsonl"),
    ],
)
def test_a_summary_imports_nothing_heavy(model: str, example: str) -> None:
    arguments = ["summarize", "--model", model, str(ROOT / "examples" / example)]
    code = (
        "import sys; from summarizer.cli import app\n"
        f"app({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=300, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"  # warnings stand before it
    assert done.stdout
