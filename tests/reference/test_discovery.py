"""Lists whose file moves: it is found by the link on the publisher's page, and where none is there, that is the reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from misbehaving_server import MisbehavingServer, reply, serving

from reference_lists import public_lists
from supplychain.reference.discover import KnownLists
from supplychain.reference.reference_list import Bounds
from supplychain.reference.refresh import Outcome, RefreshOutcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store

FIXTURES = Path(__file__).parents[1] / "reference_lists"


def excel() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "2024 List of Goods"
    for row in (("Country/Area", "Good", "Child Labor", "Forced Labor"), ("Malaysia", "Rubber Gloves", "", "X"),
                ("Pakistan", "Surgical Instruments", "X", "")):  # fmt: skip
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(*links: tuple[str, str]) -> bytes:
    shown = "".join(f'<p><a href="{href}">{text}</a></p>' for text, href in links)
    return f"<!DOCTYPE html><html><body><a href='/'>Home</a>{shown}</body></html>".encode()


DPL = (FIXTURES / "bis_dpl" / "published.csv").read_bytes()
WRO = (FIXTURES / "cbp_wro" / "published.csv").read_bytes()
# The links as the publishers have worded and named them over the years, each between others that must not be taken.
LINKED = [
    ("cbp_wro", "Withhold Release Orders & Findings Dataset", "/files/2026-06/wro-fy26-2026-06-23.csv", WRO),
    ("cbp_wro", "Withold Release Orders and Findings Dataset", "/files/x.csv", WRO),
    ("cbp_wro", "Download", "/files/2025-12/withhold-release-orders-findings-fy26-dec.csv", WRO),
    ("dol_goods", "Download (Excel)", "/ilab/child_labor_reports/tda2023/2024ListofGoodsExcel.xlsx", excel()),
    ("dol_goods", "Excel", "/ilab/tda2022/TVPRA_List_Of_Goods_2022.xlsx", excel()),
    ("dol_goods", "List of Goods (Excel)", "/ilab/goods-2026.xlsx", excel()),
    ("bis_dpl", "Denied Persons List", "/media/dpl_04142026.csv", DPL),
]
OTHERS = (("Data dictionary", "/files/readme.pdf"), ("List of Downstream Goods (PDF)", "/files/downstream.pdf"))


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with serving() as one:
        yield one


def refreshed(server: MisbehavingServer, home: Path, key: str) -> RefreshOutcome:
    listed = replace(public_lists()[key], bounds=Bounds(1, 1_000))
    settings = Settings(home=home, sources=((key, server.url("page")),), fetch_deadline=5, fetch_tries=1)
    room = RefreshRoom(open_store(settings), KnownLists({key: listed}, {}, {}, {}), settings)
    outcome = refresh_list(room, key)
    room.store.close()
    return outcome


@pytest.mark.parametrize(("key", "text", "href", "file"), LINKED, ids=[f"{one[0]} {one[2]}" for one in LINKED])
def test_a_file_whose_address_moved_is_found_by_its_link(
    server: MisbehavingServer, tmp_path: Path, key: str, text: str, href: str, file: bytes
) -> None:
    server.give(reply(200, page(OTHERS[0], (text, href), OTHERS[1])), "page")
    server.give(reply(200, file), href.removeprefix("/"))
    first = refreshed(server, tmp_path, key)
    assert (first.outcome, first.url) == (Outcome.UPDATED, server.url(href.removeprefix("/")))
    moved = href.replace(".", "-new.", 1)
    server.give(reply(200, page((text, moved))), "page")
    server.give(reply(200, file), moved.removeprefix("/"))
    again = refreshed(server, tmp_path, key)
    assert (again.outcome, again.url) == (Outcome.UNCHANGED, server.url(moved.removeprefix("/")))


@pytest.mark.parametrize("key", ["cbp_wro", "dol_goods", "bis_dpl"])
def test_a_page_without_the_link_says_that_the_file_has_moved(
    server: MisbehavingServer, tmp_path: Path, key: str
) -> None:
    server.give(reply(200, page(*OTHERS)), "page")
    outcome = refreshed(server, tmp_path, key)
    assert outcome.outcome is Outcome.NO_DATA
    assert f"no link on {server.url('page')} matches" in outcome.reason
    assert "`supplychain refresh --from`" in outcome.reason


def test_a_link_that_leads_nowhere_or_to_another_host_is_not_followed(
    server: MisbehavingServer, tmp_path: Path
) -> None:
    link = "Withhold Release Orders Dataset"
    server.give(reply(200, page((link, "/gone.csv"))), "page")
    assert "is no longer there (404)" in refreshed(server, tmp_path, "cbp_wro").reason
    server.give(reply(200, page((link, "https://example.net/wro.csv"))), "page")
    assert "a host that is not the list's" in refreshed(server, tmp_path, "cbp_wro").reason
