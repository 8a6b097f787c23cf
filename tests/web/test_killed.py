"""Desk and worker are killed without warning again and again: what was acknowledged is there, once, and the trail whole.

The client keeps a journal of every acknowledged action. SUPPLYCHAIN_KILLS sets the rounds, SUPPLYCHAIN_SEED the chance.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from desk_visitors import PASSWORD, account_named, workbook_bytes
from served import Served

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.audit_verify import verify_trail
from web import create_app

ROUNDS = int(os.environ.get("SUPPLYCHAIN_KILLS", "200"))
SEED = int(os.environ.get("SUPPLYCHAIN_SEED", "20261122"))
_STUCK_SECONDS = 60.0
_HEALTHY_SECONDS = 10.0  # in the middle: one start may meet a machine that is busy elsewhere
_MOST_UNCONFIRMED = 4  # so that the client confirms and decides as well as it uploads
_LISTED = "Hoshine Silicon Industry (Shanshan) Co., Ltd."
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
Refused = (requests.ConnectionError, requests.Timeout)


@dataclass
class Journal:
    """What the desk has acknowledged, as the client remembers it."""

    uploads: dict[str, str] = field(default_factory=dict)  # form's own key → upload id
    confirmed: set[str] = field(default_factory=set)
    decided: dict[str, str] = field(default_factory=dict)  # flag → reason
    unsure: int = 0  # actions whose answer never came: kept or not, but never twice


class Client:
    """A reviewer's browser: brings sheets, confirms columns, decides; an answer that never comes is tried again."""

    def __init__(self, desk: Served) -> None:
        self.desk, self.journal, self.number = desk, Journal(), 0
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.desk.url + path, timeout=20)

    def post(self, path: str, page: str, **more: object) -> requests.Response:
        found = _TOKEN.search(page)
        assert found is not None, page[:2000]
        data = {"csrf_token": found[1], **dict(more.pop("data", {}))}  # type: ignore[call-overload]
        return self.session.post(self.desk.url + path, data=data, timeout=30, allow_redirects=False, **more)  # type: ignore[arg-type]

    def sign_in(self, login: str) -> None:
        page = self.get("/login").text
        assert self.post("/login", page, data={"login": login, "password": PASSWORD}).status_code == 303

    def act(self) -> None:
        """One action of each kind, as far as there is something to do; ends where the desk is gone."""
        with suppress(*Refused):
            if len(self.journal.uploads) - len(self.journal.confirmed) < _MOST_UNCONFIRMED:
                self._upload()
            self._confirm()
            self._decide()

    def _upload(self) -> None:
        self.number += 1
        page = self.get("/").text
        rows = [("Supplier", "Product", "Country of origin", "Vendor number")]
        rows += [(_LISTED, "Silicone tubing", "China", f"V-{self.number}"), ("Quiet Office Ltd", "Staplers", "", "Q-1")]
        rows += [(f"Harbor Medical {n}", "Gauze", "Germany", f"H-{n}") for n in range(30)]
        key = f"sent-{self.number}"
        sent = {"workbook": (f"sheet-{self.number}.xlsx", workbook_bytes(rows))}
        self.journal.unsure += 1
        answer = self.post("/uploads", page, data={"sent_key": key}, files=sent)
        self.journal.unsure -= 1
        assert answer.status_code == 303, (answer.status_code, answer.text[-800:])
        self.journal.uploads[key] = answer.headers["Location"].rpartition("/")[2]

    def _confirm(self) -> None:
        for upload_id in [one for one in self.journal.uploads.values() if one not in self.journal.confirmed][-3:]:
            answer = self.get(f"/uploads/{upload_id}")
            if "Screen with these columns" not in answer.text:
                continue
            self.journal.unsure += 1
            done = self.post(f"/uploads/{upload_id}/columns", answer.text)
            self.journal.unsure -= 1
            assert done.status_code == 303
            self.journal.confirmed.add(upload_id)

    def _decide(self) -> None:
        queue = self.get("/review").text
        for flag_id in re.findall(r'class="queue-link" href="/review/([0-9a-f]{32})', queue)[:3]:
            page = self.get(f"/review/{flag_id}").text
            revision = re.search(r'name="revision" value="(\d+)"', page)
            if revision is None:
                continue
            reason = f"Round's reason {self.number} for {flag_id[:8]}"
            said = {"decision": "true_match", "reason": reason, "revision": revision[1]}
            self.journal.unsure += 1
            answer = self.post(f"/review/{flag_id}/decision", page, data=said)
            self.journal.unsure -= 1
            if answer.status_code == 303:
                self.journal.decided[flag_id] = reason
            else:
                assert answer.status_code == 409, answer.text[-800:]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path / "home", SUPPLYCHAIN_TOTP="optional")
    app = create_app(Settings(home=served.home, totp="optional"))
    account_named(app, "rhea", Role.REVIEWER)
    app.extensions["desk"].store.close()
    served.start()
    yield served
    if served.process.poll() is None:
        served.end()


def rows_of(desk: Served, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(desk.home / "supplychain.db", timeout=30)) as database:
        return database.execute(query).fetchall()


def settles(desk: Served) -> float:
    """The seconds until no upload waits for a worker."""
    begun = time.monotonic()
    while rows_of(desk, "SELECT 1 FROM upload WHERE status IN ('unread', 'waiting') LIMIT 1"):
        assert time.monotonic() - begun < 3 * _STUCK_SECONDS, "uploads are stuck"
        time.sleep(0.5)
    return time.monotonic() - begun


@pytest.mark.long
def test_nothing_acknowledged_is_lost_or_doubled_by_kills(desk: Served, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    client = Client(desk)
    client.sign_in("rhea")
    restarts, longest_wait = [0.0], 0.0
    for turn in range(ROUNDS):
        victim = chance.choice(("worker", "desk", "both"))
        until = time.monotonic() + chance.uniform(0.05, 3.0)
        while time.monotonic() < until:
            client.act()
        worker = desk.worker()
        if victim != "desk" and worker is not None:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        if victim != "worker":
            desk.kill()
            restarts.append(desk.start())
        if turn % 50 == 49:
            longest_wait = max(longest_wait, settles(desk))
            kept_as_told(desk, client.journal)
            print(
                f"{turn + 1} kills: {counted(client.journal)}, restart {max(restarts):.1f} s, wait {longest_wait:.1f} s"
            )
    longest_wait = max(longest_wait, settles(desk))
    client.act()
    settles(desk)
    kept_as_told(desk, client.journal)
    print(
        f"seed {SEED}, {ROUNDS} kills: {counted(client.journal)}; restart {statistics.median(restarts):.1f} s, at most {max(restarts):.1f} s, ",
        end="",
    )
    print(f"longest wait for the worker {longest_wait:.1f} s")
    assert statistics.median(restarts) <= _HEALTHY_SECONDS
    assert longest_wait <= _STUCK_SECONDS


def counted(journal: Journal) -> str:
    return (
        f"{len(journal.uploads)} uploads, {len(journal.confirmed)} confirmed, {len(journal.decided)} decided, "
        f"{journal.unsure} without an answer"
    )


def kept_as_told(desk: Served, journal: Journal) -> None:
    """The invariants I1, I3, I4, I6 and I7 of the kill battery, by what the database holds."""
    assert rows_of(desk, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(desk, "PRAGMA foreign_key_check") == []
    kept = {key: (one, status) for key, one, status in rows_of(desk, "SELECT sent_key, upload_id, status FROM upload")}
    assert {key: kept.get(key, ("", ""))[0] for key in journal.uploads} == journal.uploads
    twice = "SELECT sent_key FROM upload GROUP BY sent_key HAVING count(*) > 1"
    assert rows_of(desk, twice) == []
    for upload_id, status in kept.values():
        assert status in ("previewed", "done"), (upload_id, status)
        assert (status == "done") >= (upload_id in journal.confirmed), f"{upload_id} was confirmed and is {status}"
    done = {str(one) for one, status in kept.values() if status == "done"}
    assert {str(one) for (one,) in rows_of(desk, "SELECT screening_id FROM screening")} == done
    lines = rows_of(desk, "SELECT screening_id, count(*) FROM supplier_line GROUP BY screening_id")
    assert {count for _, count in lines} <= {32}
    assert len(lines) == len(done)
    final = "SELECT flag_id, count(*) FROM disposition WHERE status = 'final' GROUP BY flag_id"
    decided = dict(rows_of(desk, final))
    assert set(journal.decided) <= set(decided)
    assert set(decided.values()) <= {1}
    told = {str(flag): str(reason) for flag, reason in rows_of(desk, "SELECT flag_id, reason FROM disposition")}
    assert {flag: told[flag] for flag in journal.decided} == journal.decided
    events = rows_of(desk, "SELECT object_id, count(*) FROM audit_event WHERE action = 'upload.add' GROUP BY object_id")
    assert {one for one, _ in events} == {one for one, _ in kept.values()}
    assert {count for _, count in events} <= {1}
    store = open_store(Settings(home=desk.home))
    try:
        check = verify_trail(store)
    finally:
        store.close()
    assert check.faults == ()


def test_a_service_manager_ends_desk_and_worker_in_time_in_the_midst_of_work(desk: Served) -> None:
    client = Client(desk)
    client.sign_in("rhea")
    client.act()
    worker = desk.worker()
    assert worker is not None
    client.act()
    took = desk.end()
    assert took <= 30.0
    assert not Path(f"/proc/{worker}").exists()
    desk.start()
    settles(desk)
    kept_as_told(desk, client.journal)
