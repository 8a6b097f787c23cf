"""Two refreshes of one list at once, by whichever doors, fetch it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from misbehaving_server import KEY, KNOWN, MisbehavingServer, reply, rows_csv, serving
from test_schedule import Stalling, needs_kill, wait_for

from supplychain.once import Runner
from supplychain.reference.refresh import Outcome, RefreshRoom
from supplychain.refreshing import refresh_alone
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.job_runs import runs_of
from supplychain.store.versions import current_versions, versions_of

REFRESHING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from misbehaving_server import KEY, KNOWN
from supplychain.once import Runner
from supplychain.reference.refresh import RefreshRoom
from supplychain.refreshing import refresh_alone
from supplychain.settings import Settings
from supplychain.store import open_store
settings = Settings(Path(sys.argv[2]), sys.argv[4], sources=((KEY, sys.argv[3]),), fetch_tries=1)
room = RefreshRoom(open_store(settings), KNOWN, settings)
outcome = refresh_alone(room, Runner(room.store, lambda: datetime.now(UTC)), KEY)
print(outcome.outcome.value, outcome.records, flush=True)
"""
HERE = str(Path(__file__).resolve().parents[1] / "reference")


def refreshing(home: Path, server: MisbehavingServer) -> list[str]:
    """A process that refreshes the list of that server."""
    return [sys.executable, "-c", REFRESHING, HERE, str(home), server.url(), Settings(home=home).database_url]


def test_two_processes_that_refresh_one_list_at_once_fetch_it_once(tmp_path: Path) -> None:
    with serving() as server:
        stalling = Stalling()
        server.give(stalling)
        open_store(Settings(home=tmp_path)).close()
        command = refreshing(tmp_path, server)
        two = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        wait_for(lambda: len(server.asked) == 1)
        time.sleep(3)
        stalling.go_on.set()
        told = [process.communicate(timeout=60)[0] for process in two]
    assert told == ["updated 200\n", "updated 200\n"]
    assert len(server.asked) == 1


@needs_kill
def test_a_refresh_whose_process_was_killed_holds_up_the_next_one_by_no_second(tmp_path: Path) -> None:
    with serving() as server:
        stalling = Stalling()
        server.give(stalling)
        command = refreshing(tmp_path, server)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
            wait_for(lambda: len(server.asked) == 1)
            os.kill(killed.pid, signal.SIGKILL)
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout == "updated 200\n"
        assert time.monotonic() - began < 15  # starting Python on a busy machine, not a lease of 120 s
        stalling.go_on.set()
    store = open_store(Settings(home=tmp_path))
    assert [run.outcome for run in runs_of(store, f"refresh:{KEY}")] == ["updated", "abandoned"]
    store.close()


def test_a_file_brought_by_hand_is_taken_after_the_refresh_that_runs(tmp_path: Path) -> None:
    by_hand = tmp_path / "brought.csv"
    by_hand.write_bytes(rows_csv(range(205), as_of="2026-11-10"))
    with serving() as server:
        stalling = Stalling()
        server.give(stalling)
        settings = Settings(home=tmp_path / "home", sources=((KEY, server.url()),), fetch_tries=1)
        room = RefreshRoom(open_store(settings), KNOWN, settings)

        def refresh(given: str) -> Outcome:
            return refresh_alone(room, Runner(room.store, lambda: datetime.now(UTC)), KEY, given).outcome

        with ThreadPoolExecutor(2) as pool:
            fetched = pool.submit(refresh, "")
            wait_for(lambda: len(server.asked) == 1)
            brought = pool.submit(refresh, str(by_hand))
            time.sleep(1)
            assert not brought.done()
            stalling.go_on.set()
            assert fetched.result(60) is Outcome.UPDATED
            assert brought.result(60) is Outcome.UPDATED
    assert [version.entries for version in versions_of(room.store, KEY)] == [200, 205]
    assert current_versions(room.store)[KEY].entries == 205
    room.store.close()


@pytest.mark.parametrize("doors", [("refresh", "refresh"), ("refresh", "jobs run"), ("jobs run", "refresh")])
def test_the_commands_wait_for_each_other(
    supplychain: Callable[..., subprocess.CompletedProcess[str]], doors: tuple[str, str]
) -> None:
    words = {"refresh": ("refresh", "cbp_wro"), "jobs run": ("jobs", "run", "refresh:cbp_wro")}
    gone = threading.Event()

    def answer(connection: object, _: bytes) -> None:
        gone.wait(60)
        connection.sendall(reply(404, b"gone"))  # type: ignore[attr-defined]

    supplychain("lists")
    with serving() as server:
        url = server.give(answer)
        environ = {"SUPPLYCHAIN_SOURCE_CBP_WRO": url, "SUPPLYCHAIN_FETCH_TRIES": "1"}
        with ThreadPoolExecutor(2) as pool:
            running = [pool.submit(lambda door: supplychain(*words[door], **environ), door) for door in doors]
            wait_for(lambda: len(server.asked) == 1)
            time.sleep(4)
            gone.set()
            done = [one.result(60) for one in running]
    assert [one.returncode for one in done] == [3, 3]
    assert all("kept_last_good" in one.stdout for one in done), done
    assert len(server.asked) == 1
