"""How the Security Council's XML becomes parties, and that a copy with broken bytes is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.un_sc import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity

RAW = (Path(__file__).parent / "un_sc" / "published.xml").read_bytes()
BY_ID = {entry.entry_id: entry for entry in parse(RAW).entries if isinstance(entry, ListedEntity)}


def test_persons_and_entities_are_told_apart() -> None:
    assert BY_ID["CDe.001"].entity_type is EntityType.ORGANISATION
    assert {entry.entity_type for entry in BY_ID.values()} == {EntityType.PERSON, EntityType.ORGANISATION}


def test_names_in_their_own_script_are_kept() -> None:
    assert "Эмират Кавказ" in BY_ID["QDe.131"].names


def test_low_quality_aliases_are_weak_and_good_ones_are_not() -> None:
    aliases = [alias for entry in BY_ID.values() for alias in entry.aliases]
    assert any(alias.weak for alias in aliases)
    assert any(not alias.weak for alias in aliases)


def test_an_alias_cell_of_several_names_is_split() -> None:
    names = {name for entry in BY_ID.values() for name in entry.names}
    assert {"Azim Adhajani", "Azim Agha-Jani"} <= names
    assert not any(";" in name for name in names)


def test_a_ship_owners_imo_number_is_read_out_of_the_comments() -> None:
    assert BY_ID["KPe.022"].identifiers == (Identifier("imo", "5342883"),)


def test_the_day_is_the_one_the_file_states() -> None:
    assert str(parse(RAW).as_of) == "2026-02-27"


def test_a_file_without_its_day_or_with_a_nameless_party_is_refused() -> None:
    with pytest.raises(ListFormatError, match="no day"):
        parse(RAW.replace(b"dateGenerated", b"generated"))
    with pytest.raises(ListFormatError, match="no name"):
        parse(RAW.replace(b"<FIRST_NAME>ADF</FIRST_NAME>", b"<FIRST_NAME/>"))


def test_an_element_nobody_knows_is_reported() -> None:
    unread = parse(RAW.replace(b"<DATAID>", b"<COLOUR>red</COLOUR><DATAID>", 1)).unread
    assert unread[0].startswith("element: COLOUR")


def test_latin_1_bytes_in_a_file_that_declares_utf_8_are_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short or damaged at line"):
        parse(RAW.replace("Démocratiques".encode(), "Démocratiques".encode("latin-1")))


def test_a_file_cut_short_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short"):
        parse(RAW[: len(RAW) * 2 // 3])


def test_the_whole_list_beside_the_project_holds_what_its_manifest_counts(shared: Path) -> None:
    parsed = parse((shared / "lists" / "un" / "consolidated_2026-02.xml").read_bytes())
    kinds = [entry.entity_type for entry in parsed.entries if isinstance(entry, ListedEntity)]
    assert (kinds.count(EntityType.PERSON), kinds.count(EntityType.ORGANISATION)) == (730, 273)
    assert len({entry.entry_id for entry in parsed.entries}) == 1_003
    assert LIST.bounds.minimum <= len(kinds) <= LIST.bounds.maximum
    assert parsed.unread == ("COUNTRY: former Soviet Union",)


def test_the_damaged_copy_beside_the_project_is_refused(shared: Path) -> None:
    with pytest.raises(ListFormatError, match="line 53"):
        parse((shared / "lists" / "un" / "consolidated_2025-08-16.xml").read_bytes())
