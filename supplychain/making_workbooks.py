"""How is a flagged workbook made that is kept? Whole, for its screening alone, and not at all where that is erased.

A module of its own: the libraries that write workbooks are slow to load, and whoever serves or erases kept ones needs
none of them. Refuses to know who asks.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from supplychain.errors import StoreError, UsageError
from supplychain.flags.export import write_flagged_workbook
from supplychain.kept_workbooks import Wanted, make_room, workbook_path
from supplychain.library import list_titles
from supplychain.life import lock_now
from supplychain.reference.discover import KnownLists
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.kept_screenings import kept_screenings, screened_since
from supplychain.store.screenings import load_screening

_LOG = logging.getLogger(__name__)

# Made before anybody asks for it, by the worker while no upload waits: so many lines take about a second, by which the
# next upload is late at most. Larger ones are made when asked for.
_READY_LINES = 2_000
_READY_BYTES = 2_000_000
_READY_WITHIN = timedelta(hours=1)
_LOOK_SECONDS = 0.1  # between two looks whether another process has made it


class ReadyWorkbooks:
    """Makes the workbooks of what was screened lately, one at a time, each tried once."""

    def __init__(self, store: Store, known: KnownLists, home: Path, clock: Callable[[], datetime]) -> None:
        self._store, self._known, self._home, self._clock = store, known, home, clock
        self._tried: set[str] = set()

    def make_one(self) -> bool:
        """Whether there was one to make. Raises StoreError."""
        since = self._clock() - _READY_WITHIN
        lately = screened_since(self._store, since, _READY_LINES, _READY_BYTES)
        self._tried &= {one.screening_id for one in lately}
        one = next((one for one in lately if one.screening_id not in self._tried), None)
        if one is None:
            return False
        self._tried.add(one.screening_id)
        source = self._home / "uploads" / one.stored_name
        titles = list_titles(self._store, self._known)
        try:
            keep_workbook(self._store, self._home, Wanted(one.screening_id, one.organisation_id, source, titles))
        except StoreError:
            raise
        except Exception as error:  # it is made, or its error told, when somebody asks for it
            _LOG.warning("The workbook of %s was not made beforehand: %s", one.screening_id, type(error).__name__)
        return True


def keep_workbook(store: Store, home: Path, wanted: Wanted) -> Path | None:
    """Makes the workbook where it is not kept; where it is kept then. None where the screening is erased, also where it
    was meanwhile.

    Raises UsageError where the officer's file is another or the disk is full, StoreError.
    """
    path = workbook_path(home, wanted)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(path):
        return path if path.exists() else _make(store, path, wanted)


def _make(store: Store, path: Path, wanted: Wanted) -> Path | None:
    try:
        screening = load_screening(store, wanted.screening_id, organisation_id=wanted.organisation_id)
        write_flagged_workbook(screening, wanted.source, path, titles=dict(wanted.titles))
    except FileNotFoundError:  # the officer's file went with the screening
        return None
    except UsageError:
        if kept_screenings(store, [wanted.screening_id]):
            raise
        return None
    path.chmod(0o600)
    # Whoever erases takes the screening first and its files then: what was made in between is seen here or there.
    if not kept_screenings(store, [wanted.screening_id]):
        path.unlink(missing_ok=True)
        return None
    for older in path.parent.glob(f"{wanted.screening_id}.*"):
        if older != path:
            older.unlink(missing_ok=True)
    make_room(path.parent, path)
    return path


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time makes a workbook; whoever waited finds it made. A kill ends the wait too."""
    beside = path.with_name(f".{path.name}.lock")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not lock_now(descriptor):
            time.sleep(_LOOK_SECONDS)
        yield
    finally:
        beside.unlink(missing_ok=True)  # those who wait hold it open; whoever comes now finds the workbook
        os.close(descriptor)


def keep_workbook_at(home: Path, database_url: str, wanted: Wanted) -> Path | None:
    """`keep_workbook` for a process that has no store open."""
    store = open_store(Settings(home=home, database_url=database_url))
    try:
        return keep_workbook(store, home, wanted)
    finally:
        store.close()
