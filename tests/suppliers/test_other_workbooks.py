"""Old, binary and open workbooks are read and counted like the others."""

from __future__ import annotations

import io
import zipfile

import pytest

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers import record_scan

from . import workbook_files as files
from .conftest import Reader, Refusal

ROWS: list[tuple[str | float | None, ...]] = [
    ("Supplier Name", "Country", "Amount"),
    ("Harbour Textiles Ltd", "CN", 12.5),
    (" ", None, None),
    ("新疆大全新能源股份有限公司", "CN", 3.0),
]


@pytest.mark.parametrize(("name", "build"), [("a.xls", files.xls), ("a.xlsb", files.xlsb)])
def test_binary_workbooks_are_read_whole(read: Reader, name: str, build: object) -> None:
    sheet = read(name, build(ROWS))  # type: ignore[operator]
    assert [(line.row, line.supplier_name, line.amount) for line in sheet.lines] == [
        (2, "Harbour Textiles Ltd", 12.5),
        (4, "新疆大全新能源股份有限公司", 3.0),
    ]
    assert (sheet.sheet, sheet.non_empty_rows) == ("Suppliers", 3)


def test_the_walk_over_old_records_finds_rows_errors_and_blank_texts() -> None:
    (scan,) = record_scan.scan_xls(record_scan.workbook_stream(files.xls(ROWS)))
    assert (scan.name, scan.filled, scan.last_column) == ("Suppliers", {0, 1, 3}, 2)


@pytest.mark.parametrize("keep", [600, 1500, 4200])
def test_a_cut_off_old_workbook_is_refused(refuse: Refusal, keep: int) -> None:
    assert refuse("cut.xls", files.xls(ROWS)[:keep]).code in ("WORKBOOK_CORRUPT", "NOT_A_WORKBOOK")


def test_a_binary_workbook_with_two_rows_of_one_number_is_refused() -> None:
    row = b"\x00\x04" + bytes(4) + b"\x05\x10" + bytes(16)
    assert record_scan.scan_xlsb("S", row, frozenset()).filled == {0}
    with pytest.raises(UnreadableSheetError, match="two rows numbered 1"):
        record_scan.scan_xlsb("S", row + row, frozenset())


def test_open_document_tables_read_as_workbooks_do(read: Reader) -> None:
    rows = "".join(files.ods_row(row) for row in files.TABLE[:3])
    rows += files.ods_row(["", ""], 5) + files.ods_row([str(cell) for cell in files.TABLE[3]])
    sheet = read("list.ods", files.ods(rows))
    assert [(line.row, line.supplier_name) for line in sheet.lines] == [
        (2, files.NAMES[0]),
        (3, files.NAMES[1]),
        (9, files.NAMES[2]),
    ]


def repacked(content: bytes, edited: dict[str, bytes]) -> bytes:
    """The package with some parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in edited:
                new.writestr(name, old.read(name))
        for name, body in edited.items():
            new.writestr(name, body)
    return target.getvalue()


def test_an_open_document_with_a_password_is_told_so(refuse: Refusal) -> None:
    rows = "".join(files.ods_row(row) for row in files.TABLE)
    manifest = b'<manifest xmlns="m"><file-entry><encryption-data checksum="a"/></file-entry></manifest>'
    locked = repacked(files.ods(rows), {"META-INF/manifest.xml": manifest, "content.xml": bytes(range(200))})
    assert refuse("locked.ods", locked).code == "PASSWORD_PROTECTED"


def test_macros_of_an_open_document_are_said(read: Reader) -> None:
    rows = "".join(files.ods_row(row) for row in files.TABLE)
    assert "MACROS_IGNORED" in read("macro.ods", repacked(files.ods(rows), {"Basic/Standard/M.xml": b"<a/>"})).warnings
