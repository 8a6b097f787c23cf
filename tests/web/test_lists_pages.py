"""The pages of lists tell what changed and whom it touches; what a gate held back is the operator's alone to accept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk_visitors import Visitor, account_named, sign_in, workbook_bytes
from flask import Flask

from supplychain.model import Entry, ListedEntity, Role
from supplychain.reference.reference_list import ParsedList
from supplychain.reference.refresh import Outcome, RefreshRoom, refresh_list
from supplychain.rescreening import rescreen_base
from supplychain.settings import Settings
from supplychain.store.audit import audit_of
from supplychain.store.own_lists import declare_own_list
from supplychain.store.review_queue import queue
from supplychain.store.versions import current_versions, load_entries, publish_version
from web import create_app
from web.desk import Desk

sys.path += [str(Path(__file__).resolve().parents[1] / room) for room in ("reference", "store")]
from misbehaving_server import KEY
from misbehaving_server import LISTED as PARTIES
from specimens import version_of

UFLPA = "uflpa_entities"


def parties(raw: bytes) -> ParsedList:
    entries = tuple(ListedEntity(name, name) for name in raw.decode().split("\n") if name)
    return ParsedList(entries, date(2026, 11, 1), "November")


def as_bytes(numbers: range) -> bytes:
    return "\n".join(f"Listed Party {number}" for number in numbers).encode()


LISTED = replace(PARTIES, licence="Public domain", parse=parties, sub_bounds=())


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A desk where a list has had three attempts, the last one held back."""
    home = tmp_path_factory.mktemp("lists")
    made = create_app(Settings(home=home))
    desk: Desk = made.extensions["desk"]
    desk.known = replace(desk.known, lists={**desk.known.lists, KEY: LISTED})
    files = [as_bytes(range(200)), as_bytes(range(3, 205)), as_bytes(range(3, 90))]
    for number, content in enumerate(files):
        path = home / f"{number}.txt"
        path.write_bytes(content)
        room = RefreshRoom(desk.store, desk.known, desk.settings, desk.clock)
        outcome = refresh_list(room, KEY, str(path)).outcome
        assert outcome is (Outcome.UPDATED if number < 2 else Outcome.QUARANTINED)
    return made


@pytest.fixture(scope="module")
def visitor(app: Flask) -> Callable[..., Visitor]:
    def enter(role: str, organisation: str = "main") -> Visitor:
        return sign_in(app, account_named(app, f"{role}.{organisation.split()[0].lower()}", Role(role), organisation))

    return enter


def test_the_list_of_lists_tells_freshness_last_attempt_and_what_waits(visitor: Callable[..., Visitor]) -> None:
    page = visitor("officer").get("/lists").text
    assert "Test parties" in page
    assert "Held back for a person to look at" in page
    assert "is held back until the operator has looked at it" in page
    assert "/lists/test_parties/held-back" not in page
    assert "/lists/test_parties/held-back" in visitor("admin").get("/lists").text


def test_a_lists_page_tells_versions_changes_and_attempts(visitor: Callable[..., Visitor]) -> None:
    page = visitor("officer").get(f"/lists/{KEY}").text
    assert "5 added, 3 removed, 0 changed" in page
    assert "Listed Party 204" in page
    assert "Listed Party 2 " in page
    assert "Public domain" in page
    assert page.count("New version published") == 2
    assert "looks like another list" not in page  # the operator's own words: they may hold paths
    told = visitor("admin").get(f"/lists/{KEY}").text
    assert "looks like another list" in told
    assert visitor("officer").get("/lists/nothing_of_the_kind").status_code == 404


def test_only_the_operator_looks_at_what_is_held_back(visitor: Callable[..., Visitor]) -> None:
    for role, organisation in (("officer", "main"), ("reviewer", "main"), ("admin", "Other Hospital")):
        one = visitor(role, organisation)
        assert one.get(f"/lists/{KEY}/held-back").status_code == 403
        assert one.post(f"/lists/{KEY}/held-back", reason="because", sha256="x").status_code == 403


def test_what_is_held_back_is_accepted_with_a_reason_as_it_was_seen_and_audited(
    app: Flask, visitor: Callable[..., Visitor]
) -> None:
    desk: Desk = app.extensions["desk"]
    admin = visitor("admin")
    page = admin.get(f"/lists/{KEY}/held-back").text
    assert "0 added, 115 removed, 0 changed" in page
    assert "Listed Party 150" in page
    sha256 = page.split('name="sha256" value="')[1].split('"')[0]
    before = current_versions(desk.store)[KEY]
    assert admin.post(f"/lists/{KEY}/held-back", reason=" ", sha256=sha256).status_code == 422
    assert admin.post(f"/lists/{KEY}/held-back", reason="because", sha256="0" * 64).status_code == 409
    assert admin.post(f"/lists/{UFLPA}/held-back", reason="because", sha256=sha256).status_code == 404
    assert current_versions(desk.store)[KEY] == before
    assert audit_of(desk.store, "list", KEY) == ()
    answer = admin.post(f"/lists/{KEY}/held-back", reason="the notice of May", sha256=sha256)
    assert answer.status_code == 303
    assert current_versions(desk.store)[KEY].entries == 87
    (event,) = audit_of(desk.store, "list", KEY)
    assert (event.event.action, event.event.reason) == ("list.accept", "the notice of May")
    assert event.event.actor == admin.account.account_id
    assert event.event.before == {"version": before.version}
    assert admin.get(f"/lists/{KEY}/held-back").status_code == 404
    assert "Accepted by hand: the notice of May" in admin.get(f"/lists/{KEY}").text


def test_a_changed_entry_leads_to_the_suppliers_it_touches_and_to_what_a_re_screening_moved(
    app: Flask, visitor: Callable[..., Visitor]
) -> None:
    desk: Desk = app.extensions["desk"]
    officer = visitor("officer")
    assert "No re-screening has run here yet" in officer.get("/changes").text
    assert officer.send(workbook_bytes()).status_code == 303
    rescreen_base(desk.store, desk.known, desk.settings, desk.clock)
    held = current_versions(desk.store)[UFLPA]
    entries: list[Entry] = [
        replace(one, remarks="moved to another street")
        if isinstance(one, ListedEntity) and "Hoshine Silicon Industry (Shanshan)" in one.name
        else one
        for one in load_entries(desk.store, UFLPA, held.version)
    ]
    now = datetime.now(UTC) + timedelta(seconds=1)
    newer = replace(held, version="2026-11-21.00000001", sha256="1" * 64, origin="refreshed", checked_at=now)
    publish_version(desk.store, newer, entries)
    page = officer.get(f"/lists/{UFLPA}").text
    assert "moved to another street" in page
    assert "Hoshine Silicon Industry (Shanshan) Co., Ltd." in page.split('id="touched"')[1]
    other = visitor("officer", "Other Hospital").get(f"/lists/{UFLPA}").text
    assert "No flag of your organisation stands on any of these entries" in other
    rescreen_base(desk.store, desk.known, desk.settings, desk.clock)
    changes = officer.get("/changes").text
    assert "moved to another street" in changes
    assert "We bought from them on" in changes
    assert "suppliers.xlsx" in changes
    assert "What re-screenings changed because of this list" in officer.get(f"/lists/{UFLPA}").text
    theirs = visitor("officer", "Other Hospital").get("/changes").text
    assert "suppliers.xlsx" not in theirs
    assert "Hoshine" not in theirs
    assert officer.get("/changes?before=-1").status_code == 404
    assert officer.get("/changes?rescreening=nothing").status_code == 200


def test_the_audit_page_tells_an_admin_of_the_own_organisation_alone(
    app: Flask, visitor: Callable[..., Visitor]
) -> None:
    admin, other = visitor("admin"), visitor("admin", "Other Hospital")
    assert visitor("officer").send(workbook_bytes()).status_code == 303
    page = admin.get("/audit").text
    assert "screening: save" in page
    assert "Verify the whole trail" in page
    theirs = other.get("/audit").text
    assert "screening: save" not in theirs
    assert "Verify the whole trail" not in theirs
    assert other.post("/audit/verify").status_code == 403
    assert visitor("reviewer").get("/audit").status_code == 403
    assert "The trail adds up" in admin.post("/audit/verify").text
    assert admin.get("/audit?before=2").status_code == 200
    assert admin.get("/audit?before=99999999999999999999").status_code == 404


def test_the_operator_takes_an_own_list_off_with_a_reason_and_its_flags_keep_their_evidence(app: Flask) -> None:
    desk: Desk = app.extensions["desk"]
    party = ListedEntity("W-1", "Bluewater Linen Services")
    at = desk.clock()
    publish_version(desk.store, version_of([party], list_key="do_not_buy", origin="own"), [party])
    declare_own_list(desk.store, "do_not_buy", "Do not <buy>", "own.csv", at)
    ada = sign_in(app, account_named(app, "own.ada", Role.ADMIN))
    eve = sign_in(app, account_named(app, "own.eve", Role.ADMIN, "Other Hospital"))
    assert ada.send(workbook_bytes([["Supplier", "Country"], ["Bluewater Linen Services", "US"]])).status_code == 303
    (flag,) = (one for one in queue(desk.store, "main").flags if one.list_key == "do_not_buy")
    page = "/lists/do_not_buy"
    assert "Take it off" in ada.get(page).text
    assert "Take it off" not in eve.get(page).text + ada.get(f"/lists/{UFLPA}").text
    assert eve.post(f"{page}/remove", reason="x").status_code == 403
    assert ada.post(f"/lists/{UFLPA}/remove", reason="x").status_code == 404
    refused = ada.post(f"{page}/remove", reason=" ")
    assert (refused.status_code, "Say why the list is taken off." in refused.text) == (422, True)
    assert ada.post(f"{page}/remove", reason="The board <lifted> it.").status_code == 303
    index = ada.get("/lists").text
    assert "Do not &lt;buy&gt;" in index
    assert "The board &lt;lifted&gt; it." in index
    assert "lifted" not in eve.get("/lists").text
    assert ada.get(page).status_code == 404
    rescreen_base(desk.store, desk.known, desk.settings, desk.clock)
    told = ada.get(f"/review/{flag.flag_id}").text
    assert "Withdrawn" in told
    assert "Do not &lt;buy&gt;" in told
    assert audit_of(desk.store, "list", "do_not_buy")[-1].event.reason == "The board <lifted> it."
