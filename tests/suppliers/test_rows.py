"""Every row is read, rejected with its reason, or skipped and counted: never lost."""

from __future__ import annotations

import pytest

from supplychain.suppliers import cells

from . import workbook_files as files
from .conftest import Reader

HEADER = "Supplier Name,Country,Amount\n"


def names(sheet: object) -> list[str]:
    return [line.supplier_name for line in sheet.lines]  # type: ignore[attr-defined]


def test_titles_above_the_header_are_skipped_and_said(read: Reader) -> None:
    rows = [("Acme Hospital",), ("Suppliers 2024",), (), ("Prepared by:", "J. Doe"), *files.TABLE]
    sheet = read("titles.xlsx", files.xlsx(rows))
    assert (names(sheet), sheet.header_row, sheet.skipped) == (files.NAMES, 4, 4)
    assert "HEADER_GUESSED" in sheet.warnings


def test_a_header_of_two_levels_is_read_as_one(read: Reader) -> None:
    rows = [
        ("Supplier", "Supplier", "Site", "Site"),
        ("Name", "ID", "Country", "Address"),
        ("A Ltd", "S-1", "CN", "1 Road"),
    ]
    sheet = read("levels.xlsx", files.xlsx(rows))
    assert (sheet.lines[0].supplier_name, sheet.lines[0].supplier_id, sheet.lines[0].country) == ("A Ltd", "S-1", "CN")
    grouped = [
        ("2024 Supplier Master",),
        ("Supplier", None, "Location"),
        ("Supplier Name", "Supplier ID", "Country"),
        ("A Ltd", "S-1", "CN"),
    ]
    assert dict(read("groups.xlsx", files.xlsx(grouped)).columns)["supplier_id"] == "Supplier ID"


def test_totals_footers_and_repeated_headers_are_skipped_but_companies_called_total_are_not(read: Reader) -> None:
    content = (
        HEADER
        + "A Ltd,CN,1\nTotal Energies SE,FR,2\n"
        + HEADER
        + "#1 Medical Ltd,US,3\nTotal,,6\nGrand Total: 6,,\n\n-- 3 rows --\n"
    )
    sheet = read("totals.csv", content)
    assert names(sheet) == ["A Ltd", "Total Energies SE", "#1 Medical Ltd"]
    assert sheet.skipped == 5
    assert {"TOTALS_SKIPPED", "FOOTER_SKIPPED", "REPEATED_HEADER_SKIPPED"} <= set(sheet.warnings)


def test_a_last_row_of_figures_alone_is_a_total_and_in_the_middle_it_is_rejected(read: Reader) -> None:
    sheet = read("end.csv", HEADER + "A Ltd,CN,1\nB Ltd,CN,2\n,,3\n")
    assert (len(sheet.lines), len(sheet.rejected), sheet.skipped) == (2, 0, 2)
    sheet = read("middle.csv", HEADER + "A Ltd,CN,1\n,,3\nB Ltd,CN,2\n")
    assert [row.row for row in sheet.rejected] == [3]


def test_a_second_table_below_the_first_is_read_by_its_own_header(read: Reader) -> None:
    rows = [*files.TABLE, (), ("Discontinued vendors",), ("Nation", "Vendor"), ("VN", "Second Table Ltd")]
    sheet = read("two.xlsx", files.xlsx(rows))
    assert names(sheet) == [*files.NAMES, "Second Table Ltd"]
    assert sheet.lines[-1].country == "VN"
    assert "SECOND_TABLE" in sheet.warnings


@pytest.mark.parametrize("name", ["NA", "N/A", "NULL", "None", "nan", "1E5", "007", "-"])
def test_names_that_look_like_nothing_are_names(read: Reader, name: str) -> None:
    assert names(read("odd.csv", f"{HEADER}{name},NA,1\nB Ltd,CN,2\n")) == [name, "B Ltd"]


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "???", "...", "#REF!", "#N/A"])
def test_rows_without_a_usable_name_are_rejected_with_their_number(read: Reader, name: str) -> None:
    sheet = read("nameless.csv", f"{HEADER}A Ltd,CN,1\n{name},MY,2\nB Ltd,CN,3\n")
    assert [(row.row, bool(row.reason)) for row in sheet.rejected] == [(3, True)]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1 234,56 €", 1234.56),
        ("£1,234", 1234.0),
        ("(123.50)", -123.5),
        ("123-", -123.0),
        ("-53926", -53926.0),
        ("USD 5", 5.0),
        ("1.234.567", 1234567.0),
        ("12,5", 12.5),
        ("1e3", 1000.0),
        ("1'234.50", 1234.5),
        (" 7.00 ", 7.0),
        ("Freight Included in Commodity Cost", None),
        ("See ASN-93 (ID#:1281)", None),
        ("-", None),
        ("", None),
        (True, None),
        (12, 12.0),
    ],
)
def test_amounts_are_read_as_people_write_them(cell: object, amount: float | None) -> None:
    assert cells.as_amount(cell) == amount


def test_a_point_before_three_digits_parts_thousands_where_the_column_writes_cents_behind_a_comma() -> None:
    assert cells.amounts(["12.000", "18.750,25", "7,5", 3.5, None]) == [12_000.0, 18_750.25, 7.5, 3.5, None]
    assert cells.amounts(["12.000", "18,750.25", "7.5"]) == [12.0, 18_750.25, 7.5]
    assert cells.amounts(["12.000", "5"]) == [12.0, 5.0]
    assert cells.amounts(["9.000 €", "-1.250,00", "(3.000)"]) == [9_000.0, -1_250.0, -3_000.0]
    assert cells.amounts(["9.000", "1.250,00", "1.5"]) == [9.0, 1_250.0, 1.5]


def test_a_supplier_name_of_signs_alone_is_kept_for_its_maker(read: Reader) -> None:
    sheet = read(
        "signs.csv", "Supplier,Manufacturer,Country,Item\nA Ltd,B Ltd,CN,gauze\n???,C Ltd,CN,gauze\n???,,CN,x\n"
    )
    assert [line.maker for line in sheet.lines] == ["B Ltd", "C Ltd"]
    assert "Row 3 names no supplier; its maker was screened alone." in " ".join(sheet.notes)
    assert "Row 4 was not screened" in " ".join(sheet.notes)


def test_rows_without_a_supplier_are_told_with_their_number_and_the_first_few(read: Reader) -> None:
    header, maker, nobody = (
        "Supplier,Manufacturer,Country,Item\nA Ltd,B Ltd,CN,gauze\n",
        ",C Ltd,CN,gauze\n",
        ",,CN,x\n",
    )
    assert (
        "Row 3 names no supplier; its maker was screened alone. Row 4 was not screened: the row has no supplier name."
        in read("one.csv", f"{header}{maker}{nobody}D Ltd,,CN,gauze\n").notes
    )
    assert (
        "7 rows (3, 4, 5, 6, 7 and 2 more) name no supplier; their makers were screened alone. "
        "2 rows (10 and 11) were not screened: the row has no supplier name."
        in read("many.csv", f"{header}{maker * 7}{nobody * 2}D Ltd,,CN,gauze\n").notes
    )
