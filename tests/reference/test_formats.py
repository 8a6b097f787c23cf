"""How bytes are read strictly: each format refuses what it is not, in one plain sentence."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from supplychain.errors import ListFormatError
from supplychain.reference.formats import (
    decode_text,
    element_text,
    html_page,
    html_tables,
    page_link,
    slug,
    truthy_mark,
    workbook_sheets,
    xml_fields,
    xml_root,
)
from supplychain.reference.formats_csv import csv_table


def test_text_is_utf8_with_or_without_a_mark_and_else_windows_1252() -> None:
    assert decode_text("Côte".encode(), "T") == "Côte"
    assert decode_text("Côte".encode("utf-8-sig"), "T") == "Côte"
    assert decode_text("Côte – x".encode("cp1252"), "T") == "Côte – x"
    assert decode_text("Côte".encode("utf-16"), "T") == "Côte"
    with pytest.raises(ListFormatError, match="neither UTF-8 nor Windows-1252"):
        decode_text(b"a\xc3(\x81", "T")


def test_csv_columns_are_found_by_name_in_any_order_and_case() -> None:
    table = csv_table(b"\n,,\nB , a,Extra\n1,2,3\n,,\n4,5\n", "T", ("a", "b"), ("c",))
    assert [row for _, row in table.rows] == [{"a": "2", "b": "1", "c": ""}, {"a": "5", "b": "4", "c": ""}]
    assert [line for line, _ in table.rows] == [4, 6]
    assert table.unknown == ("Extra",)


def test_quoted_line_ends_stay_in_their_cell_and_rows_keep_their_line() -> None:
    table = csv_table(b'a,b\r\n1,"x\r\ny"\r\n2,z\r\n', "T", ("a", "b"))
    assert [(line, row["b"].splitlines()) for line, row in table.rows] == [(2, ["x", "y"]), (4, ["z"])]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"<!doctype html><html>", "web page"),
        (b"a\n1\n", 'column "b" is missing'),
        (b"a,b,A\n1,2,3\n", "stands twice"),
        (b'a,b\n1,"2\n', "breaks off"),
        (b"a,b\n1,2,3\n", "line 2 has 3 cells"),
        (b"a,b\x00\n", "binary"),
    ],
)
def test_a_damaged_csv_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(ListFormatError, match=says):
        csv_table(raw, "T", ("a", "b"))


def test_xml_gives_fields_by_local_name() -> None:
    root = xml_root(b'<?xml version="1.0"?><R xmlns="urn:x"><A>1 \n 2</A><A>3</A><B/></R>', "T", "R")
    assert xml_fields(root) == {"A": "1 2; 3", "B": ""}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"<html><body/></html>", "web page"),
        (b"<R><A></R>", "cut short or damaged at line 1"),
        (b"<R><A>1</A>", "cut short"),
        (b"<Q/>", '"Q" where "R" is expected'),
        (b'<!DOCTYPE R [<!ENTITY e SYSTEM "file:///etc/passwd">]><R>&e;</R>', "document type"),
        (b"plain", "not XML"),
        (b"<R>\xe9</R>", "cut short or damaged"),
    ],
)
def test_damaged_or_hostile_xml_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(ListFormatError, match=says):
        xml_root(raw, "T", "R")


PAGE = """<!DOCTYPE html><html><body><p>First<br>list</p><table><tr><th>Name</th><th>Date</th></tr>
<tr><td>Yuan’an&nbsp;Co.</td><td><a href="/x">June</a> 1</td></tr></table><p>between</p>
<table><tr><td>2</td></tr></table><a href="/files/2026/Data%20File-09.csv">The Data File</a></body></html>""".encode()


def test_html_tables_come_with_the_text_that_leads_up_to_them() -> None:
    first, second = html_tables(html_page(PAGE, "T"))
    assert first.heading.startswith("First")
    assert first.rows == (("Name", "Date"), ("Yuan’an Co.", "June 1"))
    assert (second.heading, second.rows) == ("between", (("2",),))
    assert "between" in element_text(html_page(PAGE, "T"))


@pytest.mark.parametrize(("raw", "says"), [(b"", "empty"), (b"a,b", "not a web page"), (PAGE[:200], "cut short")])
def test_a_page_that_is_none_or_cut_short_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(ListFormatError, match=says):
        html_page(raw, "T")


def test_a_files_link_is_found_by_text_or_address_and_never_guessed() -> None:
    for pattern in ("the data file", r"data file-\d+\.csv"):
        assert (
            page_link(PAGE, "T", "https://example.org/a/b", pattern)
            == "https://example.org/files/2026/Data%20File-09.csv"
        )
    with pytest.raises(ListFormatError, match="no link"):
        page_link(PAGE, "T", "https://example.org/a/b", "other")


def test_a_workbook_is_read_as_text_cells_with_its_first_row_number() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B3"], sheet["C3"], sheet["B4"] = "a", 7, " x\u00a0y "
    book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    (read,) = workbook_sheets(out.getvalue(), "T")
    assert read.rows[-2:] == (("a", "7"), ("x y", ""))
    assert read.first_row == 3


def test_a_damaged_or_false_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "no workbook")
    for raw in (b"", b"a,b\n", b"PK\x03\x04", out.getvalue(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        with pytest.raises(ListFormatError):
            workbook_sheets(raw, "T")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Côte d'Ivoire", "cote-d-ivoire"),
        ("Açaí  Berries", "acai-berries"),
        ("A&B_C (D) Co., Ltd.", "a-b-c-d-co-ltd"),
        ("新疆", "新疆"),
    ],
)
def test_a_slug_keeps_what_tells_values_apart(text: str, want: str) -> None:
    assert slug(text) == want


def test_marks_are_yes_no_or_unknown() -> None:
    assert [truthy_mark(mark) for mark in ("X", "yes", "1", "", "No", "-", "maybe")] == [True] * 3 + [False] * 3 + [
        None
    ]
