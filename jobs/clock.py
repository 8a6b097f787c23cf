"""The clock itself: starts each job at its slot, brings up what was missed, shows that it lives, ends in good order.

APScheduler wakes us at the slots; whose a slot is, the store decides, so that any number of clocks may run. Refuses to
know what the jobs do.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from jobs.due import Due, due_jobs, slot_of
from jobs.log import tell, tell_ran, tell_run
from jobs.room import Job, JobRoom
from jobs.slots import Slots
from supplychain.alive import SCHEDULE
from supplychain.errors import SupplychainError
from supplychain.once import Runner
from supplychain.refreshing import REFRESH
from supplychain.store.job_runs import Verdict, beat, mark_abandoned

# A wall clock that ran apart from the steady one by more than a minute between two looks was set.
_JUMP = timedelta(minutes=1)
# Set by more than this, it may be wrong, and erasing by age must not believe it.
_DOUBTED = timedelta(days=1)

STOP_WORDS = "The scheduler was stopped while it ran; it is run again at the next start."


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a clock goes, in seconds: between two looks at what is due; between two starts of what was missed, so
    that a start after a week does not ask 18 publishers in one second; from when on a start counts as missed (a look
    then brings it up); for how long a stop waits for what runs (30 s are allowed in all). `at_once` jobs run side by
    side: publishers are slow one by one, and more than four would only share two cores."""

    look: float = 20.0
    spread: float = 5.0
    misfire: int = 12 * 3600
    stop: float = 20.0
    at_once: int = 4


class _AtSlots(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """APScheduler's view of a job's slots."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """The next slot after now: what lies between was missed, and is run once (coalesced)."""
        return self._slots.next(now.astimezone(UTC))


class Clock:
    """One scheduler process. `plan` gives the jobs; it is asked at each look, as lists may come and go."""

    def __init__(
        self, room: JobRoom, runner: Runner, plan: Callable[[], Sequence[Job]], pace: Pace | None = None
    ) -> None:
        self._room = room
        self._runner = runner
        self._plan = plan
        self._pace = pace or Pace()
        self._jobs: dict[str, Job] = {}
        self._brought_up: set[str] = set()
        self._ending = False
        self._clock_doubted = False
        self._drift: timedelta | None = None
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(self._pace.at_once)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": self._pace.misfire},
        )
        self._scheduler.add_listener(self._not_started, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)

    def run(self, stop: threading.Event) -> bool:
        """Runs until `stop` is set. Whether everything had come to its end by then."""
        self._scheduler.start()
        tell(logging.INFO, "started", "The scheduler has started.", holder=self._runner.name)
        while True:
            self.look()
            if stop.wait(self._pace.look):
                return self._end()

    def look(self) -> None:
        """Shows that the clock lives, marks what dead processes left, and brings up what is due and was not run."""
        now = self._room.clock()
        jumped = self._jumped(now)
        try:
            self._put_up(self._plan(), jumped, now)
            running = [run.job for run in self._runner.running()]
            content = {"jobs": running, "fetches": any(name.startswith(REFRESH) for name in self._jobs)}
            beat(self._room.store, SCHEDULE, now, self._runner.name, content)
            for run in mark_abandoned(self._room.store, now, self._runner.watch.abandoned):
                tell_run(run)
            due = due_jobs(tuple(self._jobs.values()), self._room.store, now)
        except SupplychainError as error:  # the store cannot be reached: the next look tries again
            tell(logging.ERROR, "failed", str(error))
            return
        self._bring_up(due)

    def _put_up(self, jobs: Sequence[Job], jumped: bool, now: datetime) -> None:
        """Makes APScheduler's jobs those of the timetable; after a jump, with new times."""
        wanted = {job.name: job for job in jobs}
        for name in self._jobs.keys() - wanted.keys():
            self._scheduler.remove_job(name)
        for name in wanted.keys() - self._jobs.keys():
            self._scheduler.add_job(self._start, _AtSlots(wanted[name].slots), [name], id=name, replace_existing=True)
        if jumped:
            self._brought_up.clear()
            for name in wanted.keys() & self._jobs.keys():
                self._scheduler.modify_job(name, next_run_time=wanted[name].slots.next(now))
        self._jobs = wanted

    def _bring_up(self, due: Sequence[Due]) -> None:
        waiting = [one.job.name for one in due if one.job.name not in self._brought_up and self._allowed(one.job)]
        for number, name in enumerate(waiting):
            self._brought_up.add(name)
            moment = datetime.now(UTC) + timedelta(seconds=number * self._pace.spread)
            self._scheduler.modify_job(name, next_run_time=moment)

    def _start(self, name: str) -> None:
        """What APScheduler calls, in a thread of its pool: runs the job for its slot if the slot is ours."""
        try:
            job = self._jobs.get(name)
            if job is None or self._ending or not self._allowed(job):
                return
            slot = slot_of(job, self._room.store, self._room.clock())
            ran = self._runner.run(job.name, slot, lambda: job.work(self._room))
            if ran.verdict is Verdict.TAKEN and not (self._ending and ran.lost):
                tell_ran(ran)
        except SupplychainError as error:  # the store: the slot stays due
            tell(logging.ERROR, "failed", str(error), job=name)
        finally:
            self._brought_up.discard(name)

    def _allowed(self, job: Job) -> bool:
        return not (job.erases and self._clock_doubted)

    def _not_started(self, event: Any) -> None:
        for name in (event.job_id, *getattr(event, "job_ids", ())):
            self._brought_up.discard(name)

    def _jumped(self, now: datetime) -> bool:
        """Whether somebody set the wall clock since the last look."""
        drift = now - datetime.fromtimestamp(_steady(), UTC)
        jump = timedelta(0) if self._drift is None else drift - self._drift
        self._drift = drift
        if abs(jump) < _JUMP:
            return False
        words = f"The wall clock was set by {jump.total_seconds() / 3600:+,.1f} hours; the timetable is read anew."
        if abs(jump) >= _DOUBTED:
            self._clock_doubted = True
            words += " Nothing is erased until the scheduler is started anew, for a wrong clock would erase too much."
        tell(logging.WARNING, "clock_set", words)
        return True

    def _end(self) -> bool:
        self._ending = True
        tell(logging.INFO, "stopping", f"{len(self._runner.running())} jobs are running.")
        self._scheduler.shutdown(wait=False)
        end = time.monotonic() + self._pace.stop
        while self._runner.running() and time.monotonic() < end:
            time.sleep(0.05)
        left = self._runner.give_up(STOP_WORDS)
        for run in left:
            tell(logging.WARNING, "stopped", STOP_WORDS, job=run.job, slot=run.slot.isoformat(timespec="seconds"))
        tell(logging.INFO, "stopped", "The scheduler has stopped.")
        return not left


def _steady() -> float:
    """Seconds of a clock nobody can set; where there is one, of one that counts on while the machine sleeps."""
    with suppress(AttributeError, OSError):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
