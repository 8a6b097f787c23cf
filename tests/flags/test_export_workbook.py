"""The officer gets their own workbook back with what was found, and nothing in it runs."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from export_screenings import TITLES, a_flag, a_line, a_screening, a_workbook
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from supplychain.errors import UsageError
from supplychain.flags import export, export_source
from supplychain.flags.export import write_flagged_workbook
from supplychain.flags.export_carried import UnknownSpellingError
from supplychain.flags.export_rows import HEADINGS
from supplychain.model import RejectedRow, Severity
from supplychain.suppliers import limits

DANGEROUS = (
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\tTab Ltd",
    '"=1+1"',
    "＝1+1",
    "#N/A",
    "a & b <c>",
    "_x0041_ Ltd",
)
SHEETS = ("Flags", "Coverage", "Method", "Rejected rows")


def refused(*_: object) -> None:
    raise UnknownSpellingError


@pytest.fixture(params=["kept", "spliced", "streamed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways a workbook is written: held whole, row by row with its formats as large ones are, and by its values."""
    if request.param != "kept":
        monkeypatch.setattr(export, "KEPT_ROWS", -1)
    if request.param == "streamed":
        monkeypatch.setattr(export, "write_spliced", refused)
    return str(request.param)


def written(screening, source: Path, tmp_path: Path) -> Path:
    out = tmp_path / "flagged.xlsx"
    write_flagged_workbook(screening, source, out, titles=TITLES)
    return out


def values(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path)[sheet].iter_rows(values_only=True)]


def method(path: Path) -> str:
    return "\n".join(f"{row[0]}: {row[1]}" for row in values(path, "Method"))


def test_our_columns_stand_right_of_the_officers_own_on_the_header_row(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "Other"])
    screening = a_screening(source, [a_line(2, "Hoshine", [a_flag()]), a_line(3, "Other")])
    rows = values(written(screening, source, tmp_path), "Suppliers")
    assert rows[0] == ["Supplier", "Amount", *HEADINGS]
    assert rows[1][:6] == [
        "Hoshine",
        21.0,
        "Import barred",
        'Import barred: "Hoshine Silicon" on UFLPA Entity List (P.L. 117-78 section 3, 19 USC 1307).',
        "Hoshine Silicon",
        "UFLPA Entity List",
    ]
    assert rows[2][2] == "No flags"
    assert "Goods not screened" in str(rows[2][-1])


def test_which_way_was_taken_is_said_on_the_method_sheet(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    text = method(written(a_screening(source, [a_line(2, "Hoshine", [a_flag()])]), source, tmp_path))
    assert ("formats, widths, filters" in text) == (way != "streamed")
    assert ("in cells and not in comments" in text) == (way == "spliced")
    assert "score is 0.80 or more becomes a flag" in text
    assert "1 row read, 1 skipped" in text
    assert "clean" not in text.lower().replace("cleaned", "")


def test_four_sheets_tell_flags_lists_method_and_rejected_rows(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "Other"])
    lines = [
        a_line(2, "Hoshine", [a_flag(Severity.CONTEXT), a_flag(score=0.85), a_flag(Severity.PROHIBITED, score=0.81)]),
        a_line(3, "Other", [a_flag(score=0.99)]),
    ]
    out = written(
        a_screening(source, lines, rejected=[RejectedRow("Suppliers", 9, "no supplier name")]), source, tmp_path
    )
    assert tuple(load_workbook(out).sheetnames) == ("Suppliers", *SHEETS)
    flags = values(out, "Flags")
    assert [(row[0], row[10]) for row in flags[1:]] == [
        ("Prohibited", 0.81),
        ("Import barred", 0.99),
        ("Import barred", 0.85),
        ("Context", 0.97),
    ]
    lists = values(out, "Coverage")
    assert [row[1:3] for row in lists[1:]] == [
        ["uflpa_entities", "bundled"],
        ["dol_goods", "bundled"],
        ["cbp_wro", "absent: not screened against"],
    ]
    assert values(out, "Rejected rows")[1] == ["Suppliers", 9, "no supplier name"]


def test_no_text_of_the_upload_becomes_a_formula(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", DANGEROUS)
    lines = [a_line(row, name, [a_flag(entry=name)], goods=name) for row, name in enumerate(DANGEROUS, 2)]
    out = written(a_screening(source, lines), source, tmp_path)
    workbook = load_workbook(out)
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    with ZipFile(out) as archive:
        assert not any(
            b"<f>" in archive.read(n) or b"<f " in archive.read(n) for n in archive.namelist() if "sheet" in n
        )
    kept = [str(row[0]) for row in CalamineWorkbook.from_path(out).get_sheet_by_name("Suppliers").to_python()[1:]]
    original = [
        str(row[0]) for row in CalamineWorkbook.from_path(source).get_sheet_by_name("Suppliers").to_python()[1:]
    ]
    assert kept == original
    flags = CalamineWorkbook.from_path(out).get_sheet_by_name("Flags").to_python()[1:]
    assert sorted(str(row[1]) for row in flags) == sorted(DANGEROUS)
    prefixed = [cell for cell in workbook["Flags"]["H"][1:] if cell.value.startswith(("=", "+", "-", "@", "＝"))]
    assert len(prefixed) == 6
    assert all(cell.quotePrefix for cell in prefixed)


def test_control_characters_survive_and_are_visible(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["plain"])
    name = "Bell\x07 Nul\x00 Esc\x1b[31m \ufffe CR\r end"
    out = written(a_screening(source, [a_line(2, name, [a_flag(entry=name)])]), source, tmp_path)
    shown = next(row[1] for row in values(out, "Flags")[1:])
    assert shown == "Bell_x0007_ Nul_x0000_ Esc_x001B_[31m _xFFFE_ CR_x000D_ end"


def test_a_name_longer_than_a_cell_is_cut_and_says_so(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["x"])
    out = written(a_screening(source, [a_line(2, "x", [a_flag(entry="y" * 100_000)])]), source, tmp_path)
    shown = str(values(out, "Flags")[1][7])
    assert len(shown) == 32_767
    assert shown.endswith("[cut: 100,000 characters]")


def test_sheet_names_the_officer_uses_are_left_to_them(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"], title="flags")
    out = written(a_screening(source, [a_line(2, "Hoshine", sheet="flags")]), source, tmp_path)
    assert load_workbook(out).sheetnames == ["flags", "Flags (2)", "Coverage", "Method", "Rejected rows"]


def test_an_empty_screening_still_gives_every_sheet(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", [])
    out = written(a_screening(source, []), source, tmp_path)
    assert set(SHEETS) <= set(load_workbook(out).sheetnames)
    assert "nothing was screened" in method(out)


def test_every_screened_sheet_of_a_workbook_gets_its_own_lines(way: str, tmp_path: Path) -> None:
    workbook = Workbook()
    first, second, third = workbook.active, workbook.create_sheet("Second"), workbook.create_sheet("Notes")
    first.title = "First"
    for sheet in (first, second):
        sheet.append(["Supplier"])
        sheet.append([f"{sheet.title} Ltd"])
    third["C3"] = "leave me"
    third.sheet_state = "hidden"
    workbook.save(source := tmp_path / "s.xlsx")
    lines = [a_line(2, "First Ltd", [a_flag()], sheet="First"), a_line(2, "Second Ltd", sheet="Second")]
    out = written(a_screening(source, lines), source, tmp_path)
    assert [values(out, name)[1][1] for name in ("First", "Second")] == ["Import barred", "No flags"]
    assert values(out, "Notes")[2][2] == "leave me"
    assert load_workbook(out)["Notes"].sheet_state == "hidden"


def test_a_sheet_without_headings_gets_values_that_name_themselves(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    screening = a_screening(source, [a_line(2, "Hoshine", [a_flag()])], header_row=None)
    assert values(written(screening, source, tmp_path), "Suppliers")[1][2] == "Severity: Import barred"


def test_our_headings_stand_beside_those_of_each_sheet(way: str, tmp_path: Path) -> None:
    workbook = Workbook()
    first, second = workbook.active, workbook.create_sheet("More")
    first.title = "Suppliers"
    for row in (["Supplier"], ["Hoshine"]):
        first.append(row)
    for row in (["Our further suppliers"], [], ["Supplier"], ["Esquel"]):
        second.append(row)
    workbook.save(source := tmp_path / "s.xlsx")
    lines = [a_line(2, "Hoshine", [a_flag()]), a_line(4, "Esquel", [a_flag()], sheet="More")]
    screening = a_screening(source, lines, heading_rows=(("Suppliers", 1), ("More", 3)))
    out = written(screening, source, tmp_path)
    assert [values(out, name)[at][1] for name, at in (("Suppliers", 0), ("More", 2))] == ["Severity", "Severity"]
    assert not any(values(out, "More")[0][1:])


def test_a_rejected_row_says_so_where_it_stands(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", ""])
    rejected = [RejectedRow("Suppliers", 3, "The row has an amount but no supplier name.")]
    rows = values(
        written(a_screening(source, [a_line(2, "Hoshine")], rejected=rejected), source, tmp_path), "Suppliers"
    )
    assert rows[2][2] == "Not read"
    assert rows[2][10] == "The row has an amount but no supplier name."


def test_rows_that_no_longer_stand_where_they_were_read_are_not_annotated(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "Other", "Third"])
    lines = [a_line(row + 1, name) for row, name in enumerate(["Hoshine", "Other", "Third"], 2)]
    out = written(a_screening(source, lines), source, tmp_path)
    rows = values(out, "Supplier lines")
    assert [row[2] for row in rows] == ["Supplier name", "Hoshine", "Other", "Third"]
    assert "layout of your file could not be repeated" in method(out)


def test_formats_widths_filters_panes_and_merged_cells_are_kept(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Suppliers"
    sheet.append(["Quarter", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["Supplier", "Since", "Amount"])
    sheet.append(["Hoshine", date(2024, 5, 6), 0.25])
    sheet["A3"].font = Font(italic=True)
    sheet["C3"].number_format = "0.00%"
    sheet.column_dimensions["A"].width = 41
    sheet.freeze_panes = "B3"
    sheet.auto_filter.ref = "A2:C3"
    workbook.save(source := tmp_path / "s.xlsx")
    out = written(a_screening(source, [a_line(3, "Hoshine", [a_flag()])], header_row=1), source, tmp_path)
    back = load_workbook(out)["Suppliers"]
    assert (back["A3"].font.italic, back["C3"].number_format, back.column_dimensions["A"].width) == (True, "0.00%", 41)
    assert (back.freeze_panes, back.auto_filter.ref) == ("B3", "A2:L3")
    assert [str(area) for area in back.merged_cells.ranges] == ["A1:C1"]
    assert back["D2"].value == "Severity"
    assert "Import barred" in str(back["D3"].comment.text)
    assert back["D3"].fill.fgColor.rgb == "FFF9CFA8"


def test_a_large_workbook_keeps_its_formats_and_leaves_what_runs_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "KEPT_ROWS", -1)
    book = Workbook()
    sheet = book.active
    sheet.title = "R&D <spend>"
    sheet.append(["Supplier", "Since", "Share", "Note"])
    for row in range(2, 7):
        sheet.append([f"Hoshine {row} & Co", date(2024, 5, row), 0.25, "=1+1" if row == 3 else f"note {row}"])
    sheet["A2"].font = Font(italic=True)
    sheet["C2"].number_format = "0.00%"
    sheet["A3"].hyperlink = "https://example.com/"
    sheet["A4"].comment = Comment("mine", "me")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions.group("E", "XFD", outline_level=0, hidden=False)
    sheet.column_dimensions["E"].width = 9
    sheet.merge_cells("B7:F7")
    sheet.auto_filter.ref = "A1:D6"
    sheet.conditional_formatting.add("C2:C6", CellIsRule("greaterThan", ["0.2"], fill=PatternFill(bgColor="FFFF0000")))
    validation = DataValidation("list", formula1="Lists!$A$1:$A$2")
    validation.add("D2:D6")
    sheet.add_data_validation(validation)
    lists = book.create_sheet("Lists")
    lists.sheet_state = "hidden"
    lists.append(["a", "=2*3"])
    lists.append(["b"])
    book.defined_names["choice"] = DefinedName("choice", attr_text="Lists!$A$1:$A$2")
    book.defined_names["evil"] = DefinedName("evil", attr_text='HYPERLINK("https://example.com")')
    book.save(source := tmp_path / "s.xlsx")
    lines = [a_line(row, f"Hoshine {row} & Co", [a_flag()], sheet="R&D <spend>") for row in range(2, 7)]
    out = written(a_screening(source, lines), source, tmp_path)
    assert "in cells and not in comments" in method(out)
    back = load_workbook(out)
    page = back["R&D <spend>"]
    assert (page["A2"].font.italic, page["C2"].number_format, page["B2"].is_date) == (True, "0.00%", True)
    assert page.row_dimensions[5].hidden and page.column_dimensions["D"].hidden
    assert [str(area) for area in page.merged_cells.ranges] == ["B7:F7"]
    assert page["G1"].value == "Severity" and page["G1"].fill.fgColor.rgb == "FF1F3A5F"
    assert {page[f"G{row}"].value for row in range(2, 7)} == {"Import barred"}
    assert page["G2"].fill.fgColor.rgb == "FFF9CFA8" and page["G2"].font.bold
    assert (page.auto_filter.ref, page.freeze_panes) == ("A1:O6", "A2")
    assert len(page.conditional_formatting) == 1 and len(page.data_validations.dataValidation) == 1
    assert (page["D3"].value, page["D3"].data_type) == ("=1+1", "s")
    assert (back["Lists"]["B1"].value, back["Lists"].sheet_state) == ("=2*3", "hidden")
    assert back["Lists"]["B1"].data_type == "s"
    assert list(back.defined_names) == ["choice"]
    with ZipFile(out) as archive:
        kept = {name.split("/")[1] for name in archive.namelist() if name.startswith("xl/")}
        assert kept <= {"worksheets", "styles.xml", "sharedStrings.xml", "theme.xml", "workbook.xml", "_rels"}
        assert not any(name.endswith("sheet1.xml.rels") for name in archive.namelist())
    assert CalamineWorkbook.from_path(out).sheet_names == ["R&D <spend>", "Lists", *SHEETS]


def rezipped(source: Path, out: Path, part: str, old: bytes, new: bytes) -> Path:
    with ZipFile(source) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            assert name != part or old in body
            after.writestr(name, body.replace(old, new) if name == part else body)
    return out


def test_a_lying_count_of_texts_is_neither_believed_nor_passed_on(way: str, tmp_path: Path) -> None:
    plain, liar = a_workbook(tmp_path / "plain.xlsx", ["Hoshine"]), tmp_path / "s.xlsx"
    with ZipFile(plain) as before, ZipFile(liar, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = re.sub(rb't="inlineStr"><is><t[^>]*>Hoshine</t></is>', b't="s"><v>0</v>', body)
                assert b"<v>0</v>" in body
            if name == "xl/_rels/workbook.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
                shared = b'<Relationship Id="rId99" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
                body = body.replace(b"</Relationships>", shared)
            after.writestr(name, body)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        lie = f'<sst xmlns="{main}" count="1" uniqueCount="4000000000"><si><t>Hoshine</t></si></sst>'
        after.writestr("xl/sharedStrings.xml", lie)
    out = written(a_screening(liar, [a_line(2, "Hoshine", [a_flag()])]), liar, tmp_path)
    with ZipFile(out) as archive:
        assert not any(b"4000000000" in archive.read(name) for name in archive.namelist())
    assert "Import barred" in str(CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python())


def test_a_cell_at_the_far_corner_does_not_kill_who_writes_the_values(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "plain.xlsx", ["Hoshine"])
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    wide = rezipped(source, tmp_path / "s.xlsx", "xl/worksheets/sheet1.xml", b"</row></sheetData>", far)
    out = written(a_screening(wide, [a_line(2, "Hoshine", [a_flag()])]), wide, tmp_path)
    assert "layout of your file could not be repeated" in method(out)


def test_a_file_is_opened_again_for_its_values_where_it_could_be_read_at_all() -> None:
    assert export_source._MOST_CELLS == limits.MAX_DENSE_CELLS


def test_a_formula_of_the_officers_own_comes_back_as_its_value(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "plain.xlsx", ["Hoshine"])
    formula = tmp_path / "s.xlsx"
    with ZipFile(source) as old, ZipFile(formula, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"<v>21</v>", b"<f>10.5*2</f><v>21</v>"))
    assert load_workbook(formula)["Suppliers"]["B2"].data_type == "f"
    out = written(a_screening(formula, [a_line(2, "Hoshine")]), formula, tmp_path)
    cell = load_workbook(out)["Suppliers"]["B2"]
    assert (cell.value, cell.data_type) == (21, "n")


def test_a_formula_without_a_stored_value_is_shown_as_text(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "Suppliers"
    workbook.active.append(["Supplier", "Sum"])
    workbook.active.append(["Hoshine", "=1+1"])
    workbook.save(source := tmp_path / "s.xlsx")
    out = written(a_screening(source, [a_line(2, "Hoshine")]), source, tmp_path)
    cell = load_workbook(out)["Suppliers"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert "1 formulas of your file had no stored value" in method(out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_comes_back_as_a_workbook_with_its_own_columns(encoding: str, tmp_path: Path) -> None:
    source = tmp_path / "s.csv"
    with source.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [["Supplier", "Code"], ["Café Gänse GmbH", "00123"], [], ["Two\nLines", "=1+1"]]
        )
    lines = [a_line(2, "Café Gänse GmbH", [a_flag()], sheet=""), a_line(4, "Two Lines", sheet="")]
    rows = values(written(a_screening(source, lines), source, tmp_path), "Supplier sheet")
    assert rows[0] == ["Supplier", "Code", *HEADINGS]
    assert rows[1][:3] == ["Café Gänse GmbH", "00123", "Import barred"]
    assert rows[3][:3] == ["Two\nLines", "=1+1", "No flags"]


def test_a_separator_line_of_excels_counts_as_no_row(tmp_path: Path) -> None:
    source = tmp_path / "s.csv"
    source.write_bytes(b"sep=;\r\nSupplier;Code\r\nOne, Ltd;1\r\n")
    rows = values(written(a_screening(source, [a_line(2, "One, Ltd", sheet="")]), source, tmp_path), "Supplier sheet")
    assert rows[1][:3] == ["One, Ltd", "1", "No flags"]


def test_names_filled_down_from_a_merged_cell_are_in_place(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "", "", "Other"])
    lines = [a_line(row, "Hoshine") for row in (2, 3, 4)] + [a_line(5, "Other", [a_flag()])]
    rows = values(written(a_screening(source, lines), source, tmp_path), "Suppliers")
    assert [row[2] for row in rows[1:]] == ["No flags", "No flags", "No flags", "Import barred"]


def test_dates_numbers_and_truths_keep_their_kind_when_streamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "KEPT_ROWS", -1)
    workbook = Workbook()
    workbook.active.title = "Suppliers"
    workbook.active.append(["Supplier", "Since", "Amount", "Active"])
    workbook.active.append(["Hoshine", date(2024, 5, 6), -12.5, True])
    workbook.save(source := tmp_path / "s.xlsx")
    out = written(a_screening(source, [a_line(2, "Hoshine")]), source, tmp_path)
    row = CalamineWorkbook.from_path(out).get_sheet_by_name("Suppliers").to_python()[1]
    assert row[1:4] == [date(2024, 5, 6), -12.5, True]


def test_a_file_changed_since_it_was_screened_is_refused(tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    screening = a_screening(source, [a_line(2, "Hoshine")])
    a_workbook(source, ["Somebody else"])
    with pytest.raises(UsageError, match="not the file that was screened"):
        written(screening, source, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s.xlsx"]


def test_the_officers_own_file_is_never_overwritten(tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    before = source.read_bytes()
    with pytest.raises(UsageError, match="is your own file"):
        write_flagged_workbook(a_screening(source, [a_line(2, "Hoshine")]), source, source)
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_gives_one_sentence(tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    with pytest.raises(UsageError, match="could not be written"):
        write_flagged_workbook(a_screening(source, [a_line(2, "Hoshine")]), source, tmp_path / "no" / "out.xlsx")


def test_more_flags_than_a_sheet_holds_go_on_to_a_further_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "KEPT_ROWS", -1)
    monkeypatch.setattr("supplychain.flags.export_stream.MOST_ROWS", 4)
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    flags = [a_flag(score=score / 100) for score in range(90, 97)]
    out = written(a_screening(source, [a_line(2, "Hoshine", flags)]), source, tmp_path)
    parts = ["Flags", "Flags, part 2", "Flags, part 3"]
    assert [row[10] for name in parts for row in values(out, name)[1:]] == [0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.9]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_workbook_and_runs_nothing(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", DANGEROUS)
    lines = [a_line(row, name, [a_flag()]) for row, name in enumerate(DANGEROUS, 2)]
    out = written(a_screening(source, lines), source, tmp_path)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "csv", "--outdir", tmp_path, out],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "flagged.csv").open(encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:4] == list(DANGEROUS[:3])


def test_paper_shows_what_a_reader_needs_under_its_headings(way: str, tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "Other"])
    out = written(a_screening(source, [a_line(2, "Hoshine", [a_flag()]), a_line(3, "Other")]), source, tmp_path)
    book = load_workbook(out)
    flags = book["Flags"]
    assert [cell.value for cell in flags[1]][9] == "Next step" and "$J$" in str(flags.print_area)
    assert flags.print_title_rows == "$1:$1" and book.worksheets[0].print_title_rows == "$1:$1"
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)


def test_what_the_officer_set_for_printing_stays(tmp_path: Path) -> None:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine"])
    book = load_workbook(source)
    book.worksheets[0].print_area = "A1:B2"
    book.save(source)
    out = written(a_screening(source, [a_line(2, "Hoshine", [a_flag()])]), source, tmp_path)
    page = load_workbook(out).worksheets[0]
    assert "$A$1:$B$2" in str(page.print_area) and page.page_setup.orientation != "landscape"
