"""The job that writes the end of the audit trail into the log, outside the database."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.model import JobOutcome
from supplychain.store.audit import anchor_line


def anchor(room: JobRoom) -> JobOutcome:
    """One line by which a trail whose end was cut off afterwards is found out: `supplychain audit verify --anchor`."""
    return JobOutcome("done", anchor_line(room.store), {})
