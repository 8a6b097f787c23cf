"""No cell, whatever stands in it, stops the reading of places and goods or holds it up for long."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from supplychain.matching.goods import GoodsMatcher
from supplychain.matching.places import whereabouts
from supplychain.model import SupplierLine

PLACES = ("product_description", "address", "country", "maker", "origin", "city")
SHORT = ("-", "...", "?", "(", ",", "/", "'", "\u200b", "\x00", "\ud800", "🚑", "١٢٣", "0", "a'", "&")
LONG = (
    "0",
    "a",
    "0 ",
    "a ",
    "新",
    "-",
    "a1",
    "(",
    "Made in ",
    "cotton ",
    "1,",
    "a'",
    "&",
    "é",
    "0x",
    "mg ",
    "must be ",
    "not from ",
    "glove, mask, ",
)
LENGTH = 20_000  # letters of a cell; a spreadsheet's own limit is 32,767
# Of processor. Two minutes and 43 seconds were measured before; a second is what nobody takes for a hang.
MOST_SECONDS = 10.0


@pytest.mark.parametrize("field", PLACES)
@pytest.mark.parametrize("text", SHORT)
def test_no_cell_stops_the_reading_of_places(text: str, field: str) -> None:
    whereabouts(replace(SupplierLine("", 1, "x"), **{field: text}))
    whereabouts(SupplierLine("", 1, "x", remarks=((field, text),)))


@pytest.mark.parametrize("text", SHORT)
def test_no_cell_stops_the_reading_of_goods(text: str) -> None:
    GoodsMatcher.bundled().read_many([(text, "", ""), ("", text, ""), ("", "", text)])


@pytest.mark.parametrize("unit", LONG)
def test_an_endless_cell_is_read_in_passing(unit: str) -> None:
    text = (unit * LENGTH)[:LENGTH]
    begun = time.process_time()
    for field in PLACES:
        whereabouts(replace(SupplierLine("", 1, "x"), **{field: text}))
    whereabouts(SupplierLine("", 1, "x", remarks=(("Notes", text),)))
    GoodsMatcher.bundled().read_many([(text, "", ""), ("", text, ""), ("", "", text)])
    assert time.process_time() - begun < MOST_SECONDS
