"""A newcomer with nothing but the program gets from the first start to a decided flag, its evidence and the workbook.

With SUPPLYCHAIN_PICTURES=1 in the environment the README's pictures are made anew on the way (docs/pictures).
"""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
from in_chromium import IN_BROWSER, WIDTHS, chromium, faults_of, listen
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Download, FloatRect, Locator, Page
from served import Served

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "sample_inputs" / "northfield_hospital_purchases_fy26.xlsx"
PICTURES = ROOT / "docs" / "pictures" if os.environ.get("SUPPLYCHAIN_PICTURES") else None
LOOKED_AT = os.environ.get("SUPPLYCHAIN_LOOK_AT", "")  # a folder for whole pages at both widths
PICTURE: FloatRect = {"x": 0, "y": 0, "width": WIDTHS[0], "height": 690}  # below 150 kB each
MOST_CLICKS, MOST_SECONDS = 40, 180.0

pytestmark = IN_BROWSER


@dataclass
class Walk:
    """Somebody at the desk: counts clicks, and the seconds that were not spent on looking for faults."""

    page: Page
    desk: Served
    clicks: int = 0
    looked: float = 0.0
    begun: float = field(default_factory=time.monotonic)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        listen(self.page, self.complaints)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun - self.looked

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click(timeout=30_000)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name).first)

    def taken(self, button: str) -> Download:
        with self.page.expect_download(timeout=60_000) as started:
            self.click(self.page.get_by_role("button", name=button).or_(self.page.get_by_role("link", name=button)))
        return started.value

    def arrives(self, heading: str, picture: str = "") -> None:
        """The page is here, breaks no accessibility rule and fits at both widths."""
        self.page.get_by_role("heading", name=heading).first.wait_for(timeout=20_000)
        self.page.wait_for_load_state()
        stopped = time.monotonic()
        for width in reversed(WIDTHS):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.complaints += faults_of(self.page)
            if LOOKED_AT:
                name = f"{len(list(Path(LOOKED_AT).iterdir())):02}-{heading.split()[0]}-{width}.png"
                self.page.screenshot(path=Path(LOOKED_AT) / name, full_page=True)
        if PICTURES and picture:
            self.page.screenshot(path=PICTURES / f"{picture}.png", clip=PICTURE)
        self.looked += time.monotonic() - stopped

    def enters(self, login: str, one_time: str, password: str) -> None:
        """First sign-in: a password of their own, and a device."""
        page = self.page
        page.goto(self.desk.url)
        self.arrives("Sign in")
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password", exact=True).fill(one_time)
        self.button("Sign in")
        self.arrives("Choose a new password")
        page.get_by_label("One-time password").fill(one_time)
        page.get_by_label("New password", exact=True).fill(password)
        page.get_by_label("New password, once more").fill(password)
        self.button("Change password")
        self.arrives("second factor")
        secret = page.locator("#secret").inner_text().replace(" ", "")
        page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
        self.button("Enrol")
        self.arrives("recovery codes")
        self.link("I have kept them")
        self.arrives("Overview")

    def decides(self, decision: str, reason: str) -> None:
        self.page.get_by_label(decision).check()
        self.clicks += 1
        self.page.get_by_label("Your reason").fill(reason)
        self.button("Decide")
        self.page.wait_for_url("**done=**")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path / "home")
    served.start()
    yield served
    served.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def somebody(browser: Browser, desk: Served) -> tuple[BrowserContext, Walk]:
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, accept_downloads=True)
    return context, Walk(context.new_page(), desk)


def test_a_newcomer_gets_from_the_first_start_to_a_decided_flag_and_its_evidence(
    browser: Browser, desk: Served, tmp_path: Path
) -> None:
    _, ada = somebody(browser, desk)
    ada.enters("admin", desk.one_time_password(), "violet kettle marmot lagoon")
    one_time = a_reviewer_is_added(ada)
    brings_a_sheet(ada)
    takes_the_workbook(ada, tmp_path)
    decides_what_needs_one(ada)
    grave = asks_to_dismiss(ada)
    _, rhea = somebody(browser, desk)
    rhea.enters("rhea", one_time, "copper lantern thistle orbit")
    seconds_it(rhea, grave)
    takes_the_evidence(rhea, tmp_path)
    clicks, seconds = ada.clicks + rhea.clicks, ada.seconds + rhea.seconds
    print(f"\nnewcomer path: {clicks} clicks, {seconds:.1f} s of waiting for the desk (two people)")
    assert ada.complaints + rhea.complaints == []
    assert clicks <= MOST_CLICKS
    assert seconds <= MOST_SECONDS


def a_reviewer_is_added(ada: Walk) -> str:
    ada.link("Admin")
    ada.arrives("People who may sign in")
    ada.page.get_by_label("Login").fill("rhea")
    ada.page.get_by_label("Name", exact=True).fill("Rhea Reviewer")
    ada.page.get_by_text("Compliance reviewer").first.click()
    ada.clicks += 1
    ada.button("Add")
    ada.page.locator("#one-time").wait_for()
    ada.arrives("People who may sign in")
    return ada.page.locator("#one-time").inner_text()


def brings_a_sheet(ada: Walk) -> None:
    ada.link("Upload")
    ada.arrives("Screen a supplier sheet")
    ada.page.get_by_label("Supplier workbook").set_input_files(SHEET)
    ada.clicks += 2  # choose the file, confirm it
    ada.button("Upload")
    ada.arrives("Are these the right columns?", "columns")
    ada.button("Screen with these columns")
    ada.page.wait_for_url("**/screenings/*", timeout=60_000)
    ada.arrives("northfield", "result")


def takes_the_workbook(ada: Walk, tmp_path: Path) -> None:
    back = ada.taken("Download your workbook")
    assert back.suggested_filename == f"{SHEET.stem}-flagged.xlsx"
    back.save_as(tmp_path / "back.xlsx")
    before, after = load_workbook(SHEET).sheetnames, load_workbook(tmp_path / "back.xlsx").sheetnames
    assert set(before) < set(after)


def decides_what_needs_one(ada: Walk) -> None:
    ada.link("Review queue")
    ada.arrives("Review queue", "queue")
    ada.click(ada.page.locator(".queue-link").first)
    ada.arrives("Import barred")
    ada.decides("True match", "The same company: name and address agree with the entry.")


def asks_to_dismiss(ada: Walk) -> str:
    """The next grave flag, dismissed by one person; its address."""
    page = ada.page
    if not page.get_by_text("Needs a second person").count():
        page.goto(f"{ada.desk.url}/review?severity=import_barred")
        ada.click(page.locator(".queue-link").first)
    ada.arrives("Import barred", "flag")
    address = page.url.partition("?")[0]
    ada.decides("False positive", "Another company: other owner, other registered number.")
    assert "waits for a second person" in page.get_by_role("status").first.inner_text().lower()
    page.get_by_role("link", name="Overview").click()
    ada.clicks += 1
    ada.arrives("Overview", "overview")
    return address


def seconds_it(rhea: Walk, grave: str) -> None:
    rhea.link("Review queue")
    rhea.arrives("Review queue")
    rhea.link("Dismissals that wait for a second person")
    rhea.arrives("Second pair of eyes")
    rhea.click(rhea.page.locator(".queue-link").first)
    assert rhea.page.url.partition("?")[0] == grave
    rhea.page.get_by_label("What you looked at").fill("The register extract: another owner.")
    rhea.button("I agree: dismiss it")
    rhea.page.wait_for_url("**done=**")
    assert "false positive" in rhea.page.get_by_role("status").first.inner_text()
    assert rhea.page.url.startswith(f"{grave}?")  # nothing else waits for a second person


def takes_the_evidence(rhea: Walk, tmp_path: Path) -> None:
    rhea.link("Evidence pack")
    rhea.arrives("Evidence pack")
    rhea.taken("As JSON").save_as(tmp_path / "pack.json")
    pack = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    assert "The register extract: another owner." in json.dumps(pack)
    rhea.taken("Take it as PDF").save_as(tmp_path / "pack.pdf")
    assert io.BytesIO((tmp_path / "pack.pdf").read_bytes()).read(5) == b"%PDF-"
