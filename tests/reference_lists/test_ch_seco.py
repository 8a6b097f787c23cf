"""How SECO's XML becomes parties: programmes before the targets, places after them, former states in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.ch_seco import parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, EntryStatus, Identifier, ListedEntity

RAW = (Path(__file__).parent / "ch_seco" / "published.xml").read_bytes()
BY_ID = {entry.entry_id: entry for entry in parse(RAW).entries if isinstance(entry, ListedEntity)}


def test_name_parts_follow_their_order_and_spellings_are_aliases() -> None:
    person = BY_ID["5142"]
    assert person.name == "Lukashenka Dzmitry Aliaksandravich"
    assert person.aliases == (Alias("Lukashenko Dzmitry Aliaksandravich"), Alias("ЛУКАШЕНКО", weak=True))
    assert BY_ID["46130"].names == ("Belagroprombank", "Белагропромбанк", "BAPB")
    assert BY_ID["46130"].aliases[-1].weak


def test_a_party_taken_off_the_list_is_history_and_its_former_states_name_nobody() -> None:
    person = BY_ID["5142"]
    assert person.status is EntryStatus.REMOVED
    assert str(person.listed_on) == "2011-06-30"
    assert "A former state" not in person.names
    assert BY_ID["46130"].status is EntryStatus.ACTIVE


def test_a_party_listed_again_is_in_force() -> None:
    again = b'<modification modification-type="listed" effective-date="2020-01-01"/>'
    raw = RAW.replace(
        b'<modification modification-type="de-listed"', again + b'<modification modification-type="de-listed"'
    )
    entry = next(e for e in parse(raw).entries if e.entry_id == "5142" and isinstance(e, ListedEntity))
    assert entry.status is EntryStatus.ACTIVE


def test_an_address_takes_its_place_from_the_end_of_the_file() -> None:
    assert BY_ID["5142"].addresses == ("President's Sports Club, ul. Starovilenskaya, 4, 220029, Minsk, Belarus",)
    assert BY_ID["5142"].countries == ("BY",)


def test_a_set_names_its_programme_in_english() -> None:
    assert (BY_ID["46130"].programme, BY_ID["34461"].programme) == ("Belarus", "North Korea")


def test_an_object_is_what_its_type_says_with_its_imo_number() -> None:
    vessel = BY_ID["34461"]
    assert (vessel.entity_type, vessel.identifiers) == (EntityType.VESSEL, (Identifier("imo", "8405270"),))


def test_an_element_nobody_knows_is_reported() -> None:
    assert parse(RAW.replace(b"<justification", b"<colour/><justification", 1)).unread == (
        "element: colour (in individual)",
    )


def test_a_file_without_its_day_or_a_target_that_is_nobody_is_refused() -> None:
    with pytest.raises(ListFormatError, match="no day"):
        parse(RAW.replace(b' date="2026-08-27"', b""))
    with pytest.raises(ListFormatError, match="the target 46130 is nobody"):
        parse(RAW.replace(b"<entity>", b"<thing>").replace(b"</entity>", b"</thing>"))
    with pytest.raises(ListFormatError, match="the target 34461 has no name"):
        parse(RAW.replace(b"<value>Hui Chon</value>", b"").replace(b"<value>Hwang Gum San 2</value>", b""))


def test_an_xml_cut_short_is_refused() -> None:
    with pytest.raises(ListFormatError, match="cut short"):
        parse(RAW[: len(RAW) * 2 // 3])
