"""How is a job run now, without a scheduler: by a person, or by cron?

A run by hand makes its own slot; what is merely due is run for the slot it is due for, as the scheduler would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import datetime

from jobs.doors import planned
from jobs.due import due_jobs, slot_of
from jobs.room import Job, JobRoom
from supplychain.alive import DUE
from supplychain.errors import UsageError
from supplychain.once import Runner
from supplychain.reference.refresh import RefreshRoom
from supplychain.refreshing import REFRESH, refresh_alone
from supplychain.store.job_runs import JobRun, Verdict, beat, mark_abandoned, runs_of

# As many lists at once as the scheduler takes.
_SIDE_BY_SIDE = 4

HELD = "held"  # another process runs it


def run_named(room: JobRoom, name: str, *, fetch: bool = True) -> Iterator[JobRun]:
    """Runs the job of that name; `refresh` is every list, `due` whatever is due, without `fetch` but for the lists.
    Gives each run as it ends.

    Raises UsageError where there is no such job, StoreError where the store cannot be written.
    """
    jobs, runner = planned(room, fetch=fetch), Runner(room.store, room.clock)
    by_name = {job.name: job for job in jobs}
    if name == DUE:
        yield from _run_due(room, runner, jobs)
    elif name == REFRESH:
        yield from _side_by_side([job for job in jobs if _fetches(job)], lambda job: _refresh_now(room, runner, job))
    elif name not in by_name:
        words = ", ".join([DUE, REFRESH, *(job.name for job in jobs if not _fetches(job))])
        raise UsageError(f"There is no job '{name}'; there are {words}, and refresh:KEY for each list.")
    elif _fetches(by_name[name]):
        yield _refresh_now(room, runner, by_name[name])
    else:
        run = _run(room, runner, by_name[name], room.clock())
        yield from () if run is None else (run,)


def _run_due(room: JobRoom, runner: Runner, jobs: Sequence[Job]) -> Iterator[JobRun]:
    beat(room.store, DUE, room.clock(), content={"holder": runner.name})
    mark_abandoned(room.store, room.clock(), runner.watch.abandoned)

    def by_slot(job: Job) -> JobRun | None:
        return _run(room, runner, job, slot_of(job, room.store, room.clock()))

    # Lists first: what they bring is what the stored suppliers are screened against.
    lists = due_jobs([job for job in jobs if _fetches(job)], room.store, room.clock())
    yield from _side_by_side([one.job for one in lists], by_slot)
    others = [job for job in jobs if not _fetches(job)]
    due = {one.job.name for one in due_jobs(others, room.store, room.clock())}
    yield from (run for job in others if job.name in due and (run := by_slot(job)) is not None)


def _side_by_side(jobs: Sequence[Job], run: Callable[[Job], JobRun | None]) -> Iterator[JobRun]:
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        for done in as_completed([pool.submit(run, job) for job in jobs]):
            if (ended := done.result()) is not None:
                yield ended


def _refresh_now(room: JobRoom, runner: Runner, job: Job) -> JobRun:
    """Where another process refreshes the list, that one's outcome."""
    refresh_room = RefreshRoom(room.store, room.known, room.settings, room.clock)
    outcome = refresh_alone(refresh_room, runner, job.name.removeprefix(f"{REFRESH}:"))
    run = runs_of(room.store, job.name, 1)[0]
    return run if run.finished_at is not None else replace(run, outcome=HELD, message=outcome.reason)


def _run(room: JobRoom, runner: Runner, job: Job, slot: datetime) -> JobRun | None:
    """None where the slot was run meanwhile, or failed too short a time ago to be tried again."""
    ran = runner.run(job.name, slot, lambda: job.work(room))
    if ran.verdict is Verdict.DONE:
        return None
    if ran.verdict is Verdict.TAKEN:
        return ran.run
    message = f"Another process ({ran.run.holder}) has run it since {ran.run.started_at:%Y-%m-%d %H:%M:%S} UTC."
    return replace(ran.run, outcome=HELD, message=message)


def _fetches(job: Job) -> bool:
    return job.name.startswith(f"{REFRESH}:")
