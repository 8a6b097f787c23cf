"""Files that are no supplier sheet, or would harm the reader, get one code and one sentence, quickly."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from . import workbook_files as files
from .conftest import Reader, Refusal

HEADER = "Supplier Name,Country\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "EMPTY_FILE"),
        ("blank.csv", b" \r\n\r\n ", "EMPTY_FILE"),
        ("a.xlsx", b"%PDF-1.7 ...", "TYPE_MISMATCH"),
        ("a.csv", b"\x1f\x8b\x08" + bytes(200), "TYPE_MISMATCH"),
        ("a.csv", b"MZ" + bytes(200), "TYPE_MISMATCH"),
        ("a.csv", bytes(range(256)) * 20, "TYPE_MISMATCH"),
        ("a.csv", b'[{"supplier": "A"}]', "TYPE_MISMATCH"),
        ("a.xlsx", bytes(range(256)) * 20, "NOT_A_WORKBOOK"),
        ("a.xls", b"<html><table><tr><td>Supplier</td></tr></table></html>", "HTML_NOT_EXCEL"),
        ("a.xlsx", b"\xef\xbb\xbf\r\n<!DOCTYPE html><title>Sign in</title>", "HTML_NOT_EXCEL"),
        ("a.xls", "<html><table></table>".encode("utf-16"), "HTML_NOT_EXCEL"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "HTML_NOT_EXCEL"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "UNSUPPORTED_XLS",
        ),
        ("a.xls", b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(100), "UNSUPPORTED_XLS"),
        ("a.xlsx", files.ole("EncryptedPackage"), "PASSWORD_PROTECTED"),
        ("a.xls", files.ole("WordDocument"), "NOT_A_WORKBOOK"),
        ("a.xls", files.ole("Workbook"), "WORKBOOK_CORRUPT"),
        ("a.csv", files.xlsx(), "TYPE_MISMATCH"),
        ("a.xls", files.xlsx(), "TYPE_MISMATCH"),
        ("a.xlsx", HEADER.encode() + b"A Ltd,CN\n", "TYPE_MISMATCH"),
        ("a.xlsx", files.ods(files.ods_row(files.HEADER)), "TYPE_MISMATCH"),
        ("a.xlsx", files.package({"word/document.xml": b"<x/>"}), "NOT_A_WORKBOOK"),
        ("a.xlsx", files.package({}), "NOT_A_WORKBOOK"),
        ("a.xlsx", files.xlsx()[:-1], "ARCHIVE_CORRUPT"),
        ("a.xlsx", files.xlsx()[:700], "ARCHIVE_CORRUPT"),
    ],
)
def test_the_wrong_file_is_named_for_what_it_is(refuse: Refusal, name: str, content: bytes, code: str) -> None:
    assert refuse(name, content).code == code


def flagged(offset: int, value: int) -> bytes:
    """The plain workbook with two bytes of every central header changed."""
    content = bytearray(files.xlsx())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + offset : at + offset + 2] = struct.pack("<H", value)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def test_encrypted_members_and_foreign_packing_are_refused(refuse: Refusal) -> None:
    assert refuse("locked.xlsx", flagged(8, 1)).code == "PASSWORD_PROTECTED"
    assert refuse("packed.xlsx", flagged(10, 99)).code == "ARCHIVE_CORRUPT"


def test_a_flipped_byte_is_noticed(refuse: Refusal) -> None:
    content = bytearray(files.xlsx())
    name = b"xl/worksheets/sheet1.xml"
    content[content.find(name) + len(name) + 40] ^= 0x55
    assert refuse("flipped.xlsx", bytes(content)).code in ("ARCHIVE_CORRUPT", "WORKBOOK_CORRUPT")


def test_bombs_are_refused_in_two_seconds(refuse: Refusal) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    bombs = {
        "ARCHIVE_TOO_LARGE": files.package({**members, "xl/media/image1.png": bytes(300 << 20)}),
        "ARCHIVE_TOO_MANY_FILES": files.package({**members, **{f"xl/x{n}.xml": b"<x/>" for n in range(1_001)}}),
    }
    for code, content in bombs.items():
        start = time.monotonic()
        assert refuse("bomb.xlsx", content).code == code
        assert time.monotonic() - start < 4  # the rule is 2 s; the tests' machine may be shared


def test_two_members_of_one_name_and_overlapping_members_are_refused(refuse: Refusal) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out, pytest.warns(UserWarning, match="Duplicate name"):
        for name, content in files.parts({"S": files.sheet(files.TABLE)}).items():
            out.writestr(name, content)
        out.writestr("xl/workbook.xml", b"<x/>")
    assert refuse("doubled.xlsx", target.getvalue()).code == "ARCHIVE_CORRUPT"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in files.parts({"S": files.sheet(files.TABLE)}).items():
            out.writestr(name, content)
        first = out.filelist[0]
        for number in range(5):
            alias = zipfile.ZipInfo(f"xl/alias{number}.xml")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(alias, field, getattr(first, field))
            out.filelist.append(alias)
    assert refuse("overlap.xlsx", target.getvalue()).code == "ARCHIVE_CORRUPT"


def test_member_names_that_climb_out_of_the_folder_are_only_names(read: Reader) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    sheet = read("slip.xlsx", files.package({**members, "../../../../tmp/canary.txt": b"x", "/tmp/absolute.txt": b"x"}))
    assert len(sheet.lines) == len(files.LINES)


def test_a_table_repeated_a_million_times_is_refused(refuse: Refusal) -> None:
    rows = files.ods_row(files.HEADER) + files.ods_row(files.LINES[0], repeated=1_048_000)
    assert refuse("bomb.ods", files.ods(rows)).code == "ARCHIVE_TOO_LARGE"


def test_a_sheet_or_column_that_is_not_there_is_named_with_those_that_are(refuse: Refusal) -> None:
    error = refuse("a.xlsx", files.xlsx(), sheet="Nope")
    assert error.code == "NO_SUCH_SHEET"
    assert "'Suppliers'" in str(error)
    error = refuse("a.csv", HEADER + "A Ltd,CN\n", columns={"supplier_name": "Firm"})
    assert error.code == "NO_NAME_COLUMN"
    assert "'Supplier Name'" in str(error)
    assert refuse("a.csv", HEADER + "A Ltd,CN\n", columns={"colour": "Firm"}).code == "NO_SUCH_FIELD"


def test_a_header_without_suppliers_is_never_an_empty_success(refuse: Refusal) -> None:
    assert refuse("header.xlsx", files.xlsx([files.HEADER])).code == "NO_ROWS"
    assert refuse("header.csv", HEADER).code == "NO_ROWS"
    assert refuse("nothing.xlsx", files.xlsx([])).code == "NO_ROWS"
    assert refuse("no_sheets.xlsx", files.package(files.parts({}))).code == "NO_ROWS"


def test_suppliers_across_the_columns_are_not_one_supplier(refuse: Refusal) -> None:
    turned = [tuple(row[column] for row in files.TABLE) for column in range(4)]
    assert refuse("turned.xlsx", files.xlsx(turned)).code == "LAYOUT_NOT_RECOGNISED"


def test_two_tables_side_by_side_are_not_half_read(refuse: Refusal) -> None:
    rows = [
        (*row, None, *other)
        for row, other in zip(files.TABLE, [("Vendor", "Nation"), *[("Side Ltd", "CN")] * 5], strict=True)
    ]
    assert refuse("beside.xlsx", files.xlsx(rows)).code == "AMBIGUOUS_COLUMNS"
    assert (
        refuse("twice.csv", "Supplier,Supplier,Country\nA Ltd,B Ltd,CN\nC Ltd,D Ltd,CN\n").code == "AMBIGUOUS_COLUMNS"
    )


def test_nothing_is_left_in_the_temporary_folder(
    read: Reader, refuse: Refusal, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("tmp")
    monkeypatch.setenv("TMPDIR", str(folder))
    read("a.xlsx", files.xlsx())
    refuse("a.xlsx", files.xlsx()[:500])
    assert not list(folder.iterdir())
