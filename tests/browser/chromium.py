"""A headless Chromium for tests of pages; skipped, with the line that installs it, where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
INSTALL = "apt-get install -y chromium fonts-noto-cjk && .venv/bin/python -m pip install playwright"


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser. With GONGKAI_REQUIRE_ALL=1 its absence is a failure instead of a skip."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the package playwright")
    if not CHROMIUM.exists():
        missing(str(CHROMIUM))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def missing(what: str) -> None:
    """Skip, or fail where everything is required."""
    reason = f"{what} is missing; install it with: {INSTALL}"
    if os.environ.get("GONGKAI_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
