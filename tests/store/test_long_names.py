"""A supplier name as long as a cell of a sheet may be is kept, told apart from its like and found again."""

from __future__ import annotations

import random
import string
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from supplychain.flags.evidence_pack import Asker, evidence_pack
from supplychain.settings import Settings
from supplychain.store import Store, open_store
from supplychain.store.columns import indexable
from supplychain.store.engine import writing
from supplychain.store.exposures import exposures_of
from supplychain.store.review_facts import supplier_rows_of
from supplychain.store.screenings import load_screening

sys.path.append(str(Path(__file__).resolve().parents[1] / "flags"))  # where the review's bench stands
from reviewed import Bench, other

CELL = 32_767  # letters a cell of a workbook holds
PLAIN = "".join(random.Random(4).choices(string.ascii_letters, k=CELL - 1))  # such as no database can compress
HAN = "".join(chr(number) for number in random.Random(4).choices(range(0x4E00, 0x9FFF), k=CELL - 1))


@pytest.mark.parametrize("letters", [PLAIN, HAN], ids=["latin", "han"])
def test_names_that_differ_in_their_last_letter_are_two_suppliers(store: Store, letters: str) -> None:
    bench = Bench(store)
    names = {letters + end for end in "ab"}
    kept = bench.upload(*(other(supplier_name=name, supplier_id="", row=n) for n, name in enumerate(sorted(names), 7)))
    assert {one.line.supplier_name for one in load_screening(store, kept.screening_id).lines} == names
    flags = bench.flags()
    assert len({one.supplier_key for one in flags}) == len({one.supplier_name for one in flags}) == 2
    assert sorted(exposures_of(store, one.flag_id)[0].first_row for one in flags) == [7, 8]
    for one in flags:
        (row,) = supplier_rows_of(store, "main", one.supplier_key, (one.supplier_name,))
        assert row.supplier["supplier_name"] in names
        pack = evidence_pack(store, one.supplier_key, Asker("main", "", "ann", {}, {}), bench.clock)
        assert row.supplier["supplier_name"] in str(pack)
    bench.upload(*(other(supplier_name=name, supplier_id="") for name in names))
    assert {one.flag_id for one in bench.flags()} == {one.flag_id for one in flags}


def test_a_number_as_long_as_a_cell_joins_the_rows_of_its_supplier(store: Store) -> None:
    bench = Bench(store)
    bench.upload(other(supplier_id=PLAIN), other(supplier_id=PLAIN, row=8, supplier_name=HAN))
    one, another = bench.flags()
    assert one.supplier_key == another.supplier_key
    assert [exposure.lines for flag in (one, another) for exposure in exposures_of(store, flag.flag_id)] == [1, 1]


def test_what_an_older_program_kept_at_full_length_is_found_as_before(database_url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    store = open_store(settings)
    bench = Bench(store)
    name = "Hoshine " + "ab " * 2_000 + "end"  # compresses, so that PostgreSQL's older indexes took it too
    bench.upload(other(supplier_name=name, supplier_id=""))
    with writing(store) as connection:
        connection.execute(text("UPDATE supplier SET name = :name"), {"name": name})
        connection.execute(
            text("UPDATE standing_flag SET supplier_name = :name, supplier_key = :key"),
            {"name": name, "key": name.lower()},
        )
        connection.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    store.close()
    bench = Bench(open_store(settings), bench.now, published={"1"})
    flag = bench.only()
    assert (flag.supplier_name, flag.supplier_key) == (indexable(name), indexable(name.lower()))
    assert [one.lines for one in exposures_of(bench.store, flag.flag_id)] == [1]
    bench.upload(other(supplier_name=name, supplier_id=""))
    assert len(exposures_of(bench.store, bench.only().flag_id)) == 2


def test_only_what_no_index_takes_is_shortened_and_once() -> None:
    for short in ("", "Hoshine", "x" * 1_000, "疆" * 333):
        assert indexable(short) == short
    for long in ("x" * 1_001, "疆" * 334, "😀" * 251, "x\ud800" * 500 + "\x00"):
        assert len(indexable(long).encode()) <= 1_000
        assert indexable(indexable(long)) == indexable(long)
