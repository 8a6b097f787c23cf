"""Own lists: a title over versions like any other list's."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

import pytest
from specimens import NIGHT, WISSER, version_of

from supplychain.errors import UsageError
from supplychain.model import Severity
from supplychain.store import Store
from supplychain.store.own_lists import OwnList, declare_own_list, own_lists, retire_own_list
from supplychain.store.versions import current_versions, load_entries, publish_version

OWN = OwnList("blocked_by_board", "Blocked by the board", "board.csv", NIGHT, Severity.HIGH)


def test_an_own_list_comes_back_equal(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, "another", "Another", "a.csv", NIGHT)
    assert own_lists(store) == (OwnList("another", "Another", "a.csv", NIGHT), OWN)


def test_a_second_file_for_an_own_list_keeps_the_day_it_was_first_added(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, OWN.key, "Blocked", "b2.csv", NIGHT + timedelta(days=9))
    assert own_lists(store) == (OwnList(OWN.key, "Blocked", "b2.csv", NIGHT),)


def test_a_retired_own_list_is_used_no_more_and_its_versions_stay(store: Store) -> None:
    version = version_of([WISSER], OWN.key, origin="own")
    publish_version(store, version, [WISSER])
    declare_own_list(store, *astuple(OWN))
    retire_own_list(store, OWN.key)
    assert (own_lists(store), current_versions(store)) == ((), {})
    assert load_entries(store, OWN.key, version.version) == (WISSER,)
    with pytest.raises(UsageError, match="no own list 'blocked_by_board'"):
        retire_own_list(store, OWN.key)
    assert publish_version(store, version, [WISSER])  # and it can come back
