"""Debian's chromium, driven by Playwright; without one these tests are left out, and say so.

With NKSIM_BROWSER=required, as `.ci/run` sets it, a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import nksim
from tests.fixtures.studies import EFFECTS, NASTY, WATCHED, study_folder

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LEFT_OUT = "tests in a browser are left out: no chromium (apt-get install chromium fonts-noto-cjk)"


@dataclass(frozen=True)
class Reports:
    """The reports of one study, by language."""

    folder: Path
    pages: dict[str, Path]


def chromium() -> str | None:
    """Where a chromium is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless browser."""
    path = chromium()
    if path is None:
        if os.environ.get("NKSIM_BROWSER") == "required":
            pytest.fail(LEFT_OUT)
        pytest.skip(LEFT_OUT)
    driver = pytest.importorskip("playwright.sync_api")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """A study with known effects, and names that a page could take for markup."""
    changes = {WATCHED: (-0.1, -0.2, -0.1, -0.2, -0.1, -0.2)}
    effects = {**EFFECTS, **dict.fromkeys(NASTY, changes), "x" * 60: changes}
    folder = study_folder(tmp_path_factory.mktemp("browser") / "results", effects)
    pages = {language: nksim.report(folder, language=language) for language in ("en", "ko")}
    return Reports(folder, pages)
