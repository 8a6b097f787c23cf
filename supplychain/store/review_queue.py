"""Which flags wait for somebody, in which order, and how many of each sort?

The order is consequence x spend x confidence (`tables_review.PRIORITY`), read page by page from an index, so that a
queue of 100,000 opens as quickly as one of ten. Refuses to know who decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from supplychain.errors import UsageError
from supplychain.store.called import is_called
from supplychain.store.columns import storable
from supplychain.store.dispositions import StandingFlag, flag_of_row
from supplychain.store.engine import Store, reading
from supplychain.store.tables_review import PRIORITY, UNDECIDED, WAITING
from supplychain.store.tables_standing import standing_flag

PAGE = 50  # flags a page: about what a reviewer reads at a sitting
MOST_A_PAGE = 200
LONGEST_TEXT = 200
FACETS = ("severity", "list_key", "feature", "country", "status")
_CELL = ("status", "severity", "list_key", "country", "features")  # in the order of the facets' index
_FEATURES = len(_CELL) - 1


class Order(StrEnum):
    """How the queue is read."""

    PRIORITY = "priority"  # what needs somebody first
    NEWEST = "newest"  # raised last


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What to show: within a facet any of the values, between facets all of them; () asks for nothing. `text` is part
    of a supplier's name, or where rows name none of the maker's. As given, it shows what waits for somebody."""

    severity: tuple[str, ...] = ()
    list_key: tuple[str, ...] = ()
    feature: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    status: tuple[str, ...] = UNDECIDED
    text: str = ""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue. `after` is where the next one begins, "" on the last; `total` counts all that the filters
    let through. `facets` maps each facet to value → count under the other facets' filters, most first."""

    flags: tuple[StandingFlag, ...]
    after: str
    total: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


def queue(
    store: Store,
    organisation_id: str,
    filters: QueueFilters | None = None,
    order: Order = Order.PRIORITY,
    after: str = "",
    limit: int = PAGE,
) -> QueuePage:
    """A page of the organisation's standing flags, from `after` (of the page before) on. Raises UsageError where that
    is no place in the queue."""
    filters = filters or QueueFilters()
    limit = max(1, min(limit, MOST_A_PAGE))
    query = _chosen(select(standing_flag.c.flag_id, _rank(order).label("rank")), organisation_id, filters)
    if after:
        query = query.where(_behind(order, after))
    query = query.order_by(_rank(order).desc(), standing_flag.c.flag_id).limit(limit + 1)
    with reading(store) as connection:
        rows = connection.execute(query).all()  # ids alone: sorting whole rows took four times as long
        flags = _whole(connection, [row.flag_id for row in rows[:limit]])
        total, facets = _count(connection, organisation_id, filters)
    more = len(rows) > limit
    place = f"{_as_text(rows[limit - 1].rank)}~{rows[limit - 1].flag_id}" if more else ""
    return QueuePage(flags, place, total, facets)


def first_waiting(store: Store, organisation_id: str, limit: int) -> tuple[StandingFlag, ...]:
    """The head of the queue, nothing counted."""
    query = _chosen(select(standing_flag.c.flag_id), organisation_id, QueueFilters())
    query = query.order_by(PRIORITY.desc(), standing_flag.c.flag_id).limit(limit)
    with reading(store) as connection:
        return _whole(connection, list(connection.execute(query).scalars()))


def next_waiting(
    store: Store,
    organisation_id: str,
    flag: StandingFlag,
    filters: QueueFilters | None = None,
    order: Order = Order.PRIORITY,
) -> str:
    """The flag to look at after this one: the next that the filters let through in that order. After the last of those
    that wait comes the first that still does; after the last of others nothing (""), for none of them drops out."""
    filters = filters or QueueFilters()
    rank = _rank(order)
    here = select(rank.label("rank")).select_from(standing_flag).where(standing_flag.c.flag_id == flag.flag_id)
    others = _chosen(select(standing_flag.c.flag_id), organisation_id, filters)
    others = others.where(standing_flag.c.flag_id != flag.flag_id).order_by(rank.desc(), standing_flag.c.flag_id)
    begins_anew = bool(filters.status) and set(filters.status) <= set(UNDECIDED)
    with reading(store) as connection:
        at = connection.execute(here).scalar()
        found = None
        if at is not None:
            found = connection.execute(others.where(_behind(order, f"{_as_text(at)}~{flag.flag_id}")).limit(1)).scalar()
        if found is None and begins_anew:
            found = connection.execute(others.limit(1)).scalar()
        return str(found or "")


def _whole(connection: Connection, flag_ids: Sequence[str]) -> tuple[StandingFlag, ...]:
    """The flags of these ids, in their order."""
    rows = connection.execute(select(standing_flag).where(standing_flag.c.flag_id.in_(flag_ids)))
    flags = {row.flag_id: flag_of_row(row) for row in rows}
    return tuple(flags[one] for one in flag_ids if one in flags)


def _chosen(query: Select[Any], organisation_id: str, filters: QueueFilters) -> Select[Any]:
    table = standing_flag.c
    query = query.where(table.organisation_id == organisation_id)
    if filters.status and set(filters.status) <= set(UNDECIDED):
        query = query.where(WAITING)  # word by word what the index over the waiting ones says
    if set(filters.status) == set(UNDECIDED):
        filters = replace(filters, status=())
    for name in FACETS:
        wanted = getattr(filters, name)
        if wanted and name == "feature":
            listed = "," + table.features + ","
            query = query.where(or_(*(listed.contains(f",{storable(one)},", autoescape=True) for one in wanted)))
        elif wanted:
            query = query.where(table[name].in_(wanted))
    return query.where(is_called(filters.text[:LONGEST_TEXT], organisation_id)) if filters.text else query


def _rank(order: Order) -> ColumnElement[Any]:
    return PRIORITY if order is Order.PRIORITY else standing_flag.c.raised_at


def _behind(order: Order, after: str) -> ColumnElement[bool]:
    said, _, flag_id = after.rpartition("~")
    try:
        rank: float | datetime = float(said) if order is Order.PRIORITY else datetime.fromisoformat(said)
        if isinstance(rank, datetime) and rank.tzinfo is None:
            raise ValueError("a time without its zone")
    except ValueError:
        raise UsageError("That is no place in the queue: open it from the beginning.") from None
    ranked = _rank(order)
    return and_(ranked <= rank, or_(ranked < rank, standing_flag.c.flag_id > flag_id))


def _as_text(rank: Any) -> str:
    return rank.isoformat() if isinstance(rank, datetime) else repr(float(rank))


def _count(
    connection: Connection, organisation_id: str, filters: QueueFilters
) -> tuple[int, dict[str, dict[str, int]]]:
    """The total and each facet's counts, from one look at the facets' index in its order: 25 ms for 100,000 flags. The
    combinations are few (44 among 17,000 flags of invented sheets), and what is let through is told from them."""
    cell = [standing_flag.c[name] for name in _CELL]
    beside = QueueFilters(status=(), text=filters.text)
    cells = _chosen(select(*cell, func.count()), organisation_id, beside).group_by(*cell)
    total, facets = _counted(connection.execute(cells), filters)
    return total, {name: dict(sorted(facets[name].items(), key=lambda pair: (-pair[1], pair[0]))) for name in FACETS}


def _counted(cells: Iterable[Any], filters: QueueFilters) -> tuple[int, dict[str, Counter[str]]]:
    """A combination counts for a facet where every other facet lets it through."""
    total = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    wanted = {name: frozenset(chosen) for name in FACETS if (chosen := getattr(filters, name))}
    for *values, number in cells:
        spoke = tuple(values[_FEATURES].split(",")) if values[_FEATURES] else ()
        has = dict(zip(_CELL, ((value,) for value in values[:_FEATURES]), strict=False), feature=spoke)
        kept_out = [name for name, chosen in wanted.items() if chosen.isdisjoint(has[name])]
        if not kept_out:
            total += number
        if len(kept_out) < 2:
            for name in kept_out or FACETS:
                for value in has[name]:
                    counts[name][value] += number
    return total, counts
