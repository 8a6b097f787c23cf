"""The job that refreshes one list."""

from __future__ import annotations

from jobs.room import JobRoom
from supplychain.model import JobOutcome
from supplychain.reference.refresh import RefreshRoom, refresh_list
from supplychain.refreshing import told


def refresh(room: JobRoom, list_key: str) -> JobOutcome:
    """Fetch, check and publish that list; whatever fails, its last good version stays."""
    return told(refresh_list(RefreshRoom(room.store, room.known, room.settings, room.clock), list_key))
