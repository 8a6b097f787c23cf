"""The job that tells what is new."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.digest import tell_digest
from supplychain.model import JobOutcome


def digest(room: JobRoom) -> JobOutcome:
    """One message on what is new since the last one; silent where nothing is."""
    return tell_digest(room.store, room.settings, room.clock)
