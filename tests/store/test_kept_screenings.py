"""Screenings: kept whole, given back equal, pinned to what they saw."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from specimens import GLOVES, HOSHINE, NIGHT, SQUID, WISSER, flag, line, screening, version_of
from sqlalchemy import select

from supplychain.entry_form import LINE_FIELDS, entry_fingerprint, supplier_fingerprint
from supplychain.errors import StoreError, UsageError
from supplychain.model import Axis, Coverage, Flag, Match, ScreenedLine, Screening, Severity, SupplierLine
from supplychain.store import Store, tables
from supplychain.store.engine import reading
from supplychain.store.forgetting import Forgotten, forget_before
from supplychain.store.kept_matches import confirmed_matches, kept_suppliers
from supplychain.store.screenings import list_screenings, load_screening, save_screening
from supplychain.store.versions import publish_version


def test_a_screening_comes_back_equal(store: Store) -> None:
    made = screening()
    save_screening(store, made)
    assert load_screening(store, "s-1") == made


def test_a_sheet_without_lines_comes_back_equal(store: Store) -> None:
    made = screening("empty", lines=())
    made = replace(made, coverage=Coverage((), (), refreshed=False))
    save_screening(store, made)
    assert load_screening(store, "empty") == made


def test_two_screenings_of_the_same_sheet_do_not_mix(store: Store) -> None:
    one, two = screening("one"), screening("two")
    two = replace(two, lines=tuple(replace(each, flags=(), matches=()) for each in two.lines))
    save_screening(store, one)
    save_screening(store, two)
    assert load_screening(store, "one") == one
    assert load_screening(store, "two") == two


def test_a_screening_outlives_the_list_versions_it_used(store: Store) -> None:
    publish_version(store, version_of([HOSHINE, WISSER]), [HOSHINE, WISSER])
    made = screening()
    save_screening(store, made)
    changed = replace(HOSHINE, name="Another name now")
    publish_version(store, version_of([changed], edition="2"), [changed])
    assert load_screening(store, "s-1") == made


def test_a_line_that_was_read_but_not_screened_stops_the_screening(store: Store) -> None:
    made = screening()
    with pytest.raises(StoreError, match="2 screened lines that are not the 3 lines read"):
        save_screening(store, replace(made, lines=made.lines[:2]))
    with pytest.raises(StoreError, match="screen again"):
        save_screening(store, replace(made, lines=(*made.lines[:2], made.lines[0])))
    assert list_screenings(store) == ()


def test_a_screening_is_kept_once(store: Store) -> None:
    save_screening(store, screening())
    with pytest.raises(StoreError, match="nothing was changed"):
        save_screening(store, screening())
    assert len(list_screenings(store)) == 1


def test_no_supplier_is_named_when_a_screening_cannot_be_kept(store: Store) -> None:
    made = screening()
    no_number = replace(flag(Severity.HIGH, "policy", "", "", Axis.WHERE), score=float("nan"))
    for unfit in (
        replace(made, started_at=NIGHT.replace(tzinfo=None)),
        replace(made, lines=(replace(made.lines[0], flags=(no_number,)), *made.lines[1:])),
    ):
        with pytest.raises(StoreError) as told:
            save_screening(store, unfit)
        assert "Hoshine" not in f"{told.value} {told.value.__cause__}"
        assert "\n" not in str(told.value)
    assert list_screenings(store) == ()


def test_the_list_of_screenings_is_newest_first_and_counts_lines_by_gravest_severity(store: Store) -> None:
    for day in range(3):
        save_screening(store, replace(screening(f"day-{day}"), started_at=NIGHT + timedelta(days=day)))
    found = list_screenings(store, 2)
    assert [one.screening_id for one in found] == ["day-2", "day-1"]
    assert (found[0].lines, found[0].severities, found[0].status) == (3, {"import_barred": 1}, "incomplete")


def test_an_unknown_screening_is_told_in_one_sentence(store: Store) -> None:
    with pytest.raises(UsageError, match="No screening 'nine' is kept here"):
        load_screening(store, "nine")


def test_the_same_supplier_is_kept_once_however_many_lines_and_uploads_name_it(store: Store) -> None:
    save_screening(store, screening("one"))
    save_screening(store, screening("two"))
    with reading(store) as connection:
        kept = connection.execute(select(tables.supplier.c.fingerprint)).scalars().all()
        lines = connection.execute(select(tables.supplier_line.c.supplier_fingerprint)).scalars().all()
    assert (len(kept), len(lines)) == (1, 6)


def test_every_supplier_is_told_once_with_what_its_newest_screening_found(store: Store) -> None:
    save_screening(store, screening("s-1"))
    save_screening(store, replace(screening("s-2"), started_at=NIGHT + timedelta(days=1)))
    kept = kept_suppliers(store)
    assert {one.screening_id for one in kept} == {"s-2"}
    assert len({one.name for one in kept}) == len(kept) == len({one.line.supplier_name for one in screening().lines})
    assert confirmed_matches(store) == ()


def test_a_supplier_is_the_same_until_something_that_is_screened_changes() -> None:
    first = line(5)
    same = replace(first, sheet="2", row=9, amount=1.0, currency="EUR")
    assert supplier_fingerprint(same) == supplier_fingerprint(first)
    for name in {one.name for one in fields(SupplierLine)} - {*LINE_FIELDS}:
        values: dict[str, object] = {
            "other_names": ("other",),
            "other_parties": (("Parent", "other"),),
            "remarks": (("Notes", "other"),),
        }
        other = replace(first, **{name: values.get(name, "other")})  # type: ignore[arg-type]
        assert supplier_fingerprint(other) != supplier_fingerprint(first), name


def test_forgotten_screenings_leave_no_supplier_behind_and_later_ones_untouched(store: Store, tmp_path: Path) -> None:
    old = screening("old", lines=[ScreenedLine(line(2, "Canary & Sons"), None, None, None, (), (), (), ())])
    late = replace(screening("late"), started_at=NIGHT + timedelta(days=30))
    save_screening(store, old)
    save_screening(store, screening("old too"))
    save_screening(store, late)
    next_day = NIGHT + timedelta(days=1)
    assert len(forget_before(store, next_day, next_day, "test").screenings) == 2
    assert [one.screening_id for one in list_screenings(store)] == ["late"]
    assert load_screening(store, "late") == late
    with reading(store) as connection:
        assert len(connection.execute(select(tables.supplier)).all()) == 1
    for path in (tmp_path / "home").iterdir():
        assert b"Canary" not in path.read_bytes(), path
    assert forget_before(store, next_day, next_day, "test") == Forgotten()


def test_no_field_of_a_screening_or_its_coverage_is_left_out_of_the_tables() -> None:
    # `overdue` tells of the moment of the screening alone; the versions' own times, which are kept, say as much later.
    assert {one.name for one in fields(Coverage)} - {"overdue"} == {"versions", "missing", "refreshed"}
    assert {one.name for one in fields(Screening)} == {
        "screening_id", "started_at", "finished_at", "engine", "settings", "sheet", "coverage", "lines",
    }  # fmt: skip


def test_flags_are_pinned_to_the_entry_as_it_stood(store: Store) -> None:
    publish_version(store, version_of([GLOVES, SQUID], "dol_goods"), [GLOVES, SQUID])
    save_screening(store, screening())
    with reading(store) as connection:
        rows = connection.execute(select(tables.flag).order_by(tables.flag.c.position)).all()
    pinned = {row.list_key: row.entry_fingerprint for row in rows}
    assert pinned == {
        "uflpa_entities": entry_fingerprint(HOSHINE),  # from the match
        "dol_goods": entry_fingerprint(GLOVES),  # from the published version
        "policy": None,  # a rule of law is no list entry
    }


def test_two_entries_with_one_id_are_not_taken_for_each_other(store: Store) -> None:
    twin = replace(HOSHINE, name="Hoshine, another row with the same id")
    matches = tuple(Match("uflpa_entities", one, one.name, "maker", 0.9, ()) for one in (HOSHINE, twin))
    made = screening(lines=[ScreenedLine(line(2), None, None, None, (), (), matches, ())])
    save_screening(store, made)
    assert load_screening(store, "s-1") == made


def test_awkward_supplier_text_is_kept_and_never_stops_a_screening(store: Store) -> None:
    texts = ["'); DROP TABLE supplier;--", "=HYPERLINK(1)", "\u202eevil", "A" * 100_000, "𠮷野家", "a\x00b\ud800"]
    lines = [ScreenedLine(line(row, one), None, None, None, (), (), (), ()) for row, one in enumerate(texts, start=2)]
    made = screening(lines=lines)
    save_screening(store, made)
    names = [one.line.supplier_name for one in load_screening(store, "s-1").lines]
    assert names == [*texts[:-1], "a␀b\ufffd"]


def test_thousands_of_lines_come_back_in_sheet_order(store: Store) -> None:
    found: tuple[Flag, ...] = (flag(Severity.HIGH, "policy", "", "", Axis.WHERE),)
    lines = [
        ScreenedLine(line(row, f"Supplier {row % 700}"), "CN", None, None, (), found if row % 3 else (), (), ())
        for row in range(2, 3_002)
    ]
    made = screening(lines=lines)
    save_screening(store, made)
    assert load_screening(store, "s-1") == made


def test_what_many_lines_found_is_kept_once_and_comes_back_for_each(store: Store) -> None:
    found: tuple[Flag, ...] = (flag(Severity.HIGH, "policy", "", "", Axis.WHERE),)
    alike = [ScreenedLine(line(row), "CN", None, None, (), found, (), ()) for row in range(2, 40)]
    other = ScreenedLine(line(40), "CN", None, None, (), (), (), ("origin: not stated",))
    again = replace(alike[0], line=line(41), flags=(replace(found[0]),))  # equal values, other objects
    made = screening(lines=[*alike, other, again])
    save_screening(store, made)
    assert load_screening(store, "s-1") == made
    assert list_screenings(store)[0].severities == {"high": 39}
    with reading(store) as connection:
        assert len(connection.execute(select(tables.finding)).all()) == 2
        assert len(connection.execute(select(tables.flag)).all()) == 1
