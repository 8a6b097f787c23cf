"""A decision is remembered for as long as supplier row and list entry stay, and for not a moment longer (M9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from reviewed import BEN, HETIAN, HOSHINE, LINE, Bench, other

from supplychain.errors import ConflictError
from supplychain.flags.review import changes_since, dispose, expire_due, history_of, second
from supplychain.flags.review_rules import Answer
from supplychain.model import Alias, Decision, DispositionStatus, ListedEntity, Severity, StandingStatus, SupplierLine
from supplychain.store import Store
from supplychain.store.audit_verify import verify_trail
from supplychain.store.dispositions import dispositions_of, waiting_dispositions


@pytest.fixture
def bench(store: Store) -> Bench:
    """One flag, dismissed by one person (its score is under the figure for two)."""
    made = Bench(store, score=0.82)
    made.upload()
    made.decide(Decision.FALSE_POSITIVE)
    return made


@pytest.mark.parametrize(
    "again",
    [
        (LINE,),
        (replace(LINE, row=400, sheet="Tab 2"),),
        (replace(LINE, amount=9.0, currency="EUR"),),
        (replace(LINE, product_description="Gauze"),),  # the name was asked, not the goods
        (LINE, replace(LINE, row=8), replace(LINE, row=9, product_description="Beds")),
    ],
    ids=["the same file", "another row and sheet", "another amount", "another product", "three lines"],
)
def test_a_supplier_that_stays_the_same_is_not_asked_again(bench: Bench, again: tuple[SupplierLine, ...]) -> None:
    bench.upload(*again)
    assert bench.waiting() == ()
    assert bench.only().decision == "false_positive"
    assert changes_since(bench.store, bench.only()) == ()


def test_a_new_edition_of_the_list_with_the_same_entry_asks_nothing(bench: Bench) -> None:
    bench.lists(HOSHINE, "2")
    bench.upload()
    assert bench.waiting() == ()
    assert len(bench.flags()) == 1


@pytest.mark.parametrize(
    ("entry", "field", "after"),
    [
        (replace(HOSHINE, addresses=("1 Main Street, Turpan",)), "addresses", "1 Main Street, Turpan"),
        (replace(HOSHINE, aliases=(Alias("Hesheng", weak=True),)), "aliases", "Hesheng (weak)"),
        (replace(HOSHINE, basis="P.L. 117-78 §3 as amended"), "basis", "P.L. 117-78 §3 as amended"),
        (replace(HOSHINE, listed_on=date(2026, 1, 1)), "listed_on", "2026-01-01"),
        (replace(HOSHINE, remarks="and subsidiaries"), "remarks", "and subsidiaries"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_changed_entry_reopens_with_the_field_that_changed(
    bench: Bench, entry: ListedEntity, field: str, after: str
) -> None:
    bench.lists(entry, "2")
    bench.upload()
    flag = bench.only()
    assert (flag.status, flag.decision) == (StandingStatus.REOPENED, "")
    assert bench.waiting() == (flag,)
    (change,) = changes_since(bench.store, flag)
    assert (change.side, change.field, change.after) == ("entry", field, after)
    assert len(history_of(bench.store, flag)[1]) == 1


@pytest.mark.parametrize(
    ("cells", "field", "before", "after"),
    [
        ({"country": "Turkey"}, "country", "China", "Turkey"),
        ({"address": "1 Main Street"}, "address", "", "1 Main Street"),
        ({"other_names": ("Hesheng",)}, "other_names", "", "Hesheng"),
        ({"supplier_name": "Hoshine Silicon Ltd"}, "supplier_name", "Hoshine Silicon", "Hoshine Silicon Ltd"),
    ],
    ids=["country", "address", "other names", "name"],
)
def test_a_changed_supplier_is_asked_again_with_the_earlier_decision_beside(
    bench: Bench, cells: dict[str, object], field: str, before: str, after: str
) -> None:
    bench.upload(other(**cells))
    (waits,) = bench.waiting()
    (change,) = changes_since(bench.store, waits)
    assert (change.side, change.field, change.before, change.after) == ("supplier", field, before, after)
    (earlier,), (decided,) = history_of(bench.store, waits)
    assert (earlier.decision, decided.decision) == ("false_positive", Decision.FALSE_POSITIVE)
    assert waits.previous_flag_id == earlier.flag_id


def test_the_supplier_as_it_was_is_still_remembered_beside_the_changed_one(bench: Bench) -> None:
    bench.upload(other(country="Turkey"))
    bench.upload()
    assert [one.status for one in bench.waiting()] == [StandingStatus.OPEN]
    assert len(bench.flags()) == 2


def test_a_dismissed_match_hides_no_other_entry(bench: Bench) -> None:
    bench.lists(HETIAN, "2")
    bench.upload()
    (waits,) = bench.waiting()
    assert waits.entry_id == HETIAN.entry_id
    assert len(bench.flags()) == 2


def test_a_dismissed_match_hides_no_graver_severity_of_the_same_entry(bench: Bench) -> None:
    bench.severity = Severity.PROHIBITED
    bench.upload()
    (waits,) = bench.waiting()
    assert waits.severity is Severity.PROHIBITED


def test_a_dismissed_match_hides_no_other_supplier(bench: Bench) -> None:
    bench.upload(LINE, other(row=8, supplier_id="V-00125"))
    (waits,) = bench.waiting()
    assert waits.supplier_key == "v-00125"


def test_a_decision_is_remembered_in_its_own_organisation_alone(bench: Bench) -> None:
    bench.upload(organisation_id="other")
    assert len(bench.waiting("other")) == 1
    assert bench.waiting() == ()


def test_a_decision_that_came_to_its_date_is_asked_again_at_the_next_upload(bench: Bench) -> None:
    bench.later(days=366)
    bench.upload()
    assert bench.only().status is StandingStatus.REOPENED
    flag = bench.decide(Decision.TRUE_MATCH)
    statuses = [one.status for one in dispositions_of(bench.store, "main", [flag.flag_id])]
    assert statuses == [DispositionStatus.SUPERSEDED, DispositionStatus.FINAL]
    assert verify_trail(bench.store).faults == ()


def test_an_expired_dismissal_and_a_changed_entry_ask_once_and_not_twice(bench: Bench) -> None:
    bench.later(days=366)
    expire_due(bench.store, bench.clock)
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload()
    (waits,) = bench.waiting()
    assert [one.field for one in changes_since(bench.store, waits)] == ["remarks"]


def test_a_flag_decided_again_after_it_was_reopened_is_remembered_anew(bench: Bench) -> None:
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload()
    bench.decide(Decision.FALSE_POSITIVE, BEN)
    bench.upload()
    assert bench.waiting() == ()
    first, latest = dispositions_of(bench.store, "main", [bench.only().flag_id])
    assert (first.status, latest.prior_disposition_id) == (DispositionStatus.SUPERSEDED, first.disposition_id)


def test_an_entry_that_changes_while_a_second_person_is_asked_is_confirmed_by_nobody(store: Store) -> None:
    bench = Bench(store)
    bench.upload()
    bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(store, "main")
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload()
    assert waiting_dispositions(store, "main") == ()
    with pytest.raises(ConflictError):
        second(store, waits.disposition_id, True, reason="", by=bench.by(BEN))
    assert bench.only().status is StandingStatus.REOPENED
    flag = bench.decide(Decision.TRUE_MATCH, BEN)
    statuses = [one.status for one in dispositions_of(store, "main", [flag.flag_id])]
    assert statuses == [DispositionStatus.SUPERSEDED, DispositionStatus.FINAL]
    assert verify_trail(store).faults == ()


def test_a_reviewer_who_had_the_page_open_while_the_entry_changed_is_told(store: Store) -> None:
    bench = Bench(store)
    bench.upload()
    seen = bench.only()
    bench.lists(replace(HOSHINE, remarks="and subsidiaries"), "2")
    bench.upload()
    act: Callable[[], object] = lambda: dispose(  # noqa: E731
        store, seen.flag_id, Answer(Decision.TRUE_MATCH, "The same."), revision=seen.revision, by=bench.by()
    )
    with pytest.raises(ConflictError, match="changed since you opened it"):
        act()
    assert bench.only().valid_until is None
    assert bench.now - timedelta(days=1) < bench.only().seen_at
