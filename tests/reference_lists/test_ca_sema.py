"""How Canada's XML, which has no ids and writes two languages, becomes parties."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.ca_sema import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, Identifier, ListedEntity

RAW = (Path(__file__).parent / "ca_sema" / "published.xml").read_bytes()
BY_ID = {entry.entry_id: entry for entry in parse(RAW).entries if isinstance(entry, ListedEntity)}


def test_the_id_is_regulation_schedule_and_item() -> None:
    assert BY_ID["belarus/1-part-1/1"].name == "Khazalbek Bakhtibekovich Atabekov"


def test_the_regulations_country_places_nobody() -> None:
    assert all(entry.countries == () for entry in BY_ID.values())
    assert BY_ID["belarus/1-part-1/1"].programme == "Belarus"


def test_a_ship_is_a_vessel_with_its_imo_number() -> None:
    ship = BY_ID["russia/1-1/1"]
    assert (ship.entity_type, ship.identifiers) == (EntityType.VESSEL, (Identifier("imo", "7612448"),))


def test_languages_named_before_aliases_are_no_part_of_them() -> None:
    names = {name for entry in BY_ID.values() for name in entry.names}
    assert "Юры Іванавіч ВАСІЛЕВІЧ" in names
    assert "Юрий Иванович ВАСИЛЕВИЧ" in names


def test_english_and_french_names_are_each_a_name() -> None:
    entry = next(entry for entry in BY_ID.values() if entry.name.startswith("Hara Institute"))
    assert {"Hara Institute", "Institut Hara"} <= set(entry.names)


def test_a_comma_before_a_legal_form_parts_no_name() -> None:
    raw = RAW.replace(b"</GivenName>", b"</GivenName><Aliases>Alpha Co., Ltd., Beta Works LLC, Gamma</Aliases>", 1)
    entry = next(entry for entry in parse(raw).entries if isinstance(entry, ListedEntity))
    assert {"Alpha Co., Ltd.", "Beta Works LLC"} <= set(entry.names)
    assert any(alias.name == "Gamma" and alias.weak for alias in entry.aliases)


def test_a_record_without_a_needed_element_is_refused_by_its_number() -> None:
    with pytest.raises(ListFormatError, match="record 1 has no Item"):
        parse(RAW.replace(b"<Item>", b"<Number>", 1).replace(b"</Item>", b"</Number>", 1))


def test_a_file_cut_short_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short"):
        parse(RAW[: len(RAW) * 2 // 3])


def test_the_whole_list_beside_the_project_holds_what_its_manifest_counts(shared: Path) -> None:
    parsed = parse((shared / "lists" / "ca" / "sema-lmes_2025.xml").read_bytes())
    assert len(parsed.entries) == len({entry.entry_id for entry in parsed.entries}) == 4_759
    assert str(parsed.as_of) == "2025-03-20"
    assert parsed.unread == ()
    assert LIST.bounds.minimum <= len(parsed.entries) <= LIST.bounds.maximum
