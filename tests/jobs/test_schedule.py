"""Two real scheduler processes on one database: each list is fetched once a tick, what a killed one held is taken
over, a stopped one leaves its work marked, and what was missed is brought up."""

from __future__ import annotations

import json
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import environ_of
from misbehaving_server import GOOD, MisbehavingServer, reply, serving
from scheduling import KEYS
from sqlalchemy import text

from supplychain.alive import SCHEDULE
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.engine import reading
from supplychain.store.job_runs import JobRun, heartbeats, last_runs, running_jobs, runs_of
from supplychain.store.versions import current_versions, versions_of

SCRIPT = Path(__file__).with_name("scheduling.py")
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")


class Scheduler:
    """A scheduler process and what it says."""

    def __init__(
        self,
        home: Path,
        url: str,
        server: MisbehavingServer,
        period: float,
        *,
        lease: float = 60.0,
        stop: float = 20.0,
    ) -> None:
        command = [sys.executable, str(SCRIPT), str(home), url, server.url(""), *map(str, (period, lease, stop))]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ_of(home))
        self.lines: list[dict[str, object]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(json.loads(line))  # every line is one JSON object

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(40)
        self._reader.join(10)
        return code


@contextmanager
def schedulers(*made: Scheduler) -> Iterator[None]:
    try:
        yield
    finally:
        for one in made:
            if one.process.poll() is None:
                one.end(signal.SIGKILL)


def wait_for(truth: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < end, "it did not come to pass in time"
        time.sleep(0.05)


def serve_lists(server: MisbehavingServer) -> None:
    for key in KEYS:
        server.give(reply(200, GOOD), f"{key}.csv")


def asked_for(server: MisbehavingServer) -> Counter[str]:
    return Counter(request.split(b" ")[1].decode().removeprefix("/").removesuffix(".csv") for request in server.asked)


def ended(store: Store, key: str) -> list[JobRun]:
    return [run for run in runs_of(store, f"refresh:{key}", 1000) if run.finished_at is not None]


def twenty_ticks(home: Path, url: str, ticks: int, period: float) -> None:
    store = open_store(Settings(home=home, database_url=url))
    with serving() as server:
        serve_lists(server)
        two = [Scheduler(home, url, server, period) for _ in range(2)]
        with schedulers(*two):
            wait_for(lambda: all(len(ended(store, key)) >= ticks for key in KEYS), 60 + 4 * ticks * period)
            assert [one.end() for one in two] == [0, 0]
        asked = asked_for(server)
        for key in KEYS:
            runs = runs_of(store, f"refresh:{key}", 1000)
            slots = sorted(run.slot for run in runs)
            assert len(set(slots)) == len(slots)
            assert {run.attempts for run in runs} == {1}
            assert {run.outcome for run in runs} <= {"updated", "unchanged"}
            assert asked[key] == len(runs)  # each list once a tick
            missed = (slots[-1] - slots[0]) / timedelta(seconds=period) + 1 - len(slots)
            print(key, "ticks", len(runs), "requests", asked[key], "ticks without a run", missed)
        told = Counter(str(line.get("job")) for one in two for line in one.lines if "slot" in line)
        assert told == {f"refresh:{key}": asked[key] for key in KEYS}  # one line an outcome
    store.close()


def test_two_schedulers_fetch_each_list_once_a_tick(tmp_path: Path, database_url: str) -> None:
    twenty_ticks(tmp_path / "home", database_url, 4, 2.0)


@pytest.mark.long
def test_two_schedulers_fetch_each_list_once_a_tick_for_twenty_ticks(tmp_path: Path, database_url: str) -> None:
    twenty_ticks(tmp_path / "home", database_url, 20, 3.0)


class Stalling:
    """Answers the first request only when told to, all others at once."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self._count = 0

    def __call__(self, connection: socket.socket, _: bytes) -> None:
        self._count += 1
        if self._count == 1:
            self.go_on.wait(120)
        connection.sendall(reply(200, GOOD))


@needs_kill
@pytest.mark.parametrize("machines", ["one machine", "two machines"])
def test_what_a_killed_scheduler_held_is_taken_over(tmp_path: Path, database_url: str, machines: str) -> None:
    # Homes of their own: no lock file tells of the other, as on two machines; then only the lease does.
    homes = [tmp_path / "home", tmp_path / ("home" if machines == "one machine" else "other")]
    store = open_store(Settings(home=homes[0], database_url=database_url))
    with serving() as server:
        serve_lists(server)
        stalling = Stalling()
        server.give(stalling, "list_a.csv")
        first = Scheduler(homes[0], database_url, server, 3600, lease=3)
        with schedulers(first):
            wait_for(lambda: asked_for(server)["list_a"] == 1)
            second = Scheduler(homes[1], database_url, server, 3600, lease=3)
            with schedulers(second):
                wait_for(lambda: len(heartbeats(store, SCHEDULE)) == 2)
                time.sleep(5)
                assert asked_for(server)["list_a"] == 1  # it lives, however long it takes
                first.end(signal.SIGKILL)
                killed = time.monotonic()
                wait_for(lambda: [run.outcome for run in ended(store, "list_a")] == ["updated"])
                print(machines, "taken over after", round(time.monotonic() - killed, 1), "s of a lease of 3 s")
                assert second.end() == 0
        stalling.go_on.set()
    [run] = runs_of(store, "refresh:list_a")
    assert (run.attempts, run.outcome) == (2, "updated")
    assert [line["outcome"] for line in second.lines if line.get("job") == "refresh:list_a"] == ["abandoned", "updated"]
    assert asked_for(server) == {"list_a": 2, "list_b": 1, "list_c": 1}
    store.close()


def test_a_stop_in_the_middle_of_a_refresh_marks_it_and_the_next_start_goes_on(
    tmp_path: Path, database_url: str
) -> None:
    home = tmp_path / "home"
    store = open_store(Settings(home=home, database_url=database_url))
    with serving() as server:
        serve_lists(server)
        stalling = Stalling()
        server.give(stalling, "list_b.csv")
        scheduler = Scheduler(home, database_url, server, 3600, stop=1)
        with schedulers(scheduler):
            wait_for(lambda: asked_for(server)["list_b"] == 1 and set(current_versions(store)) == {"list_a", "list_c"})
            began = time.monotonic()
            assert scheduler.end() == 0
            assert time.monotonic() - began < 10  # it waits 1 s here
        [run] = runs_of(store, "refresh:list_b")
        assert (run.outcome, "run again" in run.message) == ("stopped", True)
        told = [(line["job"], line["outcome"]) for line in scheduler.lines if "stop" in str(line["outcome"])]
        assert told == [("schedule", "stopping"), ("refresh:list_b", "stopped"), ("schedule", "stopped")]
        again = Scheduler(home, database_url, server, 3600)
        with schedulers(again):
            wait_for(lambda: "list_b" in current_versions(store))
            wait_for(lambda: [run.outcome for run in ended(store, "list_b")] == ["updated"])
            assert again.end() == 0
        stalling.go_on.set()
    assert [(run.attempts, run.outcome) for run in runs_of(store, "refresh:list_b")] == [(2, "updated")]
    assert asked_for(server) == {"list_a": 1, "list_b": 2, "list_c": 1}
    store.close()


def killed_again_and_again(home: Path, url: str, rounds: int) -> None:
    store = open_store(Settings(home=home, database_url=url))
    seed = random.randrange(100_000)
    moments = random.Random(seed)
    with serving() as server:
        serve_lists(server)
        server.give(slow(reply(200, GOOD), 0.3), "list_b.csv")
        steady = Scheduler(home, url, server, 1.0)
        with schedulers(steady):
            wait_for(lambda: heartbeats(store, SCHEDULE))
            name = heartbeats(store, SCHEDULE)[0].holder  # asked later, it may be the name of one that was killed
            for _ in range(rounds):
                killed = Scheduler(home, url, server, 1.0)
                with schedulers(killed):
                    wait_for(lambda killed=killed: any(line["outcome"] == "started" for line in killed.lines))
                    time.sleep(moments.uniform(0, 2))
                    killed.end(signal.SIGKILL)
            wait_for(lambda: not [run for run in running_jobs(store) if not run.holder.startswith(name)])
            assert steady.end() == 0
        asked = asked_for(server)
    for key in KEYS:
        runs = runs_of(store, f"refresh:{key}", 10_000)
        assert len({run.slot for run in runs}) == len(runs)
        assert all(run.finished_at is not None for run in runs)
        # A killed attempt may have asked or not; no other request was made.
        assert sum(run.attempts for run in runs) >= asked[key] >= sum(run.outcome != "abandoned" for run in runs)
        assert {run.outcome for run in runs} <= {"updated", "unchanged", "abandoned", "stopped"}
        assert [version.entries for version in versions_of(store, key)] == [200]
        taken = sum(run.attempts > 1 for run in runs)
        print("seed", seed, key, "slots", len(runs), "requests", asked[key], "taken over", taken)
    if url.startswith("sqlite"):
        with reading(store) as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    store.close()


def slow(answer: bytes, seconds: float) -> Callable[[socket.socket, bytes], None]:
    def answering(connection: socket.socket, _: bytes) -> None:
        time.sleep(seconds)
        connection.sendall(answer)

    return answering


@needs_kill
def test_a_scheduler_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path, database_url: str) -> None:
    killed_again_and_again(tmp_path / "home", database_url, 3)


@pytest.mark.long
@needs_kill
def test_a_hundred_kills_of_a_scheduler_lose_and_double_nothing(tmp_path: Path, database_url: str) -> None:
    killed_again_and_again(tmp_path / "home", database_url, 100)


def test_a_wall_clock_set_by_400_days_and_back_runs_no_slot_twice_and_stops_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    url = Settings(home=home).database_url
    store = open_store(Settings(home=home))
    with serving() as server:
        serve_lists(server)
        two = [Scheduler(home, url, server, 2.0) for _ in range(2)]
        with schedulers(*two):
            for days in (0, 400, 0, -400, 0):
                (home / "clock_set").write_text(str(days))
                before = len(ended(store, "list_a"))
                wait_for(lambda before=before: len(ended(store, "list_a")) >= before + 3)
            assert [one.end() for one in two] == [0, 0]
        asked = asked_for(server)
    for key in KEYS:
        runs = runs_of(store, f"refresh:{key}", 1000)
        assert len({run.slot for run in runs}) == len(runs) == asked[key]
        assert {run.attempts for run in runs} == {1}
    assert {one["outcome"] for one in two[0].lines if one["level"] == "WARNING" and one["job"] == "schedule"} == {
        "clock_set"
    }
    days = sorted({(run.slot - datetime.now(UTC)).days // 100 for run in runs_of(store, "refresh:list_a", 1000)})
    assert len(days) == 3  # the right time, 400 days ahead and 400 days behind
    store.close()


def test_a_list_that_fails_stops_no_other_and_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_store(Settings(home=home))
    with serving() as server:
        serve_lists(server)
        server.give(reply(404, b"gone"), "list_a.csv")
        scheduler = Scheduler(home, Settings(home=home).database_url, server, 3600)
        with schedulers(scheduler):
            wait_for(lambda: all(ended(store, key) for key in KEYS))
            assert scheduler.end() == 0
    told = {line["job"]: (line["level"], line["outcome"]) for line in scheduler.lines if "slot" in line}
    assert told == {
        "refresh:list_a": ("WARNING", "no_data"),
        "refresh:list_b": ("INFO", "updated"),
        "refresh:list_c": ("INFO", "updated"),
    }
    store.close()


def test_the_scheduler_itself_starts_beats_and_stops(
    home: Path, supplychain: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    command = [sys.executable, "-m", "supplychain.cli", "schedule", "--no-fetch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ_of(home)) as process:
        assert process.stderr is not None
        assert json.loads(process.stderr.readline())["outcome"] == "started"
        store = open_store(Settings(home=home))
        wait_for(lambda: bool(heartbeats(store, SCHEDULE)))
        [beat] = heartbeats(store, SCHEDULE)
        assert datetime.now(UTC) - beat.at < timedelta(minutes=1)
        assert beat.content["fetches"] is False
        process.terminate()
        assert process.wait(35) == 0
        assert json.loads(process.stderr.read().splitlines()[-1])["outcome"] == "stopped"
    shown = json.loads(supplychain("jobs", "--format", "json").stdout)
    assert shown["scheduler"] == "alive"
    assert not [job for job in shown["jobs"] if job["overdue"] and job["job"].startswith("refresh:")]
    store.close()


@pytest.mark.long
def test_a_supplier_listed_while_the_scheduler_runs_is_flagged_within_a_minute(
    home: Path, tmp_path: Path, supplychain: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    sheet, listed = tmp_path / "suppliers.csv", tmp_path / "own.csv"
    sheet.write_text(
        "Supplier,Country,Description\nKestrel Vale Surgical Supply Ltd,US,scalpels\nOther Firm Inc,US,soap\n"
    )
    listed.write_text("id,name\n1,Kestrel Vale Surgical Supply Ltd\n")
    assert supplychain("screen", sheet).returncode == 0
    store = open_store(Settings(home=home))
    command = [sys.executable, "-m", "supplychain.cli", "schedule", "--no-fetch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ_of(home)) as process:
        wait_for(lambda: {"rescreen", "canary", "digest"} <= set(last_runs(store)))
        supplychain("lists", "add", "do_not_buy", listed, "--title", "Do not buy", "--severity", "prohibited")
        wait_for(lambda: bool(runs_of(store, "rescreen", 1)[0].content.get("counts", {}).get("new")))
        process.terminate()
        assert process.wait(35) == 0
    told = supplychain("jobs", "run", "digest", "--format", "json")
    assert json.loads(told.stdout)[0]["counts"]["flags"] >= 1
    store.close()
