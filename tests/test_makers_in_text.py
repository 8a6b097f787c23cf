"""A maker that only the goods' text names is screened, told and decided as one of its own column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest

from supplychain import screening
from supplychain.flags.words import flag_sentence
from supplychain.library import Library, open_library
from supplychain.matching.settings import MatchSettings
from supplychain.model import Axis, Flag, ScreenedLine, SupplierLine
from supplychain.reference.discover import known_lists
from supplychain.rescreening.reached import names_of
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.standing_rows import SpokenFlag, subject_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LINE = SupplierLine(
    "S", 2, "Northgate Medical Supply", country="US", product_description="Sealant, mfr: Hoshine Silicon"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    store = open_store(Settings(home=home))
    yield open_library(store, known_lists(), home, NOW)
    store.close()


def screened(library: Library, line: SupplierLine) -> ScreenedLine:
    return screening.screen_lines([line], library, MatchSettings())[0]


def on_names(found: ScreenedLine) -> list[Flag]:
    return [flag for flag in found.flags if Axis.WHO in flag.axes]


def test_it_meets_the_lists_and_the_sentence_says_whose_name_it_is(library: Library) -> None:
    found = screened(library, LINE)
    flag = on_names(found)[0]
    assert flag.list_key in ("uflpa_entities", "cbp_wro")
    said = flag_sentence(found, flag, {}, {})
    assert 'maker named in the goods\' text "Hoshine Silicon" matches' in said
    assert not on_names(screened(library, replace(LINE, product_description="Sealant, mfr: Dow Corning")))


def test_its_decision_holds_for_other_goods_of_that_maker_and_for_no_other_maker(library: Library) -> None:
    def subject(line: SupplierLine) -> str:
        flag = on_names(screened(library, line))[0]
        return subject_of(line, flag.axes, SpokenFlag.of(flag).maker_met(line))

    other_goods = replace(LINE, product_description="Gasket 4 mm, mfr: Hoshine Silicon, 10/box")
    other_maker = replace(LINE, product_description="Sealant, mfr: Hoshine Silicon Industry Co., Ltd")
    own_name = replace(LINE, supplier_name="Hoshine Silicon", product_description="Sealant")
    assert subject(LINE) == subject(other_goods)
    assert len({subject(LINE), subject(other_maker), subject(own_name)}) == 3


def test_a_remark_names_one_too(library: Library) -> None:
    found = screened(
        library, replace(LINE, product_description="Sealant", remarks=(("Notes", "mfr: Hoshine Silicon"),))
    )
    assert 'maker named in a remark "Hoshine Silicon" matches' in flag_sentence(found, on_names(found)[0], {}, {})


def test_a_new_listing_of_it_reaches_the_stored_line() -> None:
    assert "Hoshine Silicon" in names_of(asdict(LINE))
