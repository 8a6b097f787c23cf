"""The jobs that screen all stored suppliers: against what changed, and once a week against everything."""

from __future__ import annotations

import time

from jobs.room import JobRoom
from supplychain.errors import SupplychainError
from supplychain.model import JobOutcome
from supplychain.once import Runner
from supplychain.rescreening import rescreen_base
from supplychain.store.job_runs import Verdict


def rescreen(room: JobRoom, whole: bool = False) -> JobOutcome:
    """The whole stored base against what changed since it last met the lists, or (`whole`) against all they hold."""
    return rescreen_base(room.store, room.known, room.settings, room.clock, room.told, whole)


def rescreen_whole(room: JobRoom, patience: float = 3600.0) -> JobOutcome:
    """The same with nothing taken as known. As a run of `rescreen`: two at once would undo each other's flags."""
    runner, end = Runner(room.store, room.clock), time.monotonic() + patience
    while (ran := runner.run("rescreen", room.clock(), lambda: rescreen(room, True))).verdict is not Verdict.TAKEN:
        if time.monotonic() > end:
            raise SupplychainError("Another re-screening comes to no end; `supplychain jobs` tells which.")
        time.sleep(1.0)
    if ran.error is not None:
        raise ran.error
    return JobOutcome(ran.run.outcome, ran.run.message, ran.run.content["counts"])
