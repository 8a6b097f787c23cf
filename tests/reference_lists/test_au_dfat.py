"""How DFAT's workbook, one row a name, becomes parties. The rows are of publicly listed parties, set in the columns that DFAT publishes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from reference_lists.au_dfat import parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, Identifier, ListedEntity
from supplychain.reference.formats import workbook_sheets
from supplychain.reference.reference_list import ParsedList

RAW = (Path(__file__).parent / "au_dfat" / "published.xlsx").read_bytes()
ROWS = [list(row) for row in workbook_sheets(RAW, "x")[0].rows]


def by_id(parsed: ParsedList) -> dict[str, ListedEntity]:
    return {entry.entry_id: entry for entry in parsed.entries if isinstance(entry, ListedEntity)}


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_rows_of_one_reference_are_one_party_even_where_they_do_not_follow_each_other() -> None:
    assert [row[0] for row in ROWS[1:]] == ["8577", "8577a", "8556", "8577b", "8556a", "8230"]
    found = by_id(parse(RAW))
    assert list(found) == ["8577", "8556", "8230"]
    assert found["8577"].names == ("Mohammad Salah JOKAR", "محمد صالح جوکار", "Mohammad Saleh JOKAR")


def test_alias_strength_marks_weak_aliases() -> None:
    assert by_id(parse(RAW))["8556"].aliases == (Alias("SEP", weak=True),)


def test_a_vessel_keeps_its_imo_number() -> None:
    vessel = by_id(parse(RAW))["8230"]
    assert (vessel.entity_type, vessel.identifiers) == (EntityType.VESSEL, (Identifier("imo", "9271951"),))


def test_the_escape_for_a_carriage_return_is_no_text() -> None:
    assert "x000D" not in by_id(parse(RAW))["8577"].remarks


def test_the_day_is_the_one_the_workbook_was_saved_on() -> None:
    assert str(parse(RAW).as_of) == "2026-02-03"
    assert by_id(parse(RAW))["8556"].countries == ("IR",)


def test_the_same_table_as_csv_reads_alike() -> None:
    parsed = parse(as_csv(ROWS))
    assert by_id(parsed) == by_id(parse(RAW))
    assert str(parsed.as_of) == "2026-02-02"


def test_what_nobody_knows_is_reported() -> None:
    rows = [[*ROWS[0], "Colour"], *([*row, "red"] for row in ROWS[1:])]
    rows[1][2], rows[1][3] = "Robot", "Nickname"
    assert parse(as_csv(rows)).unread == ("column: Colour", "Type: Robot (8577)", "Name Type: Nickname (8577)")


@pytest.mark.parametrize("column", ["Reference", "Name Type", "Control Date"])
def test_a_missing_needed_column_refuses_the_file(column: str) -> None:
    rows = [[cell if cell != column else "Other" for cell in ROWS[0]], *ROWS[1:]]
    with pytest.raises(ListFormatError, match=f'column "{column}" is missing'):
        parse(as_csv(rows))


def test_a_row_without_a_reference_is_refused_and_a_cut_workbook_too() -> None:
    with pytest.raises(ListFormatError, match='needs a reference like "8577a"'):
        parse(as_csv([*ROWS, ["", *ROWS[1][1:]]]))
    with pytest.raises(ListFormatError, match="workbook is cut short or damaged"):
        parse(RAW[: len(RAW) // 2])
