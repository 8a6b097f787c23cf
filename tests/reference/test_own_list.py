"""How an organisation's own watchlist comes in: no row is lost, and nothing is taken from a file that would lose one."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from supplychain.errors import UsageError
from supplychain.model import Alias, EntityType
from supplychain.reference.own_list import OwnWatchlist, parse_own_list, read_own_file

DAY = date(2026, 11, 22)


def own(text: str | bytes) -> OwnWatchlist:
    return parse_own_list(text.encode() if isinstance(text, str) else text, "own.csv", DAY)


def test_every_column_is_read_in_any_order_and_case() -> None:
    found = own(
        'NAME,Type,id,Country,Aliases,ADDRESS\n"Acme Co., Ltd.",company,A-1,China,Acme; ACME CN ;,"1 Road, Ürümqi"\n'
    )
    (entry,) = found.entries
    assert (entry.entry_id, entry.name, entry.entity_type) == ("A-1", "Acme Co., Ltd.", EntityType.ORGANISATION)
    assert entry.aliases == (Alias("Acme"), Alias("ACME CN"))
    assert (entry.countries, entry.addresses, found.as_of) == (("CN",), ("1 Road, Ürümqi",), DAY)
    assert found.warnings == ()
    assert len(found.sha256) == 64


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_and_tab_files_are_read(separator: str) -> None:
    rows = [["id", "name", "aliases"], ["1", "Acme", '"A;B"'], ["2", '"Gamma, Inc."', ""]]
    found = own("\n".join(separator.join(row) for row in rows))
    assert [entry.names for entry in found.entries] == [("Acme", "A", "B"), ("Gamma, Inc.",)]


def test_rows_that_share_an_id_are_one_entry_with_all_names_and_a_warning() -> None:
    found = own("id,name,aliases,country\n7,Acme,A,DE\n8,Beta,,\n7,Acme Holding,A;B,FR\n")
    assert [entry.entry_id for entry in found.entries] == ["7", "8"]
    assert found.entries[0].names == ("Acme", "A", "Acme Holding", "B")
    assert found.entries[0].countries == ("DE", "FR")
    assert found.warnings == (
        'own.csv: row 4 gives the id "7" of row 2 again; its names, country and address were added to that entry.',
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,name\n1,\n2,B\n,C\n", r"1 row has no id \(row 4\)"),
        ("id,name\n1,A\n2,\n3,\n", r"2 rows have no name \(row 3, 4\)"),
        ("id,title\n1,A\n", 'column "name" is missing'),
        ("id,name\n", "no rows"),
        ("", "empty"),
        ("<html><body></body></html>", "web page"),
        ('id,name\n1,"A\n', "breaks off"),
        ("id,name\n1,A,B\n", "line 2"),
    ],
)
def test_a_file_that_would_lose_a_row_is_refused_with_its_number(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as refused:
        own(text)
    assert "Nothing was taken" in str(refused.value)
    assert "last good version" not in str(refused.value)


def test_what_is_not_understood_is_kept_and_told() -> None:
    found = own("id,name,country,type,colour\n1,A,Atlantis of the Deep,club,red\n")
    assert found.entries[0].entity_type is EntityType.UNKNOWN
    assert "Atlantis" in found.entries[0].remarks
    assert len(found.warnings) == 3


def test_other_encodings_are_read_and_windows_text_is_told() -> None:
    assert own("id,name\n1,Ürümqi\n".encode("utf-16")).warnings == ()
    found = own("id,name\n1,Société\n".encode("cp1252"))
    assert found.entries[0].name == "Société"
    assert "Windows-1252" in found.warnings[0]


def test_a_file_that_is_not_there_is_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"own\.csv: cannot be read"):
        read_own_file(tmp_path / "own.csv")


def test_45_000_rows_take_seconds_and_none_is_lost() -> None:
    text = "id,name,aliases,country\n" + "".join(
        f'{n},"Acme {n} Co., Ltd.",Acme{n};Acme {n} Trading,China\n' for n in range(45_000)
    )
    started = time.perf_counter()
    found = own(text)
    assert len(found.entries) == 45_000
    assert time.perf_counter() - started < 10
