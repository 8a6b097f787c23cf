"""What an attacker writes into any parameter stays a value: no fault, no statement, no file, no header (W12, W15)."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator

import pytest
from battery_room import REASON, BatteryRoom, furnished, leads_nowhere
from desk_visitors import account_named
from sqlalchemy import func, inspect, select, table
from werkzeug.test import TestResponse

from supplychain.model import Role

pytestmark = pytest.mark.long  # two minutes on both databases

PAYLOADS = (
    "' OR '1'='1", "'; DROP TABLE upload;--", "1) UNION SELECT NULL,NULL,NULL--", '" OR ""="', "\\", "%", "_%_",
    "1 AND 1=(SELECT 1 FROM pg_sleep(5))", "'||pg_sleep(5)||'", "1;SELECT pg_sleep(5)--",
    "' AND 1=like('ABCDEFG',upper(hex(randomblob(300000000))))--", "\x00", "a\x00b", "../../../../etc/passwd",
    "..\\..\\windows\\win.ini", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/etc/passwd", "‥/‥/etc", "x\r\nX-Evil: 1", "x\nX-Evil: 1",
    "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "-1", "0", "9" * 30, "9" * 5000, "1e309", "nan", "-inf", "٣", "true",
    "null", "[]", "2026-13-45", "\ufffe", "😀" * 200, "A" * 20_000,
)  # fmt: skip
_LONGEST_WAIT = 3.0  # seconds; the sleeping payloads sleep five
_PASSWD = "root:x:0"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BatteryRoom]:
    home = tmp_path_factory.mktemp("injection")
    if request.param == "sqlite":
        yield furnished(home)
        return
    server: str = request.getfixturevalue("postgres_server")
    yield furnished(home, database_url=server)


def addresses(room: BatteryRoom) -> list[tuple[str, str, dict[str, str]]]:
    """Every address with a value in its path or its query: (method, path with `@` for the value, form)."""
    flag = room.flags()[0].flag_id
    shown, review = f"/screenings/{room.screening_id}", f"/review/{flag}"
    made: list[tuple[str, str, dict[str, str]]] = [
        ("GET", path, {})
        for path in (
            f"{shown}?severity=@", f"{shown}?after=@", f"{review}?done=@", "/suppliers?q=@", "/suppliers/show?key=@",
            "/changes?rescreening=@", "/changes?before=@", "/audit?before=@", "/login?next=@", "/@", "/static/@",
            *(f"/review?{name}=@" for name in ("severity", "list_key", "feature", "country", "status", "q", "order", "after")),
        )
    ]  # fmt: skip
    for rule in room.app.url_map.iter_rules():
        if rule.arguments and rule.endpoint != "static" and not rule.rule.startswith("/api/"):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", "@").replace(f"<path:{name}>", "@")
            form = {
                "reason": REASON,
                "revision": "0",
                "decision": "unsure",
                "agree": "yes",
                "disposition": "x",
                "format": "json",
            }
            made += [
                (method, path, form if method == "POST" else {}) for method in sorted(rule.methods & {"GET", "POST"})
            ]
    return made


def forms(room: BatteryRoom) -> list[tuple[str, dict[str, str]]]:
    """Every form a person sends, with the fields that are right; each is then tried with a payload in its place."""
    flag = room.flags()[0]
    who = account_named(room.app, "somebody.changed", Role.OFFICER).account_id  # whose sessions end
    decision = {"decision": "unsure", "reason": REASON, "revision": "999", "until": "", "also": f"{flag.flag_id}:999"}
    return [
        ("/uploads", {"sent_key": "x"}),
        (f"/uploads/{room.screening_id}/columns", {"column.supplier_name": "Supplier"}),
        (f"/review/{flag.flag_id}/decision", decision),
        (f"/review/{flag.flag_id}/second", {"agree": "yes", "disposition": "x", "reason": REASON}),
        (f"/review/{flag.flag_id}/undo", {"x": ""}),
        (f"/evidence/{flag.flag_id}/export", {"format": "json"}),
        ("/lists/uflpa_entities/held-back", {"reason": REASON, "sha256": "0"}),
        ("/admin/accounts", {"login": "new.one", "name": "New", "role": "nobody"}),
        (f"/admin/accounts/{who}", {"role": "officer", "active": "yes", "version": "0"}),
        ("/admin/organisations", {"name": ""}),
        ("/admin/accounts/organisation", {"name": ""}),
        (f"/admin/accounts/{who}/reset", {"what": "x"}),
        ("/account/tokens", {"name": "", "scope": "", "days": "0"}),
        ("/account/tokens/@/revoke", {"x": ""}),
        ("/account/password", {"present": "wrong", "new": "a", "again": "b"}),
        ("/account/second-factor", {"code": "x", "present": "x"}),
        ("/account/recovery", {"present": "x"}),
        ("/login/code", {"code": "x"}),
        ("/login", {"login": "nobody", "password": "wrong", "next": "/"}),
    ]


def bodies(room: BatteryRoom) -> list[tuple[str, dict[str, object]]]:
    """Every JSON body; each text in it is then a payload."""
    flag = room.flags()[0].flag_id
    line = dict.fromkeys(("name", "country", "origin", "address", "maker", "goods", "hs"), "x")
    entity = {"schema": "Company", "properties": {"name": ["x"], "country": ["x"], "address": ["x"], "leiCode": ["x"]}}
    return [
        ("/match", line),
        ("/match", {"name": "x", "lists": ["x"]}),
        ("/match/default", {"queries": {"a": entity}}),
        (f"/flags/{flag}/dispositions", {"decision": "unsure", "reason": REASON, "revision": 999, "valid_until": "x"}),
    ]


def asked(room: BatteryRoom, method: str, path: str, said: str, form: dict[str, str]) -> TestResponse:
    """One request with the payload in place of `@`, as the person who may do most."""
    admin = room.enter("admin")
    where, _, query = path.partition("?")
    where = where.replace("@", said if "?" not in said else "x")
    arguments = {"query_string": {query.partition("=")[0]: said}} if query else {}
    if method == "GET":
        return admin.client.get(where, **arguments)
    return admin.client.post(where, data={"csrf_token": admin.token(), **form}, **arguments)


def in_order(what: str, answer: TestResponse, begun: float) -> list[str]:
    """What is wrong with an answer to a payload."""
    wrong = []
    if answer.status_code >= 500:
        wrong.append(f"{answer.status_code}")
    if (took := time.perf_counter() - begun) > _LONGEST_WAIT:
        wrong.append(f"{took:.1f} s")
    if not leads_nowhere(answer):
        wrong.append(f"headers {dict(answer.headers)}")
    if _PASSWD in answer.get_data(as_text=True):
        wrong.append("another file")
    return [f"{what}: {one}" for one in wrong]


def rows_of(room: BatteryRoom) -> dict[str, int]:
    """How many rows each table has that no wrong request may touch."""
    engine = room.app.extensions["desk"].store.engine
    kept = ("upload", "standing_flag", "disposition", "evidence", "account", "organisation", "screening", "api_token")
    names = set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        return {
            one: connection.execute(select(func.count()).select_from(table(one))).scalar_one()
            for one in kept
            if one in names
        }


def test_a_payload_in_a_path_or_a_query_is_a_value(room: BatteryRoom) -> None:
    before, wrong, count = rows_of(room), [], 0
    for method, path, form in addresses(room):
        for said in PAYLOADS:
            begun = time.perf_counter()
            wrong += in_order(f"{method} {path} {said[:40]!r}", asked(room, method, path, said, form), begun)
            count += 1
    assert wrong == []
    assert count > 1_000
    assert rows_of(room) == before


def test_a_payload_in_a_field_of_a_form_is_a_value(room: BatteryRoom) -> None:
    sent, wrong, admin = forms(room), [], room.enter("admin")
    before = rows_of(room)
    before.pop("organisation")  # any name is a name
    for path, fields in sent:
        for name in fields:
            for said in PAYLOADS:
                begun = time.perf_counter()
                answer = admin.post(path, **{**fields, name: said})
                wrong += in_order(f"{path} {name} {said[:40]!r}", answer, begun)
    assert wrong == []
    assert {name: count for name, count in rows_of(room).items() if name != "organisation"} == before


def test_a_payload_in_a_body_of_the_api_is_a_value(room: BatteryRoom) -> None:
    headers = {"Authorization": f"Bearer {room.token()}"}
    before, wrong, client = rows_of(room), [], room.app.test_client()
    for path, body in bodies(room):
        plain = json.dumps(body)
        for said in (*PAYLOADS, "\ud800", "a\udfffb"):
            begun = time.perf_counter()
            sent = (
                plain.replace('"x"', json.dumps(said))
                if '"x"' in plain
                else plain.replace(REASON, json.dumps(said)[1:-1])
            )
            answer = client.post(f"/api/v1{path}", data=sent, headers=headers, content_type="application/json")
            wrong += in_order(f"{path} {said[:40]!r}", answer, begun)
    for said in (*PAYLOADS, "\ud800"):
        query = {
            "q": {
                "query": said or "x",
                "properties": [{"pid": one, "v": said} for one in ("country", "address", "identifier")],
            }
        }
        for sent in (json.dumps(query), said.encode("utf-8", "replace").decode()):
            begun = time.perf_counter()
            answer = client.post("/api/v1/reconcile", data={"queries": sent}, headers=headers)
            wrong += in_order(f"/reconcile {sent[:60]!r}", answer, begun)
    for path in ("/flags?severity=@", "/flags?list=@", "/flags?country=@", "/flags?status=@", "/flags?text=@", "/flags?after=@",
                 "/flags?limit=@", "/screenings?limit=@", f"/screenings/{room.screening_id}/lines?offset=@", "/reconcile?queries=@",
                 "/flags/@", "/screenings/@", "/screenings/@/lines", "/uploads/@", "/lists/@", "/match/@"):  # fmt: skip
        for said in PAYLOADS:
            begun = time.perf_counter()
            where, _, query_name = path.partition("?")
            where = "/api/v1" + where.replace("@", said.replace("?", ""))
            answer = client.get(
                where, query_string={query_name.rstrip("=@"): said} if query_name else None, headers=headers
            )
            wrong += in_order(f"{path} {said[:40]!r}", answer, begun)
    assert wrong == []
    assert rows_of(room) == before


@pytest.mark.parametrize(
    "name",
    [
        'x"; filename="y.exe.pdf', "x\r\nX-Evil: 1.pdf", "../../etc/passwd", "..\\..\\x.pdf", "a\x00b.pdf", "ünï–cødé 测试.pdf",
        "\u202efdp.exe", "=cmd|'/c calc'!A0.pdf", "a" * 4_000 + ".pdf", "%2e%2e%2fx.pdf", ";rm -rf.pdf", "'\"<b>.pdf",
    ],
)  # fmt: skip
def test_a_file_attached_comes_back_under_a_name_that_is_only_a_name(room: BatteryRoom, name: str) -> None:
    flag_id = room.flags()[-1].flag_id
    officer = room.enter("officer")
    content = f"%PDF-1.7 {name!r}".encode()
    answer = officer.post(f"/review/{flag_id}/evidence", file=(io.BytesIO(content), name))
    if "\r\n" in name and answer.status_code == 422:  # the line break ended the part's own heading
        return
    assert answer.status_code == 303
    page = officer.get(f"/review/{flag_id}").text
    assert "<b>.pdf" not in page
    ids = set(evidence_ids(page))
    answers = [officer.get(f"/review/evidence/{one}") for one in ids]
    mine = next(one for one in answers if one.data == content)
    said = mine.headers["Content-Disposition"]
    assert said.startswith("attachment; filename")
    assert leads_nowhere(mine)
    assert mine.headers["Content-Type"] == "application/octet-stream"
    assert not set("/\\\u202e\x00") & set(said)
    said.encode("latin-1")
    foreign = room.enter("reviewer", "Other Hospital")
    assert all(foreign.get(f"/review/evidence/{one}").status_code == 404 for one in ids)


def evidence_ids(page: str) -> list[str]:
    """The ids of the files that a page offers."""
    return [part[:32] for part in page.split("/review/evidence/")[1:]]


@pytest.mark.parametrize(
    "name", ['x"; filename="y.exe', "x\r\nX-Evil: 1", "../../x", "ünï 测试", "\u202efdp", "a" * 300, "x;y=z"]
)
def test_the_flagged_workbook_is_named_after_the_sheet_and_nothing_else(room: BatteryRoom, name: str) -> None:
    officer = room.enter("officer")
    answer = officer.send(b"Supplier,Product\nAcme Ltd,Gauze\n", f"{name}.csv")
    if "\r\n" in name and answer.status_code in (400, 415):  # the line break ended the part's own heading
        return
    assert answer.status_code == 303, answer.text
    made = officer.get(f"{answer.headers['Location']}/workbook")
    assert made.status_code == 200
    assert leads_nowhere(made)
    said = made.headers["Content-Disposition"]
    assert said.startswith("attachment; filename")
    assert not set("/\u202e\x00") & set(said)
    made.close()
    assert all(path.stem.isalnum() for path in (room.home / "uploads").iterdir())
