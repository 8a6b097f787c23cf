"""What was done, by whom, on which versions: a trail that only grows, each event's hash covering the one before.

An event is appended in the transaction of the change it tells of, so neither is ever kept without the other. Refuses
to hold supplier data: what must be erasable one day is named by its id and fingerprint, never copied here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from supplychain.store.columns import storable
from supplychain.store.engine import Store, reading
from supplychain.store.tables import MAIN_ORGANISATION
from supplychain.store.tables_review import audit_event, audit_head, disposition, evidence

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One thing done. `actor` is an account's id, `command line` or `job <name>`; `action` a noun and a verb
    (`disposition.decide`); `before` and `after` hold JSON values, {} where there is nothing to tell."""

    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    organisation_id: str = MAIN_ORGANISATION
    reason: str = ""
    request_id: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An event as it stands in the trail."""

    number: int
    event: AuditEvent
    previous_hash: str
    hash: str


def append_audit(connection: Connection, *events: AuditEvent) -> str:
    """Appends events to the trail, in the caller's transaction; gives the hash of the last one.

    Writers wait for each other from here to the end of their transactions: call it last.
    """
    touch = (
        update(audit_head).where(audit_head.c.id == 1).values(id=1).returning(audit_head.c.number, audit_head.c.hash)
    )
    number, last = connection.execute(touch).one()
    rows = []
    for event in events:
        number += 1
        row = _row(number, event, last)
        last = row["hash"]
        rows.append(row)
    if rows:
        connection.execute(insert(audit_event), rows)
        connection.execute(update(audit_head).where(audit_head.c.id == 1).values(number=number, hash=last))
    return str(last)


def chain_faults(
    connection: Connection, anchor: tuple[int, str] | None, seen: Callable[[AuditRecord], None]
) -> tuple[str, ...]:
    """Every way in which the chain does not add up, as sentences; () where it is whole.

    `anchor` is a number and hash noted outside the database earlier (a log line, a digest): with it a trail whose end
    was cut off together with its head is found out too. `seen` is shown every record on the way.
    """
    wrong: list[str] = []
    last, number = "", 0
    anchored = anchor is None or anchor == (0, "")
    for record in _records(connection):
        number += 1
        if record.number != number:
            until = record.number - 1
            gone = f"Event {number} is" if until == number else f"Events {number} to {until} are"
            wrong.append(f"{gone} missing: the trail goes on with {record.number}.")
            number = record.number
        elif record.previous_hash != last:
            wrong.append(f"Event {number} does not follow the one before it.")
        if _hash(_told(record.number, record.event, record.previous_hash)) != record.hash:
            wrong.append(f"Event {number} is not as it was written.")
        last = record.hash
        anchored = anchored or (anchor == (record.number, record.hash))
        seen(record)
    head = connection.execute(select(audit_head).where(audit_head.c.id == 1)).first()
    if head is None or (head.number, head.hash) != (number, last):
        wrong.append(f"The trail ends at event {number}, its head says {head.number if head else 'nothing'}.")
    if not anchored and anchor is not None:
        wrong.append(f"Event {anchor[0]} with the hash noted outside ({anchor[1][:12]}…) is not in the trail.")
    return tuple(wrong)


def audit_end(store: Store) -> tuple[int, str]:
    """Number and hash of the last event: what an anchor outside the database notes."""
    with reading(store) as connection:
        head = connection.execute(select(audit_head.c.number, audit_head.c.hash)).one()
    return int(head.number), str(head.hash)


def anchor_line(store: Store) -> str:
    """The end of the trail in one line for a log or digest outside the database: `supplychain audit verify --anchor`
    takes its `N:HASH`, and finds out a trail whose end was cut off since."""
    number, last = audit_end(store)
    return f"audit trail: {number} events, anchor {number}:{last}"


def audit_of(store: Store, object_kind: str, object_id: str) -> tuple[AuditRecord, ...]:
    """Every event about one object, oldest first."""
    query = select(audit_event).filter_by(object_kind=object_kind, object_id=object_id).order_by(audit_event.c.number)
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query))


def events_about(store: Store, object_id: str) -> tuple[AuditRecord, ...]:
    """Every event about one object, oldest first; of a flag also those about its decisions and evidence."""
    decided = select(disposition.c.disposition_id).where(disposition.c.flag_id == object_id)
    attached = select(evidence.c.evidence_id).where(evidence.c.flag_id == object_id)
    of = audit_event.c.object_id
    about = or_(of == object_id, of.in_(decided), of.in_(attached))
    with reading(store) as connection:
        rows = connection.execute(select(audit_event).where(about).order_by(audit_event.c.number))
        return tuple(_record(row) for row in rows)


def latest_audit(
    store: Store, most: int, organisation_id: str | None = None, *, before: int | None = None
) -> tuple[AuditRecord, ...]:
    """The latest events, newest first; of one organisation, or before an event's number, where these are given."""
    query = select(audit_event).order_by(audit_event.c.number.desc()).limit(most)
    if organisation_id is not None:
        query = query.where(audit_event.c.organisation_id == organisation_id)
    if before is not None:
        query = query.where(audit_event.c.number < before)
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query))


def settled(value: Any) -> Any:
    """A JSON value as it comes back: PostgreSQL keeps 1.0 and 1e16 as the whole numbers they are."""
    if isinstance(value, dict):
        return {storable(key): settled(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [settled(inner) for inner in value]
    if isinstance(value, str):
        return storable(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _records(connection: Connection) -> Iterator[AuditRecord]:
    query = select(audit_event).order_by(audit_event.c.number)
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield _record(row)


def _record(row: Any) -> AuditRecord:
    event = AuditEvent(
        at=row.at,
        actor=row.actor,
        action=row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        organisation_id=row.organisation_id,
        reason=row.reason,
        request_id=row.request_id,
        before=row.before,
        after=row.after,
    )
    return AuditRecord(row.number, event, row.previous_hash, row.hash)


def _told(number: int, event: AuditEvent, previous_hash: str) -> dict[str, Any]:
    """What the hash covers, in the form in which either database gives it back."""
    return {
        "number": number,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "organisation_id": storable(event.organisation_id),
        "actor": storable(event.actor),
        "action": storable(event.action),
        "object_kind": storable(event.object_kind),
        "object_id": storable(event.object_id),
        "reason": storable(event.reason),
        "request_id": storable(event.request_id),
        "before": settled(event.before),
        "after": settled(event.after),
        "previous_hash": previous_hash,
    }


def _row(number: int, event: AuditEvent, previous_hash: str) -> dict[str, Any]:
    told = _told(number, event, previous_hash)
    return {**told, "at": event.at, "hash": _hash(told)}


def _hash(told: dict[str, Any]) -> str:
    return hashlib.sha256(_CANONICAL.encode(told).encode("utf-8")).hexdigest()
