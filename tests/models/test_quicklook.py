from __future__ import annotations

from summarizer.models import load_model


def test_the_registry_knows_it() -> None:
    model = load_model("quicklook")
    assert (model.name, model.revision) == ("quicklook", load_model("quicklook-fast").revision)
