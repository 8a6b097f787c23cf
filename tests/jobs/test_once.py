"""A slot is run once, by whoever claims it first; what a dead process left is taken over, what a living one holds never."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supplychain.errors import ListError, StoreError
from supplychain.model import JobOutcome
from supplychain.once import LEASE_SECONDS, RENEW_SECONDS, Runner, Watch
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.job_runs import (
    JobRun,
    Verdict,
    beat,
    claim_run,
    finish_run,
    forget_heartbeats,
    forget_runs,
    heartbeats,
    last_runs,
    mark_abandoned,
    renew_lease,
    running_jobs,
    runs_of,
    settled_slots,
)

SLOT = datetime(2026, 11, 22, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
DONE = JobOutcome("done", "", {"n": 1})
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")


def utc_now() -> datetime:
    return datetime.now(UTC)


def asked(slot: datetime = SLOT, holder: str = "other:1:a:b", at: datetime = SLOT) -> JobRun:
    return JobRun("job", slot, holder, at + timedelta(seconds=LEASE_SECONDS), 1, at)


def alive(_: JobRun) -> bool:
    return False


def dead(_: JobRun) -> bool:
    return True


def test_of_many_who_ask_at_once_one_gets_the_slot(store: Store) -> None:
    runners = [Runner(store, utc_now) for _ in range(4)]
    ran: Counter[datetime] = Counter()

    def ask(number: int) -> None:
        slot = SLOT + HOUR * (number // 8)
        if runners[number % 4].run("job", slot, lambda: DONE).verdict is Verdict.TAKEN:
            ran[slot] += 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(80)))
    # Several slots of one job may meet: then one is held off and asked for again, but none is run twice.
    for number in range(80):
        ask(number)
    assert ran == Counter({SLOT + HOUR * n: 1 for n in range(10)})
    assert {run.attempts for run in runs_of(store, "job")} == {1}


def test_a_job_runs_for_one_slot_at_a_time(store: Store) -> None:
    assert claim_run(store, asked(), alive).verdict is Verdict.TAKEN
    held = claim_run(store, asked(SLOT + HOUR, "other:2:a:b"), alive)
    assert (held.verdict, held.run.holder) == (Verdict.HELD, "other:1:a:b")
    finish_run(store, replace(asked(), finished_at=SLOT, outcome="done"))
    assert claim_run(store, asked(SLOT + HOUR), alive).verdict is Verdict.TAKEN
    assert claim_run(store, asked(), alive).verdict is Verdict.DONE


def test_a_dead_holders_slot_is_taken_over_and_an_older_one_marked(store: Store) -> None:
    first, second = asked(), asked(holder="other:2:a:b", at=SLOT + HOUR)
    claim_run(store, first, alive)
    taken = claim_run(store, second, dead)
    assert (taken.verdict, taken.run.attempts) == (Verdict.TAKEN, 2)
    assert not renew_lease(store, first, SLOT + HOUR)
    assert not finish_run(store, replace(first, finished_at=SLOT, outcome="late"))  # the slot is another's now
    later = claim_run(store, asked(SLOT + HOUR, "other:3:a:b"), dead)
    assert later.verdict is Verdict.TAKEN
    assert [run.outcome for run in runs_of(store, "job")] == ["", "abandoned"]
    assert "gone" in runs_of(store, "job")[1].message


def test_what_was_stopped_or_abandoned_is_run_again_and_what_failed_half_an_hour_later_three_times(
    store: Store,
) -> None:
    for outcome in ("stopped", "abandoned"):
        claim = claim_run(store, asked(), alive)
        assert claim.verdict is Verdict.TAKEN
        assert finish_run(store, replace(claim.run, finished_at=SLOT, outcome=outcome))
        assert settled_slots(store, SLOT) == {}
    other = replace(asked(), job="other")
    moment = SLOT
    for attempt in (1, 2, 3):
        claim = claim_run(store, replace(other, started_at=moment), alive)
        assert (claim.verdict, claim.run.attempts) == (Verdict.TAKEN, attempt)
        finish_run(store, replace(claim.run, finished_at=moment, outcome="failed"))
        assert claim_run(store, replace(other, started_at=moment + HOUR / 3), alive).verdict is Verdict.DONE
        moment += HOUR
    assert claim_run(store, replace(other, started_at=moment), alive).verdict is Verdict.DONE
    assert settled_slots(store, moment) == {"other": SLOT}


def test_a_slot_ahead_of_the_clock_settles_nothing(store: Store) -> None:
    ahead = asked(SLOT + timedelta(days=400))
    claim_run(store, ahead, alive)
    finish_run(store, replace(ahead, finished_at=SLOT, outcome="done"))
    assert settled_slots(store, SLOT) == {}
    assert settled_slots(store, SLOT + timedelta(days=401)) == {"job": ahead.slot}


def test_an_error_becomes_the_outcome_and_only_our_own_words_are_kept(store: Store) -> None:
    def ours() -> JobOutcome:
        raise ListError("The list cannot be kept; free some space.")

    def theirs() -> JobOutcome:
        raise KeyError("Acme Gloves of Shah Alam")

    runner = Runner(store, utc_now)
    kept = runner.run("ours", SLOT, ours)
    assert (kept.run.outcome, kept.run.message) == ("failed", "The list cannot be kept; free some space.")
    told = runner.run("theirs", SLOT, theirs)
    assert told.run.outcome == "failed"
    assert "KeyError" in told.run.message
    assert "Acme" not in str(last_runs(store))
    assert runner.running() == ()


def test_a_run_shows_signs_of_life_for_as_long_as_it_lasts(store: Store) -> None:
    runner, seen = Runner(store, utc_now, lease=1, renew=0.05), []

    def work() -> JobOutcome:
        for _ in range(4):
            seen.append(running_jobs(store)[0].lease_until)
            time.sleep(0.12)
        assert [run.job for run in runner.running()] == ["job"]
        return DONE

    assert runner.run("job", SLOT, work).verdict is Verdict.TAKEN
    assert seen == sorted(set(seen))
    assert running_jobs(store) == ()


def test_a_silent_holder_of_another_machine_is_dead_when_its_lease_is_over_by_our_own_steady_clock(home: Path) -> None:
    steady = [0.0]
    watch = Watch(home, LEASE_SECONDS, lambda: steady[0])
    run = asked(at=SLOT - timedelta(days=400))  # a wall clock that jumped says that its lease was over long ago
    assert not watch.abandoned(run)
    steady[0] = LEASE_SECONDS - 1
    assert not watch.abandoned(run)
    renewed = replace(run, lease_until=run.lease_until + timedelta(seconds=RENEW_SECONDS))
    assert not watch.abandoned(renewed)
    steady[0] = 2 * LEASE_SECONDS - 2
    assert not watch.abandoned(renewed)
    steady[0] += 2
    assert watch.abandoned(renewed)
    # Two looks, 20 s apart, beside the lease: within the five minutes that are allowed.
    assert LEASE_SECONDS + 2 * 20 < 300


HOLDING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from supplychain.model import JobOutcome
from supplychain.once import Runner
from supplychain.settings import Settings
from supplychain.store import open_store
store = open_store(Settings(home=Path(sys.argv[1]), database_url=sys.argv[2]))
def work():
    print("working", flush=True)
    time.sleep(600)
Runner(store, lambda: datetime.now(UTC)).run("job", datetime(2026, 11, 22, 2, tzinfo=UTC), work)
"""


@needs_kill
def test_a_killed_holder_on_this_machine_is_found_out_at_once_and_a_living_one_never(
    tmp_path: Path, database_url: str
) -> None:
    home = tmp_path / "home"
    store = open_store(Settings(home=home, database_url=database_url))
    command = [sys.executable, "-c", HOLDING, str(home), database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        runner = Runner(store, utc_now)
        assert runner.run("job", SLOT, lambda: DONE).verdict is Verdict.HELD
        assert mark_abandoned(store, utc_now(), runner.watch.abandoned) == ()
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
        ran = runner.run("job", SLOT, lambda: DONE)
    assert (ran.verdict, ran.run.attempts, ran.run.outcome) == (Verdict.TAKEN, 2, "done")
    store.close()


def test_what_is_given_up_is_noted_and_a_late_end_changes_nothing(store: Store) -> None:
    runner, go_on, ran = Runner(store, utc_now), threading.Event(), []

    def work() -> JobOutcome:
        assert go_on.wait(30)
        return DONE

    thread = threading.Thread(target=lambda: ran.append(runner.run("job", SLOT, work)))
    thread.start()
    while not runner.running():
        time.sleep(0.01)
    assert [run.job for run in runner.give_up("The scheduler was stopped.")] == ["job"]
    go_on.set()
    thread.join(30)
    assert ran[0].lost
    assert [(run.outcome, run.message) for run in runs_of(store, "job")] == [("stopped", "The scheduler was stopped.")]


def test_signs_of_life_are_kept_by_name_and_holder_and_old_ones_go(store: Store) -> None:
    beat(store, "schedule", SLOT - timedelta(days=31), "long ago")
    beat(store, "schedule", SLOT, "a:1", {"jobs": ["x"]})
    beat(store, "schedule", SLOT + HOUR, "a:1", {"jobs": []})
    beat(store, "canary", SLOT)
    assert [(one.name, one.holder, one.at) for one in heartbeats(store)] == [
        ("schedule", "a:1", SLOT + HOUR),
        ("canary", "", SLOT),
    ]
    assert forget_heartbeats(store, "schedule") == 1
    assert [one.name for one in heartbeats(store)] == ["canary"]


def test_old_runs_are_forgotten_and_running_ones_never(store: Store) -> None:
    claim_run(store, asked(), alive)
    claim_run(store, replace(asked(), job="other"), alive)
    finish_run(store, replace(asked(), finished_at=SLOT, outcome="done"))
    assert forget_runs(store, SLOT + HOUR) == 1
    assert list(last_runs(store)) == ["other"]


def test_a_home_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    store = open_store(Settings(home=tmp_path / "home"))
    (tmp_path / "home" / "running").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        Runner(store, utc_now)
    store.close()
