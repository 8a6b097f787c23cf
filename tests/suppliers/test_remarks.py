"""Every remark of every remark column comes with its line, whole and under its own column's header, and none of it is
taken for an origin here: what a remark says of a place is asked where places are matched."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from .conftest import Reader


def test_a_remark_is_kept_with_its_columns_header_and_leaves_the_origin_blank(read: Reader) -> None:
    content = "Fournisseur,Article,Remarques\nA SARL,Compresses,Fabriqué en Chine\nB SARL,Seringues,livraison Lyon\n"
    sheet = read("achats.csv", content)
    assert [line.remarks for line in sheet.lines] == [
        (("Remarques", "Fabriqué en Chine"),),
        (("Remarques", "livraison Lyon"),),
    ]
    assert [line.origin for line in sheet.lines] == ["", ""]
    assert ("remarks", "Remarques") in sheet.further


def test_remarks_are_kept_beside_a_filled_origin_column_and_where_an_officer_says_there_is_none(read: Reader) -> None:
    content = "Supplier,Item,Origin,Notes\nA Ltd,Gloves,Malaysia,made in Thailand\n"
    for columns in ({}, {"origin": ""}):
        assert read("goods.csv", content, columns=columns).lines[0].remarks == (("Notes", "made in Thailand"),)


def test_every_remark_column_is_read_and_one_that_names_the_buyer_too(read: Reader) -> None:
    headers = ["Notes", "Buyer comments", "Delivery remarks", "Comments on quantity", "Obs."]
    content = f"Supplier,Item,{','.join(headers)}\nA Ltd,Gloves,{','.join(f'see mail {i}' for i in range(5))}\n"
    told = read("goods.csv", f"{content}B Ltd,Gowns,,,,,\n").lines[0].remarks
    assert told == tuple((header, f"see mail {i}") for i, header in enumerate(headers))


@pytest.mark.parametrize(
    "header",
    [
        "Remarks", "buyer_notes", "Observações", "Bemerkung", "Kommentar", "Commentaires", "Nota", "Opmerkingen",
        "Примечание", "备注", "說明", "비고", "備考", "ملاحظات", "หมายเหตุ", "Açıklama", "Uwagi", "Παρατηρήσεις",
    ],
)  # fmt: skip
def test_a_remark_column_is_known_by_its_header_in_the_commonest_languages(read: Reader, header: str) -> None:
    assert read("goods.csv", f"Supplier,Item,{header}\nA Ltd,Gloves,see mail\n").lines[0].remarks[0][1] == "see mail"


def test_numbers_dates_and_document_numbers_are_no_remarks(read: Reader) -> None:
    content = (
        "Supplier,Item,Credit note amount,Delivery note no,Note date\nA Ltd,Gloves,12.50,DE 4711,2024-05-01\n"
        "B Ltd,Gloves,3.00,CN 4712,2024-05-02\n"
    )
    assert [line.remarks for line in read("goods.csv", content).lines] == [(), ()]


def test_a_suppliers_list_without_goods_has_remarks_too(read: Reader) -> None:
    assert read("list.csv", "Supplier,Country,Notes\nA Ltd,Turkey,mill in Korla\n").lines[0].remarks


def test_one_remark_among_thousands_of_blank_rows_is_kept_whole_however_long_it_is(read: Reader) -> None:
    long = "Price list renewed; contacts changed. " * 300 + "Yarn is spun in Korla, Xinjiang."
    rows = [["Supplier", "Item", "Notes"]] + [[f"S{at} Ltd", "Gauze", None] for at in range(2_000)]
    rows[1_234][2] = long
    book, kept = Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(kept)
    sheet = read("goods.xlsx", kept.getvalue())
    assert {line.row: line.remarks for line in sheet.lines if line.remarks} == {1_235: (("Notes", long),)}


def test_amounts_headed_spend_make_no_ledger_of_a_sheet_of_makers(read: Reader) -> None:
    content = "Item No,Vendor,Description,Manufacturer,Spend\n1,A Ltd,Gloves,Top Glove,12.5\n2,B Ltd,Gowns,Bee,9\n"
    assert [line.product_description for line in read("buys.csv", content).lines] == ["Gloves", "Gowns"]
