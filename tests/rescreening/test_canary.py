"""The canary is flagged by every list, or somebody is alarmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from base_of import clock, entries_of, publish, screened
from base_of import line as row_of

from supplychain import canary
from supplychain.canary import run_canary
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.settings import Settings
from supplychain.store import Store
from supplychain.store.job_runs import heartbeats
from supplychain.store.screenings import list_screenings


@pytest.fixture(scope="module")
def known() -> KnownLists:
    return known_lists()


def test_a_listed_name_and_a_listed_good_are_flagged_by_the_whole_road(store: Store, known: KnownLists) -> None:
    outcome = run_canary(store, known, Settings(home=store.home), clock)
    assert outcome.outcome == "flagged"
    assert outcome.counts["flagged"] == outcome.counts["lists"] >= 4
    assert list_screenings(store) == ()
    (beat,) = heartbeats(store, "canary")
    assert beat.content["outcome"] == "flagged"


def test_a_threshold_that_lets_nothing_through_is_an_alarm(store: Store, known: KnownLists) -> None:
    outcome = run_canary(store, known, Settings(home=store.home, threshold=1.0), clock)
    assert outcome.outcome == "alarm"
    assert "uflpa_entities" in outcome.message


def test_a_road_that_breaks_is_an_alarm(store: Store, known: KnownLists, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> object:
        raise OSError("the reader is gone")

    monkeypatch.setattr(canary, "read_sheet", broken)
    outcome = run_canary(store, known, Settings(home=store.home), clock)
    assert outcome.outcome == "alarm"
    assert "the reader is gone" in outcome.message


def test_names_come_from_the_current_versions(store: Store, known: KnownLists) -> None:
    screened(store, known, [row_of("Any")])
    publish(store, "uflpa_entities", entries_of(store, "uflpa_entities")[:3], "short")
    assert run_canary(store, known, Settings(home=store.home), clock).outcome == "flagged"
