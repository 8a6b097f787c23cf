"""A list that ends sooner than the one held may be cut at the end of a line: it is asked for twice, and told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from misbehaving_server import GOOD, KEY, KNOWN, Answer, MisbehavingServer, reply, rows_csv, serving

from supplychain.model import EntryStatus, ListedEntity
from supplychain.reference import refresh
from supplychain.reference.gates import tail_gone
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store

SHORT = rows_csv(range(190), as_of="2026-11-21")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    monkeypatch.setattr(refresh, "SECOND_LOOK_AFTER", 0.01)
    with serving() as one:
        one.give(reply(200, GOOD))
        yield one


def refreshed(server: MisbehavingServer, home: Path, answer: Answer, given: str = "") -> RefreshOutcome:
    settings = Settings(home=home, sources=((KEY, server.url()),), fetch_deadline=3, fetch_tries=1)
    room = RefreshRoom(open_store(settings), KNOWN, settings)
    if not given:
        refresh_list(room, KEY)
        server.give(answer)
        server.asked.clear()
    outcome = refresh_list(room, KEY, given)
    room.store.close()
    return outcome


def growing(*bodies: bytes) -> Answer:
    """Another body at each request, as of a file that is being written."""
    left = list(bodies)

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(reply(200, left.pop(0)))

    return answer


def test_a_file_caught_while_it_was_written_is_not_taken(server: MisbehavingServer, tmp_path: Path) -> None:
    outcome = refreshed(server, tmp_path, growing(SHORT, GOOD))
    assert outcome.outcome is Outcome.KEPT_LAST_GOOD
    assert outcome.reason == "The list ends sooner than the one held, and asked for once more it was another one."
    assert outcome.requests == 2


def test_last_entries_that_the_publisher_took_off_are_taken_off_and_told(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    outcome = refreshed(server, tmp_path, reply(200, SHORT))
    assert (outcome.outcome, outcome.removed, outcome.requests) == (Outcome.UPDATED, 10, 2)
    assert "the list now ends where 10 more entries stood: see that it was not cut at its end." in outcome.warnings


def test_removals_anywhere_else_cost_no_second_request(server: MisbehavingServer, tmp_path: Path) -> None:
    outcome = refreshed(server, tmp_path, reply(200, rows_csv([n for n in range(200) if n % 21], as_of="2026-11-21")))
    assert (outcome.outcome, outcome.removed, outcome.requests) == (Outcome.UPDATED, 10, 1)
    assert outcome.warnings == ()


def test_a_file_on_the_disk_is_looked_at_once(server: MisbehavingServer, tmp_path: Path) -> None:
    refreshed(server, tmp_path, reply(200, GOOD))
    by_hand = tmp_path / "short.csv"
    by_hand.write_bytes(SHORT)
    outcome = refreshed(server, tmp_path, b"", str(by_hand))
    assert (outcome.outcome, outcome.requests) == (Outcome.UPDATED, 0)
    assert any("now ends where 10 more" in said for said in outcome.warnings)


PARTIES = [ListedEntity(str(n), f"Party {n}") for n in range(10)]
HISTORY = [ListedEntity("old", "Released", status=EntryStatus.REMOVED)]
NEW = [ListedEntity("new", "New")]


@pytest.mark.parametrize(
    ("after", "before", "gone"),
    [
        (PARTIES[:7], PARTIES, 3),
        ([*NEW, *PARTIES[1:7]], PARTIES, 3),
        ([*PARTIES[:7], *HISTORY], [*PARTIES, *HISTORY], 3),
        ([replace(one, name="Other") for one in PARTIES[:9]], PARTIES, 1),
        (PARTIES, PARTIES, 0),
        ([*PARTIES[:7], *NEW], PARTIES, 0),
        (PARTIES[3:], PARTIES, 0),
        ([*PARTIES[5:], *PARTIES[:5]], PARTIES, 0),
        ([], PARTIES, 0),
    ],
    ids=["cut", "cut, with changes before", "history after it", "one", "same", "goes on", "begins later", "other order",
         "empty"],
)  # fmt: skip
def test_what_followed_the_last_entry_is_gone(after: list[ListedEntity], before: list[ListedEntity], gone: int) -> None:
    assert tail_gone(after, before) == gone
