"""One party on several sub-lists of one list is one question; parties of one name that may be two are two questions."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from supplychain.entry_form import entry_to_dict
from supplychain.errors import ReviewError
from supplychain.flags.review import dispose_many
from supplychain.flags.review_rules import Answer
from supplychain.model import Alias, Decision, EntityType, Identifier, ListedGood, Severity, StandingStatus
from supplychain.store import Store
from supplychain.store.twins import is_same_party, twins_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import HETIAN, HOSHINE, LINE, Bench, other

FIRST = replace(HOSHINE, entry_id="i/hoshine", name="Hoshine Silicon Industry (Shanshan) Co., Ltd", basis="sec. (i)")
FIFTH = replace(HOSHINE, entry_id="v/hoshine", basis="sec. (v)", aliases=(Alias("Hesheng Guiye"),))
YES = Answer(Decision.TRUE_MATCH, "The same company by its registered number.")


@pytest.fixture
def bench(store: Store) -> Bench:
    """One supplier that met two sub-lists, once as import-barred and once as context."""
    made = Bench(store)
    made.lists(FIRST, "1")
    made.upload()
    made.severity = Severity.CONTEXT
    made.lists(FIFTH, "2")
    made.upload()
    return made


def test_the_same_party_on_another_sub_list_is_a_twin_and_decided_in_one_go(bench: Bench) -> None:
    one, another = bench.flags()
    assert {one.entry_id, another.entry_id} == {"i/hoshine", "v/hoshine"}
    for flag, twin in ((one, another), (another, one)):
        found = twins_of(bench.store, flag)
        assert ([each.flag_id for each in found.shown], found.total) == ([twin.flag_id], 1)
    seen = {flag.flag_id: flag.revision for flag in (one, another)}
    assert all(outcome.kept for outcome in dispose_many(bench.store, seen, YES, by=bench.by()))
    assert {flag.status for flag in bench.flags()} == {StandingStatus.DECIDED}


def test_another_party_and_another_supplier_are_no_twins_and_never_decided_with_it(bench: Bench) -> None:
    bench.lists(HETIAN, "3")
    bench.upload()
    bench.lists(FIFTH, "2")
    bench.upload(other(supplier_id="V-9", supplier_name="Hoshine Trading"))
    mine = next(one for one in bench.flags() if one.entry_id == "i/hoshine")
    assert [one.entry_id for one in twins_of(bench.store, mine).shown] == ["v/hoshine"]
    for wrong in bench.flags():
        if wrong.entry_id == HETIAN.entry_id or wrong.supplier_key == "v-9":
            with pytest.raises(ReviewError, match="one party of several sub-lists"):
                dispose_many(bench.store, {one.flag_id: one.revision for one in (mine, wrong)}, YES, by=bench.by())


def test_every_twin_that_is_offered_can_be_decided_with_the_flag_it_is_offered_with(bench: Bench) -> None:
    bench.lists(replace(HOSHINE, entry_id="a/former", name="Hesheng Guiye", basis="sec. (a)"), "3")
    bench.upload()
    mine = next(one for one in bench.flags() if one.entry_id == "v/hoshine")  # named as both others are
    offered = twins_of(bench.store, mine).shown
    assert {one.entry_id for one in offered} == {"i/hoshine", "a/former"}
    seen = {one.flag_id: one.revision for one in (mine, *offered)}
    assert all(outcome.kept for outcome in dispose_many(bench.store, seen, YES, by=bench.by()))


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({}, True),
        ({"name": "HOSHINE SILICON INDUSTRY, (Shanshan) Co. Ltd."}, True),
        ({"name": "Hesheng", "aliases": (Alias("Hoshine Silicon Industry (Shanshan) Co., Ltd."),)}, True),
        ({"name": "Hesheng", "aliases": (Alias("Hoshine Silicon Industry (Shanshan) Co., Ltd.", weak=True),)}, False),
        ({"name": "Hoshine Silicon Industry (Luzhou) Co., Ltd."}, False),
        ({"addresses": ("1 Main Street",)}, True),
        ({"countries": ("CN",)}, False),
        ({"entity_type": EntityType.PERSON}, False),
        ({"entity_type": EntityType.UNKNOWN}, False),
        ({"identifiers": (Identifier("duns", "1"),)}, True),
    ],
    ids=str,
)
def test_two_entries_are_one_party_by_name_where_nothing_tells_them_apart(cells: dict[str, Any], same: bool) -> None:
    changed = entry_to_dict(replace(FIFTH, **{"aliases": (), **cells}))
    assert is_same_party(entry_to_dict(FIRST), changed) is same
    assert is_same_party(changed, entry_to_dict(FIRST)) is same


def test_addresses_and_numbers_that_differ_tell_two_parties_apart() -> None:
    here = replace(FIRST, addresses=("1 Main Street, Turpan",), identifiers=(Identifier("duns", "1"),))
    there = replace(FIFTH, addresses=("9 Low Road",))
    number = replace(FIFTH, identifiers=(Identifier("duns", "2"), Identifier("lei", "1")))
    assert not is_same_party(entry_to_dict(here), entry_to_dict(there))
    assert not is_same_party(entry_to_dict(here), entry_to_dict(number))
    again = replace(FIFTH, addresses=("1, Main Street – TURPAN",), identifiers=here.identifiers)
    assert is_same_party(entry_to_dict(here), entry_to_dict(again))
    good = ListedGood("g", "Hoshine", "China", "CN")
    assert not is_same_party(entry_to_dict(good), entry_to_dict(good))
    assert not is_same_party({}, {})
    assert LINE.supplier_id
