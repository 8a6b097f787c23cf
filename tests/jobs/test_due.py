"""What was missed is due once, the longest neglected first; a new list version makes the stored suppliers due."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.clock import Clock
from jobs.due import due_jobs, slot_of
from jobs.log import start_log
from jobs.room import Job, JobRoom
from jobs.slots import Every, Nightly
from jobs.timetable import timetable
from supplychain.model import JobOutcome, ListedEntity, ListVersion
from supplychain.once import Runner
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.job_runs import JobRun, claim_run, finish_run, running_jobs, runs_of
from supplychain.store.versions import publish_version

NOW = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)
HOUR = timedelta(hours=1)


def nothing(_: JobRoom) -> JobOutcome:
    return JobOutcome("done", "", {})


HOURLY = tuple(Job(name, Every(HOUR), "", nothing) for name in ("refresh:a", "refresh:b", "refresh:c"))
RESCREEN = Job("rescreen", Nightly(time(2, 30), ZoneInfo("UTC")), "", nothing, on_publication=True)


def note(store: Store, job: str, slot: datetime, outcome: str = "done", *, running: bool = False) -> None:
    run = JobRun(job, slot, "machine:1:a:b", slot + HOUR, 1, slot)
    claim_run(store, run, lambda _: False)
    if not running:
        finish_run(store, replace(run, finished_at=slot, outcome=outcome))


def publish(store: Store, key: str, moment: datetime) -> None:
    version = ListVersion(
        key, f"{moment:%Y-%m-%d}.{moment:%H%M%S}", "", date(2026, 11, 1), "", "", moment, moment, "refreshed", 1, 1
    )
    publish_version(store, version, (ListedEntity(f"{key} 1", f"Party {moment}"),))


def test_after_a_week_without_a_scheduler_each_job_is_due_once_the_longest_neglected_first(store: Store) -> None:
    note(store, "refresh:a", NOW - 100 * HOUR)
    note(store, "refresh:b", NOW - 168 * HOUR)
    due = due_jobs(HOURLY, store, NOW)
    assert [one.job.name for one in due] == ["refresh:c", "refresh:b", "refresh:a"]
    assert {one.slot for one in due} == {NOW.replace(minute=0, second=0)}
    for one in due:
        note(store, one.job.name, one.slot)
    assert due_jobs(HOURLY, store, NOW) == ()
    assert len(due_jobs(HOURLY, store, NOW + HOUR)) == 3


def test_a_run_by_hand_in_the_meantime_does_the_work_of_the_slot(store: Store) -> None:
    note(store, "refresh:a", NOW - timedelta(minutes=3))
    assert [one.job.name for one in due_jobs(HOURLY, store, NOW)] == ["refresh:b", "refresh:c"]


def test_what_another_process_runs_is_not_due(store: Store) -> None:
    note(store, "refresh:a", NOW - timedelta(minutes=3), running=True)
    assert [one.job.name for one in due_jobs(HOURLY, store, NOW)] == ["refresh:b", "refresh:c"]


def test_a_new_version_makes_the_rescreening_due_once_and_a_late_one_of_a_slow_list_again(store: Store) -> None:
    note(store, "rescreen", RESCREEN.slots.last(NOW))
    assert due_jobs((RESCREEN,), store, NOW) == ()
    publish(store, "list_a", NOW - HOUR)
    [due] = due_jobs((RESCREEN,), store, NOW)
    assert due.slot == slot_of(RESCREEN, store, NOW) > RESCREEN.slots.last(NOW)
    note(store, "rescreen", due.slot)
    assert due_jobs((RESCREEN,), store, NOW) == ()
    publish(store, "list_b", NOW - 2 * HOUR)  # fetched before the other one, published after it
    [again] = due_jobs((RESCREEN,), store, NOW)
    assert again.slot > due.slot


def test_after_an_alarm_the_digest_is_due_at_once_and_only_once(store: Store) -> None:
    digest = Job("digest", Nightly(time(6, 0), ZoneInfo("UTC")), "", nothing, on_alarm=True)
    note(store, "digest", digest.slots.last(NOW))
    note(store, "canary", NOW - HOUR, "flagged")
    assert due_jobs((digest,), store, NOW) == ()
    note(store, "canary", NOW - timedelta(minutes=5), "alarm")
    [due] = due_jobs((digest,), store, NOW)
    note(store, "digest", due.slot)
    assert due_jobs((digest,), store, NOW) == ()


def test_a_digest_that_did_not_arrive_is_told_again_before_the_next_night(store: Store) -> None:
    digest = Job("digest", Nightly(time(6, 0), ZoneInfo("UTC")), "", nothing)
    note(store, "digest", digest.slots.last(NOW), "not_delivered")
    assert [one.job.name for one in due_jobs((digest,), store, NOW)] == ["digest"]


def test_a_rescreening_waits_for_refreshes_that_run_but_not_for_long(store: Store) -> None:
    note(store, "rescreen", RESCREEN.slots.last(NOW))
    publish(store, "list_a", NOW - timedelta(minutes=1))
    note(store, "refresh:list_b", NOW - timedelta(minutes=2), running=True)
    assert due_jobs((RESCREEN,), store, NOW) == ()
    assert [one.job.name for one in due_jobs((RESCREEN,), store, NOW + timedelta(minutes=10))] == ["rescreen"]


def test_a_scheduler_whose_clock_was_set_by_a_day_erases_nothing(home: Path) -> None:
    now, did = [NOW], []

    def work(name: str) -> JobOutcome:
        did.append(name)
        return JobOutcome("done", "", {})

    store = open_store(Settings(home=home))
    room = JobRoom(store, KnownLists({}, {}, {}, {}), Settings(home=home), lambda: now[0])
    jobs = [
        Job("retention", Every(HOUR), "", lambda _: work("retention"), erases=True),
        Job("digest", Every(HOUR), "", lambda _: work("digest")),
    ]
    said = StringIO()
    start_log(said)
    clock = Clock(room, Runner(store, room.clock), lambda: jobs)
    clock.look()
    for job in jobs:
        clock._start(job.name)
    assert did == ["retention", "digest"]
    now[0] += timedelta(days=400)
    clock.look()
    for job in jobs:
        clock._start(job.name)
    assert did == ["retention", "digest", "digest"]
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [line["outcome"] for line in lines] == ["done", "done", "clock_set", "done"]
    assert "+9,600.0 hours" in lines[2]["message"]
    assert [len(runs_of(store, job.name)) for job in jobs] == [1, 2]
    store.close()


def test_a_job_that_raises_is_told_without_its_words_and_the_next_ones_go_on(home: Path) -> None:
    def raises(_: JobRoom) -> JobOutcome:
        raise ValueError("Acme Gloves of Shah Alam")

    store = open_store(Settings(home=home))
    room = JobRoom(store, KnownLists({}, {}, {}, {}), Settings(home=home), lambda: NOW)
    jobs = [Job("canary", Every(HOUR), "", raises), Job("digest", Every(HOUR), "", nothing)]
    said = StringIO()
    start_log(said)
    clock = Clock(room, Runner(store, room.clock), lambda: jobs)
    clock.look()
    for job in jobs:
        clock._start(job.name)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [(line["level"], line["job"], line["outcome"]) for line in lines] == [
        ("ERROR", "canary", "failed"),
        ("INFO", "digest", "done"),
    ]
    assert "ValueError" in lines[0]["message"]
    assert "Acme" not in said.getvalue()
    assert running_jobs(store) == ()
    store.close()


@pytest.fixture(autouse=True)
def quiet() -> object:
    """The log goes nowhere once a test is over."""
    yield
    logging.getLogger("supplychain.jobs").handlers.clear()


def test_the_timetable_of_a_home_names_no_job_twice() -> None:
    names = [job.name for job in timetable(known_lists(), "America/New_York")]
    assert len(names) == len(set(names)) > 20
