"""A real browser for the tests of the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless browser of this machine; without one, CI fails and others skip."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        told = f"None of these browsers is installed: {', '.join(BROWSERS)}."
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()
