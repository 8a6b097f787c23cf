"""In a real browser: the review pages break no accessibility rule, and keys and forms do what they say."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from desk_visitors import Visitor, account_named, sign_in
from flask import Flask
from in_chromium import IN_BROWSER, WIDTHS, chromium, faults_of, listen
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from supplychain.model import Decision, Role, StandingStatus
from supplychain.settings import Settings
from web import create_app

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HOSHINE, LINE, Bench, Somebody

pytestmark = IN_BROWSER


@dataclass
class Room:
    """A desk that is open, with a base of its own and two reviewers."""

    url: str
    app: Flask
    bench: Bench
    ann: Visitor
    ben: Visitor

    def enter(self, browser: Browser, who: Visitor, **how: object) -> BrowserContext:
        """A browser in which somebody is signed in."""
        context = browser.new_context(base_url=self.url, **how)  # type: ignore[arg-type]
        cookie = who.client.get_cookie("supplychain_desk")
        assert cookie is not None
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
        return context


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    app = create_app(Settings(home=tmp_path_factory.mktemp("review"), max_upload_mb=2))
    app.config["SERVER_NAME"] = None
    desk = app.extensions["desk"]
    bench = Bench(desk.store, now=desk.clock(), score=0.82)
    people = [sign_in(app, account_named(app, f"{name}.reviewer", Role.REVIEWER)) for name in ("ann", "ben")]
    bench.upload(*(replace(LINE, row=row, supplier_id=f"V-{row}") for row in range(2, 8)))
    # One with a history: decided, its entry changed, the same pair on another line; one that waits for a second person.
    first = next(one for one in bench.flags() if one.supplier_key == "v-2")
    bench.decide(Decision.FALSE_POSITIVE, Somebody(people[0].account.account_id), first)
    bench.lists(replace(HOSHINE, addresses=("1 Main Street, Turpan",), remarks="and subsidiaries"), "2")
    bench.upload(replace(LINE, supplier_id="V-2"), replace(LINE, supplier_id="V-2", row=30, address="12 Low Road"))
    bench.score = 0.93
    bench.upload(replace(LINE, supplier_id="V-40", supplier_name="Hoshine (Shanshan) <b>Silicon</b>", row=40))
    grave = next(one for one in bench.flags() if one.supplier_key == "v-40")
    bench.decide(Decision.FALSE_POSITIVE, Somebody(people[0].account.account_id), grave)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Room(f"http://127.0.0.1:{server.server_port}", app, bench, *people)
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def flag_of(room: Room, key: str) -> str:
    return next(one.flag_id for one in room.bench.flags() if one.supplier_key == key)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_review_page_breaks_an_accessibility_rule_or_the_content_policy(
    room: Room, browser: Browser, width: int
) -> None:
    context = room.enter(browser, room.ben, viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page = listen(context.new_page(), complaints)
    for path in (
        "/review", "/review?status=all&severity=import_barred", "/review?q=nobody", "/review/waiting",
        f"/review/{flag_of(room, 'v-2')}", f"/review/{flag_of(room, 'v-40')}?done={flag_of(room, 'v-2')}",
        "/suppliers", "/suppliers/show?key=v-2",
    ):  # fmt: skip
        page.goto(path)
        complaints += faults_of(page)
    assert complaints == []
    context.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(room: Room, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = room.enter(browser, room.ann, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_a_decision_is_taken_and_undone_with_and_without_a_script(page: Page, room: Room) -> None:
    flag_id = flag_of(room, "v-3")
    page.goto(f"/review/{flag_id}")
    page.get_by_label("True match").check()
    page.get_by_label("Your reason").fill("The same company by its registered number.")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url(f"**done={flag_id}")
    assert "true match" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="Look at it again or undo").click()
    page.get_by_role("button", name="Undo my decision").click()
    page.wait_for_url(f"**/review/{flag_id}?**undone=1")
    assert "Open" in page.locator(".lead .state").inner_text()


def test_the_keys_walk_the_queue_choose_and_undo_and_rest_while_somebody_types(room: Room, browser: Browser) -> None:
    context = room.enter(browser, room.ann)
    page = context.new_page()
    page.goto("/review")
    links = page.locator(".queue-link").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == links[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == links[0]
    flag_id = flag_of(room, "v-4")
    page.goto(f"/review/{flag_id}")
    page.keyboard.press("r")
    assert page.get_by_label("False positive").is_checked()
    page.keyboard.type("junk mark")  # into the reason, which has the focus: no letter is a command now
    assert page.get_by_label("Your reason").input_value() == "junk mark"
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url(f"**done={flag_id}")
    page.goto(f"/review/{flag_id}")
    page.keyboard.press("u")
    page.wait_for_function("document.querySelector('.lead .state').textContent.includes('Open')")
    page.get_by_role("button", name="switch off").click()
    page.keyboard.press("m")
    assert not page.get_by_label("True match").is_checked()
    context.close()


def test_one_click_ticks_every_flag_of_the_same_pair(room: Room, browser: Browser) -> None:
    context = room.enter(browser, room.ann)
    page = context.new_page()
    page.goto(f"/review/{flag_of(room, 'v-5')}")
    boxes = page.locator("input[name=also]")
    assert boxes.count() > 1
    page.get_by_role("button", name="Tick all of them").click()
    assert all(box.is_checked() for box in boxes.all())
    context.close()


def test_two_reviewers_with_the_page_open_one_wins_and_the_other_is_told(room: Room, browser: Browser) -> None:
    flag_id = flag_of(room, "v-5")
    contexts = [room.enter(browser, who) for who in (room.ann, room.ben)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"/review/{flag_id}")
        page.get_by_label("Escalated").check()
        page.get_by_label("Your reason").fill("For counsel to look at.")
    for page in pages:
        page.get_by_role("button", name="Decide").click()
        page.wait_for_load_state()
    assert "done=" in pages[0].url
    told = pages[1].get_by_role("alert").inner_text()
    assert "Ann Reviewer decided “escalated”" in told
    assert "For counsel to look at." in pages[1].locator("main").inner_text()
    assert next(one for one in room.bench.flags() if one.flag_id == flag_id).status is StandingStatus.DECIDED
    for context in contexts:
        context.close()
