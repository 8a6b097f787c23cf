"""However many lists hold a party, its name is found on each of them, and with the score it has on one."""

from __future__ import annotations

import pytest

from supplychain.matching.index import NameIndex
from supplychain.matching.names import match_parties
from supplychain.matching.settings import MatchSettings, PartyQuery
from supplychain.model import Alias, EntityType, ListedEntity

PARTIES = (
    ListedEntity("launch", "China Academy of Launch Vehicle Technology", EntityType.ORGANISATION),
    ListedEntity("port", "Yevpatoria Commercial Seaport", EntityType.ORGANISATION, aliases=(Alias("Morport", True),)),
    ListedEntity("east", "East China Research Institute of Electronic Engineering", EntityType.ORGANISATION),
    ListedEntity("person", "Mohammad Azam", EntityType.PERSON),
    ListedEntity("firm", "Mohammad Azam", EntityType.ORGANISATION),
)


def index_of(lists: int) -> NameIndex:
    return NameIndex.build([(f"list_{at:02}", party) for at in range(lists) for party in PARTIES])


@pytest.fixture(scope="module")
def one() -> NameIndex:
    return index_of(1)


@pytest.fixture(scope="module")
def twelve() -> NameIndex:
    return index_of(12)


@pytest.mark.parametrize(
    "name",
    ["CALVT", "Yevpatoria Comercial Seaport", "Morport", "East Tchina Reserch Institute Electronic", "Mohammad Asam"],
)
def test_a_name_is_found_on_each_list_with_the_score_of_one(one: NameIndex, twelve: NameIndex, name: str) -> None:
    [alone], [found] = (match_parties(index, [PartyQuery(name)], MatchSettings(top=500)) for index in (one, twelve))
    assert alone.matches
    for at in range(12):
        on_list = [match for match in found.matches if match.list_key == f"list_{at:02}"]
        assert [(m.entry.entry_id, m.score) for m in on_list] == [(m.entry.entry_id, m.score) for m in alone.matches]
