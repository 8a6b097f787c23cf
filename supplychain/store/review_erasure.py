"""What is left of decisions and evidence when the uploads they spoke of are erased? Ids, fingerprints, and an event for
each in the audit trail, so that the trail's check can tell an erasure from a change made by hand.

Refuses to know what is due to be erased.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

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
            one = disposition_of_row(row)
            left = replace(one, content=dict(ERASED_CONTENT), reason=ERASED_REASON)
            if left != one:
                after = {"fingerprint": print_of(left), "status": left.status.value, "flag": left.flag_id}
                events.append(_event(because, "disposition", one.disposition_id, one.organisation_id, after))
        connection.execute(update(disposition).where(chosen).values(content=ERASED_CONTENT, reason=ERASED_REASON))
        named = evidence.c.flag_id.in_(chunk)
        files = select(evidence.c.evidence_id, evidence.c.organisation_id).where(named)
        for row in connection.execute(files.order_by(evidence.c.evidence_id)):
            events.append(_event(because, "evidence", row.evidence_id, row.organisation_id, {"erased": True}))
        connection.execute(delete(evidence).where(named))
    return events


def _event(
    because: AuditEvent, kind: str, object_id: str, organisation_id: str, after: dict[str, object]
) -> AuditEvent:
    return AuditEvent(
        because.at, because.actor, f"{kind}.erase", kind, object_id, organisation_id=organisation_id,
        reason=because.reason, request_id=because.request_id, after=after,
    )  # fmt: skip
