"""Refresh records: every attempt leaves one, a failed one too."""

from __future__ import annotations

from datetime import timedelta

from specimens import NIGHT

from supplychain.store import Store
from supplychain.store.refreshes import RefreshRecord, last_refreshes, refreshes_of, save_refresh


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
