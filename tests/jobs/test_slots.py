"""Slots are the same on every machine, and every local night has exactly one, whatever the clocks do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.slots import Every, Nightly, Slots, Weekly
from jobs.timetable import HOURS, timetable
from supplychain.model import JobOutcome
from supplychain.once import Runner
from supplychain.reference.discover import known_lists
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.job_runs import Verdict

ROOT = Path(__file__).resolve().parents[2]
NEW_YORK = ZoneInfo("America/New_York")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("night", "slot"),
    [
        ("2026-10-31", "2026-10-31T05:30"),
        ("2026-11-01", "2026-11-01T05:30"),  # 01:30 comes twice: the first of the two
        ("2026-11-02", "2026-11-02T06:30"),
        ("2027-03-13", "2027-03-13T06:30"),
        ("2027-03-14", "2027-03-14T06:30"),
    ],
)
def test_a_time_that_comes_twice_is_the_first_of_the_two(night: str, slot: str) -> None:
    nightly = Nightly(time(1, 30), NEW_YORK)
    assert nightly.last(moment(f"{night}T20:00")) == moment(slot)


def test_a_time_that_is_skipped_is_the_same_moment_an_hour_later_on_the_wall() -> None:
    nightly = Nightly(time(2, 30), NEW_YORK)
    slot = nightly.last(moment("2027-03-14T20:00"))
    assert slot == moment("2027-03-14T07:30")
    assert slot.astimezone(NEW_YORK).time() == time(3, 30)


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"]
)
@pytest.mark.parametrize("at", [time(0, 0), time(0, 30), time(1, 30), time(2, 0), time(2, 30), time(3, 0)])
def test_each_local_day_of_two_years_has_one_slot(zone: str, at: time) -> None:
    nightly = Nightly(at, ZoneInfo(zone))
    slot, days = nightly.next(moment("2026-01-01T12:00")), []
    while slot < moment("2028-01-05T00:00"):
        days.append(slot.astimezone(nightly.zone).date())
        assert nightly.last(slot) == slot
        assert nightly.last(slot - timedelta(microseconds=1)) < slot < nightly.next(slot)
        assert nightly.next(slot - timedelta(seconds=1)) == slot
        slot = nightly.next(slot)
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) > 730


@pytest.mark.parametrize("period", [timedelta(hours=2), timedelta(hours=6), timedelta(days=91), timedelta(seconds=2)])
def test_periods_are_counted_from_one_anchor(period: timedelta) -> None:
    every = Every(period, timedelta(seconds=1))
    for now in (moment("2026-11-22T06:07:08"), moment("2020-02-29T00:00"), moment("2026-11-22T06:00:01")):
        assert every.last(now) <= now < every.next(now) == every.last(now) + period
        assert every.last(every.last(now)) == every.last(now)
    assert (every.last(moment("2030-01-01T00:00")) - every.last(moment("2020-01-01T00:00"))) % period == timedelta(0)


# --- two schedulers, their clock stepped through nights and jumps ----------------------------------------------------


def stepped(store: Store, slots: Slots, moments: list[datetime]) -> Counter[datetime]:
    """Two processes that look at each of those moments: how often each slot was run."""
    now = [moments[0]]
    ran: Counter[datetime] = Counter()
    runners = [Runner(store, lambda: now[0]) for _ in range(2)]
    for now[0] in moments:
        for runner in runners:
            slot = slots.last(now[0])
            if runner.run("nightly", slot, lambda: JobOutcome("done", "", {})).verdict is Verdict.TAKEN:
                ran[slot] += 1
    return ran


@pytest.mark.parametrize(
    "days", [("2026-10-30", "2026-11-04"), ("2027-03-12", "2027-03-17"), ("2028-02-27", "2028-03-02")]
)
@pytest.mark.parametrize("at", [time(1, 30), time(2, 30)])
def test_a_nightly_job_of_two_schedulers_runs_once_in_each_local_night(
    home: Path, days: tuple[str, str], at: time
) -> None:
    store = open_store(Settings(home=home))
    nightly = Nightly(at, NEW_YORK)
    first, last = (datetime.combine(date.fromisoformat(day), time(12), NEW_YORK).astimezone(UTC) for day in days)
    steps = int((last - first) / timedelta(minutes=10))
    ran = stepped(store, nightly, [first + n * timedelta(minutes=10) for n in range(steps + 1)])
    del ran[min(ran)]  # what was due before the first look
    nights = Counter(slot.astimezone(NEW_YORK).date() for slot in ran)
    wanted = [date.fromisoformat(days[0]) + timedelta(days=n) for n in range(1, len(nights) + 1)]
    assert set(ran.values()) == {1}
    assert nights == Counter(wanted)
    assert wanted[-1] == date.fromisoformat(days[1])
    store.close()


def test_a_clock_that_jumps_by_400_days_there_and_back_runs_no_slot_twice(home: Path) -> None:
    store = open_store(Settings(home=home))
    right = [moment("2026-11-20T00:00") + n * timedelta(hours=1) for n in range(96)]
    jump = timedelta(days=400)
    moments = [*right[:24], *(m + jump for m in right[24:48]), *right[24:60], *(m - jump for m in right[60:72])]
    moments += right[48:]
    ran = stepped(store, Nightly(time(2, 30), NEW_YORK), moments)
    assert set(ran.values()) == {1}
    # 19 Nov to 23 Nov by the right clock; the night 400 days ahead and the two nights it showed; the same behind.
    nights = sorted(slot.astimezone(NEW_YORK).date() for slot in ran)
    assert [night for night in nights if night.year == 2026] == [date(2026, 11, n) for n in (19, 20, 21, 22, 23)]
    assert len(nights) <= 5 + 2 + 2
    store.close()


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Australia/Lord_Howe"])
def test_a_weekly_job_has_one_slot_in_each_local_week_of_two_years(zone: str) -> None:
    slots, local = Weekly(6, time(2, 30), ZoneInfo(zone)), ZoneInfo(zone)
    moment, end, found = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), []
    while moment < end:
        assert slots.last(moment) <= moment < slots.next(moment)
        found.append(slots.last(moment))
        moment += timedelta(hours=5)
    nights = [one.astimezone(local) for one in dict.fromkeys(found)]
    assert {night.weekday() for night in nights} == {6}
    assert [(b.date() - a.date()).days for a, b in pairwise(nights)] == [7] * (len(nights) - 1)
    assert len(nights) >= 104


def test_every_public_list_has_a_row_with_its_reason_and_comes_back_before_it_is_late() -> None:
    known = known_lists()
    assert set(HOURS) == set(known.lists)
    for key, (hours, why) in HOURS.items():
        assert why
        # Twice before it is amber (26 of 48 hours of its greatest age), so that one failure makes no list late.
        assert hours * 2 <= known.lists[key].max_age_hours * 26 / 48 + 0.001, key


def test_a_list_of_another_package_is_asked_twice_within_its_own_cadence() -> None:
    known = known_lists()
    listed = known.lists["un_sc"]
    known.lists["another_list"] = listed
    rows = {job.name: job for job in timetable(known, "UTC")}
    assert isinstance(rows["refresh:another_list"].slots, Every)
    assert rows["refresh:another_list"].slots.period == timedelta(hours=listed.check_hours / 2)
    assert listed.cadence in rows["refresh:another_list"].why


def test_an_optional_list_is_asked_only_where_it_is_held() -> None:
    known = known_lists()
    optional = [key for key, one in known.lists.items() if one.optional]
    assert optional
    assert not {f"refresh:{key}" for key in optional} & {job.name for job in timetable(known, "UTC")}
    assert {f"refresh:{key}" for key in optional} <= {job.name for job in timetable(known, "UTC", optional)}


def test_each_job_is_one_module_of_thirty_lines_at_most() -> None:
    names = {job.name.split(":")[0] for job in timetable(known_lists(), "UTC")}
    assert names == {"refresh", "rescreen", "expire", "retention", "canary", "anchor", "digest"}
    for name in names:
        assert len((ROOT / "jobs" / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 30
