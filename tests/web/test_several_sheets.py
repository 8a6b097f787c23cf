"""A workbook whose sheets have headings of their own: each page and paper names those that stand over the line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_visitors import Visitor, account_named, sign_in, work
from flask import Flask
from openpyxl import Workbook, load_workbook

from supplychain.model import Role
from supplychain.settings import Settings
from web import create_app

LINEN = (
    ("Lieferant", "Hersteller", "Artikel", "Betrag in EUR"),
    ("Nordwäsche GmbH", "Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silikonschlauch", 4100.25),
    (None, None, "ohne Namen", None),
)
DEVICES = (
    ("Vendor", "Vendor no.", "Item", "Country of origin", "Amount", "Currency"),
    ("Quiet Office Supplies Ltd", "V-1", "Staplers", "DE", 12.5, "USD"),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(home=tmp_path_factory.mktemp("sheets")))


@pytest.fixture(scope="module")
def somebody(app: Flask) -> Callable[[Role], Visitor]:
    return lambda role: sign_in(app, account_named(app, f"some.{role.value}", role))


@pytest.fixture(scope="module")
def columns_page(app: Flask, somebody: Callable[[Role], Visitor]) -> tuple[str, str]:
    """The address of the upload and the page that asks about its columns."""
    workbook = Workbook()
    for title, rows in (("Devices", DEVICES), ("Wäsche", LINEN)):
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.remove(workbook.worksheets[0])
    workbook.save(stream := io.BytesIO())
    officer = somebody(Role.OFFICER)
    address = officer.drop(stream.getvalue()).headers["Location"]
    work(app)
    page = officer.get(address).text
    officer.post(f"{address}/columns")
    work(app)
    return address, page


def test_the_columns_of_every_sheet_are_shown_before_anything_is_screened(columns_page: tuple[str, str]) -> None:
    _, page = columns_page
    assert "What each field is read from: Devices" in page
    assert "12.50" in page
    other = page.split("Further sheets, read by their own headings")[1].split("</summary>")[0]
    assert "<strong>Wäsche</strong>" in other
    assert "Maker of the goods: <code>Hersteller</code>" in other
    assert "Wäsche, row 3: the row has no supplier name" in page


def test_the_result_and_its_workbook_tell_the_headings_of_every_sheet(
    columns_page: tuple[str, str], somebody: Callable[[Role], Visitor], tmp_path: Path
) -> None:
    officer = somebody(Role.OFFICER)
    page = officer.client.get(columns_page[0], follow_redirects=True)
    table = page.text.split("Columns found in the sheet")[1].split("</table>")[0]
    assert "Heading on Devices" in table
    assert "Heading on Wäsche" in table
    assert "<td>Hersteller</td>" in table
    assert "4,100 EUR" in page.text  # the header names the currency
    back = tmp_path / "back.xlsx"
    back.write_bytes(officer.get(f"{page.request.path}/workbook").data)
    method = [(row[0], row[1]) for row in load_workbook(back)["Method"].iter_rows(values_only=True)]
    assert ("Column read on Devices", 'supplier_name: "Vendor"') in method
    assert ("Column read on Wäsche", 'maker: "Hersteller"') in method


def test_an_evidence_pack_names_the_heading_over_the_very_line(
    columns_page: tuple[str, str], somebody: Callable[[Role], Visitor]
) -> None:
    reviewer = somebody(Role.REVIEWER)
    queue = reviewer.get("/review?severity=import_barred").text
    (flag, *_) = re.findall(r'href="/review/([0-9a-f]{32})', queue)
    page = reviewer.get(f"/evidence/{flag}").text
    assert "column “Hersteller”" in page
    assert "column “Vendor”" not in page
    searched = reviewer.post(f"/evidence/{flag}/export", format="json").get_json(force=True)
    assert '"header_row": 0' in str(searched).replace("'", '"')


def test_the_columns_of_a_further_sheet_are_corrected_for_that_sheet_alone_and_remembered(
    app: Flask, somebody: Callable[[Role], Visitor]
) -> None:
    workbook = Workbook()
    for title, rows in (("Devices", DEVICES), ("Old/new", LINEN[:2])):
        sheet = workbook.create_sheet(title.replace("/", " "))
        for row in rows:
            sheet.append([*row, "Note" if row is rows[0] else f"Noted of {title}"])
    workbook.remove(workbook.worksheets[0])
    workbook.save(stream := io.BytesIO())
    officer = somebody(Role.OFFICER)
    address = officer.drop(stream.getvalue()).headers["Location"]
    work(app)
    page = officer.get(address).text
    other = page.split("Further sheets, read by their own headings")[1]
    assert re.search(r'name="sheet.0.supplier_name".*?<option value="Lieferant" selected>', other, re.DOTALL)
    assert "Nordwäsche GmbH" in other
    assert officer.post(f"{address}/columns", **{"sheet.0.supplier_name": "Vendor no."}).status_code == 400
    nobody = officer.post(f"{address}/columns", **{"sheet.0.supplier_name": ""})
    assert (nobody.status_code, "Say which column holds the supplier" in nobody.text) == (422, True)
    said = {"sheet.0.supplier_name": "Hersteller", "sheet.0.maker": "", "sheet.0.product_description": "Note"}
    officer.post(f"{address}/columns", **said)
    work(app)
    again = officer.get(address).text
    assert re.search(r'name="sheet.0.supplier_name".*?<option value="Hersteller" selected>', again, re.DOTALL)
    assert re.search(r'id="column-supplier_name".*?<option value="Vendor" selected>', again, re.DOTALL)
    officer.post(f"{address}/columns")
    work(app)
    shown = officer.client.get(address, follow_redirects=True).text
    assert "Hoshine Silicon Industry (Shanshan) Co., Ltd." in shown
    table = shown.split("Columns found in the sheet")[1].split("</table>")[0]
    assert "<td>Hersteller</td>" in table and "<td>Lieferant</td>" not in table
    remembered = officer.drop(stream.getvalue()).headers["Location"]
    work(app)
    page = officer.get(remembered).text
    assert "This layout was seen before" in page
    assert re.search(r'name="sheet.0.supplier_name".*?<option value="Hersteller" selected>', page, re.DOTALL)
