"""A finding stands once an organisation, asks once, and asks again when its entry, its row or its date says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from specimens import GLOVES, HOSHINE, NIGHT, SQUID, screening, version_of
from sqlalchemy import select, update

from supplychain.errors import UsageError
from supplychain.model import Axis, Screening, SupplierLine
from supplychain.store import Store
from supplychain.store.engine import reading, writing
from supplychain.store.screenings import list_screenings, load_screening, save_screening
from supplychain.store.standing_rows import subject_of
from supplychain.store.tables_review import audit_event
from supplychain.store.tables_standing import standing_flag
from supplychain.store.versions import publish_version


def rows(store: Store) -> dict[str, Any]:
    with reading(store) as connection:
        return {row.flag_id: row for row in connection.execute(select(standing_flag))}


def later(number: int, made: Screening | None = None) -> Screening:
    """The same upload again, so many days later."""
    made = made or screening()
    return replace(made, screening_id=f"s-{number}", started_at=NIGHT + timedelta(days=number))


def with_row(made: Screening, **cells: object) -> Screening:
    """The upload with other cells on its first line."""
    first = replace(made.lines[0], line=replace(made.lines[0].line, **cells))  # type: ignore[arg-type]
    lines = (first, *made.lines[1:])
    return replace(made, lines=lines, sheet=replace(made.sheet, lines=tuple(one.line for one in lines)))


def settle(store: Store, **values: object) -> None:
    with writing(store) as connection:
        connection.execute(update(standing_flag).values(status="decided", decision="d-1", **values))


def test_an_upload_raises_each_finding_once_and_the_same_upload_changes_figures_alone(store: Store) -> None:
    save_screening(store, later(1))
    first = rows(store)
    assert {row.list_key for row in first.values()} == {"uflpa_entities", "dol_goods", "policy"}
    assert {row.status for row in first.values()} == {"open"}
    assert {(row.lines, row.spend, row.currency) for row in first.values()} == {(1, 1234.56, "USD")}
    save_screening(store, later(2))
    second = rows(store)
    assert first.keys() == second.keys()
    moving = {"screening_id", "seen_at"}
    for flag_id, row in second.items():
        before = first[flag_id]._asdict()
        assert {name for name, value in row._asdict().items() if value != before[name]} == moving


def test_a_decision_holds_for_the_same_upload_and_ends_on_its_date(store: Store) -> None:
    save_screening(store, later(1))
    settle(store, valid_until=NIGHT + timedelta(days=5))
    save_screening(store, later(2))
    assert {row.status for row in rows(store).values()} == {"decided"}
    save_screening(store, later(6))
    assert {(row.status, row.decision) for row in rows(store).values()} == {("reopened", "")}
    with reading(store) as connection:
        actions = [row.action for row in connection.execute(select(audit_event).order_by(audit_event.c.number))]
    assert actions.count("flag.reopen") == len(rows(store))


def test_a_changed_entry_reopens_a_decision(store: Store) -> None:
    publish_version(store, version_of([GLOVES, SQUID], "dol_goods"), [GLOVES, SQUID])
    save_screening(store, later(1))
    settle(store)
    moved = replace(HOSHINE, merchandise="all products")
    first = screening().lines[0]
    matches = (replace(first.matches[0], entry=moved), first.matches[1])
    made = screening()
    save_screening(store, later(2, replace(made, lines=(replace(first, matches=matches), *made.lines[1:]))))
    told = {row.list_key: row.status for row in rows(store).values()}
    assert told == {"uflpa_entities": "reopened", "dol_goods": "decided", "policy": "decided"}


def test_another_supplier_row_is_a_new_flag_that_points_at_the_earlier_one(store: Store) -> None:
    save_screening(store, later(1))
    before = {row.list_key: row.flag_id for row in rows(store).values()}
    settle(store)
    save_screening(store, later(2, with_row(screening(), country="Malaysia", product_description="Silicone tubing 1″")))
    fresh = [row for row in rows(store).values() if row.status == "open"]
    assert {row.previous_flag_id for row in fresh} == set(before.values())
    assert {row.status for row in rows(store).values() if row.flag_id in before.values()} == {"decided"}


def test_what_a_flag_does_not_read_makes_no_new_flag_and_who_is_supplied_always_does() -> None:
    line = SupplierLine("S", 2, "Hoshine", country="China", product_description="Tubing")
    flag = screening().lines[0].flags
    who, goods = flag[0].axes[:1], flag[1].axes
    assert subject_of(line, who) == subject_of(replace(line, product_description="Gauze"), who)
    assert subject_of(line, who) != subject_of(replace(line, address="1 Road"), who)
    assert subject_of(line, goods) != subject_of(replace(line, supplier_name="Another"), goods)
    assert subject_of(line, goods) != subject_of(replace(line, product_description="Gauze"), goods)
    assert Axis.WHERE in goods
    assert subject_of(line, goods) != subject_of(replace(line, remarks=(("Notes", "Korla"),)), goods)


def test_each_organisation_has_its_own_screenings_and_flags(store: Store) -> None:
    save_screening(store, later(1), organisation_id="main")
    save_screening(store, later(2), organisation_id="other", actor="account-7")
    assert len({row.organisation_id for row in rows(store).values()}) == 2
    assert [one.screening_id for one in list_screenings(store, organisation_id="other")] == ["s-2"]
    assert load_screening(store, "s-1", organisation_id="main") == later(1)
    with pytest.raises(UsageError, match="No screening 's-1'"):
        load_screening(store, "s-1", organisation_id="other")
    with reading(store) as connection:
        actors = [row.actor for row in connection.execute(select(audit_event).order_by(audit_event.c.number))]
    assert actors == ["command line", "account-7"]
