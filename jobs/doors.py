"""What do the clock's commands open before their work? A room, and the timetable of its home."""

from __future__ import annotations

from collections.abc import Callable

from jobs.room import Job, JobRoom
from jobs.timetable import timetable
from supplychain.commands.doors import open_house, utc_now
from supplychain.refreshing import REFRESH
from supplychain.store.versions import current_versions


def open_room(told: Callable[[str, int, int], None] | None = None) -> JobRoom:
    """The home that the environment names."""
    house = open_house()
    return JobRoom(house.store, house.known, house.settings, utc_now, told)


def planned(room: JobRoom, *, fetch: bool = True) -> tuple[Job, ...]:
    """The timetable of a home as it stands; without `fetch`, without what asks publishers. Raises StoreError."""
    jobs = timetable(room.known, room.settings.time_zone, current_versions(room.store).keys())
    return tuple(job for job in jobs if fetch or not job.name.startswith(f"{REFRESH}:"))
