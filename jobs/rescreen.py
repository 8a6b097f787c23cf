"""The job that screens all stored suppliers against what changed in the lists."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.model import JobOutcome
from supplychain.rescreening import rescreen_base


def rescreen(room: JobRoom) -> JobOutcome:
    """The whole stored base against what changed since it last met the lists."""
    return rescreen_base(room.store, room.known, room.settings, room.clock, room.told)
