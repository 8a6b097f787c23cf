"""The weekly run over everything never runs beside another re-screening: the two would undo each other's flags."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.rescreen import rescreen_whole
from jobs.room import JobRoom
from supplychain.errors import SupplychainError
from supplychain.model import JobOutcome
from supplychain.once import Runner
from supplychain.reference.discover import known_lists
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.job_runs import runs_of


def test_the_weekly_run_waits_for_a_rescreening_that_runs_and_is_one_itself(home: Path) -> None:
    settings = Settings(home=home)
    store = open_store(settings)
    room = JobRoom(store, known_lists(), settings, lambda: datetime.now(UTC))
    begun, end = threading.Event(), threading.Event()

    def work() -> JobOutcome:
        begun.set()
        end.wait(30)
        return JobOutcome("unchanged", "", {})

    other = threading.Thread(target=lambda: Runner(store, room.clock).run("rescreen", room.clock(), work))
    other.start()
    assert begun.wait(30)
    with pytest.raises(SupplychainError, match="comes to no end"):
        rescreen_whole(room, patience=0.0)
    end.set()
    other.join()
    outcome = rescreen_whole(room)
    newest, before = runs_of(store, "rescreen", 2)
    assert newest.outcome == outcome.outcome == "rescreened"
    assert before.outcome == "unchanged"
    assert before.finished_at is not None
    assert newest.started_at >= before.finished_at
    store.close()
