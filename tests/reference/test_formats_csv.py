"""CSV: no record is lost, padded or doubled unseen."""

from __future__ import annotations

import pytest

from supplychain.errors import ListFormatError
from supplychain.reference.formats_csv import CsvStream, csv_table

HEAD = b"id,name,country\n"


def test_a_record_shorter_than_the_header_is_read_and_told_with_its_line() -> None:
    table = csv_table(HEAD + b"1,One,CN\n2,Two\n3,Three,RU\n", "T", ("id", "name"), ("country",))
    assert [row["name"] for _, row in table.rows] == ["One", "Two", "Three"]
    assert table.told == ("line 3 has 2 of 3 cells; those lacking were taken as blank",)


def test_a_record_that_lacks_only_columns_nobody_asked_for_is_whole() -> None:
    table = csv_table(HEAD + b"1,One\n", "T", ("id", "name"))
    assert (table.told, table.unknown) == (("column: country",), ("country",))


def test_a_file_whose_last_record_breaks_off_at_a_cells_edge_is_refused() -> None:
    with pytest.raises(ListFormatError, match="the last row, line 3, breaks off after 2 of 3 cells: the file is cut"):
        csv_table(HEAD + b"1,One,CN\n2,Two", "T", ("id", "name", "country"))
    assert len(csv_table(HEAD + b"1,One,CN\n2,Two,RU", "T", ("id", "name", "country")).rows) == 2


def test_a_header_that_comes_again_is_told_and_is_no_row() -> None:
    table = csv_table(HEAD + b"1,One,CN\n\xef\xbb\xbfID,Name,Country\n2,Two,RU\n", "T", ("id", "name", "country"))
    assert [row["id"] for _, row in table.rows] == ["1", "2"]
    assert table.faults == (
        "line 3 repeats the header; two files may have been put together",
        "line 3 holds a byte-order mark; two files may have been put together",
    )


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_any_line_end_ends_a_record(end: bytes) -> None:
    table = csv_table((HEAD + b"1,One,CN\n2,Two,RU\n").replace(b"\n", end), "T", ("id", "name", "country"))
    assert [(line, row["country"]) for line, row in table.rows] == [(2, "CN"), (3, "RU")]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (HEAD + b"1,O" + b"n" * 5000 + b"\0e,CN\n", "byte 5019 is NUL"),
        (HEAD.replace(b",", b"|") + b"1|One|CN\n", "is missing"),
        (HEAD + b'"1","One,"CN"\n"2","Two","RU"\n', "damaged at line 2"),
        (HEAD + b'1,"One,CN\n2,Two,RU\n', "breaks off"),
        ("id,name\n1,é\n".encode("utf-16")[:-1], "no whole UTF-16"),
        (b"\x1f\x8b\x08\x00rest", "binary"),
    ],
)
def test_damage_is_refused_with_its_place(body: bytes, says: str) -> None:
    with pytest.raises(ListFormatError, match=says):
        csv_table(body, "T", ("id", "name"))


def test_a_stream_gives_the_rows_of_the_table_and_tells_the_same() -> None:
    body = HEAD + b"1,One,CN\n2\n\n3,Three,RU\n"
    asked = (body, "T", ("id", "name"), ("country",))
    table, stream = csv_table(*asked), CsvStream(*asked)
    assert tuple(stream) == table.rows
    assert stream.told == table.told == ("line 3 has 1 of 3 cells; those lacking were taken as blank",)
