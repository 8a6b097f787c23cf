"""What is left of decisions and evidence when the uploads they spoke of are erased? Ids, fingerprints, and an event for
each in the audit trail, so that the trail's check can tell an erasure from a change made by hand.

Refuses to know what is due to be erased.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from supplychain.store.audit import AuditEvent
from supplychain.store.dispositions import disposition_of_row, print_of
from supplychain.store.tables_review import disposition, evidence
from supplychain.store.versions import chunks

ERASED_REASON = "(erased)"
ERASED_CONTENT = {"erased": True}


def erase_review(connection: Connection, flag_ids: Collection[str], because: AuditEvent) -> list[AuditEvent]:
    """Empties the decisions upon these flags and removes their evidence, in the caller's transaction; gives the events
    to append, one a decision or file, with the actor and time of `because`."""
    events: list[AuditEvent] = []
    for chunk in chunks(sorted(flag_ids)):
        chosen = disposition.c.flag_id.in_(chunk)
        for row in connection.execute(select(disposition).where(chosen).order_by(disposition.c.disposition_id)):
            if row.content != ERASED_CONTENT:
                after = {"fingerprint": _print_left(row), "flag": row.flag_id}
                events.append(_event(because, "disposition", row.disposition_id, row.organisation_id, after))
        connection.execute(update(disposition).where(chosen).values(content=ERASED_CONTENT, reason=ERASED_REASON))
        named = evidence.c.flag_id.in_(chunk)
        files = select(evidence.c.evidence_id, evidence.c.organisation_id).where(named)
        for row in connection.execute(files.order_by(evidence.c.evidence_id)):
            events.append(_event(because, "evidence", row.evidence_id, row.organisation_id, {"erased": True}))
        connection.execute(delete(evidence).where(named))
    return events


def _print_left(row: Row[Any]) -> str:
    """The fingerprint of what is left of a decision; "" of one this program never wrote, which shows in the check."""
    try:
        return print_of(replace(disposition_of_row(row), content=dict(ERASED_CONTENT), reason=ERASED_REASON))
    except ValueError:
        return ""


def _event(
    because: AuditEvent, kind: str, object_id: str, organisation_id: str, after: dict[str, object]
) -> AuditEvent:
    return AuditEvent(
        because.at, because.actor, f"{kind}.erase", kind, object_id, organisation_id=organisation_id,
        reason=because.reason, request_id=because.request_id, after=after,
    )  # fmt: skip
