"""A list behind a key: the interface is asked with it, every page or none is taken, and the key is told to nobody else."""

from __future__ import annotations

import io
import json
import logging
import re
import socket
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from misbehaving_server import MisbehavingServer, reply, serving

from reference_lists import dol_goods, sam_exclusions
from supplychain.reference.discover import KnownLists
from supplychain.reference.reference_list import Bounds, KeyedApi, ReferenceList
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.refreshes import last_refreshes

KEY = "q7-Secret.Key_0192"
FIXTURES = Path(__file__).parents[1] / "reference_lists"
ROWS = json.loads((FIXTURES / "dol_goods" / "api_rows.json").read_text(encoding="utf-8"))["data"]


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with serving() as one:
        yield one


def refreshed(
    server: MisbehavingServer, home: Path, key: str, listed: ReferenceList, given: str = ""
) -> RefreshOutcome:
    settings = Settings(
        home=home, sources=((key, server.url("api")),), keys=((key, KEY),), fetch_deadline=5, fetch_tries=2
    )
    room = RefreshRoom(open_store(settings), KnownLists({key: listed}, {}, {}, {}), settings)
    outcome = refresh_list(room, key, given)
    record = last_refreshes(room.store)[key]
    room.store.close()
    assert KEY not in repr(outcome) + repr(record) + repr(settings) + repr(room)
    for path in home.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    return outcome


def small(listed: ReferenceList, page_size: int = 0) -> ReferenceList:
    assert listed.api is not None
    return replace(listed, bounds=Bounds(2, 1_000), api=KeyedApi(listed.api.url, listed.api.place, page_size))


def pages(rows: list[dict[str, object]], *, total: int | None = None, most: int = 100, broken_from: int = 10**9):  # type: ignore[no-untyped-def]
    """An interface of `limit` and `offset` that gives at most so many rows a page."""

    def answer(connection: socket.socket, request: bytes) -> None:
        asked = parse_qs(urlsplit(request.split(b" ")[1].decode()).query)
        limit, offset = int(asked["limit"][0]), int(asked["offset"][0])
        if f"x-api-key: {KEY}".encode().lower() not in request.lower():
            connection.sendall(reply(401, b'{"message":"Unauthorized"}'))
        elif offset >= broken_from:
            connection.sendall(reply(500))
        else:
            page: dict[str, object] = {"data": rows[offset : offset + min(limit, most)]}
            connection.sendall(reply(200, json.dumps(page | ({} if total is None else {"total": total})).encode()))

    return answer


DOL = small(dol_goods.LIST, page_size=4)


@pytest.mark.parametrize("total", [None, len(ROWS)])
@pytest.mark.parametrize("most", [100, 3])
def test_every_page_is_taken_though_the_interface_gives_fewer_rows_than_asked_for(
    server: MisbehavingServer, tmp_path: Path, total: int | None, most: int
) -> None:
    server.give(pages(ROWS, total=total, most=most), "api")
    outcome = refreshed(server, tmp_path, "dol_goods", DOL)
    assert (outcome.outcome, outcome.records, outcome.url) == (Outcome.UPDATED, len(ROWS), server.url("api"))
    assert refreshed(server, tmp_path, "dol_goods", DOL).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (pages(ROWS, broken_from=4), "cannot serve the file at the moment (500)"),
        (pages(ROWS, total=len(ROWS) + 1), f"says it holds {len(ROWS) + 1} rows and gave {len(ROWS)}"),
        (pages(ROWS, total=5), f"says it holds 5 rows and gave {min(len(ROWS), 8)}"),
        (reply(200, json.dumps({"data": ROWS[:4]}).encode()), "gives the same page again"),
        (reply(200, b'{"data": []}'), "gave no row"),
        (reply(200, b'{"error": "rate limit"}'), "gave no page of rows (rate limit)"),
        (reply(200, b'{"data": ['), "no JSON"),
        (reply(403, b"no"), "refuses the key (403)"),
    ],
    ids=[
        "a later page fails",
        "rows lacking",
        "rows too many",
        "one page for ever",
        "no row",
        "an error",
        "cut",
        "refused",
    ],
)
def test_of_an_interface_that_fails_nothing_is_taken(
    server: MisbehavingServer, tmp_path: Path, answer: object, told: str
) -> None:
    server.give(pages(ROWS), "api")
    version = refreshed(server, tmp_path, "dol_goods", DOL).version
    server.give(answer, "api")  # type: ignore[arg-type]
    outcome = refreshed(server, tmp_path, "dol_goods", DOL)
    assert outcome.outcome is Outcome.KEPT_LAST_GOOD
    assert told in outcome.reason
    server.give(pages(ROWS), "api")
    assert refreshed(server, tmp_path, "dol_goods", DOL).version == version


def extract() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        raw = (FIXTURES / "sam_exclusions" / "published.csv").read_bytes()
        archive.writestr(zipfile.ZipInfo("SAM_Exclusions_Public_Extract_V2_26265.CSV"), raw)
    return out.getvalue()


def test_a_key_in_the_address_is_sent_to_the_interface_alone_and_not_where_it_redirects(
    server: MisbehavingServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving() as store:
        store.give(reply(200, extract(), 'ETag: "1"'), "signed.zip")
        server.give(reply(302, b"", f"Location: http://localhost:{store.port}/signed.zip"), "api")
        listed = replace(small(sam_exclusions.LIST), hosts=("localhost",))
        outcome = refreshed(server, tmp_path / "a", "sam_exclusions", listed)
        assert f"api_key={KEY}".encode() in server.asked[0]
        # That other host is one of the list's, but not a public one.
        assert (outcome.outcome, store.asked) == (Outcome.NO_DATA, [])
    server.give(reply(200, extract(), 'ETag: "1"'), "api")
    outcome = refreshed(server, tmp_path / "b", "sam_exclusions", listed)
    assert (outcome.outcome, outcome.url, outcome.requests) == (Outcome.UPDATED, server.url("api"), 1)
    assert KEY not in caplog.text


def test_a_file_brought_by_hand_needs_no_key_and_sends_none(server: MisbehavingServer, tmp_path: Path) -> None:
    given = server.give(reply(200, extract()), "copy.zip")
    outcome = refreshed(server, tmp_path, "sam_exclusions", small(sam_exclusions.LIST), given)
    assert outcome.outcome is Outcome.UPDATED
    assert not re.search(re.escape(KEY).encode(), b"".join(server.asked))


def test_without_a_key_the_page_is_read(tmp_path: Path) -> None:
    room = RefreshRoom(
        open_store(Settings(home=tmp_path)), KnownLists({"dol_goods": DOL}, {}, {}, {}), Settings(home=tmp_path)
    )
    assert room.source("dol_goods").address == dol_goods.PAGE
    keyed = replace(room, settings=Settings(home=tmp_path, keys=(("dol_goods", KEY),)))
    assert keyed.source("dol_goods").address.startswith("https://apiprod.dol.gov/v4/get/ILAB/")
    assert keyed.source("dol_goods", "goods.xlsx").address == "goods.xlsx"
    room.store.close()
