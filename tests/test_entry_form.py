"""Entries and suppliers as plain JSON: they come back equal, and their fingerprints change only with their content."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychain.entry_form import entry_fingerprint, entry_from_dict, entry_to_dict
from supplychain.errors import ListFormatError
from supplychain.model import (
    Alias,
    Entry,
    ListedCountry,
    ListedEntity,
    ListedGood,
    ListVersion,
    Measure,
    ScreenedLine,
)
from supplychain.plain import from_plain, to_plain

ENTRIES = st.one_of(st.from_type(ListedEntity), st.from_type(ListedGood), st.from_type(ListedCountry))


@dataclass(frozen=True)
class Odd:
    """A noun nobody should add: a set has no order to come back in."""

    values: set[str]


@settings(max_examples=150, deadline=None)
@given(ENTRIES)
def test_any_entry_comes_back_equal_through_json(entry: Entry) -> None:
    through = entry_from_dict(json.loads(json.dumps(entry_to_dict(entry))))
    assert through == entry
    assert entry_fingerprint(through) == entry_fingerprint(entry)


@settings(max_examples=20, deadline=None)
@given(st.from_type(ListVersion))
def test_a_list_version_comes_back_equal_through_json(version: ListVersion) -> None:
    assert from_plain(ListVersion, json.loads(json.dumps(to_plain(version)))) == version


@settings(max_examples=20, deadline=None)
@given(st.from_type(ScreenedLine))
def test_a_screened_line_comes_back_equal_through_json(line: ScreenedLine) -> None:
    through = from_plain(ScreenedLine, json.loads(json.dumps(to_plain(line))))
    assert repr(through) == repr(line)  # by its text, because a number that is no number equals nothing


def test_fields_that_hold_their_default_are_left_out() -> None:
    assert entry_to_dict(ListedEntity("1", "Acme")) == {"kind": "entities", "entry_id": "1", "name": "Acme"}
    assert entry_to_dict(ListedCountry("c", "China", "CN", "Tier 3", 2025))["kind"] == "countries"
    assert entry_to_dict(ListedGood("g", "Cotton", "China", "CN"))["kind"] == "goods"


def test_the_fingerprint_of_an_entry_stays_the_same_for_ever() -> None:
    entry = ListedEntity(
        "id",
        "Łódź 合盛",
        aliases=(Alias("b", weak=True), Alias("c")),
        measure=Measure.INTEGRITY,
        listed_on=date(2020, 1, 2),
    )
    # Decisions kept in a store are pinned to it: where this fails, all of them would be asked again.
    assert entry_fingerprint(entry) == "edc5834999abfb5eb0b27b75691d154ef94abbbf0370d7982af3dde94434ab62"


def test_every_field_of_an_entity_counts_in_its_fingerprint() -> None:
    entry = ListedEntity("id", "Acme")
    other = ListedEntity(
        "x", "x", aliases=(Alias("x"),), countries=("x",), addresses=("x",), basis="x", programme="x",
        merchandise="x", scope=("x",), extends_to="x", remarks="x", source_url="x", listed_on=date(2020, 1, 1),
        measure=Measure.INTEGRITY,
    )  # fmt: skip
    for one in fields(ListedEntity):
        if getattr(other, one.name) != getattr(entry, one.name):
            assert entry_fingerprint(replace(entry, **{one.name: getattr(other, one.name)})) != entry_fingerprint(entry)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "vessels", "entry_id": "1"},
        {"kind": ["entities"], "entry_id": "1"},
        {"kind": "entities", "entry_id": "1"},
        {"kind": "entities", "entry_id": "1", "name": "x", "colour": "red"},
        {"kind": "entities", "entry_id": "1", "name": "x", "status": "asleep"},
        {"kind": "entities", "entry_id": "1", "name": "x", "listed_on": "yesterday"},
        {"kind": "entities", "entry_id": "1", "name": "x", "aliases": [3]},
    ],
)
def test_an_entry_of_another_form_is_refused_in_one_sentence(plain: dict[str, object]) -> None:
    with pytest.raises(ListFormatError, match="update the program or fetch the list again"):
        entry_from_dict(plain)


def test_a_noun_whose_field_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        to_plain(Odd({"a"}))
