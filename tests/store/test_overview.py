"""The overview's numbers are those of the organisation's own flags and latest sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from specimens import screening
from test_review_queue import NOW, is_read_from, keep, row

from supplychain.model import Severity
from supplychain.store import Store
from supplychain.store.overview import StandingCounts, expiring_count, origin_spend, standing_counts, week_counts
from supplychain.store.screenings import save_screening


def test_an_organisation_that_screened_nothing_has_no_numbers(store: Store) -> None:
    save_screening(store, screening(), organisation_id="other")
    now = screening().finished_at
    assert origin_spend(store, "main") is None
    assert standing_counts(store, "main") == StandingCounts({}, ())
    assert all(not week.raised for week in week_counts(store, "main", now))


def test_spend_without_a_stated_origin_is_told_of_the_latest_sheet(store: Store) -> None:
    kept = screening()
    save_screening(store, kept)
    told = origin_spend(store, "main")
    assert told is not None
    unstated = [one for one in kept.lines if one.origin is None]
    assert told.lines == len(kept.lines)
    assert told.unknown_lines == len(unstated)
    assert sum(told.unknown.values()) == sum(one.line.amount or 0 for one in unstated)
    assert sum(told.spend.values()) == sum(one.line.amount or 0 for one in kept.lines)
    later = replace(
        kept, screening_id="s-9", started_at=kept.started_at + timedelta(days=1),
        sheet=replace(kept.sheet, lines=()), lines=(),
    )  # fmt: skip
    save_screening(store, later)
    told = origin_spend(store, "main")
    assert told is not None
    assert (told.screening_id, told.lines) == ("s-9", 0)


def test_flags_are_counted_once_by_severity_and_status_and_those_that_ask_by_country(store: Store) -> None:
    rows = [
        row(1, severity=Severity.HIGH, country="CN"),
        row(2, severity=Severity.PROHIBITED, country="CN", status="reopened"),
        row(3, severity=Severity.HIGH, country="MY", list_key="cbp_wro", status="pending_second"),
        row(4, severity=Severity.HIGH, country="CN", status="decided", valid_until=NOW + timedelta(days=3)),
        row(5, severity=Severity.CONTEXT, country="", status="withdrawn", valid_until=NOW + timedelta(days=3)),
        row(6, organisation_id="other", status="decided", valid_until=NOW + timedelta(days=3)),
    ]
    keep(store, *rows)
    counted = standing_counts(store, "main")
    assert counted.by_severity == {
        Severity.PROHIBITED: {"reopened": 1},
        Severity.HIGH: {"open": 1, "pending_second": 1, "decided": 1},
        Severity.CONTEXT: {"withdrawn": 1},
    }
    assert [(one.country, one.flags, one.worst) for one in counted.countries] == [
        ("CN", 2, Severity.PROHIBITED),
        ("MY", 1, Severity.HIGH),
    ]
    assert {status: counted.standing(status) for status in ("open", "decided", "withdrawn")} == {
        "open": 1,
        "decided": 1,
        "withdrawn": 1,
    }
    assert [expiring_count(store, "main", NOW + timedelta(days=days)) for days in (2, 4)] == [0, 1]
    weeks = week_counts(store, "main", NOW + timedelta(minutes=1))
    assert weeks[-1].raised == {Severity.HIGH: 3, Severity.PROHIBITED: 1, Severity.CONTEXT: 1}


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ("SELECT raised_at, severity, count(*) FROM standing_flag WHERE organisation_id = 'main' AND"
         " raised_at > '2026-01-01' GROUP BY raised_at, severity", "ix_standing_flag_raised"),
        ("SELECT flag_id FROM standing_flag WHERE organisation_id = 'main' AND"
         " status IN ('open', 'pending_second', 'reopened') ORDER BY raised_at DESC, flag_id LIMIT 51",
         "ix_standing_flag_newest"),
        ("SELECT status, severity, list_key, country, features, count(*) FROM standing_flag WHERE"
         " organisation_id = 'main' GROUP BY status, severity, list_key, country, features", "ix_standing_flag_facets"),
    ],
)  # fmt: skip
def test_what_the_desk_counts_and_orders_is_read_from_an_index_and_sorts_nothing(
    store: Store, asked: str, index: str
) -> None:
    keep(store, *(row(number) for number in range(50)))
    is_read_from(store, index, asked)
