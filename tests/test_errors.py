from __future__ import annotations

import re

import pytest

from summarizer import errors


def table() -> dict[str, int]:
    """Return the tree of the module's docstring: name -> exit code."""
    rows = re.findall(r"(\w+Error) +(?:exit code )?(\d)", errors.__doc__ or "")
    return {name: int(code) for name, code in rows}


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert sorted(table()) == errors.__all__


@pytest.mark.parametrize(("name", "code"), table().items())
def test_exit_codes(name: str, code: int) -> None:
    error = getattr(errors, name)
    assert issubclass(error, errors.SummarizerError)
    assert error.exit_code == code
