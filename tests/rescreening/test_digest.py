"""One message on what is new, told until it has arrived, silent where nothing is."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from base_of import NOW, clock
from sqlalchemy import insert, select

from supplychain.digest import tell_digest
from supplychain.digest.message import content_of, text_of
from supplychain.flags.words import ago
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.engine import reading, writing
from supplychain.store.job_runs import beat, heartbeats
from supplychain.store.refreshes import RefreshRecord, save_refresh
from supplychain.store.tables_standing import digest, flag_change, rescreening

SECRET = "Zyxquill Nonwoven"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """SQLite alone: what a digest asks of the store is asked of both databases by the other tests of this room."""
    opened = open_store(Settings(home=tmp_path / "home"))
    yield opened
    opened.close()


def change(store: Store, kind: str = "new", severity: str = "import_barred") -> None:
    """One change of a flag, as a re-screening keeps it."""
    counts = dict.fromkeys(("supplier_count", "met_count", "new_count", "changed_count", "withdrawn_count"), 1)
    with writing(store) as connection:
        if connection.execute(select(rescreening)).first() is None:
            row = {"rescreening_id": "r", "started_at": NOW, "finished_at": NOW, "engine": "0", "settings": []}
            connection.execute(insert(rescreening).values(**row, versions=[], **counts))
        content = {"supplier_name": SECRET, "flag": {"entry": "Hoshine", "basis": "19 USC 1307"}, "fields": []}
        told = {"kind": kind, "list_key": "uflpa_entities", "entry_id": "u:1", "version_before": "1"}
        where = {"rescreening_id": "r", "flag_id": "f" * 32, "organisation_id": "main", "version_after": "2"}
        connection.execute(insert(flag_change).values(**told, **where, severity=severity, content=content))


class Listener:
    """A real HTTP server that keeps what is posted and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, object]]] = []
        self.status = 204
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if outer.status < 300:
                    outer.taken.append((self.headers["Idempotency-Key"], body))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?token=secret"


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


class Mailbox:
    """What a real SMTP server takes in."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.taken.append(envelope.content.decode())  # type: ignore[attr-defined]
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp+plain://127.0.0.1:{port}"
    controller.stop()


def files(store: Store) -> list[Path]:
    return sorted((store.home / "digests").glob("*"))


def test_nothing_new_is_told_to_nobody_and_leaves_a_sign_of_life(store: Store) -> None:
    assert tell_digest(store, Settings(home=store.home), clock).outcome == "silent"
    assert files(store) == []
    (sign,) = heartbeats(store, "digest")
    assert (sign.at, sign.content["outcome"]) == (NOW, "silent")


def test_all_that_is_new_goes_into_one_file_with_names_once(store: Store) -> None:
    change(store)
    change(store, "withdrawn")
    outcome = tell_digest(store, Settings(home=store.home), clock)
    assert (outcome.outcome, outcome.message) == ("told", "Supplier screening: 1 new, 1 withdrawn flags")
    whole, text = files(store)
    assert json.loads(whole.read_text())["counts"] == {"new": 1, "changed": 0, "withdrawn": 1, "expired": 0}
    assert SECRET in whole.read_text()
    assert f'new: Import barred: "{SECRET}" / "Hoshine"' in text.read_text()
    assert whole.stat().st_mode & 0o077 == 0
    assert tell_digest(store, Settings(home=store.home), clock).outcome == "silent"
    assert len(files(store)) == 2
    with reading(store) as connection:
        assert all(row.told_at == NOW for row in connection.execute(select(flag_change)))
        assert SECRET not in json.dumps(connection.execute(select(digest)).one().content)


def test_webhook_and_mail_carry_no_supplier_unless_the_operator_says_so(
    store: Store, listener: Listener, mailbox: tuple[Mailbox, str]
) -> None:
    box, server = mailbox
    settings = Settings(
        home=store.home, digest_webhook=listener.url, digest_email="buyer@example.org", mail_server=server,
        public_url="https://desk.example.org",
    )  # fmt: skip
    change(store)
    assert tell_digest(store, settings, clock).outcome == "told"
    ((key, message),) = listener.taken
    assert message["digest_id"] == key
    assert message["flags"] == [{"flag_id": "f" * 32, "kind": "new"}]
    assert message["link"] == "https://desk.example.org/review"
    (mail,) = box.taken
    assert "Subject: Supplier screening: 1 new flag" in mail
    assert f"Message-ID: <{key}@example.org>" in mail
    assert SECRET not in json.dumps(message) + mail
    change(store)
    named = Settings(home=store.home, digest_webhook=listener.url, digest_names=True)
    tell_digest(store, named, clock)
    assert SECRET in json.dumps(listener.taken[-1][1])


def test_what_did_not_arrive_is_told_again_with_the_same_id_and_only_where_it_failed(
    store: Store, listener: Listener
) -> None:
    settings = Settings(home=store.home, digest_webhook=listener.url)
    listener.status = 503
    change(store)
    outcome = tell_digest(store, settings, clock)
    assert (outcome.outcome, outcome.counts["waiting"]) == ("not_delivered", 1)
    assert "secret" not in outcome.message
    with reading(store) as connection:
        assert connection.execute(select(flag_change.c.told_at)).scalar() is None
        told = connection.execute(select(digest.c.digest_id)).scalar_one()
    written = files(store)
    listener.status = 200
    assert tell_digest(store, settings, clock).counts["waiting"] == 0
    assert [key for key, _ in listener.taken] == [told]
    assert files(store) == written
    assert tell_digest(store, settings, clock).outcome == "silent"
    assert len(listener.taken) == 1


def test_a_condition_is_told_once_until_it_passes_and_comes_again(store: Store) -> None:
    settings = Settings(home=store.home)
    beat(store, "canary", NOW, content={"outcome": "alarm", "message": "The canary was not flagged by cbp_wro."})
    assert tell_digest(store, settings, clock).message == "Supplier screening: 1 condition to look at"
    assert "not flagged by cbp_wro" in files(store)[1].read_text()
    assert tell_digest(store, settings, clock).outcome == "silent"
    beat(store, "canary", NOW, content={"outcome": "flagged"})
    assert tell_digest(store, settings, clock).outcome == "silent"
    later = NOW + timedelta(days=1)
    beat(store, "canary", later, content={"outcome": "alarm", "message": "Again."})
    assert tell_digest(store, settings, lambda: later).outcome == "told"


def test_lists_never_fetched_are_told_once_any_list_was(store: Store) -> None:
    settings = Settings(home=store.home)
    record = RefreshRecord("uflpa_entities", NOW, NOW, "published", True, "https://www.dhs.gov/")
    save_refresh(store, record)
    assert tell_digest(store, settings, clock).outcome == "told"
    text = files(store)[1].read_text()
    assert "Never fetched here, so that no supplier is screened against them: " in text
    assert "OFAC Specially Designated Nationals List" in text
    save_refresh(store, replace(record, list_key="ofac_sdn", outcome="kept_last_good", message="Not there."))
    tell_digest(store, settings, clock)
    again = "".join(one.read_text() for one in files(store))
    assert "OFAC Specially Designated Nationals List: no version is held. The last attempt: Not there." in again


def test_its_text_is_for_people() -> None:
    content = content_of("d1", NOW, (), {"expired:cbp_wro": f"Orders: expired, last checked {ago(3_661)}."}, "")
    text = text_of(content)
    assert f"Digest d1, {NOW:%Y-%m-%d %H:%M} UTC" in text
    assert "last checked 153 days ago." in text
