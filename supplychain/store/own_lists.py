"""Which lists did the organisation add itself, under which title, and which did it take off again?

Their contents are versions like any other list's (`versions`, origin "own") and stay when a list is taken off, as do
its flags. Refuses to know the file's form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from supplychain.errors import UnknownListError
from supplychain.model import Severity
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import current_version, list_version, own_list
from supplychain.store.tables_review import audit_event
from supplychain.store.versions import lock_list

REMOVE = "list.remove"  # as the audit trail calls it


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of the organisation's own. `severity` is what its flags weigh, None where the policy table decides."""

    key: str
    title: str
    file_name: str
    added_at: datetime
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class RemovedList:
    """An own list that was taken off: under which title it stood, when, by whom and why it was."""

    key: str
    title: str
    at: datetime
    actor: str
    reason: str


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


def remove_own_list(store: Store, key: str, event: AuditEvent) -> OwnList:
    """Takes an own list off the shelf, all or nothing with its audit event (`event` says who, when and why). Its
    versions and entries stay, so that what was screened and decided can be explained; the next re-screening withdraws
    its flags. Raises UnknownListError where there is no own list of that key.
    """
    with writing(store) as connection:
        version_id = lock_list(connection, key)
        row = connection.execute(select(own_list).where(own_list.c.list_key == key)).first()
        if row is None:
            raise UnknownListError(f"There is no own list '{key}' to take off; `supplychain lists` shows the keys.")
        query = select(list_version.c.version).where(list_version.c.id == version_id)
        version = connection.execute(query).scalar() or ""
        connection.execute(delete(own_list).where(own_list.c.list_key == key))
        # No version counts any more, and the clock sees that something changed (`versions.last_publication`).
        connection.execute(
            update(current_version)
            .where(current_version.c.list_key == key)
            .values(list_version_id=None, flipped_at=event.at)
        )
        before = {"title": row.title, "file_name": row.file_name, "severity": row.severity, "version": version}
        append_audit(connection, replace(event, action=REMOVE, object_kind="list", object_id=key, before=before))
    return _own_list(row)


def removed_own_lists(store: Store) -> tuple[RemovedList, ...]:
    """The own lists that were taken off and not added again, as they were last, sorted by key: their flags still bear
    the key."""
    events = select(audit_event).filter_by(object_kind="list", action=REMOVE).order_by(audit_event.c.number)
    with reading(store) as connection:
        held = set(connection.execute(select(own_list.c.list_key)).scalars())
        found = {
            row.object_id: RemovedList(
                row.object_id, str(row.before.get("title", row.object_id)), row.at, row.actor, row.reason
            )
            for row in connection.execute(events)
            if row.object_id not in held
        }
    return tuple(found[key] for key in sorted(found))


def _own_list(row: Row[Any]) -> OwnList:
    severity = Severity(row.severity) if row.severity else None
    return OwnList(row.list_key, row.title, row.file_name, row.added_at, severity)
