"""The job that reopens decisions whose date has come."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.flags.review import expire_due
from supplychain.model import JobOutcome


def expire(room: JobRoom) -> JobOutcome:
    """Every flag whose decision was for a time that is over is open again."""
    return expire_due(room.store, room.clock)
