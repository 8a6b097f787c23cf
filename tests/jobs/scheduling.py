"""A scheduler process over three small lists at a pace of seconds, as the tests start it:
`python scheduling.py HOME DATABASE_URL SOURCE_FOLDER_URL PERIOD_SECONDS LEASE_SECONDS STOP_SECONDS`. Its wall clock
is set by the days that stand in the file HOME/clock_set."""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "reference"))
from misbehaving_server import LISTED

from jobs.clock import Clock, Pace
from jobs.log import start_log
from jobs.refresh import refresh
from jobs.room import Job, JobRoom
from jobs.slots import Every
from supplychain.once import Runner
from supplychain.reference.discover import KnownLists
from supplychain.settings import Settings
from supplychain.store import open_store

KEYS = ("list_a", "list_b", "list_c")
KNOWN = KnownLists(dict.fromkeys(KEYS, LISTED), {}, {}, {})


def main(home: str, database_url: str, folder: str, period: float, lease: float, stop_seconds: float) -> None:
    sources = tuple((key, f"{folder}{key}.csv") for key in KEYS)
    clock_set = Path(home) / "clock_set"

    def wall_clock() -> datetime:
        days = float(clock_set.read_text() or 0) if clock_set.exists() else 0.0
        return datetime.now(UTC) + timedelta(days=days)

    settings = Settings(home=Path(home), database_url=database_url, sources=sources, fetch_tries=1)
    room = JobRoom(open_store(settings), KNOWN, settings, wall_clock)
    start_log()
    every = Every(timedelta(seconds=period))
    jobs = [Job(f"refresh:{key}", every, "", partial(refresh, list_key=key)) for key in KEYS]
    pace = Pace(look=min(lease / 4, 1.0), spread=0.05, stop=stop_seconds)
    clock = Clock(room, Runner(room.store, room.clock, lease=lease, renew=lease / 6), lambda: jobs, pace)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop.set).start())
    if not clock.run(stop):
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(float, sys.argv[4:]))
