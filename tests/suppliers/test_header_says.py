"""What a header says besides the field: each sheet's own headers speak for its own lines."""

from __future__ import annotations

import pytest

from supplychain.suppliers.header_says import code_system, currency

from . import workbook_files as files
from .conftest import Reader


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Betrag in EUR", "EUR"),
        ("Annual spend USD", "USD"),
        ("USD AMOUNT", "USD"),
        ("annual_spend_eur_2026", "EUR"),
        ("Spend £", "GBP"),
        ("Importe (€)", "EUR"),
        ("US$ paid", "USD"),
        ("Tutar (TRY)", "TRY"),
        ("金额 RMB", "CNY"),
        ("Spend ($)", ""),  # of which country?
        ("Amount USD/EUR", ""),
        ("Total, all sites", ""),
        ("TRY AGAIN", ""),
        ("Amount", ""),
    ],
)
def test_a_header_names_one_currency_or_none(header: str, code: str) -> None:
    assert currency(header) == code


def test_a_header_names_the_system_of_its_codes() -> None:
    assert [code_system(header) for header in ("HS code", "unspsc_code", "Code")] == ["HS", "UNSPSC", ""]


def test_amounts_are_in_the_currency_of_their_header_where_no_cell_names_one(read: Reader) -> None:
    euros = files.sheet([("Lieferant", "Betrag in EUR"), ("Alpen Textil AG", 4100.25)])
    said = files.sheet(
        [("Supplier", "Amount USD", "Currency"), ("Harbour Textiles Ltd", 5, "CHF"), ("Ivory Cotton S.r.l.", 6, None)]
    )
    lines = read("money.xlsx", files.package(files.parts({"A": euros, "B": said}))).lines
    assert [line.currency for line in lines] == ["EUR", "CHF", "USD"]


def test_codes_are_of_the_system_that_their_own_sheet_names(read: Reader) -> None:
    first = files.sheet([("Supplier", "HS code", "Country"), ("Harbour Textiles Ltd", "621010", "PT")])
    second = files.sheet([("Supplier", "NAICS code"), ("Ivory Cotton S.r.l.", "621399")])
    sheet = read("codes.xlsx", files.package(files.parts({"A": first, "B": second})))
    assert [line.code_system for line in sheet.lines] == ["HS", "NAICS"]


def test_the_columns_of_every_sheet_are_told(read: Reader) -> None:
    second = files.sheet([("Lieferant", "Hersteller"), ("Alpen Textil AG", "Esquel")])
    sheet = read("two.xlsx", files.package(files.parts({"A": files.sheet(files.TABLE), "B": second})))
    assert [name for name, _ in sheet.sheet_columns] == ["A", "B"]
    assert dict(sheet.sheet_columns[1][1]) == {"supplier_name": "Lieferant", "maker": "Hersteller"}


@pytest.mark.parametrize(
    "header",
    ["Spend FY26", "FY26 Spend (USD)", "Total spend FY 2025/26", "Q3 FY26 amount", "FY26 Total", "Jahresumsatz"],
)
def test_a_sum_of_a_fiscal_year_is_a_sum(read: Reader, header: str) -> None:
    sheet = read("fy.csv", f"Vendor Name,Country,{header}\nHarbour Textiles Ltd,CN,125000\nB Ltd,DE,3000\n")
    assert [line.amount for line in sheet.lines] == [125_000.0, 3_000.0]


def test_a_fiscal_year_alone_is_no_sum(read: Reader) -> None:
    sheet = read("fy.csv", "Vendor Name,Country,Fiscal Year 2026\nHarbour Textiles Ltd,CN,2026\nB Ltd,DE,2025\n")
    assert [line.amount for line in sheet.lines] == [None, None]
