"""Which jobs are due now, and for which slot? What was missed is due once, however many slots passed.

Refuses to know who runs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jobs.room import Job
from supplychain.refreshing import REFRESH
from supplychain.store import Store
from supplychain.store.job_runs import last_alarm, running_jobs, settled_slots
from supplychain.store.versions import last_publication

# A re-screening waits for the refreshes that run, so that one night's twelve new versions are one piece of work; but
# not for long, for the first of them may name a supplier.
_SETTLE = timedelta(minutes=10)

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A job whose slot was not run. `since` is the latest slot it was run for, None where it never was."""

    job: Job
    slot: datetime
    since: datetime | None


def slot_of(job: Job, store: Store, now: datetime) -> datetime:
    """The slot a job would be run for at this moment. Raises StoreError."""
    moments = [job.slots.last(now)]
    if job.on_publication:
        moments.append(last_publication(store) or _NEVER)
    if job.on_alarm:
        moments.append(last_alarm(store) or _NEVER)
    return max(moment for moment in moments if moment <= now)


def due_jobs(jobs: Sequence[Job], store: Store, now: datetime) -> tuple[Due, ...]:
    """The jobs whose latest slot was not run and that no living process runs, the longest neglected first.

    Raises StoreError.
    """
    settled = settled_slots(store, now)
    running = {run.job for run in running_jobs(store)}
    refreshing = any(name.startswith(f"{REFRESH}:") for name in running)
    due = []
    for job in jobs:
        slot, since = slot_of(job, store, now), settled.get(job.name)
        if job.name in running or (since is not None and since >= slot):
            continue
        if job.on_publication and refreshing and now - slot < _SETTLE:
            continue
        due.append(Due(job, slot, since))
    return tuple(sorted(due, key=lambda one: one.since or _NEVER))
