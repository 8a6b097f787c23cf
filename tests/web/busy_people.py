"""People at work at a desk that is killed under them, each in a thread: an officer, two reviewers, an admin.

The journal keeps what the desk acknowledged, and what was asked and never answered: that may have been done or not, but
never twice and never in part. Refuses to know what the database holds.
"""

from __future__ import annotations

import itertools
import random
import re
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import requests
from desk_visitors import PASSWORD, workbook_bytes
from served import Served

from supplychain.store.uploads import MOST_ATTEMPTS

LINES = 32  # of each sheet
_LISTED = "Hoshine Silicon Industry (Shanshan) Co., Ltd."
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_QUEUED = re.compile(r'class="queue-link" href="/review/([0-9a-f]{32})')
_MOST_UNCONFIRMED = 4  # so that the officer confirms as well as uploads
Unanswered = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


@dataclass
class Journal:
    """What the desk acknowledged. Written by several threads, each its own part; `asked` counts what never came back."""

    uploads: dict[str, str] = field(default_factory=dict)  # the form's own key → upload id
    confirmed: set[str] = field(default_factory=set)
    decided: dict[tuple[str, str], str] = field(default_factory=dict)  # (flag, reason) → decision
    undone: set[tuple[str, str]] = field(default_factory=set)
    seconded: set[str] = field(default_factory=set)  # disposition ids
    added: set[str] = field(default_factory=set)  # logins
    named: dict[str, set[str]] = field(default_factory=dict)  # account id → the names it may have now
    asked: Counter[str] = field(default_factory=Counter)  # acts under way when the desk was killed, by kind
    wrong: list[str] = field(default_factory=list)  # what no kill explains

    def so_far(self) -> Journal:
        """What it holds now, while others write on."""
        while True:
            with suppress(RuntimeError):  # it grew meanwhile
                return deepcopy(self)

    def counted(self) -> str:
        """One line for whoever reads the run."""
        batched = len(self.decided) - len({reason for _, reason in self.decided})
        return (
            f"{len(self.uploads)} uploads, {len(self.confirmed)} confirmed, {len(self.decided)} decided ({batched} in "
            f"batches), {len(self.undone)} undone, {len(self.seconded)} seconded, {len(self.added)} accounts, "
            f"{len(self.named)} renamed; without an answer: {dict(self.asked)}"
        )


class Somebody(ABC):
    """A browser in a thread: acts again and again while the desk is up, waits while it is not."""

    def __init__(self, desk: Served, journal: Journal, login: str, chance: random.Random) -> None:
        self.desk, self.journal, self.login, self.chance = desk, journal, login, chance
        self.up, self._over = threading.Event(), threading.Event()
        self.number = itertools.count(1)
        self._under_way = ""
        self._session = requests.Session()
        self._session.trust_env = False
        self._thread = threading.Thread(target=self._work, daemon=True, name=login)

    def start(self) -> None:
        page = self.get("/login").text
        assert self.post("/login", page, login=self.login, password=PASSWORD).status_code == 303
        self.up.set()
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self.up.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def get(self, path: str) -> requests.Response:
        return self._session.get(self.desk.url + path, timeout=30)

    def post(self, path: str, page: str, files: Any = None, **form: object) -> requests.Response:
        found = _TOKEN.search(page)
        assert found is not None, page[:2000]
        data = {"csrf_token": found[1], **form}
        return self._session.post(self.desk.url + path, data=data, files=files, timeout=30, allow_redirects=False)

    def change(self, kind: str, path: str, page: str, files: Any = None, **form: object) -> requests.Response:
        """A request that changes something: counted where its answer never comes."""
        self._under_way = kind
        answer = self.post(path, page, files, **form)
        self._under_way = ""
        return answer

    @abstractmethod
    def act(self) -> None:
        """Does one thing, as far as there is something to do."""

    def _work(self) -> None:
        while not self._over.is_set():
            self.up.wait()
            try:
                self.act()
                time.sleep(self.chance.uniform(0, 0.1))
            except Unanswered:
                self.journal.asked[self._under_way or "reading"] += 1
                self._under_way = ""
                time.sleep(0.1)
            except Exception as error:  # told by the test's own thread
                self.journal.wrong.append(f"{self.login}: {type(error).__name__} {error}")
                return


class Officer(Somebody):
    """Drops sheets and confirms their columns."""

    def act(self) -> None:
        if len(self.journal.uploads) - len(self.journal.confirmed) < _MOST_UNCONFIRMED:
            self._upload(next(self.number))
        self._confirm()

    def _upload(self, number: int) -> None:
        page = self.get("/").text
        rows: list[tuple[object, ...]] = [("Supplier", "Product", "Country of origin", "Vendor number")]
        rows += [(_LISTED, "Silicone tubing", "China", f"V-{number}"), ("Quiet Office Ltd", "Staplers", "", "Q-1")]
        rows += [(f"Harbor Medical {n}", "Gauze", "Germany", f"H-{n}") for n in range(LINES - 2)]
        key = f"sent-{number}"
        sent = {"workbook": (f"sheet-{number}.xlsx", workbook_bytes(rows))}
        answer = self.change("upload", "/uploads", page, sent, sent_key=key)
        assert answer.status_code == 303, (answer.status_code, answer.text[-800:])
        self.journal.uploads[key] = answer.headers["Location"].rpartition("/")[2]

    def _confirm(self) -> None:
        for upload_id in [one for one in self.journal.uploads.values() if one not in self.journal.confirmed][-3:]:
            page = self.get(f"/uploads/{upload_id}").text
            if "Screen with these columns" in page:
                answer = self.change("confirm", f"/uploads/{upload_id}/columns", page)
                assert answer.status_code == 303, (answer.status_code, answer.text[-800:])
                self.journal.confirmed.add(upload_id)
            elif f"stopped {MOST_ATTEMPTS} times" in page:  # told, and nothing more to do
                self.journal.confirmed.add(upload_id)


class Reviewer(Somebody):
    """Decides, one by one and in batches, takes back, and agrees to what the other one dismisses."""

    def act(self) -> None:
        flags = _QUEUED.findall(self.get("/review").text)
        if not flags:
            time.sleep(0.3)
            return
        flag_id = self.chance.choice(flags)
        page = self.get(f"/review/{flag_id}").text
        waits = re.search(r'name="disposition" value="([0-9a-f]+)"', page)
        if waits is not None:
            answer = self.change("second", f"/review/{flag_id}/second", page, disposition=waits[1], agree="yes")
            if self._is_kept(answer):
                self.journal.seconded.add(waits[1])
            return
        revision = re.search(r'name="revision" value="(\d+)"', page)
        if revision is not None:
            self._decide(flag_id, page, revision[1])

    def _decide(self, flag_id: str, page: str, revision: str) -> None:
        reason = f"{self.login} looked {next(self.number)} times"
        decision = self.chance.choice(("true_match", "unsure", "escalated", "false_positive"))
        said = {"decision": decision, "reason": reason, "revision": revision}
        ticked = re.findall(r'name="also" value="([0-9a-f]{32}:\d+)"', page)[: self.chance.choice((0, 0, 3))]
        if ticked:
            answer = self.change("batch", f"/review/{flag_id}/decision", page, also=ticked, **said)
            if answer.status_code == 200:  # every one of them
                for one in (flag_id, *(value[:32] for value in ticked)):
                    self.journal.decided[one, reason] = decision
            else:
                assert answer.status_code in (409, 422), (answer.status_code, answer.text[-800:])
            return
        answer = self.change("decide", f"/review/{flag_id}/decision", page, **said)
        if not self._is_kept(answer):
            return
        self.journal.decided[flag_id, reason] = decision
        if self.chance.random() < 0.4:
            page = self.get(f"/review/{flag_id}").text
            if "Undo my decision" in page and self._is_kept(self.change("undo", f"/review/{flag_id}/undo", page)):
                self.journal.undone.add((flag_id, reason))

    @staticmethod
    def _is_kept(answer: requests.Response) -> bool:
        assert answer.status_code in (303, 403, 409, 422), (answer.status_code, answer.text[-800:])
        return answer.status_code == 303


class Admin(Somebody):
    """Adds people and changes their names."""

    def act(self) -> None:
        number = next(self.number)
        page = self.get("/admin/accounts").text
        if number % 4 == 1:
            login = f"new.{number}"
            answer = self.change("account", "/admin/accounts", page, login=login, name="New", role="officer")
            assert answer.status_code == 200, (answer.status_code, answer.text[-800:])
            self.journal.added.add(login)
            return
        known = re.findall(r'/admin/accounts/([0-9a-f]{32})">new\.', page)
        if not known:
            return
        account_id = known[-1]
        page = self.get(f"/admin/accounts/{account_id}").text
        name = f"Name {number}"
        self.journal.named.setdefault(account_id, {"New"}).add(name)
        answer = self.change("rename", f"/admin/accounts/{account_id}", page, name=name)
        assert answer.status_code == 303, (answer.status_code, answer.text[-800:])
        self.journal.named[account_id] = {name}
