"""Which job ran for which slot, who holds it, and when was each process last heard of?

One row a job and slot, whoever runs it, so that several schedulers run each slot once. Refuses to know what a job does
and when it is due.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_jobs import heartbeat, job_run

# Outcomes that mean the work was not done: its slot may be run again at once.
STOPPED = "stopped"  # the process was asked to end while it ran
ABANDONED = "abandoned"  # the process was gone before it ended, and its slot was past when that was found
UNDONE = (STOPPED, ABANDONED)
GONE_WORDS = "Its process was gone before it came to its end; a later run does its work."

# An exception ended it, or a message did not arrive: the slot is tried again, but neither at once nor for ever.
FAILED = "failed"
NOT_DELIVERED = "not_delivered"
RETRIED = (FAILED, NOT_DELIVERED)
MOST_ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=30)

# What must be told at once: the canary was not flagged.
ALARM = "alarm"

# Two machines' clocks; what lies further ahead than this was noted by a clock that was wrong (see library.CLOCK_SLACK).
SLACK = timedelta(minutes=5)

# A process that was last heard of so long ago is of no interest to anybody.
_FORGOTTEN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of one job for one slot. `finished_at` is None and `outcome` "" while it runs; `lease_until` moves on as
    long as its process lives; `content` holds counts and versions, never supplier data."""

    job: str
    slot: datetime
    holder: str
    lease_until: datetime
    attempts: int
    started_at: datetime
    finished_at: datetime | None = None
    outcome: str = ""
    message: str = ""
    content: dict[str, Any] = field(default_factory=dict)


class Verdict(StrEnum):
    """What came of asking for a slot."""

    TAKEN = "taken"  # it is the asker's to run
    DONE = "done"  # it was run
    HELD = "held"  # it, or another slot of the same job, is being run by a process that lives


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to asking for a slot; `run` is the asker's own where it is taken, else the one in its way."""

    verdict: Verdict
    run: JobRun


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last sign of life of a process or promise."""

    name: str
    holder: str
    at: datetime
    content: dict[str, Any]


_COLUMNS = [job_run.c[f.name] for f in fields(JobRun)]


def claim_run(store: Store, asked: JobRun, abandoned: Callable[[JobRun], bool]) -> Claim:
    """Asks for a slot, on behalf of `asked.holder` at `asked.started_at`: of all who ask, one gets it.

    A job runs for one slot at a time. `abandoned` says of a run that is not finished whether its process is gone: the
    same slot then is taken over, an older one marked. Raises StoreError.
    """
    with writing(store) as connection:
        _one_at_a_time(connection, asked.job)
        in_the_way = _standing(connection, asked)
        same = next((run for run in in_the_way if run.slot == asked.slot), None)
        if same is not None and same.finished_at is not None and not _again(same, asked.started_at):
            return Claim(Verdict.DONE, same)
        for running in in_the_way:
            if running.finished_at is not None:
                continue
            if not abandoned(running):
                return Claim(Verdict.HELD, running)
            if running.slot != asked.slot:
                _mark(connection, running, asked.started_at)
        if same is None:
            connection.execute(insert(job_run).values(_values(asked)))
            return Claim(Verdict.TAKEN, asked)
        taken = replace(asked, attempts=same.attempts + 1)
        connection.execute(update(job_run).where(_is(same)).values(_values(taken)))
        return Claim(Verdict.TAKEN, taken)


def renew_lease(store: Store, run: JobRun, until: datetime) -> bool:
    """Says that the run's process still lives. False where the run is no longer its own. Raises StoreError."""
    with writing(store) as connection:
        return bool(connection.execute(update(job_run).where(_mine(run)).values(lease_until=until)).rowcount)


def finish_run(store: Store, done: JobRun) -> bool:
    """Notes what came of a run: its `finished_at`, `outcome`, `message`, `content`. False where somebody else has taken
    it over meanwhile: then nothing is noted. Raises StoreError."""
    told = {name: getattr(done, name) for name in ("finished_at", "outcome", "message", "content")}
    with writing(store) as connection:
        return bool(connection.execute(update(job_run).where(_mine(done)).values(told)).rowcount)


def mark_abandoned(store: Store, now: datetime, abandoned: Callable[[JobRun], bool]) -> tuple[JobRun, ...]:
    """Marks every run whose process is gone; gives them. Their slots may then be run again. Raises StoreError."""
    with reading(store) as connection:
        gone = [run for run in _running(connection) if abandoned(run)]
    marked = []
    for run in gone:
        with writing(store) as connection:
            if _mark(connection, run, now):
                marked.append(replace(run, finished_at=now, outcome=ABANDONED, message=GONE_WORDS))
    return tuple(marked)


def last_runs(store: Store) -> dict[str, JobRun]:
    """The latest run of every job that ever ran, by job."""
    latest = select(func.max(job_run.c.id)).group_by(job_run.c.job)
    with reading(store) as connection:
        rows = connection.execute(select(*_COLUMNS).where(job_run.c.id.in_(latest)).order_by(job_run.c.job))
        return {row.job: JobRun(*row) for row in rows}


def runs_of(store: Store, job: str, limit: int = 50) -> tuple[JobRun, ...]:
    """The latest runs of one job, newest first."""
    query = select(*_COLUMNS).where(job_run.c.job == job).order_by(job_run.c.id.desc()).limit(limit)
    with reading(store) as connection:
        return tuple(JobRun(*row) for row in connection.execute(query))


def running_jobs(store: Store) -> tuple[JobRun, ...]:
    """Every run that is not finished, oldest first."""
    with reading(store) as connection:
        return tuple(_running(connection))


def settled_slots(store: Store, now: datetime) -> dict[str, datetime]:
    """The latest slot each job was run for, by job; none that lies ahead of the clock (`now`), which a clock gone
    wrong has left behind, and none that waits to be run again."""
    again = and_(job_run.c.outcome.in_(RETRIED), job_run.c.attempts < MOST_ATTEMPTS)
    query = (
        select(job_run.c.job, func.max(job_run.c.slot).label("slot"))
        .where(job_run.c.finished_at.is_not(None), job_run.c.outcome.not_in(UNDONE), ~again)
        .where(job_run.c.slot <= now + SLACK)
        .group_by(job_run.c.job)
    )
    with reading(store) as connection:
        return {row.job: row.slot for row in connection.execute(query)}


def last_alarm(store: Store) -> datetime | None:
    """When a job last ended with an alarm; None where none ever did."""
    with reading(store) as connection:
        return connection.execute(select(func.max(job_run.c.finished_at)).where(job_run.c.outcome == ALARM)).scalar()


def forget_runs(store: Store, before: datetime) -> int:
    """Erases finished runs of slots before that moment; gives their number. Raises StoreError."""
    old = and_(job_run.c.slot < before, job_run.c.finished_at.is_not(None))
    with writing(store) as connection:
        return int(connection.execute(delete(job_run).where(old)).rowcount)


def beat(store: Store, name: str, at: datetime, holder: str = "", content: dict[str, Any] | None = None) -> None:
    """A sign of life: of a process (`schedule`, by its holder) or of a promise kept (`canary`, `digest`; no holder).

    Raises StoreError.
    """
    row = {"name": name, "holder": holder, "at": at, "content": content or {}}
    dialect_insert = sqlite_insert if store.engine.dialect.name == "sqlite" else postgresql_insert
    upsert = dialect_insert(heartbeat).values(row)
    upsert = upsert.on_conflict_do_update(index_elements=["name", "holder"], set_={"at": at, "content": content or {}})
    with writing(store) as connection:
        connection.execute(upsert)
        stale = or_(heartbeat.c.at < at - _FORGOTTEN, heartbeat.c.at > at + _FORGOTTEN)
        connection.execute(delete(heartbeat).where(heartbeat.c.name == name, heartbeat.c.holder != holder, stale))


def heartbeats(store: Store, name: str | None = None) -> tuple[Heartbeat, ...]:
    """The last sign of life of every process and promise, or of those of one name, newest first."""
    query = select(heartbeat.c.name, heartbeat.c.holder, heartbeat.c.at, heartbeat.c.content)
    query = query.order_by(heartbeat.c.at.desc())
    with reading(store) as connection:
        rows = connection.execute(query if name is None else query.where(heartbeat.c.name == name))
        return tuple(Heartbeat(*row) for row in rows)


def forget_heartbeats(store: Store, name: str) -> int:
    """Erases the signs of life of one name: nobody is to be missed any more. Raises StoreError."""
    with writing(store) as connection:
        return int(connection.execute(delete(heartbeat).where(heartbeat.c.name == name)).rowcount)


def _one_at_a_time(connection: Connection, job: str) -> None:
    """Whoever else asks for a slot of this job waits until this transaction ends. On SQLite every writer waits."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(f"job_run {job}".encode()).digest()[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))


def _standing(connection: Connection, asked: JobRun) -> list[JobRun]:
    """The run of the slot asked for, and every run of the job that is not finished: as of one moment, and until the end
    of this transaction none of them ends. (Read in two statements, PostgreSQL may show a run that ends in between as
    neither running nor done: then its slot would be run twice.)"""
    query = select(*_COLUMNS).where(job_run.c.job == asked.job)
    query = query.where(or_(job_run.c.slot == asked.slot, job_run.c.finished_at.is_(None))).order_by(job_run.c.id)
    return [JobRun(*row) for row in connection.execute(query.with_for_update())]


def _running(connection: Connection, job: str | None = None) -> list[JobRun]:
    query = select(*_COLUMNS).where(job_run.c.finished_at.is_(None)).order_by(job_run.c.id)
    rows = connection.execute(query if job is None else query.where(job_run.c.job == job))
    return [JobRun(*row) for row in rows]


def _again(run: JobRun, now: datetime) -> bool:
    """Whether a finished run's slot may be run once more."""
    if run.outcome in UNDONE:
        return True
    if run.outcome not in RETRIED or run.attempts >= MOST_ATTEMPTS or run.finished_at is None:
        return False
    return abs(now - run.finished_at) >= RETRY_AFTER  # a clock set back shall not hold it up for longer


def _mark(connection: Connection, run: JobRun, now: datetime) -> bool:
    unchanged = and_(_mine(run), job_run.c.lease_until == run.lease_until)
    mark = update(job_run).where(unchanged).values(finished_at=now, outcome=ABANDONED, message=GONE_WORDS)
    return bool(connection.execute(mark).rowcount)


def _is(run: JobRun) -> Any:
    return and_(job_run.c.job == run.job, job_run.c.slot == run.slot)


def _mine(run: JobRun) -> Any:
    return and_(_is(run), job_run.c.holder == run.holder, job_run.c.finished_at.is_(None))


def _values(run: JobRun) -> dict[str, Any]:
    return {f.name: getattr(run, f.name) for f in fields(JobRun)}
