"""A desk with everything on it that an attacker could reach: two organisations, people, tokens, flags, files."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import waitress
from desk_visitors import Visitor, account_named, sign_in, workbook_bytes
from flask import Flask
from werkzeug.test import TestResponse

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store.accounts import By
from supplychain.store.api_tokens import make_token
from supplychain.store.dispositions import StandingFlag
from supplychain.store.review_queue import QueueFilters, queue
from web import create_app

REASON = "Another company: different owner and address."


@dataclass
class BatteryRoom:
    """One desk. `flags` and `screening_id` are of the main organisation."""

    app: Flask
    home: Path
    people: dict[str, Visitor] = field(default_factory=dict)
    screening_id: str = ""

    def enter(self, role: str, organisation: str = "main") -> Visitor:
        """Somebody of that role, signed in."""
        login = f"{role}.{organisation.replace(' ', '.')}"
        if login not in self.people:
            self.people[login] = sign_in(self.app, account_named(self.app, login, Role(role), organisation))
        return self.people[login]

    def token(self, role: str = "reviewer", organisation: str = "main") -> str:
        """An API token with every scope the role may give."""
        desk, who = self.app.extensions["desk"], self.enter(role, organisation)
        scopes = ("read", "screen", "decide") if role != "officer" else ("read", "screen")
        by = By(who.account.account_id, desk.clock())
        return make_token(desk.store, by, who.account, name="battery", scopes=scopes, days=30)

    def flags(self) -> tuple[StandingFlag, ...]:
        """Every standing flag of the main organisation."""
        return queue(self.app.extensions["desk"].store, "main", QueueFilters(status=())).flags


def opened(home: Path, **settings: object) -> BatteryRoom:
    """An empty desk."""
    given = {"max_upload_mb": 2, **settings}
    app = create_app(Settings(home=home, **given))  # type: ignore[arg-type]
    app.config["SERVER_NAME"] = None
    return BatteryRoom(app, home)


def furnished(home: Path, rows: list[list[object]] | None = None, **settings: object) -> BatteryRoom:
    """A desk with one screening, a decision, a file attached, and somebody of another organisation."""
    room = opened(home, **settings)
    answer = room.enter("officer").send(workbook_bytes(rows) if rows else workbook_bytes())
    assert answer.status_code == 303, answer.text
    room.screening_id = answer.headers["Location"].rpartition("/")[2]
    flag = room.flags()[0]
    sent = {"file": (io.BytesIO(b"%PDF-1.7 letter"), "letter.pdf"), "note": "Their letter"}
    assert room.enter("officer").post(f"/review/{flag.flag_id}/evidence", **sent).status_code == 303
    for role, organisation in (("reviewer", "Other Hospital"), ("reviewer", "main"), ("admin", "main")):
        room.enter(role, organisation)
    return room


@contextmanager
def over_http(app: Flask, **more: object) -> Iterator[str]:
    """The desk on a port of its own, by the server it is run with."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, asyncore_use_poll=True, **more)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()


class Watch:
    """Asks for /healthz all the while, and keeps how long each answer took, in seconds."""

    def __init__(self, address: str, pause: float = 0.02) -> None:
        self._address, self._pause = address, pause
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.took: list[float] = []

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        with httpx.Client(timeout=30) as client:  # one: to make one costs more than most answers take
            while not self._over.wait(self._pause):
                begun = time.perf_counter()
                try:
                    answered = client.get(f"{self._address}/healthz").status_code == 200
                except httpx.HTTPError:
                    answered = False
                self.took.append(time.perf_counter() - begun if answered else 30.0)

    def p95(self) -> float:
        """What 95 of 100 answers stayed under."""
        return sorted(self.took)[int(0.95 * len(self.took))]


def leads_nowhere(answer: TestResponse) -> bool:
    """Whether no header of the answer holds a line break or was made up by what was sent."""
    return (
        all("\r" not in value and "\n" not in value for _, value in answer.headers) and "X-Evil" not in answer.headers
    )
