"""Own lists: a title over versions like any other list's."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

from specimens import NIGHT

from supplychain.model import Severity
from supplychain.store import Store
from supplychain.store.own_lists import OwnList, declare_own_list, own_lists

OWN = OwnList("blocked_by_board", "Blocked by the board", "board.csv", NIGHT, Severity.HIGH)


def test_an_own_list_comes_back_equal(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, "another", "Another", "a.csv", NIGHT)
    assert own_lists(store) == (OwnList("another", "Another", "a.csv", NIGHT), OWN)


def test_a_second_file_for_an_own_list_keeps_the_day_it_was_first_added(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, OWN.key, "Blocked", "b2.csv", NIGHT + timedelta(days=9))
    assert own_lists(store) == (OwnList(OWN.key, "Blocked", "b2.csv", NIGHT),)
