"""The default model; for now the same whole sentences as `quicklook-fast` gives."""

from __future__ import annotations

from summarizer.models.fast import QuicklookFast

__all__ = ["Quicklook"]


class Quicklook(QuicklookFast):
    """The model named `quicklook`."""

    name = "quicklook"
