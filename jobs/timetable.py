"""When is what done? The timetable: one row a source, one row a nightly job, each with its reason.

A list that has no row here (another package's) is checked twice within the time its own module says it must be
checked in. Refuses to know how a job is run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from jobs.anchor import anchor
from jobs.canary import canary
from jobs.digest import digest
from jobs.expire import expire
from jobs.refresh import refresh
from jobs.rescreen import rescreen, rescreen_whole
from jobs.retention import retention
from jobs.room import Job
from jobs.slots import Every, Nightly, Weekly
from supplychain.reference.discover import KnownLists
from supplychain.reference.reference_list import ReferenceList
from supplychain.refreshing import refresh_job

# How often each source is asked, in hours, and why. A question about an unchanged list costs one request (two where
# its file is found by a link on a page) and, at most publishers, no body.
HOURS: dict[str, tuple[int, str]] = {
    "ofac_sdn": (2, "changed several times a week at any hour, and dealing with a new party is barred at once"),
    "ofac_consolidated": (2, "published with the SDN list, at any hour"),
    "un_sc": (6, "binding from the day of listing; changed some times a month"),
    "eu_fsf": (6, "changed some times a month; the service is slow and often fails"),
    "uk_sanctions": (6, "changed most weeks, in working hours"),
    "csl": (6, "rebuilt each morning about 05:00 in Washington, sometimes later"),
    "bis_dpl": (6, "denial orders take effect when they are signed"),
    "uflpa_entities": (6, "changed by Federal Register notice, at any working hour, with effect the next day"),
    "cbp_wro": (6, "orders take effect when they are announced; the file's address changes with each"),
    "sam_exclusions": (12, "a new extract each night; 160,000 entries are not read more often than that gives"),
    "hhs_leie": (12, "monthly, about the 8th to the 10th; asked twice a day so that its day is not missed"),
    "ca_sema": (12, "changed some times a month"),
    "au_dfat": (12, "changed some times a month"),
    "ch_seco": (12, "changed some times a month"),
    "world_bank_debarred": (12, "changed some times a month; no bar to a purchase"),
    "opensanctions": (12, "rebuilt several times a day; asked only where this home takes it"),
    "dol_goods": (24, "every other September; one look a day at its page finds the day"),
    "eo_13126": (24, "years apart; one look a day"),
    "tip_tiers": (24 * 91, "one report a year, and no data file with it; each quarter the age of ours is noted"),
}

# Other lists are asked twice within the time in which they must be checked, so that one failure makes none late.
_LOOKS = 2


def timetable(known: KnownLists, zone: str, held: Collection[str] = ()) -> tuple[Job, ...]:
    """All jobs of a home: its lists (optional ones only where `held`), then the nightly ones in that time zone."""
    local = ZoneInfo(zone)
    lists = [_of_list(key, one) for key, one in known.lists.items() if not one.optional or key in held]
    return (
        *lists,
        Job(
            "rescreen",
            Nightly(time(2, 30), local),
            "with every new list version, and nightly in case one was missed",
            rescreen,
            on_publication=True,
        ),
        Job(
            "rescreen:whole",
            Weekly(6, time(3, 0), local),
            "whatever a change of lists does not tell of (a program that reads better, a change that was missed) is"
            " found within a week, on the quietest night",
            rescreen_whole,
        ),
        Job("expire", Nightly(time(0, 30), local), "decisions last for whole days; this one's are over", expire),
        Job("retention", Nightly(time(3, 30), local), "when nobody works with what is erased", retention, erases=True),
        Job("canary", Nightly(time(5, 0), local), "after the night's work and before people come", canary),
        Job("anchor", Nightly(time(5, 30), local), "so that a day of the trail at most can be cut off unseen", anchor),
        Job(
            "digest",
            Nightly(time(6, 0), local),
            "read first thing in the morning; after an alarm at once",
            digest,
            on_alarm=True,
        ),
    )


def _of_list(key: str, listed: ReferenceList) -> Job:
    hours, why = HOURS.get(key, (0, ""))
    if not hours:
        hours = max(1, int(listed.check_hours // _LOOKS))
        why = f"its publisher says: {listed.cadence}"
    return Job(
        refresh_job(key), Every(timedelta(hours=hours), _offset(key, hours)), why, partial(refresh, list_key=key)
    )


def _offset(key: str, hours: int) -> timedelta:
    """A minute of its own within the period, the same on every machine: else all lists would be asked at once."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
    return timedelta(minutes=number % (hours * 60))
