"""However a sheet is cut into slices and whoever compares them, each line is judged as if it stood alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from supplychain import screening
from supplychain.library import Library, open_library
from supplychain.matching import parallel
from supplychain.matching.settings import MatchSettings
from supplychain.model import ScreenedLine, SupplierLine
from supplychain.reference.discover import known_lists
from supplychain.settings import Settings
from supplychain.store import open_store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = (
    "Hoshine Silicon Industry Co., Ltd.",
    "Xinjiang Daqo New Energy",
    "合盛硅业股份有限公司",
    "Northgate Surgical Supplies Ltd",
    "...",
    "ООО Ромашка",
)
GOODS = ("cotton gauze swabs", "nitrile examination gloves", "polysilicon", "")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    store = open_store(Settings(home=home))
    yield open_library(store, known_lists(), home, NOW)
    store.close()


def lines() -> list[SupplierLine]:
    every = [(name, goods, maker) for name in NAMES for goods in GOODS for maker in ("", NAMES[0])]
    return [
        SupplierLine("S", row, name, product_description=goods, maker=maker, origin="CN" if row % 3 else "")
        for row, (name, goods, maker) in enumerate(every * 2, 2)
    ]


def screened(library: Library) -> tuple[ScreenedLine, ...]:
    return screening.screen_lines(lines(), library, MatchSettings())


@pytest.mark.parametrize("at_once", [(1, 10_000), (2, 3), (10_000, 5)], ids=["names", "both", "lines"])
@pytest.mark.parametrize("may_fork", [True, False], ids=["shared out", "alone"])
def test_a_sheet_in_slices_is_judged_as_in_one(
    library: Library, monkeypatch: pytest.MonkeyPatch, at_once: tuple[int, int], may_fork: bool
) -> None:
    monkeypatch.setattr(parallel, "may_fork", lambda: False)
    whole = screened(library)
    assert any(one.flags for one in whole) and not all(one.flags for one in whole)
    monkeypatch.setattr(parallel, "may_fork", lambda: may_fork)
    monkeypatch.setattr(screening, "_NAMES_AT_ONCE", at_once[0])
    monkeypatch.setattr(screening, "_LINES_AT_ONCE", at_once[1])
    assert screening.screen_lines(lines(), library, MatchSettings()) == whole
    alone = screening.screen_lines(lines()[3:4], library, MatchSettings())
    assert alone[0] == whole[3]
