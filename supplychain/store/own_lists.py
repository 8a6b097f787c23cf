"""Which lists did the organisation add itself, and under which title?

Their contents are versions like any other list's (`versions`, origin "own"). Refuses to know the file's form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from supplychain.errors import UsageError
from supplychain.model import Severity
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import current_version, own_list


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of the organisation's own. `severity` is what its flags weigh, None where the policy table decides."""

    list_key: str
    title: str
    added_at: datetime
    file_name: str
    severity: Severity | None = None


def save_own_list(store: Store, own: OwnList) -> None:
    """Adds an own list, or gives a known one its new title, file name and severity; `added_at` stays the first.

    Publish its entries first (`publish_version`): a list is only used once it has a version. Raises StoreError.
    """
    with writing(store) as connection:
        first = connection.execute(select(own_list.c.added_at).filter_by(list_key=own.list_key)).scalar()
        connection.execute(delete(own_list).where(own_list.c.list_key == own.list_key))
        row = {
            "list_key": own.list_key,
            "title": own.title,
            "added_at": first or own.added_at,
            "file_name": own.file_name,
            "severity": own.severity.value if own.severity else "",
        }
        connection.execute(insert(own_list).values(row))


def own_lists(store: Store) -> dict[str, OwnList]:
    """The own lists by key, sorted by key."""
    with reading(store) as connection:
        rows = connection.execute(select(own_list).order_by(own_list.c.list_key))
        return {row.list_key: _own_list(row) for row in rows}


def retire_own_list(store: Store, list_key: str) -> None:
    """Stops using an own list. Its versions stay, so that past screenings can be made again. Raises UsageError."""
    with writing(store) as connection:
        gone = connection.execute(delete(own_list).where(own_list.c.list_key == list_key)).rowcount
        if not gone:
            raise UsageError(f"There is no own list {list_key!r}; `supplychain lists` shows those that are.")
        connection.execute(delete(current_version).where(current_version.c.list_key == list_key))


def _own_list(row: Row[Any]) -> OwnList:
    severity = Severity(row.severity) if row.severity else None
    return OwnList(row.list_key, row.title, row.added_at, row.file_name, severity)
