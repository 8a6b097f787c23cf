"""A newcomer gets from the form to the flags to the workbook, and every page can be used by anyone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_visitors import workbook_bytes
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

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

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def desk_url(desk_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    yield context.new_page()
    context.close()


def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.xlsx"
    path.write_bytes(workbook_bytes())
    return path


def test_a_newcomer_gets_from_the_form_to_the_flagged_workbook(page: Page, desk_url: str, tmp_path: Path) -> None:
    page.goto(desk_url)
    page.get_by_label("Supplier workbook").set_input_files(sheet(tmp_path))
    page.get_by_role("button", name="Screen").click()
    page.wait_for_url("**/screenings/*")
    assert page.locator("article.flag h3").first.inner_text().startswith("Hoshine Silicon")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download your workbook").click()
    started.value.save_as(tmp_path / "back.xlsx")
    assert started.value.suggested_filename == "suppliers-flagged.xlsx"
    assert "Flags" in load_workbook(tmp_path / "back.xlsx").sheetnames


def test_a_bad_file_is_told_on_the_form_itself(page: Page, desk_url: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"no workbook")
    page.goto(desk_url)
    page.get_by_label("Supplier workbook").set_input_files(path)
    page.get_by_role("button", name="Screen").click()
    assert "broken.xlsx" in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_breaks_an_accessibility_rule_or_the_content_policy(
    browser: Browser, desk_url: str, result_page: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    for path in ("/", "/screenings", "/lists", result_page, f"{result_page}?severity=import_barred"):
        page.goto(desk_url + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} scrolls sideways"
    assert complaints == []
    context.close()
