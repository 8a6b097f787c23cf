"""Does the desk stay quick with 25 people at it? Mixed users against a served desk and its worker, and a long queue.

60 % open queue, flags, screenings and overview, 20 % decide, 10 % upload 500 rows, 10 % take the flagged workbook.
Run as `python -m benchmarks.desk [--minutes 3] [--users 25] [--database-url URL] [--pause 3]`.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests
from openpyxl import Workbook
from sqlalchemy import insert, select

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.accounts import By, NewAccount, add_account, change_account
from supplychain.store.engine import writing
from supplychain.store.tables_standing import standing_flag
from web import create_app
from web.desk import Desk
from web.passwords import hash_password

PASSWORD = "violet kettle marmot lagoon"
LISTED = ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Esquel Group", "COFCO Sugar Holdings Co., Ltd.")
FIRST = ("Northfield", "Harbor", "Alder", "Juniper", "Crestline", "Shenzhen", "Guangdong", "Pacific", "Atlas")
SECOND = ("Medical", "Trading", "Surgical", "Health", "Textile", "Technology", "Products", "Supply")
GOODS = ("Nitrile examination gloves", "Cotton gauze swabs", "Surgical scissors", "Office paper A4", "Infusion pump")
PLACES = ("China", "Malaysia", "Pakistan", "Germany", "India", "")
KINDS = ("queue", "flag", "screening", "overview", "decision", "upload", "export")
WEIGHTS = (20, 15, 15, 10, 20, 10, 10)
ROWS = 500
LONG, TURNS = 100_000, 5
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PAGE_GOAL, DECISION_GOAL = 0.5, 0.3  # seconds at p95


@dataclass
class Measured:
    """Seconds by kind of request, answers by status, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    statuses: dict[int, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, took: float, status: int) -> None:
        with self.lock:
            self.seconds[kind].append(took)
            self.statuses[status] = self.statuses.get(status, 0) + 1


class User:
    """One person with a browser of their own."""

    def __init__(self, url: str, number: int, measured: Measured, pause: float) -> None:
        self.url, self.measured, self.pause = url, measured, pause
        self.chance = random.Random(number)
        self.session = requests.Session()
        self.session.trust_env = False
        self.number = number

    def sign_in(self) -> None:
        page = self.session.get(f"{self.url}/login", timeout=60).text
        said = {"csrf_token": _token(page), "login": f"user{self.number}", "password": PASSWORD}
        answer = self.session.post(f"{self.url}/login", data=said, timeout=60, allow_redirects=False)
        assert answer.status_code == 303, answer.status_code

    def run(self, until: float) -> None:
        while time.monotonic() < until:
            time.sleep(self.chance.uniform(0.5, 1.5) * self.pause)
            kind = self.chance.choices(KINDS, WEIGHTS)[0]
            try:
                getattr(self, kind)()
            except (requests.RequestException, AssertionError) as error:
                with self.measured.lock:
                    self.measured.failures.append(f"{kind}: {type(error).__name__}: {str(error)[:200]}")

    def ask(self, kind: str, method: str, path: str, **more: object) -> requests.Response:
        begun = time.perf_counter()
        answer = self.session.request(method, self.url + path, timeout=60, allow_redirects=False, **more)  # type: ignore[arg-type]
        self.measured.note(kind, time.perf_counter() - begun, answer.status_code)
        return answer

    def queue(self) -> str:
        filtered = self.chance.choice(("", "?severity=import_barred", "?order=newest", "?q=harbor"))
        return self.ask("queue", "GET", f"/review{filtered}").text

    def _a_flag(self) -> str:
        found = re.findall(r'href="/review/([0-9a-f]{32})', self.queue())
        return self.chance.choice(found) if found else ""

    def flag(self) -> None:
        if flag_id := self._a_flag():
            self.ask("flag", "GET", f"/review/{flag_id}")

    def overview(self) -> None:
        self.ask("overview", "GET", "/overview")

    def _a_screening(self) -> str:
        found = re.findall(r'href="(/screenings/[0-9a-f]{32})"', self.ask("screening", "GET", "/screenings").text)
        return str(self.chance.choice(found)) if found else ""

    def screening(self) -> None:
        if path := self._a_screening():
            self.ask("screening", "GET", path)

    def decision(self) -> None:
        flag_id = self._a_flag()
        page = self.ask("flag", "GET", f"/review/{flag_id}").text if flag_id else ""
        revision = re.search(r'name="revision" value="(\d+)"', page)
        if revision:
            said = {"csrf_token": _token(page), "decision": "unsure", "reason": "Measured.", "revision": revision[1]}
            self.ask("decision", "POST", f"/review/{flag_id}/decision", data=said)

    def upload(self) -> None:
        page = self.session.get(f"{self.url}/", timeout=60).text
        said = {"csrf_token": _token(page), "sent_key": secrets.token_hex(8)}
        files = {"workbook": (f"sheet-{secrets.token_hex(3)}.xlsx", sheet_bytes(self.chance))}
        path = self.ask("upload", "POST", "/uploads", data=said, files=files).headers.get("Location", "/")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            time.sleep(1.0)
            shown = self.session.get(self.url + path, timeout=60, allow_redirects=False)
            if "Screen with these columns" in shown.text:
                self.session.post(f"{self.url}{path}/columns", data={"csrf_token": _token(shown.text)}, timeout=60)
                return

    def export(self) -> None:
        if path := self._a_screening():
            self.ask("export", "GET", f"{path}/workbook")


def _token(page: str) -> str:
    found = TOKEN.search(page)
    assert found is not None, "a page without a form"
    return found[1]


def sheet_bytes(chance: random.Random, rows: int = ROWS) -> bytes:
    """A sheet of invented suppliers with one listed name in a hundred."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Purchases")
    sheet.append(["Supplier", "Vendor number", "Product", "Country of origin", "Spend"])
    for row in range(rows):
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.randrange(10_000)} LLC"
        if row % 100 == 0:
            name = chance.choice(LISTED)
        number = f"V-{chance.randrange(100_000)}"
        sheet.append([name, number, chance.choice(GOODS), chance.choice(PLACES), chance.randrange(100, 90_000)])
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def people(settings: Settings, users: int) -> None:
    """Reviewers who may sign in by password alone."""
    desk: Desk = create_app(settings).extensions["desk"]
    by, hashed = By("benchmark", desk.clock()), hash_password(PASSWORD)
    for number in range(users):
        new = NewAccount(f"user{number}", f"User {number}", Role.REVIEWER, "main", hashed)
        added = add_account(desk.store, by, new)
        change_account(desk.store, by, added.account_id, "account.set_password", must_change=False)
    desk.store.close()


def cost(pid: int) -> tuple[float, int]:
    """CPU seconds and resident megabytes of one process."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def serve(environ: dict[str, str], log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A served desk with its worker; waits until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "supplychain.cli", "serve", "--port", str(port)]
    with log.open("wb") as said:
        process = subprocess.Popen(command, env=environ, stderr=said, stdout=said)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{url}/healthz", timeout=5).status_code == 200:
                return process, url
        except requests.RequestException:
            time.sleep(0.2)
    process.kill()
    raise SystemExit(f"serve did not come up: {log.read_text(errors='replace')[-1500:]}")


def lengthen(settings: Settings, flags: int, chance: random.Random) -> None:
    """Copies the flags that stand until there are so many, under other suppliers."""
    store = open_store(settings)
    columns = list(standing_flag.c.keys())
    with writing(store) as connection:
        known = [row._asdict() for row in connection.execute(select(standing_flag).limit(200))]
        for begin in range(0, flags, 1000):
            rows = [
                {
                    **chance.choice(known),
                    "flag_id": secrets.token_hex(16),
                    "supplier_name": f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number}",
                    "supplier_key": f"measured-{number}",
                    "spend": float(chance.randrange(5_000_000)),
                    "score": chance.uniform(0.6, 1.0),
                    "status": "open",
                    "decision": "",
                }
                for number in range(begin, begin + 1000)
            ]
            connection.execute(insert(standing_flag), [{name: row[name] for name in columns} for row in rows])
    store.close()


def long_queue(user: User, process: subprocess.Popen[bytes]) -> None:
    """One person alone opens a queue of 100,000 flags."""
    for path in ("/review", "/review?severity=import_barred", "/review?q=harbor", "/overview"):
        user.session.get(user.url + path, timeout=120)
        spent, begun = cost(process.pid)[0], time.perf_counter()
        for _ in range(TURNS):
            assert user.session.get(user.url + path, timeout=120).status_code == 200
        wall, spent = (time.perf_counter() - begun) / TURNS, (cost(process.pid)[0] - spent) / TURNS
        print(f"{LONG:,} flags, {path}: {1000 * wall:.0f} ms wall, {1000 * spent:.0f} ms CPU")


def report(measured: Measured, minutes: float, spent: float, grown: tuple[int, int]) -> None:
    """The table, and whether the goals are met."""
    print(f"{'kind':<11}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    pages: list[float] = []
    for kind in KINDS:
        took = sorted(measured.seconds[kind])
        if kind not in ("decision", "upload", "export"):
            pages += took
        _row(kind, took)
    _row("pages", sorted(pages))
    asked = sum(map(len, measured.seconds.values()))
    broken = sum(count for status, count in measured.statuses.items() if status >= 500)
    print(f"{asked} requests in {minutes:.1f} min, {asked / minutes / 60:.1f}/s; statuses {measured.statuses}")
    print(f"5xx: {broken}; without an answer: {len(measured.failures)} {measured.failures[:3]}")
    print(f"CPU of the desk's process: {1000 * spent / max(asked, 1):.1f} ms a request; RSS {grown[0]} → {grown[1]} MB")
    print(f"load of the machine (1 min): {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"goals: pages p95 < {PAGE_GOAL * 1000:.0f} ms, decisions p95 < {DECISION_GOAL * 1000:.0f} ms")


def _row(kind: str, took: Sequence[float]) -> None:
    if len(took) > 1:
        cuts = statistics.quantiles(took, n=100, method="inclusive")
        print(f"{kind:<11}{len(took):>9}{1000 * cuts[49]:>9.0f}{1000 * cuts[94]:>9.0f}{1000 * cuts[98]:>9.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--users", type=int, default=25)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds somebody looks at a page, in the middle")
    parser.add_argument("--database-url", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        people(Settings(home=home, database_url=chosen.database_url, totp="optional"), chosen.users)
        environ = {k: v for k, v in os.environ.items() if not k.startswith("SUPPLYCHAIN_")}
        environ |= {"SUPPLYCHAIN_HOME": str(home), "SUPPLYCHAIN_TOTP": "optional"}
        environ |= {"SUPPLYCHAIN_DATABASE_URL": chosen.database_url} if chosen.database_url else {}
        process, url = serve(environ, Path(folder) / "stderr")
        try:
            measured = Measured()
            users = [User(url, number, measured, chosen.pause) for number in range(chosen.users)]
            for one in users:
                one.sign_in()
            users[0].upload()
            time.sleep(5)
            measured.seconds.update({kind: [] for kind in KINDS})
            spent, before = cost(process.pid)
            until = time.monotonic() + 60 * chosen.minutes
            threads = [threading.Thread(target=one.run, args=(until,)) for one in users]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            after, grown = cost(process.pid)
            report(measured, chosen.minutes, after - spent, (before, grown))
            lengthen(Settings(home=home, database_url=chosen.database_url), LONG, random.Random(5))
            long_queue(users[0], process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    main()
