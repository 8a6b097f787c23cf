"""How is a piece of work done once, though several processes are asked to do it? Claim its slot, show a sign of life
while it lasts, note what came of it.

Refuses to know what the work is and when it is due.
"""

from __future__ import annotations

import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from supplychain.errors import StoreError, SupplychainError
from supplychain.life import Life, is_dead
from supplychain.model import JobOutcome
from supplychain.store import Store
from supplychain.store.job_runs import FAILED, STOPPED, JobRun, Verdict, claim_run, finish_run, renew_lease

# A run shows a sign of life every 20 s; six missed ones in a row, and its process counts as gone. A writer may have to
# wait 30 s for SQLite's lock (store.engine.BUSY_SECONDS), so that two or three may be late in a living process. A
# killed holder's slot is taken over within 120 s of silence and two looks of the taker, 20 s apart: under three
# minutes, and five are allowed. On the holder's own machine its lock tells at once.
RENEW_SECONDS = 20.0
LEASE_SECONDS = 120.0

_MOST_WATCHED = 1_000
_ROOT = Path(__file__).resolve().parents[1]
_OURS = ("supplychain", "reference_lists", "jobs")
_NOTE_SECONDS = 5.0  # noting what was stopped may not hold up a stop that has 30 s in all


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of asking for a slot. `run` is ours where `verdict` is taken, else the one in its way; `error` is the
    exception that ended it, `seconds` by a steady clock; `lost` says that another process took it over meanwhile."""

    verdict: Verdict
    run: JobRun
    seconds: float = 0.0
    error: BaseException | None = None
    lost: bool = False


class Watch:
    """Tells runs whose process is gone: its lock on this machine is free, or, by this process's own steady clock, it
    showed no new sign of life for as long as we watched. No wall clock is asked, so one that jumps by a year makes
    nobody look dead or alive."""

    def __init__(
        self, home: Path, patience: float = LEASE_SECONDS, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._home = home
        self._patience = patience
        self._steady = steady
        self._seen: dict[tuple[str, datetime], tuple[str, datetime, float]] = {}
        self._lock = threading.Lock()

    def abandoned(self, run: JobRun) -> bool:
        """Whether the run's process is gone."""
        if is_dead(self._home, run.holder.rpartition(":")[0]):
            return True
        now = self._steady()
        with self._lock:
            seen = self._seen.get((run.job, run.slot))
            if seen is None or seen[:2] != (run.holder, run.lease_until):
                if len(self._seen) >= _MOST_WATCHED:
                    self._seen.clear()  # runs that ended long ago; those that last are watched anew
                self._seen[run.job, run.slot] = (run.holder, run.lease_until, now)
                return False
            return now - seen[2] >= self._patience


class Runner:
    """This process as one that runs jobs. Safe for several threads. Raises StoreError where the home folder cannot be
    written."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], *, lease: float = LEASE_SECONDS, renew: float = RENEW_SECONDS
    ) -> None:
        self.store = store
        self.clock = clock
        try:
            self._life = Life(store.home)
        except OSError as error:
            raise StoreError(
                f"The home folder {store.home} cannot be written ({error.strerror}); check its permissions."
            ) from error
        self.name = self._life.name
        self.watch = Watch(store.home, lease)
        self._lease = timedelta(seconds=lease)
        self._renew = renew
        self._running: dict[str, JobRun] = {}

    def run(self, job: str, slot: datetime, work: Callable[[], JobOutcome]) -> Ran:
        """Does the work if the slot is ours; whatever it raises becomes the outcome `failed`, told in one sentence.

        Raises StoreError where the slot cannot be asked for, or what came of it cannot be noted.
        """
        now = self.clock()
        # A holder's name is good for one run, so that whoever lost a run cannot mistake the next one for it.
        holder = f"{self.name}:{secrets.token_hex(4)}"
        asked = JobRun(job, slot, holder, now + self._lease, 1, now)
        claim = claim_run(self.store, asked, self.watch.abandoned)
        if claim.verdict is not Verdict.TAKEN:
            return Ran(claim.verdict, claim.run)
        began = time.monotonic()
        error: BaseException | None = None
        with self._kept(claim.run):
            try:
                told = work()
            except Exception as raised:
                told, error = JobOutcome(FAILED, failure_words(raised), {}), raised
        done = replace(claim.run, finished_at=self.clock(), outcome=str(told.outcome), message=told.message)
        done = replace(done, content=_content(told))
        return Ran(Verdict.TAKEN, done, time.monotonic() - began, error, lost=not finish_run(self.store, done))

    def running(self) -> tuple[JobRun, ...]:
        """What this process runs at the moment."""
        return tuple(self._running.values())

    def give_up(self, words: str) -> tuple[JobRun, ...]:
        """Notes of everything still running that it was stopped, so that it is run again; for a process about to end.
        Gives what was left unfinished."""
        left = self.running()
        noting = threading.Thread(target=self._note_stopped, args=(left, words), daemon=True)
        noting.start()
        noting.join(_NOTE_SECONDS)
        return left

    def _note_stopped(self, left: tuple[JobRun, ...], words: str) -> None:
        for run in left:
            with suppress(StoreError):  # its lease ends instead
                finish_run(self.store, replace(run, finished_at=self.clock(), outcome=STOPPED, message=words))

    @contextmanager
    def _kept(self, run: JobRun) -> Iterator[None]:
        """Shows signs of life of a run for as long as the block lasts."""
        ended = threading.Event()

        def renewing() -> None:
            while not ended.wait(self._renew):
                with suppress(StoreError):  # the store may be busy; there are several more tries before the lease ends
                    if not renew_lease(self.store, run, self.clock() + self._lease):
                        return

        keeper = threading.Thread(target=renewing, name=f"lease of {run.job}", daemon=True)
        self._running[run.holder] = run
        keeper.start()
        try:
            yield
        finally:
            ended.set()
            keeper.join()
            self._running.pop(run.holder, None)


def failure_words(error: BaseException) -> str:
    """One sentence on what ended a job. Only our own errors speak for themselves: the words of any other may hold a
    supplier's name, so that its kind and place must do."""
    if isinstance(error, SupplychainError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(Path(frame.filename).is_relative_to(_ROOT / one) for one in _OURS)]
    ours = ours or list(frames)
    where = f" at {Path(ours[-1].filename).name} line {ours[-1].lineno}" if ours else ""
    return f"An unexpected error ended it ({type(error).__name__}{where}); the next runs go on."


def _content(told: JobOutcome) -> dict[str, Any]:
    content: dict[str, Any] = {"counts": dict(told.counts)}
    if told.list_key:
        content |= {"list": told.list_key, "version": told.version}
    return content
