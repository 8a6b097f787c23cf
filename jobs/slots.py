"""At which moments is a job due? Pure arithmetic on time, the same on every machine that asks.

A slot is the scheduled moment in UTC. Refuses to know the jobs and what has run.
"""

from __future__ import annotations

from calendar import day_name
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# All periods count from here, so that every scheduler finds the same slots. A Monday.
_ANCHOR = datetime(2024, 1, 1, tzinfo=UTC)


class Slots(Protocol):
    """The moments at which a job is due."""

    def last(self, now: datetime) -> datetime:
        """The latest slot that is not after `now`."""
        ...

    def next(self, now: datetime) -> datetime:
        """The first slot after `now`."""
        ...

    @property
    def words(self) -> str:
        """When that is, for people."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Every so often, at all hours: `offset` after the full period, so that not all jobs start in one minute."""

    period: timedelta
    offset: timedelta = timedelta(0)

    def last(self, now: datetime) -> datetime:
        """See Slots."""
        begun = (now - _ANCHOR - self.offset) // self.period
        return _ANCHOR + self.offset + begun * self.period

    def next(self, now: datetime) -> datetime:
        """See Slots."""
        return self.last(now) + self.period

    @property
    def words(self) -> str:
        """See Slots."""
        for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
            if self.period % unit == timedelta(0):
                count = self.period // unit
                return f"every {name}" if count == 1 else f"every {count} {name}s"
        return f"every {self.period.total_seconds():g} seconds"


@dataclass(frozen=True, slots=True)
class Nightly:
    """Once every local day at that time of the clock on the wall.

    In the night that skips it (daylight saving begins) it is the same moment an hour later on the wall; in the night
    that has it twice, the first of the two. So each local day has one slot, whatever the clocks do.
    """

    at: time
    zone: ZoneInfo

    def last(self, now: datetime) -> datetime:
        """See Slots."""
        day = now.astimezone(self.zone).date() + timedelta(days=1)
        while (slot := self._on(day)) > now:
            day -= timedelta(days=1)
        return slot

    def next(self, now: datetime) -> datetime:
        """See Slots."""
        day = now.astimezone(self.zone).date() - timedelta(days=1)
        while (slot := self._on(day)) <= now:
            day += timedelta(days=1)
        return slot

    @property
    def words(self) -> str:
        """See Slots."""
        return f"every day at {self.at:%H:%M} {self.zone.key}"

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)  # fold=0: the first of two


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once every local week, on that day (0 is Monday) at that time of the clock on the wall; else as `Nightly`."""

    day: int
    at: time
    zone: ZoneInfo

    def last(self, now: datetime) -> datetime:
        """See Slots."""
        night = Nightly(self.at, self.zone).last(now).astimezone(self.zone).date()
        return self._on(night - timedelta(days=(night.weekday() - self.day) % 7))

    def next(self, now: datetime) -> datetime:
        """See Slots."""
        night = Nightly(self.at, self.zone).next(now).astimezone(self.zone).date()
        return self._on(night + timedelta(days=(self.day - night.weekday()) % 7))

    @property
    def words(self) -> str:
        """See Slots."""
        return f"every {day_name[self.day]} at {self.at:%H:%M} {self.zone.key}"

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)
