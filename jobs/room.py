"""What does every job need? The store, the installed lists, the settings and the clock; and what a job is.

Refuses to know any job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.slots import Slots
from supplychain.model import JobOutcome
from supplychain.reference.discover import KnownLists
from supplychain.settings import Settings
from supplychain.store import Store


@dataclass(frozen=True, slots=True)
class JobRoom:
    """An opened home, as the jobs use it. `told` is called now and then with (step, done, in all) by long work."""

    store: Store
    known: KnownLists
    settings: Settings
    clock: Callable[[], datetime]
    told: Callable[[str, int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the timetable: a name, when it is due, why then, and the one core call it makes.

    `on_publication` makes it due with every new list version too, `on_alarm` after every alarm. `erases` marks what a
    wrong clock must not start.
    """

    name: str
    slots: Slots
    why: str
    work: Callable[[JobRoom], JobOutcome]
    on_publication: bool = False
    on_alarm: bool = False
    erases: bool = False
