"""The job that erases what is older than it is kept."""

from __future__ import annotations

from datetime import timedelta

from jobs.room import JobRoom
from supplychain.model import JobOutcome
from supplychain.retention import forget_old
from supplychain.store.job_runs import forget_runs

# Runs of jobs hold no supplier data; a year and a month of them shows that every night of a year was covered.
KEPT_RUNS = timedelta(days=400)


def retention(room: JobRoom) -> JobOutcome:
    """Uploads older than the operator keeps them, and the notes on runs of more than a year ago."""
    outcome = forget_old(room.store, room.settings, room.clock)
    forget_runs(room.store, room.clock() - KEPT_RUNS)
    return outcome
