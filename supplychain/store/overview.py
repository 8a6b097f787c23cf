"""What stands, in numbers: flags by severity and state, by country, by week; spend whose origin nobody stated.

One organisation at a time. Refuses to know any single flag: the queue does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from supplychain.model import Severity
from supplychain.store.engine import Store, reading
from supplychain.store.tables import finding, screening, supplier, supplier_line
from supplychain.store.tables_standing import standing_flag

WEEKS = 12  # a quarter: the longest a detained shipment may wait for its proof (19 CFR 12.43: three months)
# Flags that ask something of a person.
ASKING = ("open", "reopened", "pending_second")


@dataclass(frozen=True, slots=True)
class CountryCount:
    """Flags that ask, of suppliers or goods of one country ("" where unknown), with the gravest severity among them."""

    country: str
    flags: int
    worst: Severity


@dataclass(frozen=True, slots=True)
class WeekCount:
    """Flags raised in the seven days from `begins`, by severity."""

    begins: datetime
    raised: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class UnknownOrigin:
    """A supplier whose goods' origin the latest sheet does not state: its lines, and what was spent in one currency."""

    supplier: str
    currency: str
    spend: float
    lines: int


@dataclass(frozen=True, slots=True)
class OriginSpend:
    """The latest screening's spend by currency, whole and without a stated origin; the suppliers to ask first."""

    screening_id: str
    file_name: str
    lines: int
    unknown_lines: int
    spend: dict[str, float]
    unknown: dict[str, float]
    ask_first: tuple[UnknownOrigin, ...]


def status_counts(store: Store, organisation_id: str) -> dict[Severity, dict[str, int]]:
    """severity → status → number of standing flags."""
    table = standing_flag
    query = (
        select(table.c.severity, table.c.status, func.count())
        .where(table.c.organisation_id == organisation_id)
        .group_by(table.c.severity, table.c.status)
    )
    counts: dict[Severity, dict[str, int]] = defaultdict(dict)
    with reading(store) as connection:
        for severity, status, number in connection.execute(query):
            counts[Severity(severity)][status] = number
    return dict(sorted(counts.items(), key=lambda pair: pair[0].rank))


def country_counts(store: Store, organisation_id: str) -> tuple[CountryCount, ...]:
    """Flags that ask, by country, most first. A subdivision (CN-XJ) counts for itself."""
    table = standing_flag
    query = (
        select(table.c.country, func.count(), func.min(table.c.severity_rank))
        .where(table.c.organisation_id == organisation_id, table.c.status.in_(ASKING))
        .group_by(table.c.country)
        .order_by(func.count().desc(), table.c.country)
    )
    severities = list(Severity)
    with reading(store) as connection:
        return tuple(CountryCount(code, count, severities[rank]) for code, count, rank in connection.execute(query))


def week_counts(store: Store, organisation_id: str, now: datetime, weeks: int = WEEKS) -> tuple[WeekCount, ...]:
    """Flags raised in each of the last weeks, oldest first; a week without any is there with none."""
    begin = now - timedelta(weeks=weeks)
    table = standing_flag
    # The flags of one screening are raised at one moment: a row for each screening and severity, not for each flag.
    query = (
        select(table.c.raised_at, table.c.severity, func.count())
        .where(table.c.organisation_id == organisation_id, table.c.raised_at > begin)
        .group_by(table.c.raised_at, table.c.severity)
    )
    raised: list[Counter[Severity]] = [Counter() for _ in range(weeks)]
    with reading(store) as connection:
        for at, severity, number in connection.execute(query):
            raised[min(weeks - 1, (at - begin) // timedelta(weeks=1))][Severity(severity)] += number
    return tuple(WeekCount(begin + timedelta(weeks=n), dict(count)) for n, count in enumerate(raised))


def origin_spend(store: Store, organisation_id: str, ask: int = 12) -> OriginSpend | None:
    """What the latest screening says of origins; None where nothing was screened yet. `ask`: how many to ask first."""
    latest = (
        select(screening.c.screening_id, screening.c.file_name)
        .where(screening.c.organisation_id == organisation_id)
        .order_by(screening.c.started_at.desc(), screening.c.screening_id.desc())
        .limit(1)
    )
    unstated = finding.c.content["origin"].as_string().is_(None)
    line = supplier_line
    with reading(store) as connection:
        one = connection.execute(latest).first()
        if one is None:
            return None
        query = (
            select(supplier.c.name, line.c.currency, unstated, func.count(), func.coalesce(func.sum(line.c.amount), 0))
            .select_from(
                line.join(supplier, supplier.c.fingerprint == line.c.supplier_fingerprint).join(
                    finding,
                    (finding.c.screening_id == line.c.screening_id) & (finding.c.number == line.c.finding),
                )
            )
            .where(line.c.screening_id == one.screening_id)
            .group_by(supplier.c.name, line.c.currency, unstated)
        )
        rows = connection.execute(query).all()
    spend: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    asked: list[UnknownOrigin] = []
    for name, currency, is_unstated, lines, amount in rows:
        spend[currency] += amount
        if is_unstated:
            unknown[currency] += amount
            asked.append(UnknownOrigin(name, currency, float(amount), lines))
    asked.sort(key=lambda each: (-each.spend, -each.lines, each.supplier))
    return OriginSpend(
        screening_id=one.screening_id,
        file_name=one.file_name,
        lines=sum(row[3] for row in rows),
        unknown_lines=sum(each.lines for each in asked),
        spend=dict(spend),
        unknown=dict(unknown),
        ask_first=tuple(asked[:ask]),
    )
