"""A kill, a full disk, another writer: a version or a screening is there whole or not at all."""

from __future__ import annotations

import gc
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from specimens import HOSHINE, NIGHT, WISSER, many, screening, version_of
from sqlalchemy import Connection, event, text

from supplychain.errors import StoreError
from supplychain.model import Entry
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.engine import reading
from supplychain.store.screenings import list_screenings, load_screening, save_screening
from supplychain.store.versions import current_versions, load_entries, publish_version, versions_of

OLD, NEW = many(300, "1"), many(310, "2")
OLD_VERSION, NEW_VERSION = version_of(OLD, edition="1"), version_of(NEW, edition="2")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork a process to kill")


def killed_at(statement: int, settings: Settings, work: Callable[[Store], object]) -> bool:
    """Does the work in a process of its own that kills itself before its n-th statement; whether it was killed."""
    child = os.fork()
    if child == 0:
        left = statement

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            store = open_store(settings)
            event.listen(store.engine, "before_cursor_execute", count)
            event.listen(store.engine, "commit", count)
            work(store)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def assert_sound(store: Store) -> None:
    """Every version holds the number of entries it states, and the database finds no fault in itself."""
    for version in (*versions_of(store, "uflpa_entities"), *current_versions(store).values()):
        assert len(load_entries(store, version.list_key, version.version)) == version.entries
    if store.engine.dialect.name == "sqlite":
        with reading(store) as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


@needs_fork
def test_a_publish_killed_before_any_of_its_statements_leaves_the_old_version(
    database_url: str, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    store = open_store(settings)
    publish_version(store, OLD_VERSION, OLD)
    store.close()
    statement, killed = 0, True
    while killed:
        statement += 1
        killed = killed_at(statement, settings, lambda there: publish_version(there, NEW_VERSION, NEW))
        assert current_versions(store) == {"uflpa_entities": OLD_VERSION if killed else NEW_VERSION}
        assert_sound(store)
        store.close()
    assert statement > 7  # it was killed at the lock, the inserts, the flip and the commit
    assert load_entries(store, "uflpa_entities", NEW_VERSION.version) == tuple(NEW)
    store.close()


@needs_fork
def test_a_screening_killed_before_any_of_its_statements_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    store = open_store(settings)
    store.close()
    made, statement, killed = screening(), 0, True
    while killed:
        statement += 1
        killed = killed_at(statement, settings, lambda there: save_screening(there, made))
        assert len(list_screenings(store)) == (0 if killed else 1)
        store.close()
    assert statement > 10
    assert load_screening(store, "s-1") == made
    store.close()


@needs_fork
def test_an_upgrade_killed_before_any_of_its_statements_can_be_done_again(database_url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    for statement in range(1, 60, 5):
        child = os.fork()
        if child == 0:
            left = statement

            def count(connection: Connection, *_: object) -> None:
                nonlocal left
                left -= 1
                if left <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            event.listen(Connection, "before_cursor_execute", count)
            try:
                open_store(settings)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    store = open_store(settings)
    publish_version(store, OLD_VERSION, OLD)
    assert_sound(store)
    store.close()


PUBLISH = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from specimens import many, version_of
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.versions import publish_version
store = open_store(Settings(Path(sys.argv[2]), sys.argv[3]))
for number in range(int(sys.argv[5])):
    edition = f"{sys.argv[4]}-{number}"
    entries = many(1_000 + number, edition)
    publish_version(store, version_of(entries, edition=edition), entries)
    print(edition, flush=True)
"""


def publishing(settings: Settings, writer: str, rounds: int) -> subprocess.Popen[str]:
    """A process that publishes version after version of one list and says each that was kept."""
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", PUBLISH, here, str(settings.home), settings.database_url, writer, str(rounds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_process_killed_at_any_moment_loses_nothing_it_said_was_kept(database_url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    store = open_store(settings)
    seed = random.randrange(10_000)
    print("seed", seed)
    moments = random.Random(seed)
    for round_ in range(4):
        process = publishing(settings, f"round{round_}", 1_000)
        assert process.stdout is not None
        said = [process.stdout.readline().strip()]  # it is publishing by now
        time.sleep(moments.uniform(0, 0.4))
        process.kill()
        said += process.communicate(timeout=30)[0].split()
        kept = {version.edition for version in versions_of(store, "uflpa_entities")}
        assert set(said) <= kept
        latest = current_versions(store)["uflpa_entities"]
        assert latest == versions_of(store, "uflpa_entities")[-1]
        assert len(load_entries(store, "uflpa_entities", latest.version)) == latest.entries
    assert_sound(store)
    store.close()


def test_two_writers_of_one_list_wait_for_each_other(database_url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    store = open_store(settings)
    writers = [publishing(settings, name, 15) for name in ("left", "right")]
    for number in range(15):  # and a third, which keeps screenings that match the same list
        save_screening(store, screening(f"s-{number}"))
    told = [process.communicate(timeout=120) for process in writers]
    assert [process.returncode for process in writers] == [0, 0], told
    assert len(versions_of(store, "uflpa_entities")) == 30
    assert len(list_screenings(store)) == 15
    assert load_screening(store, "s-9") == screening("s-9")
    assert_sound(store)
    store.close()


def test_a_reader_is_not_kept_waiting_by_a_writer_and_sees_the_old_version(store: Store) -> None:
    publish_version(store, OLD_VERSION, OLD)
    seen: list[str] = []

    def look(_: Connection) -> None:
        start = time.monotonic()
        seen.append(current_versions(store)["uflpa_entities"].version)
        assert time.monotonic() - start < 2

    event.listen(store.engine, "commit", look, once=True)
    publish_version(store, NEW_VERSION, NEW)
    assert seen == [OLD_VERSION.version]
    assert current_versions(store)["uflpa_entities"] == NEW_VERSION


@pytest.mark.sqlite
def test_a_full_disk_is_told_in_one_sentence_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(Settings(home=tmp_path))
    publish_version(store, OLD_VERSION, OLD)

    def leave_no_room(connection: sqlite3.Connection, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    event.listen(store.engine, "checkout", leave_no_room)
    big: list[Entry] = [replace(one, remarks="x" * 4_000) for one in many(1_000)]
    with pytest.raises(StoreError, match="the disk is full; free some space and try again"):
        publish_version(store, version_of(big, edition="big"), big)
    assert current_versions(store) == {"uflpa_entities": OLD_VERSION}
    assert_sound(store)
    publish_version(store, version_of([HOSHINE], edition="small"), [HOSHINE])  # works again without a restart


def test_a_database_written_through_its_home_is_read_by_another_process_at_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    one, other = open_store(settings), open_store(settings)
    for edition, entries in (("1", [WISSER]), ("2", [HOSHINE])):
        version = replace(version_of(entries, edition=edition), checked_at=NIGHT)
        publish_version(one, version, entries)
        assert current_versions(other) == {"uflpa_entities": version}


def test_who_reads_sees_one_state_though_another_writes_meanwhile(store: Store) -> None:
    save_screening(store, screening("s-1"))
    counted = text("SELECT count(*) FROM screening")
    with reading(store) as connection:
        assert connection.execute(counted).scalar_one() == 1
        save_screening(store, screening("s-2"))
        assert connection.execute(counted).scalar_one() == 1
    with reading(store) as connection:
        assert connection.execute(counted).scalar_one() == 2


def test_many_threads_of_one_process_write_at_once_and_nobody_is_told_to_wait(store: Store) -> None:
    def work(number: int) -> None:
        save_screening(store, screening(f"s-{number}"))
        entries = many(50, str(number))
        publish_version(store, version_of(entries, edition=str(number)), entries)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))
    assert len(list_screenings(store)) == 40
    assert len(versions_of(store, "uflpa_entities")) == 40
    assert_sound(store)
    assert gc.isenabled()
