"""The job that proves that a listed supplier is flagged."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.canary import run_canary
from supplychain.model import JobOutcome


def canary(room: JobRoom) -> JobOutcome:
    """A supplier that must be flagged, by the whole road; an alarm where it is not."""
    return run_canary(room.store, room.known, room.settings, room.clock)
