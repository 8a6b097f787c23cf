"""A change that is announced and that the list's page does not show yet makes the list late, and stops nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from misbehaving_server import GOOD, KEY, LISTED, Answer, MisbehavingServer, reply, rows_csv, serving

from reference_lists.uflpa_entities import LIST as UFLPA
from supplychain.commands.lists_words import shelf_table
from supplychain.library import ShelvedList, open_library, shelve
from supplychain.reference.announced import announced_since
from supplychain.reference.discover import KnownLists
from supplychain.reference.fetch import FetchLimits
from supplychain.reference.reference_list import Freshness
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.refreshes import last_refreshes

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TITLE = "Notice Regarding the Uyghur Forced Labor Prevention Act Entity List"
KNOWN = KnownLists({KEY: replace(LISTED, announced_at=UFLPA.announced_at)}, {}, {}, {})


def notices(*told: tuple[str, str]) -> bytes:
    found = [{"title": title, "publication_date": on, "html_url": f"https://fr.example/{on}"} for on, title in told]
    return reply(200, json.dumps({"count": len(found), **({"results": found} if found else {})}).encode())


@dataclass
class Bench:
    """A publisher, the register beside it, and a home that asks both."""

    server: MisbehavingServer
    home: Path
    now: datetime = NOW

    def room(self, *, register: bool = True) -> RefreshRoom:
        sources = [(KEY, self.server.url())]
        if register:
            sources.append((f"{KEY}_announced", self.server.url("register") + "?gte={since}"))
        settings = Settings(home=self.home, sources=tuple(sources), fetch_deadline=3, fetch_tries=1)
        return RefreshRoom(open_store(settings), KNOWN, settings, lambda: self.now)

    def refresh(self, page: Answer, register: Answer) -> tuple[RefreshOutcome, ShelvedList]:
        self.server.give(page)
        self.server.give(register, "register")
        room = self.room()
        return refresh_list(room, KEY), shelve(room.store, KNOWN, self.now)[0]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with serving() as server:
        yield Bench(server, tmp_path)


def test_a_page_that_does_not_show_an_announced_change_is_late_until_it_does(bench: Bench) -> None:
    outcome, shelved = bench.refresh(reply(200, GOOD), notices())  # the list is of 2026-11-01
    assert (outcome.warnings, shelved.freshness, outcome.requests) == ((), Freshness.FRESH, 2)
    assert b"?gte=2026-11-05" in bench.server.asked[-1]
    outcome, shelved = bench.refresh(reply(200, GOOD), notices(("2026-11-18", TITLE), ("2026-11-10", TITLE)))
    assert outcome.outcome is Outcome.UNCHANGED
    [said] = outcome.warnings
    assert said.startswith("the Federal Register announces an update of 2026-11-18 that the page does not show yet")
    store = bench.room().store
    assert "2026-11-18" in last_refreshes(store)[KEY].message
    assert (shelved.status, shelved.freshness) == ("current", Freshness.AMBER)
    assert "page does not show yet" in shelf_table((shelved,), {}, NOW)
    [overdue] = open_library(store, KNOWN, bench.home, NOW).coverage.overdue
    assert overdue == "Test parties (a change is announced that its page does not show yet)"
    newer = rows_csv(range(205), as_of="2026-11-18")
    outcome, shelved = bench.refresh(reply(200, newer), notices(("2026-11-18", TITLE)))
    assert (outcome.outcome, outcome.warnings, shelved.freshness) == (Outcome.UPDATED, (), Freshness.FRESH)


def test_a_page_that_cannot_be_had_is_told_with_what_is_announced(bench: Bench) -> None:
    bench.refresh(reply(200, GOOD), notices())
    outcome, shelved = bench.refresh(reply(403), notices(("2026-11-20", TITLE)))
    assert outcome.outcome is Outcome.KEPT_LAST_GOOD
    assert "2026-11-20" in outcome.warnings[0]
    assert shelved.freshness is Freshness.AMBER


@pytest.mark.parametrize(
    "notice",
    [("2026-11-18", "Notice of Meeting of the Homeland Security Advisory Council"), ("2026-11-04", TITLE),
     ("2026-12-24", TITLE), ("2026-09-01", TITLE)],
    ids=["about something else", "what the page shows", "still to come", "long ago"],
)  # fmt: skip
def test_other_notices_make_no_list_late(bench: Bench, notice: tuple[str, str]) -> None:
    outcome, shelved = bench.refresh(reply(200, GOOD), notices(notice))
    assert (outcome.warnings, shelved.freshness) == ((), Freshness.FRESH)


@pytest.mark.parametrize(
    "answer",
    [reply(503), reply(200, b"<html></html>"), reply(200, b"[]"), reply(200, b'{"count": 1}'),
     reply(200, b'{"count": 1, "results": [{"title": "x", "publication_date": "soon"}]}'), reply(404)],
)  # fmt: skip
def test_a_register_that_cannot_be_asked_stops_no_refresh_and_is_told(bench: Bench, answer: Answer) -> None:
    outcome, shelved = bench.refresh(reply(200, GOOD), answer)
    assert (outcome.outcome, shelved.freshness) == (Outcome.UPDATED, Freshness.FRESH)
    assert "the Federal Register could not be asked" in outcome.warnings[0]


def test_a_home_with_a_mirror_and_a_file_by_hand_ask_no_register(bench: Bench, tmp_path: Path) -> None:
    bench.server.give(reply(200, GOOD))
    assert refresh_list(bench.room(register=False), KEY).requests == 1
    by_hand = tmp_path / "list.csv"
    by_hand.write_bytes(GOOD)
    assert refresh_list(bench.room(), KEY, str(by_hand)).warnings == ()
    assert len(bench.server.asked) == 1


def test_the_uflpa_list_asks_for_notices_of_its_own_by_title_and_day() -> None:
    with serving() as server:
        address, titles = UFLPA.announced_at
        assert address.startswith("https://www.federalregister.gov/api/v1/documents.json?")
        asked = unquote(address)
        assert "conditions[agencies][]=homeland-security-department" in asked
        assert "conditions[publication_date][gte]={since}" in asked
        given = server.give(
            notices(("2025-01-15", TITLE), ("2025-01-14", "UFLPA Entity List; correction")), "documents.json"
        )
        listed = replace(UFLPA, announced_at=(address, titles))
        day = datetime(2025, 1, 20, tzinfo=UTC).date()
        told = announced_since(listed, day - timedelta(days=30), day, FetchLimits(seconds=3), given)
        assert "update of 2025-01-15" in told.said
        assert told.requests == 1
