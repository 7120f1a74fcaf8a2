from __future__ import annotations

import pytest

from summarizer.errors import UnknownModelError
from summarizer.models import REGISTRY, load_model
from summarizer.options import Options
from summarizer.sentences import split
from summarizer.sources import from_text

TEXT = (
    "The theatre of Port Selby reopened on Friday after a fire. Its director, Ilse Brandt, called it a new "
    "start. All 400 seats were sold within an hour."
)


@pytest.mark.parametrize("name", REGISTRY)
def test_every_registered_model_keeps_the_protocol(name: str) -> None:
    model = load_model(name)
    assert model.name == name
    assert model.revision
    assert isinstance(model.trained_on, frozenset)
    drafts = model.draft([split(from_text(TEXT))] * 2, Options(bullets=2))
    assert len(drafts) == 2
    assert drafts[0] == drafts[1]
    assert 1 <= len(drafts[0].bullets) <= 2
    assert drafts[0].coverage.words == drafts[0].coverage.words_read == 28


def test_a_model_is_loaded_once() -> None:
    assert load_model("lead") is load_model("lead")


def test_an_unknown_name_gets_the_nearest_and_all_known_ones() -> None:
    with pytest.raises(
        UnknownModelError, match=r"Did you mean 'lead'\? Known models: quicklook, quicklook-fast, lead"
    ):
        load_model("leed")
