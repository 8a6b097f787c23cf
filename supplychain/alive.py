"""Is the clock alive, and is any list overdue though nobody says so? Asked from outside the clock, so that a dead one
is missed.

Refuses to know the timetable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supplychain.library import ShelvedList, has_refreshed
from supplychain.reference.reference_list import Freshness
from supplychain.store import Store
from supplychain.store.job_runs import ALARM, NOT_DELIVERED, SLACK, Heartbeat, heartbeats

# The names of the signs of life: a scheduler's process, and a cron table's `jobs run due`.
SCHEDULE, DUE = "schedule", "due"

# A scheduler beats every 20 s, and may wait 30 s for SQLite's lock now and then. Five minutes is what taking over
# from a dead one may take.
SCHEDULE_BOUND = timedelta(minutes=5)

# What must be heard of every night, and two hours later at the latest (as a list is amber 26 h after its last check).
NIGHTLY = ("canary", "digest")
NIGHTLY_BOUND = timedelta(hours=26)

_TOLD_BADLY = {
    "canary": (ALARM, "A listed name was not flagged: trust no result until `supplychain jobs run canary` tells why."),
    "digest": (NOT_DELIVERED, "The last digest did not arrive everywhere; `supplychain jobs run digest` tells why."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How the clock stands. `scheduler` is `alive`, `silent`, or `none` where this home never had one; `seen` its last
    sign of life; `fetches` whether a scheduler of this home asks publishers. `overdue` are lists not checked in time,
    `silent` the nightly jobs not heard of. `wrong` says each trouble in one sentence; () where all is well."""

    scheduler: str
    seen: datetime | None
    overdue: tuple[str, ...]
    silent: tuple[str, ...]
    wrong: tuple[str, ...]
    fetches: bool = True


def standing(store: Store, shelf: Sequence[ShelvedList], now: datetime) -> Standing:
    """How the clock of this home stands at `now`, with the lists as they are shelved. Raises StoreError.

    A home that never had a scheduler and never refreshed runs on bundled versions: nothing is missed there. Once a
    scheduler ran, its silence is told until it runs again or is retired (`supplychain jobs retire`).
    """
    beats = heartbeats(store)
    schedulers = [beat for beat in beats if beat.name == SCHEDULE]
    alive = any(_heard(beat, now, SCHEDULE_BOUND) for beat in schedulers)
    overdue = _overdue(store, shelf)
    watched = schedulers or [beat for beat in beats if beat.name == DUE]
    silent = tuple(name for name in NIGHTLY if watched and _missed(beats, name, now))
    seen = max((beat.at for beat in schedulers), default=None)
    wrong = []
    if schedulers and not alive:
        wrong.append(f"No scheduler has been heard of since {seen:%Y-%m-%d %H:%M} UTC; start `supplychain schedule`.")
    if overdue:
        wrong.append(f"Not checked in time: {', '.join(overdue)}; `supplychain lists` tells more.")
    wrong += [f"The job {name} was not heard of for 26 hours; see `supplychain jobs`." for name in silent]
    outcomes = {beat.name: beat.content.get("outcome") for beat in reversed(beats)}  # the newest of each name
    wrong += [said for name, (outcome, said) in _TOLD_BADLY.items() if outcomes.get(name) == outcome]
    state = "alive" if alive else "silent" if schedulers else "none"
    fetches = any(beat.content.get("fetches", True) for beat in schedulers)
    return Standing(state, seen, overdue, silent, tuple(wrong), fetches)


def _overdue(store: Store, shelf: Sequence[ShelvedList]) -> tuple[str, ...]:
    """Lists whose last verified check is older than their cadence and two hours in 24 allow."""
    if not has_refreshed(store, (one.version for one in shelf if one.version is not None)):
        return ()
    return tuple(one.key for one in shelf if one.freshness not in (None, Freshness.FRESH))


def _missed(beats: Sequence[Heartbeat], name: str, now: datetime) -> bool:
    heard = [beat for beat in beats if beat.name == name]
    return bool(heard) and not any(_heard(beat, now, NIGHTLY_BOUND) for beat in heard)


def _heard(beat: Heartbeat, now: datetime, bound: timedelta) -> bool:
    """A sign of life from ahead of the clock proves nothing: one of the two clocks was wrong."""
    return -SLACK <= now - beat.at <= bound
