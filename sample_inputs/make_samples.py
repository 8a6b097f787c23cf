"""Makes the sample workbooks and `expected.csv` in this folder from `lines.csv`: `python make_samples.py`.

Companies are invented unless a public list names them; each line carries the severity it is meant to show.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).resolve().parent
MADE_ON = datetime(2026, 11, 2, 9, 0)  # fixed, so that the same script gives the same bytes
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="D9E2EC")

TIDY = "tidy_supplier_list.xlsx"
MESSY = "northfield_hospital_purchases_fy26.xlsx"
SPANISH = "proveedores_hospital_san_jose.xlsx"

Line = dict[str, str]
Cell = str | float | None
Expected = list[tuple[str, int, str, str, str]]  # file, spreadsheet row, supplier, severity, what it shows


def main() -> None:
    """Writes every sample into this folder."""
    with (FOLDER / "lines.csv").open(encoding="utf-8", newline="") as source:
        lines = list(csv.DictReader(source))
    expected: Expected = []
    for name, write in ((TIDY, _tidy), (MESSY, _messy), (SPANISH, _spanish)):
        expected += write(name, [line for line in lines if line["workbook"] == name])
    with (FOLDER / "expected.csv").open("w", encoding="utf-8", newline="") as target:
        rows = csv.writer(target, lineterminator="\n")
        rows.writerow(["file", "row", "supplier", "severity", "shows"])
        rows.writerows(expected)


def _tidy(name: str, lines: Sequence[Line]) -> Expected:
    """One table from the first row on, every column named as one would wish."""
    book, sheet = _new("Suppliers")
    titles = "Supplier ID|Supplier Name|Country|Country of Origin|Address|City|Product Description|HS Code"
    _header(sheet, 1, [*titles.split("|"), "Annual Spend", "Currency"])
    fields = ("supplier", "country", "origin", "address", "city", "product", "hs")
    expected: Expected = []
    for row, line in enumerate(lines, start=2):
        _write(sheet, row, [f"S{1000 + row}", *(line[f] for f in fields), float(line["amount"]), line["currency"]])
        expected.append(_expect(name, row, line))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _widths(sheet, [12, 44, 18, 20, 32, 16, 48, 10, 14, 10])
    _save(book, name)
    return expected


def _messy(name: str, lines: Sequence[Line]) -> Expected:
    """Title rows, a header of two rows with merged cells, an empty column, subtotals, a hidden row, notes."""
    book, sheet = _new("FY26 Purchases")
    for row, title in enumerate(
        (
            "Northfield Community Hospital",
            "Purchases by category, fiscal year 2026 (1 Oct 2025 - 30 Sep 2026)",
            "Prepared by Materials Management; not audited",
        ),
        start=1,
    ):
        sheet.cell(row, 1, title)
    for span, title in (("A5:C5", "Supplier"), ("E5:G5", "Item"), ("H5:I5", "FY26")):
        sheet.merge_cells(span)
        sheet[span[:2]] = title
        sheet[span[:2]].alignment = Alignment(horizontal="center")
    _header(sheet, 6, ["Supplier Name", "Country", "Address", None, "Item Description", "Manufacturer"])
    _header(sheet, 6, ["Country of Origin", "Spend", "Currency"], first=7)
    fields = ("supplier", "country", "address", "", "product", "maker", "origin")
    expected: Expected = []
    row, grand = 7, 0.0
    for category, purchases in groupby(lines, key=lambda line: line["category"]):
        total = 0.0
        for line in purchases:
            _write(sheet, row, [*(line.get(f) for f in fields), float(line["amount"]), line["currency"]])
            sheet.row_dimensions[row].hidden = line["hidden"] == "yes"
            expected.append(_expect(name, row, line))
            total += float(line["amount"])
            row += 1
        _sum(sheet, row, f"Subtotal {category}", total)
        grand += total
        row += 1
    _sum(sheet, row, "Grand Total", grand)
    sheet.cell(row + 2, 1, "Notes:")
    sheet.cell(row + 3, 1, "1. Spend is invoiced spend net of returns.")
    sheet.cell(row + 4, 1, "2. Country of origin as stated by the supplier; blank where never asked.")
    _widths(sheet, [46, 18, 40, 3, 52, 40, 18, 14, 10])
    _save(book, name)
    return expected


def _spanish(name: str, lines: Sequence[Line]) -> Expected:
    """Spanish headers below a title; several suppliers under their Chinese names."""
    book, sheet = _new("Proveedores 2026")
    sheet["A1"] = "Hospital San José - Registro de proveedores"
    titles = "Código de proveedor|Nombre del proveedor|País|Dirección|Ciudad|Descripción del producto|País de origen"
    _header(sheet, 3, [*titles.split("|"), "Partida arancelaria", "Importe", "Moneda"])
    fields = ("supplier", "country", "address", "city", "product", "origin", "hs")
    expected: Expected = []
    for row, line in enumerate(lines, start=4):
        _write(sheet, row, [f"P-{row:03d}", *(line[f] for f in fields), float(line["amount"]), line["currency"]])
        expected.append(_expect(name, row, line))
    _widths(sheet, [20, 40, 14, 40, 16, 48, 16, 18, 14, 8])
    _save(book, name)
    return expected


def _expect(name: str, row: int, line: Line) -> tuple[str, int, str, str, str]:
    return name, row, line["supplier"], line["severity"], line["shows"]


def _new(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    book.properties.creator = "Materials Management"
    book.properties.created = MADE_ON
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def _header(sheet: Worksheet, row: int, titles: Sequence[str | None], first: int = 1) -> None:
    for column, title in enumerate(titles, start=first):
        if title is not None:
            cell = sheet.cell(row, column, title)
            cell.font, cell.fill = _BOLD, _HEAD


def _write(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    for column, value in enumerate(cells, start=1):
        if value not in (None, ""):
            sheet.cell(row, column, value)


def _sum(sheet: Worksheet, row: int, title: str, amount: float) -> None:
    sheet.cell(row, 1, title).font = _BOLD
    sheet.cell(row, 8, round(amount, 2)).font = _BOLD


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + column)].width = width


def _save(book: Workbook, file_name: str) -> None:
    """Saves without the clock: openpyxl stamps the parts and the time of saving, so both are set back."""
    written = BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(FOLDER / file_name, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            stamp = zipfile.ZipInfo(part, (MADE_ON.year, MADE_ON.month, MADE_ON.day, MADE_ON.hour, 0, 0))
            stamp.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(stamp, content)


if __name__ == "__main__":
    main()
