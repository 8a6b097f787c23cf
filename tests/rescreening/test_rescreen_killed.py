"""A re-screening that is killed leaves nothing of itself, and the next one does all of its work once."""

from __future__ import annotations

import os
import signal

import pytest
from base_of import NOW, clock, entries_of, line, publish, screened
from sqlalchemy import event, select

from supplychain.model import ListedEntity
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.rescreening import rescreen_base
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.audit_verify import verify_trail
from supplychain.store.engine import reading
from supplychain.store.screenings import save_screening
from supplychain.store.tables_standing import base_version, flag_change, rescreening, standing_flag

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork a process to kill")


def killed_before(write: int, settings: Settings, known: KnownLists) -> bool:
    """Re-screens in a process of its own that kills itself before its n-th writing statement or the commit."""
    child = os.fork()
    if child == 0:
        left = write

        def count(_: object, __: object, statement: str, *___: object) -> None:
            nonlocal left
            left -= statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE"))
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def ends(_: object) -> None:
            if left <= 1:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            store = open_store(settings)
            event.listen(store.engine, "before_cursor_execute", count)
            event.listen(store.engine, "commit", ends)
            rescreen_base(store, known, settings, clock)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kept(store: Store, table: object) -> int:
    with reading(store) as connection:
        return len(connection.execute(select(table)).all())  # type: ignore[call-overload]


def test_a_killed_rescreening_leaves_nothing_and_the_next_one_doubles_nothing(database_url: str, home: object) -> None:
    settings = Settings(home=home, database_url=database_url)  # type: ignore[arg-type]
    known = known_lists()
    store = open_store(settings)
    save_screening(store, screened(store, known, [line("Quillbrook Nonwoven", country="China")], started_at=NOW))
    added = ListedEntity("uflpa:q", "Quillbrook Nonwoven Co., Ltd.")
    publish(store, "uflpa_entities", [*entries_of(store, "uflpa_entities"), added], "1")
    before = kept(store, standing_flag)
    store.close()
    write, killed = 0, True
    while killed:
        write += 1
        killed = killed_before(write, settings, known)
        there = (kept(store, base_version), kept(store, rescreening), kept(store, flag_change))
        assert there == (0, 0, 0) if killed else min(there) > 0
        assert kept(store, standing_flag) == (before if killed else before + 1)
        store.close()
    assert write > 5
    assert rescreen_base(store, known, settings, clock).outcome == "unchanged"
    assert kept(store, flag_change) == 1
    assert verify_trail(store).faults == ()
    store.close()
