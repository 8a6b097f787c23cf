"""Refresh records: every attempt leaves one, a failed one too."""

from __future__ import annotations

from datetime import timedelta

from specimens import NIGHT

from supplychain.store import Store
from supplychain.store.refreshes import (
    RefreshRecord,
    begin_refresh,
    finish_refresh,
    last_refreshes,
    last_verified,
    refreshes_of,
    save_refresh,
    seen_since_verified,
    waiting_quarantines,
)


def test_attempts_come_back_equal_newest_first(store: Store) -> None:
    failed = RefreshRecord("un_sc", NIGHT, NIGHT, "failed", False, "https://example.org", "The server said 503.", 503)
    took = RefreshRecord(
        "un_sc", NIGHT, NIGHT + timedelta(seconds=4), "updated", True, "https://example.org", "", 200, 12_345,
        "a" * 64, '"tag"', "Fri, 20 Nov 2026 00:00:00 GMT", "2026-11-20.aaaaaaaa", 700, 3, 2, 1,
    )  # fmt: skip
    save_refresh(store, failed)
    save_refresh(store, took)
    assert refreshes_of(store, "un_sc") == (took, failed)
    assert refreshes_of(store, "un_sc", 1) == (took,)


def test_the_last_attempt_of_every_list_counts(store: Store) -> None:
    assert last_refreshes(store) == {}
    for outcome in ("updated", "quarantined"):
        save_refresh(store, RefreshRecord("un_sc", NIGHT, NIGHT, outcome, outcome == "updated", ""))
    save_refresh(store, RefreshRecord("eu_fsf", NIGHT, NIGHT, "unchanged", True, ""))
    assert {key: one.outcome for key, one in last_refreshes(store).items()} == {
        "eu_fsf": "unchanged",
        "un_sc": "quarantined",
    }


def attempt(outcome: str, hours: int, key: str = "un_sc") -> RefreshRecord:
    at = NIGHT + timedelta(hours=hours)
    return RefreshRecord(key, at, at, outcome, outcome in ("updated", "unchanged"), "")


def test_an_attempt_is_there_from_its_beginning_and_one_that_never_ended_is_closed_by_the_next(store: Store) -> None:
    begin_refresh(store, "un_sc", NIGHT, "https://example.org")
    assert last_refreshes(store)["un_sc"].outcome == "running"
    number = begin_refresh(store, "un_sc", NIGHT, "https://example.org")
    finish_refresh(store, number, attempt("updated", 1))
    assert [one.outcome for one in refreshes_of(store, "un_sc")] == ["updated", "kept_last_good"]
    assert "was stopped" in refreshes_of(store, "un_sc")[1].message


def test_a_quarantine_waits_until_the_list_is_verified_whatever_fails_in_between(store: Store) -> None:
    for outcome, waits in (("updated", 0), ("quarantined", 1), ("kept_last_good", 1), ("unchanged", 0)):
        save_refresh(store, attempt(outcome, 0))
        save_refresh(store, attempt("updated", 0, "eu_fsf"))
        assert len(waiting_quarantines(store)) == waits, outcome


def test_the_last_verified_attempt_is_found_behind_later_failures(store: Store) -> None:
    assert last_verified(store, "un_sc") is None
    for one in (attempt("updated", 0), attempt("quarantined", 1), attempt("updated", 2, "eu_fsf")):
        save_refresh(store, one)
    assert last_verified(store, "un_sc") == attempt("updated", 0)


def test_the_latest_time_seen_since_a_list_was_verified_counts_every_lists_attempts(store: Store) -> None:
    for one in (attempt("updated", 400), attempt("updated", 2), attempt("kept_last_good", 60, "eu_fsf")):
        save_refresh(store, one)
    assert seen_since_verified(store) == {"un_sc": NIGHT + timedelta(hours=60)}
