"""An ERP's export keeps numbers under "Vendor" and "Material": the names and texts beside them are what is screened."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from supplychain.suppliers.sheet import read_sheet

SAP = """Vendor;Name 1;Ctry;Material;Short text;Urspr.land;Herst.;Comm./Imp. Code No.;Net value
100045;Sunrise Mobility GmbH;DE;X1;Rollstuhl Aluminium;CN;Jiangsu Wheel Co Ltd;8713.10;1200,50
100046;Muster Medizintechnik AG;DE;X2;Nitril Untersuchungshandschuhe;MY;Klang Gloves Sdn Bhd;4015.12;900,00
"""


def test_the_names_beside_account_numbers_are_the_suppliers(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(SAP, encoding="utf-8")
    sheet = read_sheet(path)
    columns = {field: header for field, header in sheet.columns if header}
    assert [line.supplier_name for line in sheet.lines] == ["Sunrise Mobility GmbH", "Muster Medizintechnik AG"]
    assert columns == {
        "supplier_name": "Name 1",
        "supplier_id": "Vendor",
        "country": "Ctry",
        "product_description": "Short text",
        "origin": "Urspr.land",
        "maker": "Herst.",
        "commodity_code": "Comm./Imp. Code No.",
        "amount": "Net value",
    }


def test_numbers_alone_under_the_party_word_are_still_the_names(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("Supplier;Amount\n3M;12\n1060;13\n4711;14\n", encoding="utf-8")
    assert [line.supplier_name for line in read_sheet(path).lines] == ["3M", "1060", "4711"]


def test_a_richer_header_further_down_swallows_no_row_above_it(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Supplier", "Item"])
    for number in range(30):
        page.append([f"Upper {number} Ltd", "toner"])
    page.append(["Supplier", "Product description", "Country", "Address"])
    for number in range(40):
        page.append([f"Lower {number} LLC", "paper", "US", "1 Main St"])
    book.save(tmp_path / "stacked.xlsx")
    sheet = read_sheet(tmp_path / "stacked.xlsx")
    assert len(sheet.lines) == 70
    assert sheet.lines[0].supplier_name == "Upper 0 Ltd"
    assert sheet.lines[-1].country == "US"
    assert "SECOND_TABLE" in sheet.warnings


def test_a_row_with_a_maker_and_no_supplier_is_kept_for_its_maker(tmp_path: Path) -> None:
    path = tmp_path / "makers.csv"
    path.write_text(
        "Supplier,Manufacturer,Item\nAcme LLC,Acme Works,Paper\n,Ninestar Corporation,Toner\n,,Ink\n", encoding="utf-8"
    )
    sheet = read_sheet(path)
    assert [(line.supplier_name, line.maker) for line in sheet.lines] == [
        ("Acme LLC", "Acme Works"),
        ("", "Ninestar Corporation"),
    ]
    assert [row.row for row in sheet.rejected] == [4]
