"""What a large workbook's own XML may hold, and how it comes back: a file that Excel opens, with nothing hidden."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from export_screenings import TITLES, a_flag, a_line, a_screening, a_workbook
from openpyxl import load_workbook

from supplychain.flags import export
from supplychain.flags.export import write_flagged_workbook

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
KEPT = "in cells and not in comments"
NAMES = ("Hoshine", "Other", "Third")


@pytest.fixture(autouse=True)
def every_workbook_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "KEPT_ROWS", -1)


def flagged(tmp_path: Path, changes: dict[str, list[tuple[str, str]]]) -> Path:
    """Three suppliers in one column, the package's parts changed by (pattern, replacement), flagged."""
    plain, source, out = a_workbook(tmp_path / "p.xlsx", list(NAMES)), tmp_path / "s.xlsx", tmp_path / "out.xlsx"
    with ZipFile(plain) as before, ZipFile(source, "w") as after:
        for part in before.namelist():
            body = before.read(part).decode()
            for pattern, new in changes.get(part, ()):
                body, times = re.subn(pattern, new.replace("\\", "\\\\"), body, count=1)
                assert times == 1, (pattern, body[:2000])
            after.writestr(part, body.encode("latin-1" if "ISO-8859-1" in body else "utf-8"))
    lines = [a_line(row, name, [a_flag()]) for row, name in enumerate(NAMES, 2)]
    write_flagged_workbook(a_screening(source, lines), source, out, titles=TITLES)
    return out


def xml(out: Path, part: str = SHEET) -> str:
    with ZipFile(out) as archive:
        return archive.read(part).decode()


def was_kept(out: Path) -> bool:
    return KEPT in "".join(str(row[1]) for row in load_workbook(out)["Method"].iter_rows(values_only=True))


def severities(out: Path) -> dict[str, int]:
    """Where cells say that an import is barred: column to how many."""
    found: dict[str, int] = {}
    for row in load_workbook(out).worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "Import barred":
                found[cell.column_letter] = found.get(cell.column_letter, 0) + 1
    return found


def test_views_saved_for_other_users_leave_no_second_margins_or_filters(tmp_path: Path) -> None:
    views = (
        '</sheetData><customSheetViews><customSheetView guid="{00000000-0000-0000-0000-000000000001}">'
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><autoFilter ref="A1:A2"/>'
        "</customSheetView></customSheetViews>"
    )
    out = flagged(tmp_path, {SHEET: [("</sheetData>", views)]})
    assert was_kept(out)
    assert (xml(out).count("<pageMargins"), xml(out).count("<autoFilter")) == (1, 1)


def test_a_sheet_seen_through_two_windows_comes_back_with_the_one_that_is_written(tmp_path: Path) -> None:
    two = '<sheetView workbookViewId="0"/><sheetView workbookViewId="1"><selection activeCell="B2"/></sheetView>'
    out = flagged(tmp_path, {SHEET: [("<sheetView .*?</sheetView>|<sheetView [^>]*/>", two)]})
    assert was_kept(out)
    assert 'workbookViewId="1"' not in xml(out) and xml(out).count("<sheetView ") == 1


@pytest.mark.parametrize("rows", [-1, 20_000])
def test_a_sheet_saved_scrolled_down_freezes_no_row_out_of_reach(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "KEPT_ROWS", rows)
    out = flagged(tmp_path, {SHEET: [("<sheetView ", '<sheetView topLeftCell="A3" ')]})
    view = load_workbook(out).worksheets[0].sheet_view
    assert view.topLeftCell is None and view.pane is not None and view.pane.ySplit == 1


def test_our_columns_stand_beside_the_values_not_beyond_cells_that_have_formats_alone(tmp_path: Path) -> None:
    out = flagged(tmp_path, {SHEET: [(r'(?<=r="2")(?=[ >])', ' ht="20"'), ("</row>", '<c r="Z1" s="0"/></row>')]})
    first = min(severities(out))
    assert was_kept(out) and severities(out) == {first: 3} and first < "F"
    places = re.findall(r'<c r="([A-Z]+1)"', xml(out))
    assert len(places) == len(set(places)) and "Z1" not in places


def test_a_sheet_in_another_encoding_is_not_passed_on_as_utf8(tmp_path: Path) -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet '
    note = '<c r="D4" t="inlineStr"><is><t>Grün</t></is></c></row></sheetData>'
    out = flagged(tmp_path, {SHEET: [(r"^(<\?xml[^>]*>\s*)?<worksheet ", latin), ("</row></sheetData>", note)]})
    assert not was_kept(out) and sum(severities(out).values()) == 3


@pytest.mark.parametrize(
    "odd",
    [
        '<!-- <row r="9"><c r="A9"/> --></row>',
        '<c r="H2" t="inlineStr"><is><t><![CDATA[</row><f>]]></t></is></c></row>',
    ],
)
def test_comments_and_marked_sections_are_not_taken_for_rows(odd: str, tmp_path: Path) -> None:
    out = flagged(tmp_path, {SHEET: [("</row>(?=</sheetData>)", odd)]})
    assert not was_kept(out) and sum(severities(out).values()) == 3


def test_a_rule_on_another_workbook_is_not_left_pointing_nowhere(tmp_path: Path) -> None:
    rule = (
        '</sheetData><conditionalFormatting sqref="A2"><cfRule type="expression" priority="1">'
        "<formula>[1]Other!$A$1=1</formula></cfRule></conditionalFormatting>"
    )
    out = flagged(tmp_path, {SHEET: [("</sheetData>", rule)]})
    assert "[1]" not in xml(out) and sum(severities(out).values()) == 3


def test_a_name_for_a_place_on_a_sheet_left_behind_is_left_behind_too(tmp_path: Path) -> None:
    names = (
        '</sheets><definedNames><definedName name="gone">Chart1!$A$1</definedName>'
        '<definedName name="there">{sheet}!$A$1</definedName></definedNames>'
    )
    sheet = load_workbook(a_workbook(tmp_path / "n.xlsx", list(NAMES))).sheetnames[0]
    quoted = "'" + sheet + "'"
    change = ("</sheets>(<definedNames ?/>|<definedNames>.*</definedNames>)?", names.format(sheet=quoted))
    out = flagged(tmp_path, {BOOK: [change]})
    assert was_kept(out)
    assert list(load_workbook(out).defined_names) == ["there"]


def test_a_formula_whose_value_is_an_empty_text_comes_back_empty(tmp_path: Path) -> None:
    cell = '<c r="D2" t="str"><f>IF(A2="","",B2)</f><v></v></c></row><row r="3"'
    out = flagged(tmp_path, {SHEET: [('</row><row r="3"', cell)]})
    assert was_kept(out) and "IF(" not in xml(out)


def test_suppliers_named_by_formulas_are_found_in_place(tmp_path: Path) -> None:
    cells = [
        (rf'<c r="A{row}"[^>]*>.*?</c>', f'<c r="A{row}" t="str"><f>T("x")</f><v>{name}</v></c>')
        for row, name in enumerate(NAMES, 2)
    ]
    out = flagged(tmp_path, {SHEET: cells})
    assert was_kept(out)


def test_a_theme_with_a_picture_is_left_behind_with_the_picture(tmp_path: Path) -> None:
    picture = '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId1"/>'
    out = flagged(tmp_path, {"xl/theme/theme1.xml": [("</a:themeElements>", picture + "</a:themeElements>")]})
    with ZipFile(out) as archive:
        assert was_kept(out) and "xl/theme.xml" not in archive.namelist()


def test_cells_out_of_their_order_never_lie_under_ours(tmp_path: Path) -> None:
    turned = [(rf'<row r="{row}"([^>]*)>(?=<c)', f'<row r="{row}"><c r="K{row}"><v>7</v></c>') for row in (2, 3, 4)]
    out = flagged(tmp_path, {SHEET: turned})
    assert not was_kept(out) and sum(severities(out).values()) == 3


def test_a_row_whose_end_is_spelt_otherwise_is_not_passed_over(tmp_path: Path) -> None:
    out = flagged(tmp_path, {SHEET: [('</row>(?=<row r="3")', "</row >")]})
    assert not was_kept(out) and sum(severities(out).values()) == 3
