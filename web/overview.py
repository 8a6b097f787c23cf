"""What needs me today, and how do we stand? What waits by consequence, the lists' age, origins nobody stated.

Every drawing stands beside a table with the same numbers. Refuses to count anything itself: the store does.
"""

from __future__ import annotations

import math
from datetime import timedelta

from flask import Blueprint, render_template

from supplychain.errors import UsageError
from supplychain.flags.origin_unknown import ASK_FIRST, ORIGIN_UNKNOWN
from supplychain.flags.words import POLICY_KEY, SEVERITY_WORDS
from supplychain.library import ShelvedList
from supplychain.model import Severity
from supplychain.store.overview import (
    ASKING,
    CountryCount,
    OriginSpend,
    expiring_count,
    origin_spend,
    standing_counts,
    week_counts,
)
from supplychain.store.review_queue import first_waiting
from supplychain.store.screening_gaps import OriginAsked, origins_asked
from supplychain.store.screenings import list_screenings
from supplychain.store.uploads import list_uploads
from supplychain.text.places import country_name
from web.charts import Chart, bars, columns
from web.desk import Desk, this_desk
from web.identity import person
from web.language import translated
from web.review_pages import alike

_FIRST = 8  # flags shown as needing somebody today; the queue has the rest
_COUNTRIES = 10
_SOON = timedelta(days=30)  # decisions that end within: time enough to look again
_UPLOADS = 5

overview = Blueprint("overview", __name__)


@overview.get("/overview")
def index() -> str:
    """The overview of the own organisation."""
    desk = this_desk()
    mine = person().organisation_id
    now = desk.clock()
    standing = standing_counts(desk.store, mine)
    counts, countries = standing.by_severity, standing.countries
    weeks = week_counts(desk.store, mine, now)
    origins = origin_spend(desk.store, mine)
    known = desk.shelf()
    shelf = [one for one in known if one.version is not None]
    waiting = {severity: sum(by.get(status, 0) for status in ASKING) for severity, by in counts.items()}
    first = first_waiting(desk.store, mine, _FIRST)
    return render_template(
        "overview/index.html",
        first=first,
        alike=alike(first),
        titles=desk.titles(),
        counts=counts,
        asking=sum(waiting.values()),
        pending=standing.standing("pending_second"),
        soon=expiring_count(desk.store, mine, now + _SOON),
        severity_chart=_severities(waiting),
        weeks=weeks,
        week_chart=columns([(f"{week.begins:%d %b}", _by_rank(week.raised)) for week in weeks]),
        countries=countries,
        country_chart=_countries(countries),
        country_of=_place,
        shelf=sorted(shelf, key=_oldest_first),
        gaps=[one for one in known if one.is_gap],
        age_chart=_ages(sorted(shelf, key=_oldest_first)),
        origins=origins,
        asked=_asked(desk, mine, origins),
        uploads=list_uploads(desk.store, mine, _UPLOADS),
        latest=list_screenings(desk.store, _UPLOADS, organisation_id=mine),
    )


def _asked(desk: Desk, organisation_id: str, origins: OriginSpend | None) -> tuple[tuple[OriginAsked, ...], int]:
    """Whom the latest screening's own page asks first, and of how many."""
    if origins is None:
        return (), 0
    try:
        origin_flag = (POLICY_KEY, ORIGIN_UNKNOWN)
        return origins_asked(desk.store, origins.screening_id, organisation_id, origin_flag, ASK_FIRST)
    except UsageError:  # erased meanwhile
        return (), 0


def _severities(waiting: dict[Severity, int]) -> Chart:
    return bars([(translated(SEVERITY_WORDS[one]), {one.value: waiting.get(one, 0)}) for one in Severity])


def _countries(countries: tuple[CountryCount, ...]) -> Chart:
    return bars([(_place(one.country), {one.worst.value: one.flags}) for one in countries[:_COUNTRIES]])


def _ages(shelf: list[ShelvedList]) -> Chart:
    return bars([(one.key, {_freshness(one): _hours(one) / 24}) for one in shelf])


def _by_rank(raised: dict[Severity, int]) -> dict[str, float]:
    return {one.value: raised.get(one, 0) for one in reversed(Severity)}


def _oldest_first(one: ShelvedList) -> float:
    return -_hours(one)


def _hours(one: ShelvedList) -> float:
    """Age in hours; a list that was checked in the clock's future counts as a year old in the drawing."""
    age = one.age_hours
    return 0.0 if age is None else 8760.0 if math.isinf(age) else age


def _freshness(one: ShelvedList) -> str:
    return one.freshness.value if one.freshness else "fresh"


def _place(code: str) -> str:
    return country_name(code) or code if code else translated("Not known")
