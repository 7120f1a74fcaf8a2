from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from summarizer.sources.options import MAX_BYTES, ReadOptions


def test_defaults() -> None:
    options = ReadOptions()
    assert options.text_fields == ("text", "article", "body", "document")
    assert options.title_fields == ("title", "headline")
    assert options.highlight_fields == ("quick_looks", "highlights", "summary")
    assert options.reference_fields == ("references",)
    assert not options.allow_private_urls
    assert options.max_bytes == MAX_BYTES


def test_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ReadOptions().timeout = 3  # type: ignore[misc]
