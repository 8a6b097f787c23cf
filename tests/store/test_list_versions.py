"""Versions of a list: published whole, kept for ever, told apart."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from specimens import GLOVES, HOSHINE, NIGHT, SQUID, TIER_3, WISSER, many, version_of

from supplychain.errors import StoreError, UnknownListError, UsageError
from supplychain.model import Entry, ListedEntity
from supplychain.store import Store
from supplychain.store.engine import reading
from supplychain.store.tables import entry, version_span
from supplychain.store.versions import (
    VersionDiff,
    current_versions,
    diff_versions,
    load_entries,
    mark_checked,
    publish_version,
    versions_of,
)


def test_entries_of_every_kind_come_back_equal_and_in_published_order(store: Store) -> None:
    entries: list[Entry] = [WISSER, SQUID, HOSHINE, TIER_3, GLOVES]
    version = version_of(entries)
    assert publish_version(store, version, entries)
    assert load_entries(store, version.list_key, version.version) == tuple(entries)
    assert current_versions(store) == {version.list_key: version}


def test_entries_of_chosen_kinds_come_back_alone_in_order(store: Store) -> None:
    entries: list[Entry] = [WISSER, SQUID, HOSHINE, TIER_3, GLOVES]
    version = version_of(entries)
    publish_version(store, version, entries)
    chosen = load_entries(store, version.list_key, version.version, kinds=("goods", "countries"))
    assert chosen == (SQUID, TIER_3, GLOVES)
    assert load_entries(store, version.list_key, version.version, kinds=()) == ()


def test_an_empty_list_can_be_published_and_read(store: Store) -> None:
    assert publish_version(store, version_of([]), [])
    assert load_entries(store, "uflpa_entities", version_of([]).version) == ()


def test_publishing_the_current_version_again_changes_nothing_but_the_time_of_the_check(store: Store) -> None:
    version = version_of([HOSHINE])
    assert publish_version(store, version, [HOSHINE])
    later = NIGHT + timedelta(days=1)
    assert not publish_version(store, replace(version, checked_at=later, fetched_at=later), [HOSHINE])
    assert versions_of(store, version.list_key) == (replace(version, checked_at=later),)


def test_a_bundled_version_that_was_fetched_counts_as_refreshed(store: Store) -> None:
    bundled = version_of([HOSHINE], origin="bundled")
    publish_version(store, bundled, [HOSHINE])
    fetched = replace(bundled, origin="refreshed", fetched_at=NIGHT + timedelta(hours=1))
    assert not publish_version(store, fetched, [HOSHINE])
    assert current_versions(store)["uflpa_entities"].origin == "refreshed"
    assert not publish_version(store, bundled, [HOSHINE])
    assert current_versions(store)["uflpa_entities"] == fetched


def test_a_new_version_becomes_current_and_the_old_one_stays_as_it_was(store: Store) -> None:
    old, new = version_of([HOSHINE, WISSER], edition="1"), version_of([WISSER], edition="2")
    publish_version(store, old, [HOSHINE, WISSER])
    assert publish_version(store, new, [WISSER])
    assert current_versions(store)[new.list_key] == new
    assert versions_of(store, new.list_key) == (old, new)
    assert load_entries(store, old.list_key, old.version) == (HOSHINE, WISSER)
    assert load_entries(store, new.list_key, new.version) == (WISSER,)


def test_a_publisher_who_goes_back_makes_the_earlier_version_current_again(store: Store) -> None:
    old, new = version_of([HOSHINE], edition="1"), version_of([WISSER], edition="2")
    publish_version(store, old, [HOSHINE])
    publish_version(store, new, [WISSER])
    assert publish_version(store, old, [HOSHINE])
    assert current_versions(store)[old.list_key] == old
    assert len(versions_of(store, old.list_key)) == 2


def test_the_same_bytes_read_differently_are_a_version_of_their_own(store: Store) -> None:
    version, better = version_of([WISSER]), replace(WISSER, aliases=())
    better = replace(WISSER, name="Gerhard Wisser")
    publish_version(store, version, [WISSER])
    assert publish_version(store, version, [better])
    assert current_versions(store)[version.list_key].version == f"{version.version}.r2"
    assert load_entries(store, version.list_key, f"{version.version}.r2") == (better,)
    assert load_entries(store, version.list_key, version.version) == (WISSER,)
    assert not publish_version(store, version, [better])


def test_a_version_that_states_another_number_of_entries_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="states 3 entries but brings 1"):
        publish_version(store, replace(version_of([HOSHINE]), entries=3), [HOSHINE])
    assert current_versions(store) == {}


def test_the_same_entry_twice_and_any_new_order_are_kept_as_published(store: Store) -> None:
    entries = many(50)
    publish_version(store, version_of(entries, edition="1"), entries)
    mixed = [*entries[40:], entries[3], *reversed(entries[:40]), entries[3]]
    version = version_of(mixed, edition="2")
    publish_version(store, version, mixed)
    assert load_entries(store, version.list_key, version.version) == tuple(mixed)


def test_lists_do_not_mix(store: Store) -> None:
    publish_version(store, version_of([HOSHINE], "uflpa_entities"), [HOSHINE])
    publish_version(store, version_of([HOSHINE, GLOVES], "cbp_wro"), [HOSHINE, GLOVES])
    assert list(current_versions(store)) == ["cbp_wro", "uflpa_entities"]
    assert load_entries(store, "uflpa_entities", version_of([], "uflpa_entities").version) == (HOSHINE,)


def test_a_diff_tells_added_removed_and_changed_apart(store: Store) -> None:
    old: list[Entry] = [WISSER, HOSHINE, GLOVES]
    renamed = replace(HOSHINE, name="Hoshine Silicon Industry Co., Ltd.")
    new: list[Entry] = [TIER_3, renamed, GLOVES]
    publish_version(store, version_of(old, edition="1"), old)
    publish_version(store, version_of(new, edition="2"), new)
    names = version_of(old, edition="1").version, version_of(new, edition="2").version
    assert diff_versions(store, "uflpa_entities", *names) == VersionDiff((TIER_3,), (WISSER,), ((HOSHINE, renamed),))
    back = diff_versions(store, "uflpa_entities", *reversed(names))
    assert back == VersionDiff((WISSER,), (TIER_3,), ((renamed, HOSHINE),))
    assert diff_versions(store, "uflpa_entities", names[0], names[0]) == VersionDiff((), (), ())


def test_a_diff_pairs_repeated_entry_ids_in_order_and_loses_none(store: Store) -> None:
    old = [ListedEntity("7", "A"), ListedEntity("7", "B"), ListedEntity("8", "C")]
    new = [ListedEntity("7", "A2"), ListedEntity("8", "C"), ListedEntity("8", "D")]
    publish_version(store, version_of(old, edition="1"), old)
    publish_version(store, version_of(new, edition="2"), new)
    found = diff_versions(
        store, "uflpa_entities", version_of(old, edition="1").version, version_of(new, edition="2").version
    )
    assert found == VersionDiff((new[2],), (old[1],), ((old[0], new[0]),))


def test_the_latest_check_counts_so_that_a_time_in_the_future_does_not_stick(store: Store) -> None:
    publish_version(store, version_of([HOSHINE]), [HOSHINE])
    for moment in (NIGHT + timedelta(days=4_000), NIGHT + timedelta(hours=5)):  # a wrong clock, then a right one
        mark_checked(store, "uflpa_entities", moment)
        assert current_versions(store)["uflpa_entities"].checked_at == moment
    with pytest.raises(UnknownListError, match="un_sc"):
        mark_checked(store, "un_sc", NIGHT)


def test_times_come_back_in_utc_whatever_zone_they_were_given_in(store: Store) -> None:
    zone = timezone(timedelta(hours=-5))
    version = replace(version_of([HOSHINE]), fetched_at=datetime(2026, 11, 1, 1, 30, tzinfo=zone))
    publish_version(store, version, [HOSHINE])
    fetched_at = current_versions(store)["uflpa_entities"].fetched_at
    assert (fetched_at, fetched_at.tzinfo) == (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), UTC)
    with pytest.raises(StoreError, match="time zone"):
        publish_version(store, replace(version_of([WISSER], edition="2"), fetched_at=datetime(2026, 11, 1)), [WISSER])


def test_an_unknown_list_or_version_is_told_in_one_sentence(store: Store) -> None:
    publish_version(store, version_of([HOSHINE]), [HOSHINE])
    with pytest.raises(UnknownListError, match="'ofac'"):
        load_entries(store, "ofac", "2026")
    with pytest.raises(UsageError, match=r"uflpa_entities has no version '2020'.*2026-11-20"):
        diff_versions(store, "uflpa_entities", "2020", "2021")
    assert versions_of(store, "ofac") == ()


def test_text_no_database_can_hold_is_replaced_by_a_sign_instead_of_stopping_the_list(store: Store) -> None:
    odd = ListedEntity("odd", "Acme\x00 \ud800Ltd", remarks="\\u0000 written out, 🏭 kept")
    publish_version(store, version_of([odd]), [odd])
    (kept,) = load_entries(store, "uflpa_entities", version_of([odd]).version)
    assert kept == replace(odd, name="Acme␀ \ufffdLtd")


def test_a_night_with_few_changes_adds_few_rows(store: Store) -> None:
    one, two = many(5_000, "1"), many(5_000, "2")
    publish_version(store, version_of(one, edition="1"), one)
    changed = [*one[:2_000], *two[2_000:2_001], *one[2_001:]]
    publish_version(store, version_of(changed, edition="2"), changed)
    with reading(store) as connection:
        rows = {table.name: len(connection.execute(table.select()).all()) for table in (entry, version_span)}
    assert rows == {"entry": 5_001, "version_span": 1 + 3}


def test_a_long_own_list_is_published_in_seconds(store: Store) -> None:
    entries = many(45_000)
    version = replace(version_of(entries, "own_suppliers", origin="own"), as_of=date(2026, 11, 22))
    start = time.perf_counter()
    publish_version(store, version, entries)
    assert time.perf_counter() - start < 20  # 2 to 4 s on two shared cores
    assert load_entries(store, "own_suppliers", version.version) == tuple(entries)
