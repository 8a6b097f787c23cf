"""However many names are asked at once, in whatever order and by however many processes, each gets the same answer."""

from __future__ import annotations

import itertools

import pytest
from listed_parties import LISTED, PARTIES

from supplychain.matching import names, parallel
from supplychain.matching.index import NameIndex
from supplychain.matching.names import PartyResult, match_parties
from supplychain.matching.settings import MatchSettings, PartyQuery

SETTINGS = MatchSettings(cutoff=0.3)
FILLERS = (
    "Northgate",
    "Medical",
    "Supplies",
    "Textile",
    "Trading",
    "Industry",
    "Xinjiang",
    "Group",
    "Co. Ltd.",
    "GmbH",
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(LISTED)


@pytest.fixture(scope="module")
def queries() -> list[PartyQuery]:
    """Listed names as they are, cut, mistyped, without spaces and beside others, and names of common words."""
    listed = [name for party in PARTIES for name in party.names]
    disguised = [
        way(name)
        for name in listed
        for way in (
            str,
            str.upper,
            lambda n: n[:30],
            lambda n: n.replace("a", "e", 1),
            lambda n: n.replace(" ", ""),
            lambda n: f"Chapel Surgery T/A {n}",
        )
    ]
    common = [" ".join(words) for words in itertools.permutations(FILLERS, 3)]
    return [PartyQuery(name, "CN" if at % 3 else None) for at, name in enumerate(disguised + common)]


@pytest.fixture(scope="module")
def answers(index: NameIndex, queries: list[PartyQuery]) -> list[PartyResult]:
    return match_parties(index, queries, SETTINGS)


def test_a_batch_of_any_size_answers_alike(
    index: NameIndex, queries: list[PartyQuery], answers: list[PartyResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "may_fork", lambda: False)
    assert any(answer.matches for answer in answers) and not all(answer.matches for answer in answers)
    for block in (3, 50):
        monkeypatch.setattr(names, "BLOCK", block)
        assert match_parties(index, queries, SETTINGS) == answers
    alone = slice(None, None, 17)
    assert [match_parties(index, [query], SETTINGS)[0] for query in queries[alone]] == answers[alone]


def test_several_processes_answer_as_one(
    index: NameIndex, queries: list[PartyQuery], answers: list[PartyResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "BLOCK", 200)
    assert match_parties(index, queries, SETTINGS) == answers


def test_the_order_of_names_changes_no_answer(
    index: NameIndex, queries: list[PartyQuery], answers: list[PartyResult]
) -> None:
    assert match_parties(index, queries[::-1], SETTINGS)[::-1] == answers
