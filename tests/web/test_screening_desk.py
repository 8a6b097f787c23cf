"""A result is told by the line, links to what stands, never says "no flags" of what was not looked at, and can be erased."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk_visitors import Visitor, account_named, sign_in, workbook_bytes
from flask import Flask

from supplychain.model import (
    Coverage,
    ListVersion,
    MissingList,
    Role,
    ScreenedLine,
    Screening,
    SupplierLine,
    SupplierSheet,
)
from supplychain.settings import Settings
from supplychain.store.audit import audit_of
from supplychain.store.dispositions import undecided_of
from supplychain.store.screenings import load_screening, save_screening
from web import create_app
from web.card_orders import CardOrders
from web.desk import Desk

SHEET = (
    ("Supplier", "Product", "Country of origin", "Amount", "Currency"),
    ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silicone tubing", "China", 5_000, "USD"),
    ("Hoshine Silicon Industry (Shanshan) Co., Ltd.", "Silicone tubing", "China", 700, "USD"),
    ("Quiet Cotton Ltd", "Cotton gauze swabs", "", 4_000, "USD"),
    ("Loud Gloves Ltd", "Latex examination gloves", "", 12_000, "USD"),
    ("Plain Paper Ltd", "Office paper A4", "Germany", 30, "USD"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def app(home: Path) -> Flask:
    return create_app(Settings(home=home))


@pytest.fixture(scope="module")
def visitor(app: Flask) -> Callable[..., Visitor]:
    def enter(role: str, organisation: str = "main") -> Visitor:
        return sign_in(app, account_named(app, f"{role}.{organisation.split()[0].lower()}", Role(role), organisation))

    return enter


@pytest.fixture(scope="module")
def result(visitor: Callable[..., Visitor]) -> str:
    answer = visitor("officer").send(workbook_bytes(SHEET))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_lines_alike_are_one_card_with_rows_spend_and_every_flag_as_a_sentence(
    visitor: Callable[..., Visitor], result: str
) -> None:
    page = visitor("officer").get(result).text
    assert page.count('<h3 id="card-') == 3  # two suppliers' lines of one kind, and the two that lack an origin
    card = page.split('<h3 id="card-1">')[1].split("</article>")[0]
    assert "rows 2, 3" in card
    assert "5,700 USD" in card
    assert "Import barred: supplier" in card
    assert "on UFLPA Entity List (" in card
    assert "under P.L. 117-78" in card
    assert "next: " in card
    assert "2 entries of that name, on its sub-lists" in card
    assert card.index("Import barred:") < card.index("Context:")
    folded = card.split('<details class="lesser">')[1]
    assert "of less consequence</summary>" in folded
    assert "Import barred:" not in folded


def test_each_flag_leads_to_the_page_where_it_stands(visitor: Callable[..., Visitor], result: str) -> None:
    officer = visitor("officer")
    page = officer.get(result).text
    links = set(re.findall(r'href="(/review/[0-9a-f]{32})"', page))
    assert len(links) >= 4
    for link in links:
        assert officer.get(link).status_code == 200, link


def test_suppliers_to_ask_for_an_origin_come_by_spend(visitor: Callable[..., Visitor], result: str) -> None:
    for address in (result, f"{result}/not-screened"):
        page = visitor("officer").get(address).text
        asked = re.findall(r"<li>Ask (\w+ \w+) Ltd where its", page)
        assert asked == ["Loud Gloves", "Quiet Cotton"], address
        assert "12,000.00 USD" in page
        assert "2 lines: origin: not stated" in page


def test_the_piece_for_large_sheets_is_no_whole_page(visitor: Callable[..., Visitor], result: str) -> None:
    officer = visitor("officer")
    piece = officer.client.get(f"{result}/not-screened", headers={"HX-Request": "true"}).text
    assert "Ask for the origin" in piece
    assert "<html" not in piece


def test_a_severity_shows_the_lines_whose_gravest_flag_it_is(visitor: Callable[..., Visitor], result: str) -> None:
    officer = visitor("officer")
    assert officer.get(f"{result}?severity=import_barred").text.count('<h3 id="card-') == 1
    assert officer.get(f"{result}?severity=context").text.count('<h3 id="card-') == 2
    assert "No further line" in officer.get(f"{result}?severity=prohibited").text
    assert officer.get(f"{result}?severity=nonsense").text.count('<h3 id="card-') == 3
    assert officer.get(f"{result}?after=nonsense").status_code == 404


def kept(desk: Desk, screening_id: str, coverage: Coverage, flagged: Screening) -> str:
    line = SupplierLine(sheet="S", row=2, supplier_name="Plain Paper Ltd")
    sheet = SupplierSheet("plain.xlsx", "f" * 64, "S", 0, (), (), (line,), (), 0, 1)
    found = (ScreenedLine(line, None, None, None, (), (), (), ()),)
    save_screening(desk.store, replace(flagged, screening_id=screening_id, sheet=sheet, lines=found, coverage=coverage))
    return f"/screenings/{screening_id}"


@pytest.mark.parametrize("status", ["absent", "expired", "stale"])
def test_a_result_that_lacks_a_list_is_never_called_without_flags(
    app: Flask, visitor: Callable[..., Visitor], result: str, status: str
) -> None:
    desk: Desk = app.extensions["desk"]
    made = load_screening(desk.store, result.rsplit("/", 1)[1])
    versions: tuple[ListVersion, ...] = made.coverage.versions
    coverage = Coverage(versions, (MissingList("x", "Some list", status),), True)
    address = kept(desk, f"lacks-{status}", coverage, made)
    words = "No flags" if status == "stale" else "Incomplete"
    other = "Incomplete" if status == "stale" else "No flags"
    main = visitor("officer").get(address).text
    assert f"<strong>{words}</strong>: 1 line" in main
    assert other not in main
    row = visitor("officer").get("/screenings").text.split(address)[1].split("</tr>")[0]
    assert words in row
    assert other not in row


def test_a_reviewer_erases_a_screening_and_an_officer_or_a_stranger_cannot(
    app: Flask, home: Path, visitor: Callable[..., Visitor]
) -> None:
    desk: Desk = app.extensions["desk"]
    officer, reviewer = visitor("officer"), visitor("reviewer")
    address = str(officer.send(workbook_bytes(SHEET), "erased.xlsx").headers["Location"])
    screening_id = address.rsplit("/", 1)[1]
    assert "Erase this screening" not in officer.get(address).text
    assert officer.get(f"{address}/erase").status_code == 403
    assert officer.post(f"{address}/erase").status_code == 403
    foreign = visitor("reviewer", "Other Hospital")
    assert foreign.get(f"{address}/erase").status_code == 404
    assert foreign.post(f"{address}/erase").status_code == 404
    hidden = reviewer.post(f"{address}/erase")  # what two people must dismiss, one does not erase
    assert hidden.status_code == reviewer.get(f"{address}/erase").status_code == 403
    assert "by two people only" in hidden.text
    assert visitor("admin").get(f"{address}/erase").status_code == 200
    for flag in undecided_of(desk.store, screening_id, "main"):
        said = {"decision": "true_match", "reason": "It is the listed party.", "revision": flag.revision}
        assert reviewer.post(f"/review/{flag.flag_id}/decision", **said).status_code == 303
    assert "This cannot be undone" in reviewer.get(f"{address}/erase").text
    assert officer.get(address).status_code == 200
    assert reviewer.client.post(f"{address}/erase").status_code == 403  # without the form's token
    assert reviewer.post(f"{address}/erase").status_code == 303
    assert officer.get(address).status_code == 404
    assert reviewer.post(f"{address}/erase").status_code == 404
    assert "erased.xlsx" not in officer.get("/screenings").text
    assert not list((home / "uploads").glob(f"{screening_id}*"))
    event = audit_of(desk.store, "screening", screening_id)[-1].event
    assert (event.action, event.actor) == ("screening.forget", reviewer.account.account_id)


def test_every_part_of_another_organisations_screening_is_not_there(
    visitor: Callable[..., Visitor], result: str
) -> None:
    foreign = visitor("admin", "Other Hospital")
    for suffix in ("", "/workbook", "/not-screened", "/erase"):
        assert foreign.get(f"{result}{suffix}").status_code == 404
        assert foreign.get(f"/screenings/{'0' * 32}{suffix}").status_code == 404


def test_pages_held_in_order_bring_every_card_once_however_they_are_asked(
    app: Flask, visitor: Callable[..., Visitor]
) -> None:
    rows = [
        SHEET[0],
        *((f"Gloves {number} Ltd", "Latex examination gloves", "", number, "USD") for number in range(60)),
    ]
    officer = visitor("officer")
    address = str(officer.send(workbook_bytes(rows), "many.xlsx").headers["Location"])

    def walk() -> tuple[list[str], list[str]]:
        names: list[str] = []
        addresses: list[str] = []
        following: str | None = address
        while following:
            addresses.append(following)
            page = officer.get(following).text
            names += re.findall(r'<h3 id="card-\d+">([^<]+)', page)
            found = re.search(r'rel="next" href="([^"#]+)', page)
            following = found[1].replace("&amp;", "&") if found else None
        return names, addresses

    names, addresses = walk()
    assert len(names) == len(set(names)) == 60
    assert len(addresses) == 3
    assert walk() == (names, addresses)
    desk: Desk = app.extensions["desk"]
    desk.cards = CardOrders(desk.store)  # as after a restart, with the last page open in a browser
    last = re.findall(r'<h3 id="card-\d+">([^<]+)', officer.get(addresses[2]).text)
    assert last == names[50:]
    assert re.findall(r'<h3 id="card-\d+">([^<]+)', officer.get(addresses[1]).text) == names[25:50]
