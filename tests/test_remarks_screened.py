"""A remark that names Xinjiang leads to a flag from any cell of any remark column; a denial never reads as an origin."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
HEADINGS = ["Supplier", "Item", "Country of origin", "Notes", "Buyer comments", "Delivery remarks"]
LONG = "Discussed at the monthly meeting; contacts changed, delivery to dock four. " * 60
LAST = 699
TOLD = {
    1: ["Vietnam", "cotton is sourced from Xinjiang", "", ""],
    2: ["Vietnam", "rush order", f"{LONG}Yarn mill lies in Korla, Xinjiang.", ""],
    3: ["", "made in Thailand", "", "loaded at the Urumqi plant, China"],
    4: ["China", "Not from Xinjiang", "", ""],
    5: ["China", "", "", "no Xinjiang cotton used"],
    6: ["", "Shipped from Korla, made in China", "", ""],
    LAST: ["Peru", "", "", "棉花来自新疆"],
}


def _rows() -> list[list[str]]:
    blank = ["Peru", "", "", ""]
    return [HEADINGS, *([f"Supplier {at} Ltd", "Cotton gauze", *TOLD.get(at, blank)] for at in range(1, LAST + 1))]


@pytest.fixture(params=["csv", "xlsx"])
def screened(request: pytest.FixtureRequest, supplychain: Run, tmp_path: Path) -> dict[int, dict[str, Any]]:
    """What was found on each line, by number."""
    path = tmp_path / f"goods.{request.param}"
    if request.param == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_rows())
    else:
        book = Workbook()
        page = book.active
        assert page is not None
        for row in _rows():
            page.append(row)
        book.save(path)
    done = supplychain("screen", path, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return {at: json.loads(line) for at, line in enumerate(done.stdout.splitlines(), 1)}


def _reasons(line: dict[str, Any], entry: str) -> list[tuple[str, str]]:
    flags = [flag for flag in line["flags"] if flag["entry_id"] == entry]
    return [(reason["says"], reason["supplier"]) for flag in flags for reason in flag["reasons"]]


def test_every_remark_that_points_to_xinjiang_is_flagged_under_its_own_columns_name(
    screened: dict[int, dict[str, Any]],
) -> None:
    pointing = {at: _reasons(line, "xinjiang-place") for at, line in screened.items()}
    assert {at: said[0][0] for at, said in pointing.items() if said} == {
        1: "the remark column 'Notes' points to Xinjiang",
        2: "the remark column 'Buyer comments' points to Xinjiang",
        3: "the remark column 'Delivery remarks' points to Xinjiang",
        6: "the remark column 'Notes' points to Xinjiang",
        LAST: "the remark column 'Delivery remarks' points to Xinjiang",
    }
    assert pointing[1][0][1] == "cotton is sourced from Xinjiang"
    assert "Korla, Xinjiang" in pointing[2][0][1]
    assert screened[6]["origin"] == "CN"


def test_a_denial_is_shown_as_a_claim_and_is_no_origin(screened: dict[int, dict[str, Any]]) -> None:
    for at in (4, 5):
        assert len(_reasons(screened[at], "xinjiang-denied")) == 1
        assert screened[at]["origin"] == "CN"
    denials = [flag for flag in screened[4]["flags"] if flag["entry_id"] == "xinjiang-denied"]
    assert [flag["severity"] for flag in denials] == ["context"]


def test_several_origins_are_said_to_be_of_the_goods_or_of_their_materials(screened: dict[int, dict[str, Any]]) -> None:
    assert any("of the goods or of their materials (VN, CN-XJ)" in said for said in screened[1]["not_screened"])
