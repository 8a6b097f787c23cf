"""A supplier's name is where it belongs and nowhere else, goes when it is erased, and no failure tells it (W21-W23)."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from battery_room import BatteryRoom, opened
from desk_visitors import workbook_bytes
from sqlalchemy import create_engine, inspect, select, table, text

from supplychain.store import Store

CANARY = "Zyxquorbel Canary Textiles"
ROWS = [
    ("Supplier", "Product", "Country of origin", "Address"),
    (f"Hoshine Silicon Industry (Shanshan) Co., Ltd. {CANARY}", "Silicone tubing", "China", f"12 {CANARY} Road"),
    (CANARY, f"cotton gauze {CANARY}", "Turkmenistan", ""),
]
# Where a supplier may stand; the audit trail, the counters, jobs, people and sessions are not among them.
SILENT = ("audit", "job", "login", "account", "api_token", "organisation", "list_", "entry", "refresh", "digest")


@pytest.fixture
def room(tmp_path: Path) -> BatteryRoom:
    made = opened(tmp_path / "home")
    answer = made.enter("officer").send(workbook_bytes(ROWS), f"{CANARY}.xlsx")
    assert answer.status_code == 303, answer.text
    made.screening_id = answer.headers["Location"].rpartition("/")[2]
    return made


def store_of(room: BatteryRoom) -> Store:
    opened_store: Store = room.app.extensions["desk"].store
    return opened_store


def get_pages(room: BatteryRoom) -> list[str]:
    """Every plain address, and those of the main organisation's own things."""
    flag = room.flags()[0].flag_id
    ids = {"screening_id": room.screening_id, "upload_id": room.screening_id, "flag_id": flag, "key": "uflpa_entities"}
    made = []
    for rule in room.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", ids.get(name, "0" * 32))
            made.append(path)
    return made


def test_a_supplier_is_told_to_its_own_organisation_alone(
    room: BatteryRoom, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = set(Path(tempfile.gettempdir()).iterdir())
    headers = {"Authorization": f"Bearer {room.token('reviewer', 'Other Hospital')}"}
    told = 0
    for path in get_pages(room):
        told += CANARY.encode() in room.enter("reviewer").get(path).data
        for who in (room.enter("reviewer", "Other Hospital"), room.enter("admin", "Other Hospital")):
            assert CANARY.encode() not in who.get(path).data, path
        assert CANARY.encode() not in room.app.test_client().get(path).data, path
        assert CANARY.encode() not in room.app.test_client().get(path, headers=headers).data, path
    assert told > 8
    room.enter("officer").send(b"not a workbook", f"{CANARY}.xlsx")
    room.enter("officer").get(f"/suppliers/{CANARY}")
    client, mine = room.app.test_client(), {"Authorization": f"Bearer {room.token()}"}
    client.post("/api/v1/match", json={"name": CANARY, "nonsense": CANARY}, headers=mine)
    client.post("/api/v1/match", json={"name": CANARY, "lists": [CANARY]}, headers=mine)
    assert CANARY not in room.enter("admin").get("/metrics").text
    assert CANARY not in room.enter("admin").get("/audit").text
    assert CANARY not in caplog.text
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err
    for path in set(Path(tempfile.gettempdir()).iterdir()) - before:
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path


def test_tables_that_are_not_about_suppliers_hold_none(room: BatteryRoom) -> None:
    ann = room.enter("reviewer")
    for flag in room.flags():
        ann.post(
            f"/review/{flag.flag_id}/decision", decision="unsure", reason=f"About {CANARY}", revision=flag.revision
        )
        ann.post(f"/evidence/{flag.flag_id}/export", format="json")
    looked = 0
    with store_of(room).engine.connect() as connection:
        for name in inspect(store_of(room).engine).get_table_names():
            if name.startswith(SILENT):
                looked += 1
                assert CANARY not in str(connection.execute(select(text("*")).select_from(table(name))).all()), name
    assert looked > 8


def holding(room: BatteryRoom) -> set[str]:
    """The tables that name the supplier."""
    engine = store_of(room).engine
    with engine.connect() as connection:
        return {
            name
            for name in inspect(engine).get_table_names()
            if CANARY in str(connection.execute(select(text("*")).select_from(table(name))).all())
        }


def test_an_erased_screening_is_gone_to_the_last_byte(room: BatteryRoom) -> None:
    ann = room.enter("reviewer")
    for flag in room.flags():
        ann.post(
            f"/review/{flag.flag_id}/decision", decision="unsure", reason=f"About {CANARY}", revision=flag.revision
        )
    assert holding(room) > {"supplier", "standing_flag", "disposition", "upload"}
    if store_of(room).engine.dialect.name == "sqlite":
        assert any(CANARY.encode() in path.read_bytes() for path in room.home.rglob("*.db*"))
    assert ann.post(f"/screenings/{room.screening_id}/erase").status_code == 303
    left = [path for path in room.home.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert left == []
    assert holding(room) == set()
    assert not list((room.home / "uploads").iterdir())
    assert CANARY not in ann.get("/overview").text + ann.get("/suppliers").text + ann.get("/").text
    assert room.enter("admin").post("/audit/verify").status_code == 200


def test_what_fails_in_any_view_is_a_page_with_a_number_and_changes_nothing(
    room: BatteryRoom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = room.enter("admin")
    before = counts(room)

    def fail(**_: object) -> None:
        raise RuntimeError(f"{CANARY} in {room.home}")

    for endpoint in list(room.app.view_functions):
        if endpoint != "static":
            monkeypatch.setitem(room.app.view_functions, endpoint, fail)
    looked = 0
    for rule in room.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if rule.endpoint in ("static", "signing_in.login", "own_account.password", "signing_in.code"):
                continue
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", "x" * 8)
            headers = {"X-CSRF-Token": admin.token()}
            answer = admin.client.open(path, method=method, headers=headers)
            assert answer.status_code == 500, (method, path)
            assert CANARY not in answer.text
            assert str(room.home) not in answer.text
            assert "Traceback" not in answer.text
            assert answer.headers["X-Request-ID"] in answer.text
            assert "Content-Security-Policy" in answer.headers
            looked += 1
    assert looked > 50
    assert counts(room) == before
    assert "in fail" in caplog.text  # where it failed is told, and not in what words
    assert CANARY not in caplog.text


def test_a_fault_of_the_worker_is_told_to_the_officer_and_its_words_to_nobody(
    room: BatteryRoom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"no such column: {CANARY}") from error

    monkeypatch.setattr("supplychain.uploading.run_screening", fail)
    answer = room.enter("officer").send(workbook_bytes(ROWS), "plain.xlsx")
    assert answer.status_code == 422
    assert "tell your operator" in answer.text
    assert CANARY not in answer.text + caplog.text
    assert "KeyError" in caplog.text
    assert "ValueError" in caplog.text


def counts(room: BatteryRoom) -> dict[str, int]:
    """How many rows every table has, but for sessions."""
    made = {}
    with store_of(room).engine.connect() as connection:
        for name in inspect(store_of(room).engine).get_table_names():
            if name != "login_session":
                made[name] = len(connection.execute(select(text("1")).select_from(table(name))).all())
    return made


def test_a_locked_database_changes_nothing_and_is_told(room: BatteryRoom) -> None:
    ann, officer, flag = room.enter("reviewer"), room.enter("officer"), room.flags()[0]
    before, files = counts(room), sorted((room.home / "uploads").iterdir())
    engine = store_of(room).engine
    engine.dispose()
    url = engine.url.render_as_string(hide_password=False)
    holder = create_engine(url, isolation_level="AUTOCOMMIT").connect()
    is_sqlite = engine.dialect.name == "sqlite"
    holder.execute(text("BEGIN IMMEDIATE" if is_sqlite else "BEGIN"))
    if not is_sqlite:
        holder.execute(text("LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE"))
    try:
        with engine.connect() as connection:  # the one connection that the requests here use
            connection.execute(text("PRAGMA busy_timeout=200" if is_sqlite else "SET lock_timeout = '200ms'"))
            connection.commit()
        form = {"decision": "unsure", "reason": "Locked out for now.", "revision": str(flag.revision)}
        answers = [ann.post(f"/review/{flag.flag_id}/decision", **form), officer.drop(workbook_bytes(ROWS))]
    finally:
        holder.execute(text("ROLLBACK"))
        holder.close()
        holder.engine.dispose()
    for answer in answers:
        assert answer.status_code in (500, 503), answer.text[:500]
        assert answer.headers["X-Request-ID"] in answer.text
        assert CANARY not in answer.text
        assert "supplychain.db" not in answer.text
    assert counts(room) == before
    assert sorted((room.home / "uploads").iterdir()) == files
    assert ann.get("/review").status_code == 200


@pytest.mark.parametrize("where", [pytest.param("database", marks=pytest.mark.sqlite), "folder"])
def test_a_full_disk_changes_nothing_and_is_told(
    room: BatteryRoom, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    ann, officer, flag = room.enter("reviewer"), room.enter("officer"), room.flags()[0]
    before, files = counts(room), sorted((room.home / "uploads").iterdir())
    engine = store_of(room).engine
    if where == "database":
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    else:

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("werkzeug.datastructures.FileStorage.save", full)
    big = workbook_bytes([*ROWS, *((f"{CANARY} {n}", "x" * 300, "China", "") for n in range(3_000))])
    answer = officer.drop(big, "big.xlsx")
    if where == "folder":
        assert answer.status_code == 500
        assert answer.headers["X-Request-ID"] in answer.text
        assert "No space" not in answer.text
        assert counts(room) == before
        assert sorted((room.home / "uploads").iterdir()) == files
    else:
        assert answer.status_code in (303, 500)
        assert CANARY not in answer.text
    assert ann.get(f"/review/{flag.flag_id}").status_code == 200
    assert officer.get("/healthz").status_code == 200
