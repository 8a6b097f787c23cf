"""Rows that name no supplier: those of different makers are different suppliers, and no decision passes between them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from supplychain.errors import ReviewError
from supplychain.flags.review import dispose_many
from supplychain.flags.review_rules import Answer
from supplychain.model import Axis, Decision, ListVersion, ScreenedLine, StandingStatus, SupplierLine
from supplychain.store import Store
from supplychain.store.dispositions import StandingFlag
from supplychain.store.engine import writing
from supplychain.store.exposures import exposures_of
from supplychain.store.review_facts import flag_facts, flagged_suppliers, supplier_rows_of
from supplychain.store.tables_standing import standing_flag
from supplychain.store.twins import twins_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import Bench, other

NOBODY = ("", " ", "-", "???", "N/A", "unknown", "Diverse", "不详")


class GoodsBench(Bench):
    """Its flags speak of the goods alone, whoever made them."""

    def screened(self, line: SupplierLine, version: ListVersion) -> ScreenedLine:
        screened = super().screened(line, version)
        return replace(screened, flags=tuple(replace(flag, axes=(Axis.WHAT,)) for flag in screened.flags))


def nameless(maker: str, row: int = 7, **cells: object) -> SupplierLine:
    return other(**{"supplier_name": "", "supplier_id": "", "maker": maker, "row": row, **cells})


@pytest.fixture
def bench(store: Store) -> Bench:
    return GoodsBench(store)


def by_row(bench: Bench) -> dict[int, StandingFlag]:
    return {exposures_of(bench.store, one.flag_id)[0].first_row: one for one in bench.flags()}


@pytest.mark.parametrize("name", NOBODY)
def test_a_decision_on_one_makers_goods_never_holds_for_anothers(bench: Bench, name: str) -> None:
    bench.upload(nameless("Hoshine Silicon", supplier_name=name))
    decided = bench.decide(Decision.UNSURE)
    bench.upload(nameless("Tianshan Cotton", 9, supplier_name=name))
    assert bench.again(decided).status is StandingStatus.DECIDED
    (fresh,) = (one for one in bench.flags() if one.flag_id != decided.flag_id)
    assert (fresh.status, fresh.decision, fresh.previous_flag_id) == (StandingStatus.OPEN, "", "")
    assert fresh.supplier_key != decided.supplier_key


def test_a_decision_on_a_nameless_row_holds_when_the_same_row_comes_again(bench: Bench) -> None:
    bench.upload(nameless("Hoshine Silicon"))
    decided = bench.decide(Decision.UNSURE)
    bench.upload(nameless("Hoshine Silicon", 12))
    assert bench.only().flag_id == decided.flag_id
    assert bench.only().status is StandingStatus.DECIDED


def test_rows_without_any_party_are_told_apart_by_where_they_are(bench: Bench) -> None:
    bench.upload(nameless(""), nameless("", 8, country="Malaysia"))
    one, another = bench.flags()
    assert twins_of(bench.store, one).total == twins_of(bench.store, another).total == 0


def test_nameless_rows_of_two_makers_are_two_suppliers_each_with_its_own_uploads(bench: Bench) -> None:
    bench.upload(nameless("Hoshine Silicon"), nameless("HOSHINE  Silicon", 8), nameless("Tianshan Cotton", 9))
    found = {" ".join(one.maker.casefold().split()): one for one in flagged_suppliers(bench.store, "main")}
    assert sorted(found) == ["hoshine silicon", "tianshan cotton"]
    theirs = found["tianshan cotton"]
    (row,) = supplier_rows_of(bench.store, "main", theirs.supplier_key, ("",))
    assert row.supplier["maker"] == "Tianshan Cotton"
    flag = by_row(bench)[9]
    assert (flag_facts(bench.store, flag).row_count, exposures_of(bench.store, flag.flag_id)[0].lines) == (1, 1)
    assert flagged_suppliers(bench.store, "main", "TIANSHAN") == (theirs,)


def test_a_maker_is_told_apart_from_a_supplier_of_its_name(bench: Bench) -> None:
    bench.upload(nameless("Hoshine Silicon"), other(supplier_id="", row=9))
    assert len({one.supplier_key for one in bench.flags()}) == 2
    flags = by_row(bench)
    assert {row: len(exposures_of(bench.store, flag.flag_id)) for row, flag in flags.items()} == {7: 1, 9: 1}


def test_flags_of_two_nameless_makers_are_no_twins_and_never_decided_in_one_go(bench: Bench) -> None:
    bench.upload(nameless("Hoshine Silicon"), nameless("Tianshan Cotton", 9))
    one, another = bench.flags()
    assert twins_of(bench.store, one).total == 0
    with pytest.raises(ReviewError, match="not one supplier"):
        dispose_many(
            bench.store,
            {flag.flag_id: flag.revision for flag in (one, another)},
            Answer(Decision.FALSE_POSITIVE, "Another company."),
            by=bench.by(),
        )


def test_flags_of_one_nameless_maker_are_twins(bench: Bench) -> None:
    bench.upload(nameless("Hoshine Silicon"), nameless("Hoshine Silicon", 9, product_description="Gauze"))
    one, another = bench.flags()
    assert [twin.flag_id for twin in twins_of(bench.store, one).shown] == [another.flag_id]


def test_a_number_that_is_none_joins_no_suppliers(bench: Bench) -> None:
    bench.upload(other(supplier_id="N/A"), other(supplier_id="N/A", supplier_name="Tianshan Cotton", row=9))
    flags = by_row(bench)
    assert len({one.supplier_key for one in flags.values()}) == 2
    assert [exposures_of(bench.store, flags[row].flag_id)[0].lines for row in (7, 9)] == [1, 1]


def test_what_an_older_program_kept_under_one_key_opens_and_takes_its_makers_key_when_met_again(store: Store) -> None:
    bench = Bench(store)  # the maker's own name met the list: the subject was the maker's in older programs too
    bench.upload(nameless("Hoshine Silicon"), nameless("Tianshan Cotton", 9))
    decided = bench.decide(Decision.UNSURE, flag=by_row(bench)[7])
    with writing(store) as connection:
        connection.execute(standing_flag.update().values(supplier_key=""))
    old = bench.again(decided)
    assert old.supplier_key == ""
    assert flag_facts(store, old).row_count == 2  # as that program told it
    assert twins_of(store, old).total == 0
    bench.upload(nameless("Hoshine Silicon"))
    again = bench.again(decided)
    assert (again.status, again.supplier_key) == (StandingStatus.DECIDED, decided.supplier_key)
    assert exposures_of(store, again.flag_id)[0].lines == 1
