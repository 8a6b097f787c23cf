"""What is another organisation's cannot be told from what is not there, by whatever address, field, list or filter (W2);
opening any page of one's own things changes nothing (W4)."""

from __future__ import annotations

import io
import re
import statistics
import time
from dataclasses import dataclass
from typing import Any

import pytest
from battery_room import REASON, BatteryRoom, opened
from desk_visitors import account_named, organisation_named, work, workbook_bytes
from sqlalchemy import inspect, text
from werkzeug.routing import Rule

from supplychain.model import Role
from supplychain.store.accounts import By
from supplychain.store.api_tokens import make_token, tokens_of
from supplychain.store.dispositions import StandingFlag
from supplychain.store.review_queue import QueueFilters, queue

THEIRS, OURS = "Other Hospital", "Third Clinic"
UNKNOWN = "0" * 32
CANARY = "Zyxquorbel Foreign Textiles"
ROWS = [
    ("Supplier", "Product", "Country of origin"),
    ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silicone tubing", "China"),
    (f"Hoshine Silicon Industry {CANARY}", "cotton gauze", "Turkmenistan"),
]
_AS_QUICK = 0.005  # seconds of the processor, W2
# Addresses whose parts name nobody's own things.
SHARED = {"key", "dataset", "filename"}


@dataclass(frozen=True)
class Things:
    """What one organisation has, by the name of the address's part; `flags` and `waiting` for the bodies."""

    ids: dict[str, str]
    flags: tuple[StandingFlag, ...]
    waiting: str


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> BatteryRoom:
    return opened(tmp_path_factory.mktemp("foreign"))


def things_of(room: BatteryRoom, organisation: str) -> Things:
    """Makes an organisation everything it can have."""
    desk = room.app.extensions["desk"]
    officer, ann = room.enter("officer", organisation), room.enter("reviewer", organisation)
    made = officer.send(workbook_bytes(ROWS), "suppliers.xlsx")
    assert made.status_code == 303, made.text
    upload = officer.drop(workbook_bytes(ROWS), "waits.xlsx").headers["Location"].rpartition("/")[2]
    work(room.app)
    mine = organisation_named(room.app, organisation)
    flags = queue(desk.store, mine, QueueFilters(status=())).flags
    file = (io.BytesIO(f"%PDF-1.7 {CANARY}".encode()), "letter.pdf")
    assert officer.post(f"/review/{flags[0].flag_id}/evidence", file=file, note=CANARY).status_code == 303
    evidence = re.search(r"/review/evidence/([0-9a-f]{32})", ann.get(f"/review/{flags[0].flag_id}").text)
    assert evidence is not None
    said = {"decision": "false_positive", "reason": f"{REASON} {CANARY}", "revision": flags[0].revision}
    assert ann.post(f"/review/{flags[0].flag_id}/decision", **said).status_code == 303
    page = room.enter("admin", organisation).get(f"/review/{flags[0].flag_id}").text
    waits = re.search(r'name="disposition" value="([0-9a-f]+)"', page)
    assert waits is not None, "the first flag is grave: its dismissal waits for another person"
    by = By(ann.account.account_id, desk.clock())
    make_token(desk.store, by, ann.account, name="a token", scopes=("read",), days=1)
    ids = {
        "screening_id": made.headers["Location"].rpartition("/")[2],
        "upload_id": upload,
        "flag_id": flags[0].flag_id,
        "evidence_id": evidence[1],
        "account_id": account_named(room.app, f"clerk.{organisation[:5]}", Role.OFFICER, organisation).account_id,
        "token_id": tokens_of(desk.store, ann.account.account_id)[0].token_id,
    }
    return Things(ids, flags, waits[1])


@pytest.fixture(scope="module")
def theirs(room: BatteryRoom) -> Things:
    return things_of(room, THEIRS)


@pytest.fixture(scope="module")
def ours(room: BatteryRoom) -> Things:
    return things_of(room, OURS)


def content_of(room: BatteryRoom) -> dict[str, list[str]]:
    """Everything the store holds, but for when somebody or a token was last seen."""
    engine = room.app.extensions["desk"].store.engine
    passing = ("login_session", "login_attempt", "api_token", "sqlite_sequence")
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')).all()))
            for name in inspect(engine).get_table_names()
            if name not in passing
        }


def addressed(rule: Rule, ids: dict[str, str]) -> str:
    path = rule.rule
    for name in rule.arguments:
        path = re.sub(rf"<(?:\w+:)?{name}>", ids.get(name, "uflpa_entities"), path)
    return path


def settled(page: str, path: str) -> str:
    """An answer without the request's number and its own address."""
    for part in (path, *re.findall(r"[0-9a-f]{32}", path)):
        page = page.replace(part, "@")
    return re.sub(r"\b[0-9a-f]{16}\b", "#", page)


def own_rules(room: BatteryRoom) -> list[Rule]:
    """Every address with a part that names somebody's own thing."""
    return [rule for rule in room.app.url_map.iter_rules() if rule.arguments - SHARED]


def test_every_address_of_somebodys_own_things_is_known_here(room: BatteryRoom, theirs: Things) -> None:
    unknown = {name for rule in own_rules(room) for name in rule.arguments} - theirs.ids.keys() - SHARED
    assert unknown == set(), "give the new part of an address a value in things_of"


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_another_organisations_thing_answers_at_every_address_like_none(
    room: BatteryRoom, theirs: Things, ours: Things, role: str
) -> None:
    visitor, looked = room.enter(role, OURS), 0
    token = {"Authorization": f"Bearer {room.token(role, OURS)}"}
    before = content_of(room)
    form = {
        "reason": REASON, "revision": "0", "decision": "unsure", "agree": "yes", "disposition": theirs.waiting,
        "format": "json", "what": "password", "name": "Eve", "role": "admin", "column.supplier_name": "Supplier",
    }  # fmt: skip
    nothing = dict.fromkeys(theirs.ids, UNKNOWN)
    for rule in own_rules(room):
        for method in sorted((rule.methods or set()) & {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}):
            answers = []
            for ids in (theirs.ids, nothing):
                path = addressed(rule, ids)
                if rule.rule.startswith("/api/"):
                    more: dict[str, Any] = (
                        {"json": {"decision": "unsure", "reason": REASON, "revision": 0}} if method == "POST" else {}
                    )
                    answer = room.app.test_client().open(path, method=method, headers=token, **more)
                else:
                    sent: dict[str, Any] = (
                        {"data": {"csrf_token": visitor.token(), **form}} if method not in ("GET", "HEAD") else {}
                    )
                    answer = visitor.client.open(path, method=method, **sent)
                answers.append((answer.status_code, settled(answer.text, path)))
                looked += 1
            assert answers[0] == answers[1], f"{role} {method} {rule.rule}"
            assert answers[0][0] in (403, 404), f"{role} {method} {rule.rule}: {answers[0][0]}"
            assert CANARY not in answers[0][1]
    assert looked > 50
    assert {name for name, rows in content_of(room).items() if rows != before[name]} == set()


def test_another_organisations_ids_in_bodies_lists_and_filters_do_nothing(
    room: BatteryRoom, theirs: Things, ours: Things
) -> None:
    ann = room.enter("reviewer", OURS)
    own, foreign = ours.flags[1], theirs.flags[1]
    before = content_of(room)
    said = {"decision": "unsure", "reason": REASON, "revision": own.revision}
    many = ann.post(f"/review/{own.flag_id}/decision", also=[f"{foreign.flag_id}:{foreign.revision}"], **said)
    assert many.status_code == 409
    assert CANARY not in many.text
    after = content_of(room)
    changed = [row for row in after["standing_flag"] if row not in before["standing_flag"]]
    assert all(foreign.flag_id not in row for row in changed)
    assert foreign.flag_id not in str([row for row in after["disposition"] if row not in before["disposition"]])
    second = ann.post(f"/review/{ours.flags[0].flag_id}/second", disposition=theirs.waiting, agree="yes", reason=REASON)
    assert second.status_code in (404, 409)
    assert theirs.waiting not in str(
        [row for row in content_of(room)["disposition"] if row not in after["disposition"]]
    )
    admin = room.enter("admin", OURS)
    fields = {"login": "planted", "name": "P", "role": "admin"}
    assert (
        admin.post("/admin/accounts", organisation_id=organisation_named(room.app, THEIRS), **fields).status_code == 404
    )
    keys = {foreign.supplier_key, foreign.supplier_name}
    paths = [
        f"/review/{own.flag_id}?done={theirs.flags[0].flag_id}",
        *(f"/suppliers/show?key={key}" for key in keys),
        f"/suppliers?q={CANARY}", f"/review?q={CANARY}&status=all", f"/review?after={theirs.flags[0].flag_id}&status=all",
        "/review/waiting", "/screenings", "/overview", "/changes", "/audit", "/", "/account",
    ]  # fmt: skip
    for path in paths:
        page = admin.get(path)
        shown = page.text.replace(f'value="{CANARY}"', "")
        assert all(one not in shown for one in (*theirs.ids.values(), foreign.flag_id, theirs.waiting)), path
        assert "waits.xlsx" not in shown or "waits.xlsx" in ann.get("/").text
    headers = {"Authorization": f"Bearer {room.token('reviewer', OURS)}"}
    client = room.app.test_client()
    for path in (
        f"/flags?text={CANARY}",
        f"/flags?after={foreign.flag_id}",
        "/screenings?limit=100",
        "/flags?limit=100",
    ):
        told = client.get(f"/api/v1{path}", headers=headers).text
        assert all(one not in told for one in (*theirs.ids.values(), foreign.flag_id)), path


def test_what_is_another_organisations_is_answered_as_quickly_as_what_is_not_there(
    room: BatteryRoom, theirs: Things
) -> None:
    ann = room.enter("reviewer", OURS)
    for rule in own_rules(room):
        if "GET" not in (rule.methods or set()) or rule.rule.startswith(("/api/", "/admin/")):
            continue
        spent: dict[str, list[float]] = {"theirs": [], "none": []}
        for turn in range(41):
            for name, ids in (("theirs", theirs.ids), ("none", dict.fromkeys(theirs.ids, UNKNOWN))):
                begun = time.process_time()
                ann.get(addressed(rule, ids))
                if turn:  # the first makes what is kept for later ones
                    spent[name].append(time.process_time() - begun)
        difference = statistics.median(spent["theirs"]) - statistics.median(spent["none"])
        assert abs(difference) < _AS_QUICK, f"{rule.rule}: {1000 * difference:.1f} ms"


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_opening_every_page_of_ones_own_things_changes_nothing(room: BatteryRoom, ours: Things, role: str) -> None:
    visitor, opened_pages = room.enter(role, OURS), 0
    headers = {"Authorization": f"Bearer {room.token(role, OURS)}"}
    before = content_of(room)
    for rule in room.app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            path = addressed(rule, ours.ids)
            answer = visitor.get(path)
            opened_pages += answer.status_code == 200
            answer.close()
            room.app.test_client().get(path, headers=headers).close()
    assert opened_pages > 20
    assert {name for name, rows in content_of(room).items() if rows != before[name]} == set()
