"""What every test in a real browser needs: the browser, ears for what a page complains of, eyes for what it breaks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)"),
]
WIDTHS = (1280, 390)  # a desk's screen and a telephone's


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def listen(page: Page, complaints: list[str]) -> Page:
    """Whatever the page complains of from now on: refused styles and scripts, errors, dialogs that opened."""
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    return page


def faults_of(page: Page) -> list[str]:
    """The accessibility rules that the page breaks, and whether it is wider than the window."""
    where = f"{page.url} at {(page.viewport_size or {}).get('width')}"
    found = Axe().run(page)
    faults = [f"{where}: {found.generate_report()}"] if found.violations_count else []
    if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        faults.append(f"{where} scrolls sideways")
    return faults
