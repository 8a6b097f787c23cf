"""Delimited text: every usual encoding and delimiter, and no row swallowed, shifted or garbled."""

from __future__ import annotations

import pytest

from supplychain.suppliers.delimited import count_records

from .conftest import Reader, Refusal

HEADER = "Supplier Name,Country,Address,Supplier ID\n"
ROWS = 'Harbour Textiles Ltd,CN,"1 Mill Road, Zone 3",S-1\n"Last Row Co., Ltd.",CN,2 Port Street,S-2\n'
NAMES = ["Harbour Textiles Ltd", "Last Row Co., Ltd."]


def names(sheet: object) -> list[str]:
    return [line.supplier_name for line in sheet.lines]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "content",
    [
        (HEADER + ROWS).encode(),
        ("\ufeff" + HEADER + ROWS).encode(),
        (HEADER + ROWS).rstrip("\n").encode(),
        (HEADER + ROWS).replace("\n", "\r\n").encode(),
        (HEADER + ROWS).replace("\n", "\r").encode(),
        (HEADER + "\n\n" + ROWS).encode(),
        ("sep=,\n" + HEADER + ROWS).encode(),
        b"sep=;\nSupplier Name;Country\nHarbour Textiles Ltd;CN\nLast Row Co., Ltd.;CN\n",
        b"Supplier Name;Country;Amount\nHarbour Textiles Ltd;CN;1,50\nLast Row Co., Ltd.;CN;2,75\n",
        b"Supplier Name\tCountry\nHarbour Textiles Ltd\tCN\nLast Row Co., Ltd.\tCN\n",
        b"Supplier Name|Country\nHarbour Textiles Ltd|CN\nLast Row Co., Ltd.|CN\n",
        b"Supplier Name^Country\nHarbour Textiles Ltd^CN\nLast Row Co., Ltd.^CN\n",
        b'Supplier Name, Country\nHarbour Textiles Ltd, CN\n"Last Row Co., Ltd.", "CN"\n',
        (HEADER + ROWS).encode("utf-16"),
        (HEADER + ROWS).encode("utf-16-be"),
        b"Supplier Name\nHarbour Textiles Ltd\nLast Row Co., Ltd.\n",
    ],
    ids=[
        "utf-8",
        "mark",
        "no-final-end",
        "crlf",
        "cr",
        "blank-lines",
        "sep-comma",
        "sep-semicolon",
        "decimal-comma",
        "tab",
        "pipe",
        "caret",
        "blanks after commas",
        "utf-16",
        "utf-16-be",
        "one-column",
    ],
)
def test_the_usual_forms_read_the_same(read: Reader, content: bytes) -> None:
    assert names(read("list.csv", content)) == NAMES


@pytest.mark.parametrize(
    ("encoding", "header", "name"),
    [
        ("cp1252", "Supplier Name", "Société Générale d’Équipement – €"),
        ("cp1250", "Dostawca", "Łódź Tekstylia Żółw"),
        ("cp1251", "Поставщик", "Общество Ромашка"),
        ("gb18030", "供应商名称", "新疆大全新能源股份"),
        ("big5", "供應商名稱", "長榮海運股份有限公司"),
        ("cp932", "仕入先名", "東京繊維カナリア"),
        ("euc_jp", "仕入先名", "東京繊維株式会社"),
        ("koi8-r", "Поставщик", "ООО Хлопок Текстиль"),
        ("iso2022_jp", "仕入先名", "東京繊維株式会社"),
        ("cp949", "공급업체", "삼성전자 주식회사"),
    ],
)
def test_a_code_page_is_recognised_and_said(read: Reader, encoding: str, header: str, name: str) -> None:
    content = "".join(f"{left},{right}\n" for left, right in [(header, "Country"), (name, "CN"), ("Plain Ltd", "US")])
    sheet = read("page.csv", content.encode(encoding))
    assert names(sheet) == [name, "Plain Ltd"]
    assert "ENCODING_GUESSED" in sheet.warnings


def test_two_rows_of_chinese_names_are_two_suppliers_not_a_header_of_two_levels(read: Reader) -> None:
    name = "深圳迈瑞生物医疗电子股份有限公司"
    assert names(read("cn.csv", f"供应商,国家\n{name},中国\n".encode("gb18030"))) == [name]


def test_a_row_that_only_numbers_the_columns_is_skipped_and_said(read: Reader) -> None:
    sheet = read("numbered.csv", "Supplier,Country,Amount\n(1),(2),(3)\nA Ltd,CN,5\nB Ltd,CN,6\n")
    assert names(sheet) == ["A Ltd", "B Ltd"]
    assert (sheet.skipped, sheet.warnings) == (2, ("REPEATED_HEADER_SKIPPED",))


def test_a_header_that_names_suppliers_among_words_nobody_knows_is_a_header(read: Reader) -> None:
    assert names(read("own.csv", "Vendor,Lkey,Zq\nA Ltd,x,y\nB Ltd,x,y\n")) == ["A Ltd", "B Ltd"]


def test_program_text_is_no_list_of_suppliers(refuse: Refusal) -> None:
    assert refuse("a.csv", "import os\nprint(os.name)\nfor a in b:\n    pass\n").code == "NO_NAME_COLUMN"


def test_a_file_joined_from_two_encodings_keeps_both_names(read: Reader) -> None:
    content = (HEADER + "Müller GmbH,DE,x,1\nÖzgür A.Ş.,TR,x,2\n").encode() + "Société SA,FR,x,3\n".encode("cp1252")
    assert names(read("mixed.csv", content)) == ["Müller GmbH", "Özgür A.Ş.", "Société SA"]


def test_bytes_of_no_encoding_are_refused(refuse: Refusal) -> None:
    assert refuse("odd.csv", HEADER.encode() + b"A\x81\x8d\xff Ltd,CN,x,1\n").code == "ENCODING_UNKNOWN"


def test_quotes_inside_cells_are_kept_where_the_rows_still_stand(read: Reader) -> None:
    content = HEADER + 'Joe "The Mill" Ltd,CN,12" Pipe Road,S-1\n"A ""B"" Ltd",CN,x,S-2\n'
    assert names(read("quotes.csv", content)) == ['Joe "The Mill" Ltd', 'A "B" Ltd']
    assert names(read("slashes.csv", 'Supplier Name,Country\n"A \\"B\\" Ltd",CN\n')) == ['A "B" Ltd']


def test_line_breaks_inside_quotes_are_part_of_the_cell(read: Reader) -> None:
    sheet = read("breaks.csv", 'Supplier Name,Country\n"Harbour\nTextiles Ltd",CN\nB Ltd,CN\n')
    assert names(sheet) == ["Harbour\nTextiles Ltd", "B Ltd"]


@pytest.mark.parametrize(
    "rows",
    [
        'A Ltd,CN,x,1\n"B Ltd,CN,x,2\nC Ltd,CN,x,3\nD Ltd,CN,x,4\n',
        'A Ltd,CN,x,1\n"B Ltd,CN,x,2\nC Ltd,CN,x,3\nD Ltd,CN,x,4\n"E Ltd",CN,x,5\nF Ltd,CN,x,6\n',
        "A Ltd,CN," + "x" * 2_000_000 + ",1\n",
    ],
    ids=["never closed", "closed far below", "a line of two megabytes"],
)
def test_a_quote_that_swallows_rows_refuses_the_file(refuse: Refusal, rows: str) -> None:
    assert refuse("stray.csv", HEADER + rows).code == "CSV_MALFORMED"


def test_a_row_too_long_is_rejected_and_many_refuse_the_file(read: Reader, refuse: Refusal) -> None:
    long = "Too,Many,Cells,Under,This,Header\n"
    sheet = read("ragged.csv", HEADER + ROWS * 3 + "Short Ltd\n" + long)
    assert [row.row for row in sheet.rejected] == [9]
    assert "CSV_RAGGED" in sheet.warnings
    assert "Short Ltd" in names(sheet)
    shifted = "Harbour Co., Ltd.,CN,Road 1,S-1\nPlain GmbH,DE,Road 2,S-2\nLast Row Co., Ltd.,CN,Road 3,S-3\n"
    assert refuse("shifted.csv", HEADER + shifted).code == "CSV_RAGGED"


def test_every_row_of_another_length_is_counted_and_the_first_are_named(read: Reader) -> None:
    short = "".join(f"Short {number} Ltd\n" for number in range(7))
    sheet = read("ragged.csv", HEADER + short + ROWS * 20 + "Too,Many,Cells,Under,This,Header\n")
    (note,) = (one for one in sheet.notes if "fewer cells" in one)
    assert note.startswith("7 rows (2, 3, 4, 5, 6 and 2 more) have fewer cells than the header;")
    assert "was not screened: it has 6 cells under 4 headers." in note
    (alone,) = (one for one in read("one.csv", HEADER + ROWS + "Short Ltd\n").notes if "fewer cells" in one)
    assert alone == f"Row {2 + ROWS.count(chr(10))} has fewer cells than the header; the missing ones are blank."


def test_cells_one_column_left_of_their_headers_are_read_shifted_and_said(read: Reader) -> None:
    content = "Entity,,Supplier,Transaction,Amount\nX CCG,A Practice,1234,500.5,\nX CCG,,B Ltd,1235,600\n"
    sheet = read("shifted.csv", content)
    assert [(line.supplier_name, line.amount) for line in sheet.lines] == [("A Practice", 500.5), ("B Ltd", 600.0)]
    assert "COLUMNS_MISALIGNED" in sheet.warnings


def test_the_second_count_of_records_does_not_lean_on_the_csv_module() -> None:
    assert count_records("a,b\n\n,,\n1,2", ",") == 2
    assert count_records('a,"b\nc\n""d""\n",e\nf,g\n', ",") == 2
    assert count_records('12" pipe,x\n"q ""r""",s\r\nt,u\rv,w', ",") == 4


def test_zero_bytes_in_text_do_not_end_the_name(read: Reader) -> None:
    assert names(read("zero.csv", HEADER + "A\x00B Ltd,CN,x,1\n" + ROWS)) == ["A\x00B Ltd", *NAMES]


def test_the_end_mark_of_old_programs_is_no_row(read: Reader) -> None:
    sheet = read("old.csv", b"Supplier,Country\r\nA Ltd,CN\r\n\x1a")
    assert (len(sheet.lines), sheet.non_empty_rows) == (1, 2)


def test_a_file_of_delimiters_alone_is_empty(refuse: Refusal) -> None:
    assert refuse("blank.csv", b"\r\n ,,\r\n,,\r\n").code == "EMPTY_FILE"
