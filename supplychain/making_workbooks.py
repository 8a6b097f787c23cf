"""How is a flagged workbook made that is kept? Whole, for its screening alone, and not at all where that is erased.

A module of its own: the libraries that write workbooks are slow to load, and whoever serves or erases kept ones needs
none of them. Refuses to know who asks.
"""

from __future__ import annotations

from pathlib import Path

from supplychain.errors import UsageError
from supplychain.flags.export import write_flagged_workbook
from supplychain.kept_workbooks import Wanted, make_room, workbook_path
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.kept_screenings import kept_screenings
from supplychain.store.screenings import load_screening


def keep_workbook(store: Store, home: Path, wanted: Wanted) -> bool:
    """Makes the workbook where it is not kept; False where the screening is erased, also where it was meanwhile.

    Raises UsageError where the officer's file is another or the disk is full, StoreError.
    """
    path = workbook_path(home, wanted)
    if path.exists():
        return True
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        screening = load_screening(store, wanted.screening_id, organisation_id=wanted.organisation_id)
        write_flagged_workbook(screening, wanted.source, path, titles=dict(wanted.titles))
    except FileNotFoundError:  # the officer's file went with the screening
        return False
    except UsageError:
        if kept_screenings(store, [wanted.screening_id]):
            raise
        return False
    path.chmod(0o600)
    # Whoever erases takes the screening first and its files then: what was made in between is seen here or there.
    if not kept_screenings(store, [wanted.screening_id]):
        path.unlink(missing_ok=True)
        return False
    for older in path.parent.glob(f"{wanted.screening_id}.*"):
        if older != path:
            older.unlink(missing_ok=True)
    make_room(path.parent, path)
    return True


def keep_workbook_at(home: Path, database_url: str, wanted: Wanted) -> bool:
    """`keep_workbook` for a process that has no store open."""
    store = open_store(Settings(home=home, database_url=database_url))
    try:
        return keep_workbook(store, home, wanted)
    finally:
        store.close()
