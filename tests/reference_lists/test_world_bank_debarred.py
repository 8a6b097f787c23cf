"""How the JSON behind the World Bank's page becomes parties. The fixture is in that layout; its parties are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from reference_lists.world_bank_debarred import parse
from supplychain.errors import ListFormatError
from supplychain.model import EntityType, ListedEntity

RAW = (Path(__file__).parent / "world_bank_debarred" / "published.json").read_bytes()
BY_ID = {entry.entry_id: entry for entry in parse(RAW).entries if isinstance(entry, ListedEntity)}


def test_the_id_is_the_banks_own_number_and_the_day_the_last_refresh() -> None:
    assert list(BY_ID) == ["0000123456", "0000654321", "0000000003"]
    assert str(parse(RAW).as_of) == "2026-09-03"


def test_footnotes_are_no_part_of_a_name() -> None:
    assert BY_ID["0000654321"].name == "MR. INVENTED PERSON"
    assert BY_ID["0000654321"].entity_type is EntityType.PERSON


def test_names_behind_markers_are_aliases_in_the_name_and_in_the_note_after_it() -> None:
    pumps = BY_ID["0000000003"]
    assert pumps.name == "M/S INVENTED PUMPS (PVT.) LTD."
    assert {"Invented Pump Works", "Elder Pumps", "Old Invented Pumps Ltd."} <= set(pumps.names)


def test_messrs_before_a_firm_is_left_off_in_one_alias_and_an_acronym_is_weak() -> None:
    aliases = {alias.name: alias.weak for alias in BY_ID["0000000003"].aliases}
    assert aliases["INVENTED PUMPS (PVT.) LTD."] is False
    assert aliases["IPL"] is True


def test_a_debarment_without_end_is_called_permanent() -> None:
    assert "Ends: permanent" in BY_ID["0000654321"].remarks
    assert "Ends: 2027-04-11" in BY_ID["0000123456"].remarks


def test_a_key_nobody_knows_is_reported() -> None:
    assert parse(RAW.replace(b'"LAND1"', b'"COLOUR"', 1)).unread == ("key: COLOUR",)


@pytest.mark.parametrize(
    "raw",
    [RAW[:-200], b'{"response": {}}', b'{"response": {"ZPROCSUPP": []}}', b"[1]", RAW.replace(b"SUPP_NAME", b"NAME")],
    ids=["cut", "no suppliers", "empty", "a list", "renamed"],
)
def test_json_that_is_not_the_list_is_refused(raw: bytes) -> None:
    with pytest.raises(ListFormatError, match="World Bank"):
        parse(raw)
