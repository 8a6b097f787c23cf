"""Own lists: a title over versions like any other list's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from specimens import NIGHT, WISSER, version_of

from supplychain.errors import UsageError
from supplychain.model import Severity
from supplychain.store import Store
from supplychain.store.own_lists import OwnList, own_lists, retire_own_list, save_own_list
from supplychain.store.versions import current_versions, load_entries, publish_version

OWN = OwnList("blocked_by_board", "Blocked by the board", NIGHT, "board.csv", Severity.HIGH)


def test_an_own_list_comes_back_equal(store: Store) -> None:
    save_own_list(store, OWN)
    save_own_list(store, replace(OWN, list_key="another", severity=None))
    assert own_lists(store) == {"another": replace(OWN, list_key="another", severity=None), "blocked_by_board": OWN}


def test_a_second_file_for_an_own_list_keeps_the_day_it_was_first_added(store: Store) -> None:
    save_own_list(store, OWN)
    save_own_list(store, replace(OWN, title="Blocked", file_name="b2.csv", added_at=NIGHT + timedelta(days=9)))
    assert own_lists(store) == {OWN.list_key: replace(OWN, title="Blocked", file_name="b2.csv")}


def test_a_retired_own_list_is_used_no_more_and_its_versions_stay(store: Store) -> None:
    version = version_of([WISSER], OWN.list_key, origin="own")
    publish_version(store, version, [WISSER])
    save_own_list(store, OWN)
    retire_own_list(store, OWN.list_key)
    assert (own_lists(store), current_versions(store)) == ({}, {})
    assert load_entries(store, OWN.list_key, version.version) == (WISSER,)
    with pytest.raises(UsageError, match="no own list 'blocked_by_board'"):
        retire_own_list(store, OWN.list_key)
    assert publish_version(store, version, [WISSER])  # and it can come back
