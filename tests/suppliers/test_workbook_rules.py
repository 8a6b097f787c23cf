"""Office Open XML: what is read, exactly as it stands, and what is refused whole."""

from __future__ import annotations

import pytest

from supplychain.suppliers import limits

from . import workbook_files as files
from .conftest import Reader, Refusal

SHEET = "xl/worksheets/sheet1.xml"


def changed(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    """The plain workbook with one thing changed in one part."""
    members = files.parts({"Suppliers": files.sheet(files.TABLE)})
    assert old in members[part]
    members[part] = members[part].replace(old, new)
    return files.package(members)


def with_strings(rows: list[tuple[object, ...]], strings: str) -> bytes:
    """A workbook whose sheet points to shared texts."""
    return files.package(files.parts({"Suppliers": files.sheet(rows)}, strings=strings))  # type: ignore[arg-type]


def point(index: object) -> bytes:
    """A cell that points to a shared text."""
    return f'<c r="PLACE" t="s"><v>{index}</v></c>'.encode()


def test_a_plain_workbook_is_read_whole_with_the_rows_the_spreadsheet_shows(read: Reader) -> None:
    sheet = read("plain.xlsx", files.xlsx())
    assert [line.supplier_name for line in sheet.lines] == files.NAMES
    assert [line.row for line in sheet.lines] == [2, 3, 4, 5, 6]
    assert sheet.lines[0].country == "CN"
    assert sheet.lines[0].address == "1 Mill Road"
    assert sheet.lines[0].supplier_id == "S-1"
    assert (sheet.sheet, sheet.header_row, sheet.warnings) == ("Suppliers", 0, ())
    assert len(sheet.lines) + len(sheet.rejected) + sheet.skipped == sheet.non_empty_rows == 6


@pytest.mark.parametrize(
    "content",
    [
        files.package(
            {**files.parts({"S": files.sheet(files.TABLE)}), SHEET: files.sheet(files.TABLE).replace('"', "'").encode()}
        ),
        changed(b"<sheetData>", b'<!-- <row r="1"/> --><sheetData>'),
        changed(b"Harbour Textiles Ltd", b"<![CDATA[Harbour Textiles Ltd]]>"),
        changed(b' r="3"', b""),
        files.xlsx() + b"trailing bytes" * 20,
    ],
    ids=["single quotes", "comments", "cdata", "a row without its number", "bytes after the archive"],
)
def test_unusual_but_lawful_xml_reads_the_same(read: Reader, content: bytes) -> None:
    assert [line.supplier_name for line in read("odd.xlsx", content).lines] == files.NAMES


def test_prefixed_element_names_read_the_same(read: Reader) -> None:
    text = files.sheet(files.TABLE).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?xml", "<?xml")
    members = files.parts({"S": files.sheet(files.TABLE)})
    members[SHEET] = text.replace("xmlns=", "xmlns:x=").encode()
    assert [line.supplier_name for line in read("prefixed.xlsx", files.package(members)).lines] == files.NAMES


def test_numbers_booleans_and_dates_as_names_are_kept_and_said(read: Reader) -> None:
    sheet = read(
        "numbers.xlsx", files.xlsx([files.HEADER, (360, "CN", "", "1"), (True, "CN", "", "2"), ("3M", "US", "", "3")])
    )
    assert [line.supplier_name for line in sheet.lines] == ["360", "TRUE", "3M"]
    assert "NAME_NOT_TEXT" in sheet.warnings
    said = "2 rows (2 and 3) have a supplier name that is no text in the file, read as '360' and 'TRUE'; "
    assert [note for note in sheet.notes if note.startswith(said)]


def test_of_many_names_that_are_no_text_and_of_many_faulty_cells_the_first_are_named(read: Reader) -> None:
    fault = b'<c r="PLACE" t="e"><v>#N/A</v></c>'
    rows = [files.HEADER, *((number, fault, "", "1") for number in range(100, 108)), ("B Ltd", "CN", "", "2")]
    told = " ".join(read("numbers.xlsx", files.xlsx(rows)).notes)
    assert "8 rows (2, 3, 4, 5, 6 and 3 more) have a supplier name that is no text in the file" in told
    assert "8 cells (B2, B3, B4, B5, B6 and 3 more) have no value (#N/A); their rows are screened without" in told


def test_error_cells_and_formulas_without_value_are_rejected_with_their_rows(read: Reader) -> None:
    rows = [
        files.HEADER,
        (b'<c r="PLACE" t="e"><v>#REF!</v></c>', "CN", "", "1"),
        (b'<c r="PLACE"><f>A1&amp;B1</f></c>', "CN", "", "2"),
        (b'<c r="PLACE" t="str"><f>A1</f><v>Formula Ltd</v></c>', b'<c r="PLACE" t="e"><v>#N/A</v></c>', "", "3"),
    ]
    sheet = read("errors.xlsx", files.xlsx(rows))
    assert [line.supplier_name for line in sheet.lines] == ["Formula Ltd"]
    assert [(row.row, "#REF!" in row.reason or "formula" in row.reason) for row in sheet.rejected] == [
        (2, True),
        (3, True),
    ]
    assert {"CELL_ERROR", "FORMULA_WITHOUT_VALUE"} <= set(sheet.warnings)


def test_an_error_value_newer_than_the_reader_is_still_only_one_rejected_row(read: Reader) -> None:
    rows = [files.HEADER, (b'<c r="PLACE" t="e"><v>#SPILL!</v></c>', "CN", "", "1"), ("B Ltd", "CN", "", "2")]
    sheet = read("spill.xlsx", files.xlsx(rows))
    assert [line.supplier_name for line in sheet.lines] == ["B Ltd"]
    assert [row.row for row in sheet.rejected] == [2]


def test_rich_text_is_joined_and_furigana_left_out(read: Reader) -> None:
    strings = files.shared(
        [
            "<r><t xml:space='preserve'>SIS </t></r><r><t>d.o.o.</t></r>",
            "<t>東京繊維</t><rPh sb='0' eb='1'><t>トウキョウ</t></rPh>",
        ]
    )
    sheet = read("rich.xlsx", with_strings([("Supplier Name", "Country"), (point(0), "SI"), (point(1), "JP")], strings))
    assert [line.supplier_name for line in sheet.lines] == ["SIS d.o.o.", "東京繊維"]


@pytest.mark.parametrize("index", [-1, 9, "0.5", 99999999999999999999])
def test_a_cell_that_points_to_no_text_refuses_the_workbook(refuse: Refusal, index: object) -> None:
    content = with_strings(
        [("Supplier Name", "Country"), (point(index), "CN"), ("B Ltd", "CN")], files.shared(["A Ltd", "X"])
    )
    assert refuse("index.xlsx", content).code == "WORKBOOK_CORRUPT"


def test_a_lying_count_of_texts_is_not_believed(read: Reader) -> None:
    strings = files.shared(["A Ltd", "B Ltd"], claim=' count="4000000000" uniqueCount="4000000000"')
    sheet = read("lies.xlsx", with_strings([("Supplier Name", "Country"), (point(0), "CN"), (point(1), "CN")], strings))
    assert [line.supplier_name for line in sheet.lines] == ["A Ltd", "B Ltd"]


def test_rows_of_blank_texts_are_blank_rows(read: Reader) -> None:
    rows = [("Supplier Name", "Country"), ("A Ltd", "CN"), (point(0), point(1)), ("B Ltd", "CN")]
    sheet = read("blank.xlsx", with_strings(rows, files.shared(["", "  ", "x"])))
    assert [line.row for line in sheet.lines] == [2, 4]
    assert sheet.non_empty_rows == 3


def test_a_far_cell_costs_nothing_and_is_said(read: Reader) -> None:
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = read("far.xlsx", changed(b"</row></sheetData>", far))
    assert [line.supplier_name for line in sheet.lines] == files.NAMES
    assert "COLUMNS_IGNORED" in sheet.warnings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="3">', b'<row r="2">'),
        (b'<row r="2">', b'<row r="0">'),
        (b'<row r="6">', b'<row r="1048577">'),
        (b"</row></sheetData>", b'<c r="A6" t="inlineStr"><is><t>Second Ltd</t></is></c></row></sheetData>'),
        (b"</sheetData></worksheet>", b""),
        (b"Harbour", b"Harb\xff\xfeour"),
        (b"Harbour", b"Harb\x00our"),
        (b"</is></c>", b"</is></d>"),
    ],
    ids=["doubled row", "row 0", "row too far", "doubled cell", "cut off", "no UTF-8", "zero byte", "crossed tags"],
)
def test_a_damaged_sheet_is_refused_whole(refuse: Refusal, old: bytes, new: bytes) -> None:
    assert refuse("damaged.xlsx", changed(old, new)).code == "WORKBOOK_CORRUPT"


def test_rows_out_of_order_come_out_in_order(read: Reader) -> None:
    body = "".join(files.row(values, number) for number, values in reversed(list(enumerate(files.TABLE, 1))))
    sheet = read("reversed.xlsx", files.package(files.parts({"S": files.sheet_of(body)})))
    assert [line.supplier_name for line in sheet.lines] == files.NAMES


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels"])
def test_a_document_type_is_refused_in_every_part(refuse: Refusal, part: str) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    plain = members[part].split(b"?>", 1)[-1]
    members[part] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>' + plain
    assert refuse("dtd.xlsx", files.package(members)).code == "XML_FORBIDDEN"
    members[part] = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>' + plain.decode()).encode("utf-16")
    assert refuse("dtd16.xlsx", files.package(members)).code == "XML_FORBIDDEN"


def test_deep_nesting_is_refused(refuse: Refusal) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    members["xl/styles.xml"] = b"<a>" * 100_000 + b"</a>" * 100_000
    assert refuse("deep.xlsx", files.package(members)).code == "WORKBOOK_CORRUPT"


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        (SHEET, "WORKBOOK_CORRUPT"),
        ("xl/workbook.xml", "WORKBOOK_CORRUPT"),
        ("xl/_rels/workbook.xml.rels", "WORKBOOK_CORRUPT"),
    ],
)
def test_a_missing_part_is_no_empty_sheet(refuse: Refusal, missing: str, code: str) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    del members[missing]
    assert refuse("missing.xlsx", files.package(members)).code == code


def test_hidden_rows_and_hidden_sheets_of_suppliers_are_read_and_said(read: Reader) -> None:
    body = files.row(files.HEADER, 1) + "".join(
        files.row(line, number, ' hidden="1"' if number > 3 else "") for number, line in enumerate(files.LINES, 2)
    )
    other = files.sheet([files.HEADER, ("Hidden Ltd", "CN", "", "9")])
    choices = files.sheet([("Yes", "No"), ("CN", "DE")])
    content = files.package(
        files.parts(
            {"A": files.sheet_of(body), "Old": other, "Choices": choices},
            states={"Old": "veryHidden", "Choices": "hidden"},
        )
    )
    sheet = read("hidden.xlsx", content)
    assert [line.supplier_name for line in sheet.lines] == [*files.NAMES, "Hidden Ltd"]
    assert {"HIDDEN_ROWS_INCLUDED", "HIDDEN_SHEETS"} <= set(sheet.warnings)
    assert any("screened like the others: 'Old'." in note for note in sheet.notes)
    assert any("not screened: 'Choices';" in note for note in sheet.notes)
    assert [line.supplier_name for line in read("hidden.xlsx", content, sheet="Old").lines] == ["Hidden Ltd"]


def test_every_sheet_of_suppliers_is_read_and_other_sheets_are_named(read: Reader) -> None:
    cover = files.sheet([("About this file",), ("It lists our suppliers.",)])
    second = files.sheet([("Vendor", "Nation"), ("Second Sheet Ltd", "VN")])
    sheet = read(
        "sheets.xlsx", files.package(files.parts({"About": cover, "A": files.sheet(files.TABLE), "B": second}))
    )
    assert [line.supplier_name for line in sheet.lines] == [*files.NAMES, "Second Sheet Ltd"]
    assert sheet.sheet == "A + B"
    assert "OTHER_SHEETS" in sheet.warnings


def test_a_pivot_of_the_same_suppliers_is_not_read_twice_and_the_main_sheet_tells_the_columns(read: Reader) -> None:
    pivot = files.sheet([("Supplier", "Total"), ("Harbour Textiles Ltd", 5), ("Ivory Cotton S.r.l.", 6)])
    sheet = read("pivot.xlsx", files.package(files.parts({"Pivot": pivot, "Lines": files.sheet(files.TABLE)})))
    assert (sheet.sheet, len(sheet.lines)) == ("Lines", len(files.LINES))
    assert "OTHER_SHEETS" in sheet.warnings
    other = files.sheet([("Supplier", "Total"), ("Unseen Ltd", 5)])
    sheet = read("other.xlsx", files.package(files.parts({"Pivot": other, "Lines": files.sheet(files.TABLE)})))
    assert "Unseen Ltd" in [line.supplier_name for line in sheet.lines]
    assert dict(sheet.columns)["supplier_name"] == "Supplier Name"


def test_a_sum_of_other_goods_than_the_main_sheet_tells_is_screened(read: Reader) -> None:
    rows = [("Supplier", "Product", "Amount"), ("Harbour Textiles Ltd", "Cotton gauze, origin Xinjiang", 5)]
    parts = files.parts({"Lines": files.sheet(files.TABLE), "Other": files.sheet(rows)})
    assert read("goods.xlsx", files.package(parts)).sheet == "Lines + Other"


def test_columns_an_officer_named_are_asked_of_the_sheets_that_have_them(read: Reader) -> None:
    rows = [("Who we pay", "Nation"), ("Harbour Textiles Ltd", "PT")]
    second = files.sheet([("Note", ""), ("Vendor", "Nation"), ("Second Sheet Ltd", "VN")])
    parts = files.parts({"A": files.sheet(rows), "B": second})
    sheet = read("named.xlsx", files.package(parts), columns={"supplier_name": "Who we pay"})
    assert [line.supplier_name for line in sheet.lines] == ["Harbour Textiles Ltd", "Second Sheet Ltd"]
    assert sheet.heading_rows == (("A", 1), ("B", 2))


def test_why_another_sheet_was_not_screened_is_said_rightly(read: Reader) -> None:
    parts = files.parts({"A": files.sheet(files.TABLE), "B": files.sheet(files.TABLE)})
    notes = read("asked.xlsx", files.package(parts), sheet="A").notes
    assert any("because 'A' alone was asked for: 'B'" in note for note in notes)


def test_cells_merged_downwards_name_every_row_they_cover(read: Reader) -> None:
    rows = [files.HEADER, ("A Ltd", "CN", "site 1", "1"), (None, "CN", "site 2", "1"), ("B Ltd", "CN", "site 1", "2")]
    sheet = read("merged.xlsx", files.xlsx(rows, tail='<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'))
    assert [line.supplier_name for line in sheet.lines] == ["A Ltd", "A Ltd", "B Ltd"]
    assert "MERGED_CELLS_FILLED" in sheet.warnings


def test_macros_are_not_run_and_links_not_followed_and_both_are_said(read: Reader) -> None:
    members = files.parts({"S": files.sheet(files.TABLE)})
    linked = {**members, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert "EXTERNAL_LINKS_IGNORED" in read("linked.xlsx", files.package(linked)).warnings
    with_macros = read("macro.xlsm", files.package({**members, "xl/vbaProject.bin": b"x"}))
    assert "MACROS_IGNORED" in with_macros.warnings
    assert [line.supplier_name for line in with_macros.lines] == files.NAMES


def test_names_beyond_the_limit_are_rejected_not_cut(read: Reader) -> None:
    rows = [files.HEADER, ("x" * (limits.MAX_NAME_CHARACTERS + 1), "CN", "", "1"), ("B Ltd", "CN", "", "2")]
    sheet = read("long.xlsx", files.xlsx(rows))
    assert [row.row for row in sheet.rejected] == [2]
    assert "NAME_TOO_LONG" in sheet.warnings


def test_control_characters_survive_and_are_said(read: Reader) -> None:
    sheet = read("control.xlsx", files.xlsx([files.HEADER, ("A\nB\tLtd", "CN", "", "1")]))
    assert sheet.lines[0].supplier_name == "A\nB\tLtd"
    assert "CONTROL_CHARS_REMOVED" in sheet.warnings


def test_a_formula_whose_saved_value_is_empty_is_named_unless_it_is_an_empty_text(read: Reader) -> None:
    unsaved = b'<c r="PLACE"><f>A2</f><v></v></c>'  # as openpyxl writes every formula
    empty = b'<c r="PLACE" t="str"><f>IF(1,"","x")</f><v></v></c>'
    sheet = read("formulas.xlsx", files.xlsx([files.HEADER, files.LINES[0], (unsaved, "CN"), (empty, empty)]))
    assert len(sheet.lines) == 1
    assert [row.row for row in sheet.rejected] == [3]
    assert "FORMULA_WITHOUT_VALUE" in sheet.warnings


def test_a_cell_beyond_the_last_column_of_a_sheet_is_damage(refuse: Refusal) -> None:
    far = files.row(files.LINES[0], 2).replace("</row>", '<c r="ZZZZZ2"><v>1</v></c></row>')
    error = refuse("far.xlsx", files.package(files.parts({"S": files.sheet_of(files.row(files.HEADER, 1) + far)})))
    assert error.code == "WORKBOOK_CORRUPT"


def test_a_cover_sheet_is_no_list_of_suppliers(read: Reader) -> None:
    cover = files.sheet([("Supplier report",), ("Prepared by procurement",)])
    sheet = read("cover.xlsx", files.package(files.parts({"Cover": cover, "Data": files.sheet(files.TABLE)})))
    assert [line.supplier_name for line in sheet.lines] == files.NAMES
    assert "OTHER_SHEETS" in sheet.warnings


@pytest.mark.parametrize("names", [["Esquel Co", "Hetian Ltd"], [f"Mill {chr(65 + n)}" for n in range(20)]])
def test_a_further_list_of_names_under_a_longer_heading_is_screened(read: Reader, names: list[str]) -> None:
    more = files.sheet([("Suppliers (Asia)",), *((name,) for name in names)])
    sheet = read("more.xlsx", files.package(files.parts({"Data": files.sheet(files.TABLE), "More": more})))
    assert [line.supplier_name for line in sheet.lines] == [*files.NAMES, *names]


def test_a_formula_of_texts_that_was_never_calculated_is_named(read: Reader) -> None:
    never = b'<c r="PLACE" t="str"><f>A2</f></c>'
    sheet = read("formulas.xlsx", files.xlsx([files.HEADER, files.LINES[0], (never, "CN")]))
    assert "FORMULA_WITHOUT_VALUE" in sheet.warnings and [row.row for row in sheet.rejected] == [3]


def test_what_is_noticed_of_single_rows_is_told_of_every_sheet(read: Reader) -> None:
    rows = [*files.TABLE, (None, "CN", None, None), ("Notes: without VAT",)]
    parts = files.parts({"May": files.sheet(rows), "June": files.sheet([*rows[:1], ("June Ltd", "PT"), *rows[-2:]])})
    told = " ".join(read("months.xlsx", files.package(parts)).notes)
    assert "'May': Row 7 was not screened" in told
    assert "'June': Row 3 was not screened" in told
