"""Desk and worker are killed without warning again and again, in the midst of requests and of work: what was acknowledged
is there, once; what was not is there whole or not at all; the trail verifies.

SUPPLYCHAIN_KILLS sets the kills of each battery, SUPPLYCHAIN_SEED the chance.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from busy_people import LINES, Admin, Journal, Officer, Reviewer, Somebody
from desk_visitors import account_named
from served import Served
from sqlalchemy import Connection, text

from supplychain.model import Role
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.audit_verify import verify_trail
from supplychain.store.engine import reading
from web import create_app

KILLS = int(os.environ.get("SUPPLYCHAIN_KILLS", "200"))
SEED = int(os.environ.get("SUPPLYCHAIN_SEED", "20261122"))
_STUCK_SECONDS = 60.0
_HEALTHY_SECONDS = 10.0
_LONGEST_WORK = 2.5  # seconds people and worker have between two kills
_VERIFIED_EVERY = 10  # kills; the whole trail and the file's own check take longer the more there is
_TWO_HOURS = 7200.0


class Kept:
    """What the database holds, asked beside the desk."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.store: Store = open_store(Settings(home=home, database_url=url))
        self._held: Connection | None = None

    def rows(self, query: str) -> list[tuple[object, ...]]:
        if self._held is not None:
            return [tuple(row) for row in self._held.execute(text(query))]
        with reading(self.store) as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All that is asked within is answered as of one moment: people go on working."""
        engine = self.store.engine.execution_options(
            **({} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"})
        )
        with engine.connect() as connection, connection.begin():
            self._held = connection
            try:
                yield
            finally:
                self._held = None

    def pairs(self, query: str) -> dict[str, object]:
        return {str(key): value for key, value in self.rows(query)}

    @property
    def is_sqlite(self) -> bool:
        return self.store.engine.dialect.name == "sqlite"

    def settles(self) -> float:
        """The seconds until nothing that waits for a worker now waits any more."""
        waiting = "SELECT upload_id, status FROM upload WHERE status IN ('unread', 'waiting')"
        begun, first = time.monotonic(), set(self.rows(waiting))
        while first & set(self.rows(waiting)):
            assert time.monotonic() - begun < 2 * _STUCK_SECONDS, f"uploads are stuck: {self.rows(waiting)}"
            time.sleep(0.2)
        return time.monotonic() - begun


def served_with(home: Path, url: str, *options: str) -> Served:
    """A desk, not started yet, with four people who may sign in."""
    served = Served(home, *options, SUPPLYCHAIN_TOTP="optional", SUPPLYCHAIN_DATABASE_URL=url)
    app = create_app(Settings(home=served.home, database_url=url, totp="optional"))
    for login, role in (("olga", "officer"), ("rhea", "reviewer"), ("ravi", "reviewer"), ("ada", "admin")):
        account_named(app, login, Role(role))
    app.extensions["desk"].store.close()
    return served


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Served]:
    """Served without a worker beside it: the test starts and kills one itself."""
    served = served_with(tmp_path / "home", database_url, "--no-worker")
    served.start()
    yield served
    served.end()


@contextmanager
def at_work(desk: Served, seed: int) -> Iterator[tuple[Journal, list[Somebody]]]:
    """Four people, each in a thread."""
    journal = Journal()
    kinds = ((Officer, "olga"), (Reviewer, "rhea"), (Reviewer, "ravi"), (Admin, "ada"))
    people: list[Somebody] = [kind(desk, journal, login, random.Random(f"{seed} {login}")) for kind, login in kinds]
    for one in people:
        one.start()
    try:
        yield journal, people
    finally:
        for one in people:
            one.end()


def killed_again_and_again(desk: Served, kept: Kept, kills: int) -> None:
    """Half of the kills are the desk's, half the worker's, in an order of chance."""
    chance = random.Random(SEED)
    victims = ["desk", "worker"] * (kills // 2)
    chance.shuffle(victims)
    worker, restarts, hit, begun = desk.start_worker(), [], 0, time.monotonic()
    with at_work(desk, SEED) as (journal, people):
        for number, victim in enumerate(victims, 1):
            worker = _worked_for_a_while(kept, desk, worker, chance, victim)
            asked = journal.asked.total()
            if victim == "desk":
                for one in people:
                    one.up.clear()
                desk.kill()
                as_acknowledged(kept, journal.so_far(), is_down=True)
                restarts.append(desk.start() / busy())
                for one in people:
                    one.up.set()
                hit += journal.asked.total() > asked
            else:
                worker.kill()
                worker.wait(30)
                as_acknowledged(kept, journal.so_far())
            if number % _VERIFIED_EVERY == 0:
                whole(kept)
                print(f"{number} kills: {journal.counted()}, restart at most {max(restarts or [0.0]):.1f} s")
            assert journal.wrong == []
        worker.kill()
        worker.wait(30)
        worker = desk.start_worker()
        waited = kept.settles()
    kept.settles()
    worker.terminate()
    worker.wait(30)
    as_acknowledged(kept, journal, is_down=True, at_the_end=True)
    whole(kept)
    print(f"\nseed {SEED}, {kills} kills in {time.monotonic() - begun:.0f} s: {journal.counted()}")
    print(
        f"{hit} of {len(restarts)} kills of the desk fell into requests; restart at most {max(restarts):.1f} s, ",
        end="",
    )
    stopped = len(kept.rows("SELECT 1 FROM upload WHERE status = 'failed'"))
    print(f"wait for the worker {waited:.1f} s; {stopped} uploads given up; ", end="")
    print(f"{len(kept.rows('SELECT 1 FROM audit_event'))} audit events")
    assert waited <= _STUCK_SECONDS
    assert max(restarts) <= _HEALTHY_SECONDS, restarts
    assert hit >= len(restarts) / 2, "the kills hardly ever fell into a request"


def busy() -> float:
    """By how much the machine has more to do than it can: a start is two seconds of a processor (measured), and takes
    15 where ten others want the two there are."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _worked_for_a_while(
    kept: Kept, desk: Served, worker: subprocess.Popen[bytes], chance: random.Random, victim: str
) -> subprocess.Popen[bytes]:
    """A moment of chance later; before a kill of the worker, where it has something in hand."""
    if worker.poll() is not None:
        worker = desk.start_worker()
    until, held = time.monotonic() + 10, f"SELECT 1 FROM upload WHERE holder LIKE '%:{worker.pid}:%'"
    while victim == "worker" and time.monotonic() < until and not kept.rows(held):
        time.sleep(0.02)
    time.sleep(chance.uniform(0, _LONGEST_WORK if victim == "desk" else 0.8))
    return worker


def as_acknowledged(kept: Kept, journal: Journal, *, is_down: bool = False, at_the_end: bool = False) -> None:
    """I3, I4 and I6 of the kill battery for what `journal` holds. `is_down`: nothing was acknowledged since."""
    with kept.one_moment():
        _uploads(kept, journal, at_the_end=at_the_end)
        _decisions(kept, journal)
        _accounts(kept, journal, is_down=is_down)


def _accounts(kept: Kept, journal: Journal, *, is_down: bool) -> None:
    logins = Counter(str(login) for (login,) in kept.rows("SELECT login FROM account"))
    assert journal.added <= logins.keys()
    assert set(logins.values()) == {1}
    told = _told_of(kept, "account.add")
    assert told == {str(one) for (one,) in kept.rows("SELECT account_id FROM account")}
    if is_down:
        names = kept.pairs("SELECT account_id, name FROM account")
        assert [one for one, may_be in journal.named.items() if names[one] not in may_be] == []


def _told_of(kept: Kept, action: str, became: str = "") -> set[str]:
    """What the trail tells of under that name, each once; with `became`, as having become that."""
    rows = kept.rows(f"SELECT object_id, after FROM audit_event WHERE action = '{action}'")
    told = [(str(one), after if isinstance(after, str) else json.dumps(after)) for one, after in rows]
    counted = Counter(one for one, after in told if not became or json.loads(after).get("status") == became)
    assert set(counted.values()) <= {1}, f"{action} is told twice"
    return set(counted)


def _uploads(kept: Kept, journal: Journal, *, at_the_end: bool) -> None:
    rows = kept.rows("SELECT sent_key, upload_id, status, code, stored_name FROM upload")
    by_key = {str(key): str(upload_id) for key, upload_id, *_ in rows}
    assert {key: by_key.get(key) for key in journal.uploads} == journal.uploads
    assert len(by_key) == len(rows), "a form sent once is two uploads"
    status = {str(one): str(stands) for _, one, stands, _, _ in rows}
    codes = {str(code) for _, _, stands, code, _ in rows if stands == "failed"}
    assert codes <= {"WORKER_STOPPED"}, codes  # told on its page
    lost = [one for one in journal.confirmed if status[one] not in ("unread", "waiting", "done", "failed")]
    assert lost == [], "confirmed columns are forgotten"
    folder = kept.home / "uploads"
    missing = [one for _, one, stands, _, name in rows if stands != "failed" and not (folder / str(name)).exists()]
    assert missing == [], "an acknowledged upload has no file"
    assert _told_of(kept, "upload.add") == set(status)
    assert journal.confirmed <= _told_of(kept, "upload.confirm") | _told_of(kept, "upload.failed")
    done = {one for one, stands in status.items() if stands == "done"}
    assert _told_of(kept, "upload.done") == done
    made = kept.pairs("SELECT screening_id, count(*) FROM supplier_line GROUP BY screening_id")
    assert done <= set(made)
    assert set(made.values()) <= {LINES}, "a screening is there in part"
    assert all(status[one] in ("done", "waiting") for one in made)
    if at_the_end:
        assert set(made) == done
        assert set(status.values()) <= {"done", "previewed", "failed"}


def _decisions(kept: Kept, journal: Journal) -> None:
    rows = kept.rows("SELECT flag_id, reason, disposition_id, decision, status, second_reviewer FROM disposition")
    found = {
        (str(flag), str(reason)): (str(one), str(said), str(stands)) for flag, reason, one, said, stands, _ in rows
    }
    assert len(found) == len(rows), "one answer is kept twice"
    assert [one for one, said in journal.decided.items() if found.get(one, ("", "", ""))[1] != said] == []
    assert [one for one in journal.undone if found[one][2] != "undone"] == []
    seconds = {str(one): second for _, _, one, _, _, second in rows}
    assert [one for one in journal.seconded if not seconds[one]] == []
    final = Counter(flag for (flag, _), (_, _, stands) in found.items() if stands == "final")
    waits = Counter(flag for (flag, _), (_, _, stands) in found.items() if stands == "pending_second")
    says = {flag: said for (flag, _), (_, said, stands) in found.items() if stands == "final"}
    for flag, stands, decision in kept.rows("SELECT flag_id, status, decision FROM standing_flag"):
        if stands == "pending_second":  # what was final before holds until the second person has spoken
            assert (waits[str(flag)], final[str(flag)] <= 1, decision) == (1, True, ""), (flag, stands)
            continue
        assert (final[str(flag)], waits[str(flag)]) == (int(stands == "decided"), 0), (flag, stands)
        assert decision == says.get(str(flag), ""), flag
    # A decision that another one replaces is told of as well, as superseded.
    decided = _told_of(kept, "disposition.decide", "final") | _told_of(kept, "disposition.decide", "pending_second")
    assert decided == {one for one, _, _ in found.values()}
    undone = {one for one, _, stands in found.values() if stands == "undone"}
    assert _told_of(kept, "disposition.undo", "undone") == undone


def whole(kept: Kept) -> None:
    """I1 and I7: the database is whole and the trail verifies."""
    if kept.is_sqlite:
        assert kept.rows("PRAGMA integrity_check") == [("ok",)]
        assert kept.rows("PRAGMA foreign_key_check") == []
    assert verify_trail(kept.store).faults == ()


@pytest.fixture
def kept(desk: Served, database_url: str) -> Iterator[Kept]:
    beside = Kept(desk.home, database_url)
    yield beside
    beside.store.close()


def test_nothing_acknowledged_is_lost_or_doubled_by_ten_kills(desk: Served, kept: Kept) -> None:
    killed_again_and_again(desk, kept, 10)


@pytest.mark.long
def test_nothing_acknowledged_is_lost_or_doubled_by_two_hundred_kills(desk: Served, kept: Kept) -> None:
    """A hundred of the desk, a hundred of the worker."""
    killed_again_and_again(desk, kept, KILLS)


def lives(pid: int) -> bool:
    """Whether the process runs; one that has ended may stay listed until somebody takes note."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_killed_desk_leaves_its_own_worker_to_finish_and_the_next_one_doubles_nothing(
    tmp_path: Path, database_url: str
) -> None:
    desk = served_with(tmp_path / "home", database_url)
    kept, chance, left = Kept(desk.home, database_url), random.Random(SEED), []
    desk.start()
    with at_work(desk, SEED) as (journal, people):
        for _ in range(4):
            time.sleep(chance.uniform(0.5, _LONGEST_WORK))
            left.append(desk.worker())
            for one in people:
                one.up.clear()
            desk.kill()
            as_acknowledged(kept, journal.so_far(), is_down=True)
            desk.start()
            for one in people:
                one.up.set()
        assert journal.wrong == []
        kept.settles()
    kept.settles()
    until = time.monotonic() + _STUCK_SECONDS
    while any(pid is not None and lives(pid) for pid in left):
        assert time.monotonic() < until, "a worker outlives its desk"
        time.sleep(0.2)
    desk.end()
    as_acknowledged(kept, journal, is_down=True)
    whole(kept)
    kept.store.close()


def test_a_file_that_a_kill_left_unacknowledged_is_gone_once_no_upload_can_be_coming(desk: Served, kept: Kept) -> None:
    orphan = kept.home / "uploads" / "0123456789abcdef.xlsx"
    orphan.write_bytes(b"half a workbook")
    desk.kill()
    desk.start()
    assert orphan.exists()  # it may be another process's work
    os.utime(orphan, (time.time() - _TWO_HOURS,) * 2)
    desk.kill()
    desk.start()
    assert not orphan.exists()


def test_a_service_manager_ends_desk_and_worker_in_time_in_the_midst_of_work(tmp_path: Path, database_url: str) -> None:
    served = served_with(tmp_path / "home", database_url)
    kept = Kept(served.home, database_url)
    served.start()
    journal = Journal()
    officer = Officer(served, journal, "olga", random.Random(SEED))
    officer.start()
    until = time.monotonic() + 30
    while not kept.rows("SELECT 1 FROM upload WHERE holder <> ''") and time.monotonic() < until:
        time.sleep(0.05)
    worker = served.worker()
    assert worker is not None
    officer.up.clear()
    took = served.end()
    assert took <= 30.0
    assert not Path(f"/proc/{worker}").exists()
    as_acknowledged(kept, journal, is_down=True)
    served.start()
    kept.settles()
    as_acknowledged(kept, journal, is_down=True)
    officer.up.set()
    officer.end()
    assert journal.wrong == []
    served.end()
    kept.store.close()
