"""How OpenSanctions' two bulk forms become parties, and that the list is off until someone asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reference_lists import DECLARED
from reference_lists.opensanctions import LIST, parse
from supplychain.errors import ListFormatError
from supplychain.model import Alias, EntityType, Identifier, ListedEntity

RAW = (Path(__file__).parent / "opensanctions" / "published.csv").read_bytes()
PARTY = {
    "id": "NK-1", "caption": "Invented Works", "schema": "Company", "target": True, "referents": ["gb-1", "NK-1"],
    "datasets": ["us_x"], "first_seen": "2024-01-02T00:00:00", "last_seen": "2026-04-29T10:00:00",
    "properties": {"name": ["Invented Works", "Выдуманный завод"], "weakAlias": ["IW"], "country": ["ru", "suhh"],
                   "innCode": ["7704000000"], "topics": ["sanction"], "address": ["Moscow"]},
}  # fmt: skip


def lines(*objects: object) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode() + b"\n"


def entities(raw: bytes) -> list[ListedEntity]:
    return [entry for entry in parse(raw).entries if isinstance(entry, ListedEntity)]


def test_the_list_is_optional_and_its_licence_says_why() -> None:
    assert LIST.optional
    assert "CC BY-NC" in LIST.licence
    assert "opensanctions" not in DECLARED


def test_cells_of_several_values_are_split_and_quoted_ones_are_kept_whole() -> None:
    raw = RAW.splitlines()[0] + (
        b'\n"NK-2","Company","Alpha","""Beta; Gamma"";Delta","","cn;ru","","IMO6495856;123456789","","","","","X",'
        b'"2025-01-01T00:00:00","2026-01-01T00:00:00","2025-01-01T00:00:00"\n'
    )
    (entry,) = entities(raw)
    assert entry.names == ("Alpha", "Beta; Gamma", "Delta")
    assert entry.countries == ("CN", "RU")
    assert entry.identifiers == (Identifier("imo", "6495856"), Identifier("registration", "123456789"))


def test_an_object_a_line_is_read_with_its_weak_alias_and_earlier_ids() -> None:
    (entry,) = entities(lines(PARTY))
    assert entry.entity_type is EntityType.ORGANISATION
    assert entry.aliases == (Alias("Выдуманный завод"), Alias("IW", weak=True))
    assert (entry.countries, entry.identifiers) == (("RU",), (Identifier("tax", "7704000000"),))
    assert entry.remarks.endswith("Also known under the ids gb-1")


def test_objects_that_are_no_parties_and_parties_that_are_no_targets_are_left_out() -> None:
    address = {"id": "a", "schema": "Address", "properties": {"full": ["Moscow"]}}
    assert len(entities(lines(PARTY, address, PARTY | {"id": "NK-3", "target": False}))) == 1


def test_a_schema_nobody_knows_is_kept_and_reported() -> None:
    parsed = parse(lines(PARTY | {"schema": "Robot"}))
    assert (len(parsed.entries), parsed.unread) == (1, ("schema: Robot",))


@pytest.mark.parametrize("raw", [lines(PARTY)[:-30], b'{"a": 1}\n', b"{not json}\n"])
def test_lines_that_are_no_objects_are_refused(raw: bytes) -> None:
    with pytest.raises(ListFormatError, match="OpenSanctions: line 1"):
        parse(raw)


def test_the_columns_before_program_ids_are_enough_and_an_older_file_is_read() -> None:
    assert len(entities(RAW.replace(b'"program_ids",', b'"programs_were",'))) == 7
    with pytest.raises(ListFormatError, match='column "aliases" is missing'):
        parse(RAW.replace(b'"aliases"', b'"other_names"'))


@pytest.mark.parametrize(
    ("name", "rows"),
    [("targets.simple_com480.csv", 5_600), ("targets.simple_zainab.csv", 6_561), ("zala_entities.ftm.json", 14)],
)
def test_the_exports_beside_the_project_hold_what_their_manifest_counts(shared: Path, name: str, rows: int) -> None:
    parsed = parse((shared / "lists" / "ftm" / name).read_bytes())
    assert (len(parsed.entries), parsed.unread) == (rows, ())
