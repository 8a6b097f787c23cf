"""Own lists: a title over versions like any other list's."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

import pytest
from specimens import NIGHT, version_of

from supplychain.errors import UnknownListError
from supplychain.library import list_titles, shelve
from supplychain.model import ListedEntity, Severity
from supplychain.reference.discover import known_lists
from supplychain.store import Store
from supplychain.store.audit import AuditEvent, audit_of
from supplychain.store.audit_verify import verify_trail
from supplychain.store.own_lists import OwnList, declare_own_list, own_lists, remove_own_list, removed_own_lists
from supplychain.store.versions import current_versions, last_publication, load_entries, publish_version

OWN = OwnList("blocked_by_board", "Blocked by the board", "board.csv", NIGHT, Severity.HIGH)


def test_an_own_list_comes_back_equal(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, "another", "Another", "a.csv", NIGHT)
    assert own_lists(store) == (OwnList("another", "Another", "a.csv", NIGHT), OWN)


def test_a_second_file_for_an_own_list_keeps_the_day_it_was_first_added(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    declare_own_list(store, OWN.key, "Blocked", "b2.csv", NIGHT + timedelta(days=9))
    assert own_lists(store) == (OwnList(OWN.key, "Blocked", "b2.csv", NIGHT),)


ENTRY = ListedEntity("B-1", "Bluewater Linen Services")


def taken_off(store: Store, key: str = OWN.key, days: int = 1) -> OwnList:
    event = AuditEvent(NIGHT + timedelta(days=days), "ada", "list.remove", "list", key, reason="It has a successor.")
    return remove_own_list(store, key, event)


def test_an_own_list_that_is_taken_off_counts_no_more_and_loses_nothing(store: Store) -> None:
    version = version_of([ENTRY], list_key=OWN.key, origin="own")
    publish_version(store, version, [ENTRY])
    declare_own_list(store, *astuple(OWN))
    before = last_publication(store)
    assert taken_off(store) == OWN
    assert own_lists(store) == ()
    assert OWN.key not in current_versions(store)
    assert OWN.key not in {one.key for one in shelve(store, known_lists(), NIGHT)}
    assert load_entries(store, OWN.key, version.version) == (ENTRY,)
    assert list_titles(store, known_lists())[OWN.key] == OWN.title
    (gone,) = removed_own_lists(store)
    assert (gone.key, gone.title, gone.actor, gone.reason) == (OWN.key, OWN.title, "ada", "It has a successor.")
    (event,) = audit_of(store, "list", OWN.key)
    assert event.event.before == {
        "title": OWN.title, "file_name": OWN.file_name, "severity": "high", "version": version.version
    }  # fmt: skip
    assert verify_trail(store).faults == ()
    now = last_publication(store)
    assert before is not None and now is not None and now > before  # the clock screens the base anew


def test_an_own_list_that_was_taken_off_comes_back_with_the_same_file(store: Store) -> None:
    version = version_of([ENTRY], list_key=OWN.key, origin="own")
    publish_version(store, version, [ENTRY])
    declare_own_list(store, *astuple(OWN))
    taken_off(store)
    assert publish_version(store, version, [ENTRY])  # counts as a change: whoever waits for one looks again
    declare_own_list(store, OWN.key, "Again", "b2.csv", NIGHT + timedelta(days=9))
    assert own_lists(store) == (OwnList(OWN.key, "Again", "b2.csv", NIGHT + timedelta(days=9)),)
    assert (removed_own_lists(store), current_versions(store)[OWN.key].version) == ((), version.version)
    taken_off(store, days=10)
    assert [one.title for one in removed_own_lists(store)] == ["Again"]


def test_only_an_own_list_can_be_taken_off_and_once(store: Store) -> None:
    declare_own_list(store, *astuple(OWN))
    taken_off(store)
    for key in (OWN.key, "cbp_wro", ""):
        with pytest.raises(UnknownListError, match="no own list"):
            taken_off(store, key)
    assert len(removed_own_lists(store)) == 1
