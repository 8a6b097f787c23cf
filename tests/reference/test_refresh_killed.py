"""A refresh killed at any moment leaves a whole version: never torn, lost or doubled, and nothing half written lies about."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from misbehaving_server import KEY, KNOWN, reply, rows_csv, serving
from sqlalchemy import Connection, event, text

from supplychain.reference.refresh import Outcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.engine import reading
from supplychain.store.refreshes import refreshes_of
from supplychain.store.versions import current_versions, load_entries, versions_of

needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")

# Refreshes again and again and says each outcome once it is kept; it is killed in the middle of one.
REFRESHING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from misbehaving_server import KEY, KNOWN
from supplychain.reference.refresh import RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store
settings = Settings(Path(sys.argv[2]), sys.argv[4], sources=((KEY, sys.argv[3]),), fetch_tries=1)
room = RefreshRoom(open_store(settings), KNOWN, settings)
print("ready", flush=True)
while True:
    outcome = refresh_list(room, KEY)
    print(outcome.outcome.value, outcome.version, outcome.records, outcome.reason, flush=True)
"""


def assert_whole(store: Store, home: Path) -> None:
    if store.engine.dialect.name == "sqlite":
        with reading(store) as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    versions = versions_of(store, KEY)
    assert len({version.version for version in versions}) == len(versions)
    assert len({version.sha256 for version in versions}) == len(versions)  # nothing twice
    for version in versions:
        entries = load_entries(store, KEY, version.version)
        assert len({entry.entry_id for entry in entries}) == version.entries == len(entries)
        assert (home / "snapshots" / KEY / version.sha256).is_file()  # no version without its bytes


def die_at(step: int, home: Path, url: str) -> bool:
    """Refreshes in a process of its own that dies before its `step`-th step: an SQL statement, a commit, a byte of the
    snapshot reaching the disk, a rename. Whether it came so far."""
    child = os.fork()
    if child == 0:
        left = step

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        synced, replaced = os.fsync, Path.replace

        def fsync(descriptor: int) -> None:
            count()
            synced(descriptor)

        def replace_(path: Path, target: Path) -> Path:
            count()
            return replaced(path, target)

        os.fsync, Path.replace = fsync, replace_  # type: ignore[assignment, method-assign]
        event.listen(Connection, "before_cursor_execute", count)
        event.listen(Connection, "commit", count)
        settings = Settings(home=home, sources=((KEY, url),), fetch_tries=1)
        try:
            refresh_list(RefreshRoom(open_store(settings), KNOWN, settings), KEY)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_refresh_that_dies_before_any_of_its_steps_leaves_the_old_version_or_the_new(tmp_path: Path) -> None:
    home, step, died = tmp_path / "home", 0, True
    with serving() as server:
        settings = Settings(home=home, sources=((KEY, server.url()),))
        server.give(reply(200, rows_csv(range(200))))
        room = RefreshRoom(open_store(settings), KNOWN, settings)
        old = refresh_list(room, KEY).version
        server.give(reply(200, rows_csv(range(210), as_of="2026-11-10")))
        held = {old}
        while died:
            step += 1
            room.store.close()
            died = die_at(step, home, server.url())
            room = RefreshRoom(open_store(settings), KNOWN, settings)
            versions = [version.version for version in versions_of(room.store, KEY)]
            assert versions[: len(held)] == [old, *(held - {old})]
            held = set(versions)
            assert len(versions) <= 2
            assert current_versions(room.store)[KEY].version == versions[-1]
            assert_whole(room.store, home)
        assert held != {old}  # the last round ran to its end
        assert step > 20
        assert refresh_list(room, KEY).outcome is Outcome.UNCHANGED
    assert not list((home / "snapshots" / KEY).glob(".part-*"))
    room.store.close()


def test_a_disk_that_fails_at_any_step_of_keeping_the_bytes_keeps_the_last_good_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as server:
        settings = Settings(home=tmp_path, sources=((KEY, server.url()),))
        server.give(reply(200, rows_csv(range(200))))
        room = RefreshRoom(open_store(settings), KNOWN, settings)
        refresh_list(room, KEY)
        held = current_versions(room.store)
        failed = 0
        for step in range(1, 9):
            # Each round finds another file, as its bytes would not be written again.
            server.give(reply(200, rows_csv(range(200 + step), as_of="2026-11-10")))
            left, real = [step], os.fsync

            def fsync(descriptor: int, left: list[int] = left, real: Callable[[int], None] = real) -> None:
                left[0] -= 1
                if left[0] == 0:
                    raise OSError(errno.ENOSPC, "No space left on device")
                real(descriptor)

            with monkeypatch.context() as patched:
                patched.setattr(os, "fsync", fsync)
                outcome = refresh_list(room, KEY)
            if outcome.verified:
                break
            failed += 1
            assert "free some space" in outcome.reason
            assert current_versions(room.store) == held
            assert not list((tmp_path / "snapshots" / KEY).glob(".part-*"))
        assert failed == 4  # the bytes, their folder, what is written beside them, its folder
        assert_whole(room.store, tmp_path)


def kill_rounds(home: Path, rounds: int) -> None:
    seed = random.randrange(100_000)
    print("seed", seed)
    moments = random.Random(seed)
    day, size = date(2020, 1, 1), 400
    stop = [0]
    with serving() as server:

        def growing(connection: object, _: bytes) -> None:
            """Each request finds the publisher's list a day older and one party longer."""
            stop[0] += 1
            body = rows_csv(range(size + stop[0]), as_of=str(day + timedelta(days=stop[0])))
            connection.sendall(reply(200, body))  # type: ignore[attr-defined]

        server.give(growing)
        here, url = str(Path(__file__).parent), Settings(home=home).database_url
        command = [sys.executable, "-c", REFRESHING, here, str(home), server.url(), url]
        acknowledged: set[str] = set()
        for _ in range(rounds):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0, 0.25))
            os.kill(process.pid, signal.SIGKILL)
            told = [line.split() for line in process.communicate(timeout=30)[0].splitlines()]
            assert all(words[0] == "updated" for words in told if len(words) > 2), told
            acknowledged |= {words[1] for words in told if len(words) > 2}
            store = open_store(Settings(home=home))
            assert acknowledged <= {version.version for version in versions_of(store, KEY)}  # nothing lost
            if acknowledged:
                assert current_versions(store)[KEY] == versions_of(store, KEY)[-1]
            store.close()
        settings = Settings(home=home, sources=((KEY, server.url()),))
        room = RefreshRoom(open_store(settings), KNOWN, settings)
        assert refresh_list(room, KEY).outcome is Outcome.UPDATED
    assert_whole(room.store, home)
    assert not list((home / "snapshots" / KEY).glob(".part-*"))
    assert all(record.outcome != "running" for record in refreshes_of(room.store, KEY, 10_000))
    print("versions", len(versions_of(room.store, KEY)), "attempts", len(refreshes_of(room.store, KEY, 100_000)))


@needs_kill
def test_a_refresh_killed_at_any_moment_is_whole_afterwards(tmp_path: Path) -> None:
    kill_rounds(tmp_path / "home", 6)


@pytest.mark.long
@needs_kill
def test_two_hundred_kills_lose_tear_and_double_nothing(tmp_path: Path) -> None:
    kill_rounds(tmp_path / "home", 200)
