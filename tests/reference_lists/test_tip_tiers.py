"""How the table of TIP tiers is read."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from reference_lists import bundled_entries
from reference_lists.tip_tiers import parse
from supplychain.errors import ListFormatError
from supplychain.model import ListedCountry

TABLE = (Path(__file__).parent / "tip_tiers" / "published.csv").read_text(encoding="utf-8")


def test_all_188_ratings_are_bundled() -> None:
    ratings = Counter(entry.rating for entry in bundled_entries("tip_tiers") if isinstance(entry, ListedCountry))
    assert ratings == {"Tier 1": 33, "Tier 2": 106, "Tier 2 Watch List": 25, "Tier 3": 20, "Special Case": 4}


def test_no_two_places_share_a_code() -> None:
    codes = [entry.country for entry in bundled_entries("tip_tiers") if isinstance(entry, ListedCountry)]
    assert len(set(codes)) == 188
    assert all(len(code) == 2 for code in codes)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Tier 3", "Tier 4"), ("China", "Burma"), ("China,Tier 3,2025", "China,Tier 3,2024"), ("2025-09-29", "autumn")],
    ids=["unknown tier", "a place twice", "two reports", "no date"],
)
def test_a_table_that_contradicts_itself_is_refused(old: str, new: str) -> None:
    with pytest.raises(ListFormatError):
        parse(TABLE.replace(old, new).encode())


def test_watch_list_and_tier_3_agree_with_the_second_source(shared: Path) -> None:
    path = shared / "lists" / "tip" / "tip_2025_tiers.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = {(row["country_as_published"], row["tier"]) for row in csv.DictReader(handle)}
    assert rows == {(e.place, e.rating) for e in bundled_entries("tip_tiers") if isinstance(e, ListedCountry)}
