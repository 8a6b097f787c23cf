"""Every published name, good and place of the bundled lists, fed back as a supplier line, meets its own entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from supplychain.library import Library, open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import Entry, ListedCountry, ListedEntity, ListedGood, ScreenedLine, SupplierLine
from supplychain.reference.discover import known_lists
from supplychain.screening import screen_lines
from supplychain.settings import Settings
from supplychain.store import open_store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KNOWN = known_lists()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    store = open_store(Settings(home=home))
    yield open_library(store, KNOWN, home, NOW)
    store.close()


def entries(kind: type[Entry]) -> list[tuple[str, Entry]]:
    return [(key, e) for key in KNOWN.bundled for e in KNOWN.bundled_entries(key) if isinstance(e, kind)]


def screened(library: Library, lines: list[SupplierLine]) -> tuple[ScreenedLine, ...]:
    return screen_lines(lines, library, MatchSettings())


def test_every_name_and_alias_is_found_as_a_match_of_its_entry(library: Library) -> None:
    asked = [(key, e.entry_id, name) for key, e in entries(ListedEntity) for name in e.names]  # type: ignore[union-attr]
    lines = [SupplierLine("S", row, name) for row, (_, _, name) in enumerate(asked, 2)]
    missed = []
    for (key, entry_id, name), line in zip(asked, screened(library, lines), strict=True):
        flagged = {(f.list_key, f.entry_id) for f in line.flags}
        if (key, entry_id) not in flagged:
            missed.append((key, entry_id, name))
    assert not missed, f"{len(missed)} of {len(asked)} names: {missed[:20]}"


@pytest.mark.parametrize("as_text", [False, True], ids=["origin column", "good from country"])
def test_every_listed_good_from_its_place_is_flagged_with_its_row(library: Library, as_text: bool) -> None:
    goods = [(key, e) for key, e in entries(ListedGood) if isinstance(e, ListedGood) and e.country]
    lines = [
        SupplierLine("S", row, "Some Trader", product_description=f"{e.good} from {e.place}")
        if as_text
        else SupplierLine("S", row, "Some Trader", origin=e.place, product_description=e.good)
        for row, (_, e) in enumerate(goods, 2)
    ]
    missed = [
        (key, e.good, e.place, line.origin, [c.concept for c in line.concepts])
        for (key, e), line in zip(goods, screened(library, lines), strict=True)
        if (key, e.entry_id) not in {(f.list_key, f.entry_id) for f in line.flags}
    ]
    assert not missed, f"{len(missed)} of {len(goods)} goods: {missed[:20]}"


def test_every_poorly_rated_country_is_context_for_goods_from_it(library: Library) -> None:
    rated = [(key, e) for key, e in entries(ListedCountry) if isinstance(e, ListedCountry)]
    lines = [SupplierLine("S", row, "Some Trader", origin=e.place) for row, (_, e) in enumerate(rated, 2)]
    for (key, e), line in zip(rated, screened(library, lines), strict=True):
        found = {(f.list_key, f.entry_id) for f in line.flags}
        assert ((key, e.entry_id) in found) == (e.rating in ("Tier 2 Watch List", "Tier 3")), e.place
