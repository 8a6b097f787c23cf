"""What is noted in the audit trail though nothing in the store changed with it: a copy that left the house."""

from __future__ import annotations

from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.engine import Store, writing


def note(store: Store, event: AuditEvent) -> str:
    """Appends one event in a transaction of its own; gives its hash."""
    with writing(store) as connection:
        return append_audit(connection, event)
