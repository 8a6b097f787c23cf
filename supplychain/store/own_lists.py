"""Which lists did the organisation add itself, and under which title?

Their contents are versions like any other list's (`versions`, origin "own"). Refuses to know the file's form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from supplychain.model import Severity
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import own_list


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of the organisation's own. `severity` is what its flags weigh, None where the policy table decides."""

    key: str
    title: str
    file_name: str
    added_at: datetime
    severity: Severity | None = None


def declare_own_list(
    store: Store, key: str, title: str, file_name: str, added_at: datetime, severity: Severity | None = None
) -> None:
    """Adds an own list, or gives a known one its new title, file name and severity; `added_at` stays the first.

    Its entries are published like any other list's (`publish_version`). Raises StoreError.
    """
    with writing(store) as connection:
        first = connection.execute(select(own_list.c.added_at).where(own_list.c.list_key == key)).scalar()
        connection.execute(delete(own_list).where(own_list.c.list_key == key))
        row = {
            "list_key": key,
            "title": title,
            "added_at": first or added_at,
            "file_name": file_name,
            "severity": severity.value if severity else "",
        }
        connection.execute(insert(own_list).values(row))


def own_lists(store: Store) -> tuple[OwnList, ...]:
    """The own lists, sorted by key."""
    with reading(store) as connection:
        return tuple(_own_list(row) for row in connection.execute(select(own_list).order_by(own_list.c.list_key)))


def _own_list(row: Row[Any]) -> OwnList:
    severity = Severity(row.severity) if row.severity else None
    return OwnList(row.list_key, row.title, row.file_name, row.added_at, severity)
