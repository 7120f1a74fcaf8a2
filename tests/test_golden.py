"""The golden files hold what the program gives today; `make golden` writes them anew."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
import pytest

from tests import golden


def test_help_page() -> None:
    assert (golden.ROOT / "docs" / "cli.md").read_text("utf-8") == golden.help_page()


@pytest.fixture(scope="module")
def outputs() -> dict[Path, str]:
    return golden.example_outputs()


def test_no_output_without_its_example(outputs: dict[Path, str]) -> None:
    folder = golden.ROOT / "docs" / "examples"
    assert {path for path in folder.rglob("*") if path.is_file()} == {*outputs, folder / "README.md"}


@pytest.mark.skipif(
    tuple(map(int, onnxruntime.__version__.split(".")[:2])) < (1, 24),
    reason="ONNX Runtime 1.23, the last for Python 3.10, rounds int8 otherwise: some choices differ",
)
@pytest.mark.parametrize(
    "name",
    [
        *(f"fast/{path.stem}.txt" for path in golden.EXAMPLES),
        *(f"{stem}.txt" for stem in golden.WRITTEN),
        "harbour.json",
    ],
)
def test_example(name: str, outputs: dict[Path, str]) -> None:
    path = golden.ROOT / "docs" / "examples" / name
    assert path.read_text("utf-8") == outputs[path]
