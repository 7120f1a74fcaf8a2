from __future__ import annotations

import pytest

from summarizer import render
from summarizer.errors import OptionsError
from tests.render.samples import PLAIN


@pytest.mark.parametrize("name", render.REGISTRY)
def test_every_format_renders(name: str) -> None:
    assert "The mill in Orsk closes in May." in render.render(PLAIN, name)


def test_text_is_the_default() -> None:
    assert render.render(PLAIN) == render.render(PLAIN, "text")
    assert "\x1b" in render.render(PLAIN, color=True)


def test_an_unknown_format_names_the_known_ones_and_the_nearest() -> None:
    with pytest.raises(OptionsError, match=r"Did you mean 'markdown'.*text, markdown, json, jsonl"):
        render.find_renderer("markdwon")
