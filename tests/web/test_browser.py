"""A newcomer gets from the sign-in to the flags to the workbook, and every page can be used by anyone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from desk_visitors import PASSWORD, Visitor, account_named, work, workbook_bytes
from flask import Flask
from in_chromium import IN_BROWSER, WIDTHS, chromium, faults_of, listen
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from supplychain.model import Role

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def desk_url(desk_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    over = threading.Event()
    worker = threading.Thread(target=_work_until, args=(desk_app, over), daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{server.server_port}"
    over.set()
    worker.join()
    server.shutdown()
    thread.join()


def _work_until(app: Flask, over: threading.Event) -> None:
    while not over.wait(0.2):
        work(app)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    yield context.new_page()
    context.close()


def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.xlsx"
    path.write_bytes(workbook_bytes())
    return path


def enter(page: Page, desk_url: str, login: str) -> None:
    """Signs in as a person does."""
    page.goto(desk_url)
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def as_visitor(context: BrowserContext, visitor: Visitor, desk_url: str) -> Page:
    """A browser's page with the session of somebody signed in already."""
    cookie = visitor.client.get_cookie("supplychain_desk")
    assert cookie is not None
    context.add_cookies([{"name": "supplychain_desk", "value": cookie.value, "url": desk_url}])
    return context.new_page()


def test_a_newcomer_gets_from_the_sign_in_to_the_flagged_workbook(
    page: Page, desk_app: Flask, desk_url: str, tmp_path: Path
) -> None:
    account_named(desk_app, "nia.newcomer", Role.OFFICER)
    enter(page, desk_url, "nia.newcomer")
    page.get_by_label("Supplier workbook").set_input_files(sheet(tmp_path))
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Screen with these columns").click(timeout=30_000)
    page.wait_for_url("**/screenings/*", timeout=30_000)
    assert page.locator("article.flag h3").first.inner_text().startswith("Hoshine Silicon")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download your workbook").click()
    started.value.save_as(tmp_path / "back.xlsx")
    assert started.value.suggested_filename == "suppliers-flagged.xlsx"
    assert "Flags" in load_workbook(tmp_path / "back.xlsx").sheetnames
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{desk_url}/screenings")
    assert "/login" in page.url


def test_a_reviewer_enrols_a_device_and_signs_in_with_it(
    page: Page, desk_app: Flask, desk_url: str, request: pytest.FixtureRequest
) -> None:
    login = f"rex{abs(hash(request.node.name)) % 1000}"
    account_named(desk_app, login, Role.REVIEWER)
    enter(page, desk_url, login)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Enrol").click()
    recovery = page.locator("ul.codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()
    enter(page, desk_url, login)
    page.get_by_label("recovery codes").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{desk_url}/overview")


def test_a_bad_file_is_told_in_one_sentence(page: Page, desk_app: Flask, desk_url: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"no workbook")
    account_named(desk_app, "nia.newcomer", Role.OFFICER)
    enter(page, desk_url, "nia.newcomer")
    page.get_by_label("Supplier workbook").set_input_files(path)
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("Nothing was stored").or_(page.get_by_role("alert")).first.wait_for(timeout=30_000)
    assert "broken.xlsx" in page.locator("main").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_breaks_an_accessibility_rule_or_the_content_policy(
    browser: Browser, desk_url: str, signed_in: Callable[..., Visitor], result_page: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    complaints: list[str] = []

    def look_at(page: Page, path: str) -> None:
        page.goto(desk_url + path)
        complaints.extend(faults_of(page))

    look_at(listen(context.new_page(), complaints), "/login")
    admin = signed_in("admin")
    page = listen(as_visitor(context, admin, desk_url), complaints)
    app = admin.client.application
    plain = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint not in NO_PAGES
        if not rule.rule.startswith("/api/")
    )
    own = f"/admin/accounts/{signed_in('officer').account.account_id}"
    plain = [path for path in plain if admin.get(path).status_code == 200]  # some ask for what to show
    for path in (*plain, result_page, f"{result_page}?severity=import_barred", own):
        look_at(page, path)
    assert complaints == []
    context.close()


# Answers that are no pages of the desk: machines' own, or a step that this admin is past.
NO_PAGES = {"health.healthz", "health.readyz", "metrics.show", "sso.begin", "sso.finish", "signing_in.code"}
