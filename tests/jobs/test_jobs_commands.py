"""`supplychain jobs` tells what runs by itself and runs one job now; ready is refused where the clock has stopped."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import render_template
from misbehaving_server import reply, serving

from jobs.timetable import timetable
from supplychain.alive import standing
from supplychain.library import shelve
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.job_runs import beat, last_runs, runs_of
from supplychain.store.versions import current_versions, mark_checked
from web import create_app

Command = Callable[..., subprocess.CompletedProcess[str]]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_home_that_never_had_a_scheduler_is_told_so_and_is_fine(supplychain: Command) -> None:
    shown = supplychain("jobs")
    assert shown.returncode == 0
    assert "No scheduler has run on this home" in shown.stdout
    assert "overdue" not in shown.stdout
    told = json.loads(supplychain("jobs", "--format", "json").stdout)
    assert told["scheduler"] == "none"
    assert {"job", "due", "why", "next_slot", "overdue", "last"} == set(told["jobs"][0])
    assert "refresh:ofac_sdn" in {job["job"] for job in told["jobs"]}


def test_one_job_is_run_now_and_told_to_people_and_programs(home: Path, supplychain: Command) -> None:
    done = supplychain("jobs", "run", "refresh:tip_tiers", "--format", "json")
    assert done.returncode == 0, done.stderr
    [told] = json.loads(done.stdout)
    assert (told["job"], told["outcome"], told["list"]) == ("refresh:tip_tiers", "unchanged", "tip_tiers")
    [line] = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"time", "level", "job", "slot", "list", "outcome", "version", "counts", "seconds"} <= set(line)
    store = open_store(Settings(home=home))
    assert [run.outcome for run in runs_of(store, "refresh:tip_tiers")] == ["unchanged"]
    store.close()
    shown = json.loads(supplychain("jobs", "--format", "json").stdout)
    last = {job["job"]: job["last"] for job in shown["jobs"]}["refresh:tip_tiers"]
    assert last["outcome"] == "unchanged"


def test_a_job_that_does_not_exist_is_told_in_one_sentence(supplychain: Command) -> None:
    done = supplychain("jobs", "run", "nightly")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "rescreen" in done.stderr
    assert "refresh:KEY" in done.stderr


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../etc/passwd"])
def test_a_time_zone_that_does_not_exist_is_told_in_one_sentence(supplychain: Command, zone: str) -> None:
    done = supplychain("jobs", SUPPLYCHAIN_TIME_ZONE=zone)
    assert done.returncode == 2
    assert "SUPPLYCHAIN_TIME_ZONE must be the name of a time zone" in done.stderr


def test_cron_runs_what_is_due_once_however_many_of_it_overlap(home: Path, supplychain: Command) -> None:
    open_store(Settings(home=home)).close()
    with serving() as server:
        gone = server.give(reply(404, b"gone"))
        environ = {f"SUPPLYCHAIN_SOURCE_{key.upper()}": gone for key in known_lists().lists if key != "tip_tiers"}
        environ["SUPPLYCHAIN_FETCH_TRIES"] = "1"
        with ThreadPoolExecutor(2) as pool:
            both = list(pool.map(lambda _: supplychain("jobs", "run", "due", "--format", "json", **environ), range(2)))
        third = supplychain("jobs", "run", "due", **environ)
    told = [run["job"] for one in both for run in json.loads(one.stdout) if run["outcome"] != "held"]
    assert len(told) == len(set(told))
    assert set(told) == {job.name for job in timetable(known_lists(), "UTC")}
    assert third.stdout == "Nothing is due.\n"
    store = open_store(Settings(home=home))
    assert {run.attempts for run in last_runs(store).values()} == {1}
    store.close()


def test_cron_on_a_closed_network_asks_no_publisher(supplychain: Command) -> None:
    done = supplychain("jobs", "run", "due", "--no-fetch", "--format", "json")
    nightly = {"rescreen", "rescreen:whole", "expire", "retention", "canary", "anchor", "digest"}
    assert {run["job"] for run in json.loads(done.stdout)} == nightly
    [line] = [run["message"] for run in json.loads(done.stdout) if run["job"] == "anchor"]
    assert re.fullmatch(r"audit trail: \d+ events, anchor \d+:[0-9a-f]{64}", line)
    assert line in done.stderr  # the log lies outside the database
    assert done.returncode == 0


# --- the dead-man check ----------------------------------------------------------------------------------------------


class Watched:
    """A desk over a home, at a moment the test sets."""

    def __init__(self, home: Path) -> None:
        self.now = NOW
        self.app = create_app(Settings(home=home), clock=lambda: self.now)
        self.store: Store = self.app.extensions["desk"].store
        self.known: KnownLists = known_lists()

    def ready(self) -> tuple[int, dict[str, object]]:
        answer = self.app.test_client().get("/readyz", base_url="http://127.0.0.1")
        return answer.status_code, answer.json

    def check_all(self, moment: datetime) -> None:
        """Every list was found unchanged at its publisher at that moment."""
        shelve(self.store, self.known, moment)
        for key in current_versions(self.store):
            mark_checked(self.store, key, moment)


@pytest.fixture
def watched(home: Path) -> Watched:
    return Watched(home)


def test_a_desk_on_bundled_versions_alone_is_ready(watched: Watched) -> None:
    status, told = watched.ready()
    assert (status, told["status"], told["scheduler"]) == (200, "ready", "none")
    assert told["wrong"] == []
    assert told["migration"]


def test_a_scheduler_not_heard_of_for_five_minutes_is_missed_until_it_is_retired(
    watched: Watched, supplychain: Command
) -> None:
    beat(watched.store, "schedule", NOW - timedelta(minutes=4), "hospital:1:a")
    assert watched.ready()[0] == 200
    watched.now += timedelta(minutes=2)
    status, told = watched.ready()
    assert (status, told["status"], told["scheduler"]) == (503, "degraded", "silent")
    assert "2026-11-22 11:56 UTC" in str(told["wrong"])
    beat(watched.store, "schedule", watched.now, "hospital:2:b")
    assert watched.ready()[0] == 200
    watched.now += timedelta(days=3)
    assert watched.ready()[0] == 503
    assert supplychain("jobs", "retire").returncode == 0
    assert watched.ready()[1]["scheduler"] == "none"


def test_a_sign_of_life_from_ahead_of_the_clock_proves_nothing(watched: Watched) -> None:
    beat(watched.store, "schedule", NOW + timedelta(days=400), "hospital:1:a")
    assert watched.ready()[1]["scheduler"] == "silent"
    beat(watched.store, "schedule", NOW, "hospital:2:b")
    assert watched.ready()[1]["scheduler"] == "alive"


def test_a_list_checked_more_than_26_hours_ago_is_overdue_though_no_scheduler_says_so(
    watched: Watched, supplychain: Command
) -> None:
    supplychain("jobs", "run", "refresh:tip_tiers")  # from now on this home refreshes
    watched.now = datetime.now(UTC)
    watched.check_all(watched.now)
    assert watched.ready() == (200, watched.ready()[1])
    watched.now += 25.9 * HOUR
    assert watched.ready()[1]["overdue"] == []
    watched.now += 0.2 * HOUR
    status, told = watched.ready()
    assert (status, told["status"]) == (503, "degraded")
    assert set(told["overdue"]) == {"cbp_wro", "uflpa_entities"}  # type: ignore[call-overload]  # the others have weeks
    assert watched.app.test_client().get("/healthz", base_url="http://127.0.0.1").status_code == 200


def test_a_canary_or_digest_not_heard_of_for_26_hours_is_missed_where_a_scheduler_runs(watched: Watched) -> None:
    shelf = shelve(watched.store, watched.known, NOW)
    beat(watched.store, "canary", NOW - 27 * HOUR)
    assert standing(watched.store, shelf, NOW).wrong == ()  # nobody promised to run it every night
    beat(watched.store, "schedule", NOW, "hospital:1:a")
    assert standing(watched.store, shelf, NOW).silent == ("canary",)
    beat(watched.store, "canary", NOW - 25 * HOUR)
    assert standing(watched.store, shelf, NOW).silent == ()


def test_an_alarm_of_the_canary_is_told_until_it_is_flagged_again(watched: Watched) -> None:
    beat(watched.store, "canary", NOW - HOUR, content={"outcome": "alarm", "message": "Acme was not flagged"})
    status, told = watched.ready()
    assert (status, told["status"]) == (503, "degraded")
    assert "trust no result" in str(told["wrong"])
    assert "Acme" not in str(told)
    beat(watched.store, "canary", NOW, content={"outcome": "flagged"})
    assert watched.ready()[0] == 200
    beat(watched.store, "digest", NOW, content={"outcome": "not_delivered"})
    assert watched.ready()[0] == 503


def test_the_desks_page_of_lists_tells_what_the_clock_lacks(watched: Watched) -> None:
    beat(watched.store, "schedule", NOW - HOUR, "hospital:1:a")
    stands = standing(watched.store, shelve(watched.store, watched.known, NOW), NOW)
    with watched.app.test_request_context("/lists"):
        shelf = shelve(watched.store, watched.known, NOW)
        words = {one.key: "" for one in shelf}
        page = render_template(
            "lists/index.html", shelf=shelf, clock=stands, held=1, refreshed=True, states=words, checked=words,
            due=words, changes={}, last={}, waiting={},
        )  # fmt: skip
    assert "No scheduler has been heard of since 2026-11-22 11:00 UTC" in page
    assert "last heard of on" in page
