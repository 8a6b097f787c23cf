"""The overview's numbers are those of the organisation's own flags and latest sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from specimens import screening

from supplychain.store import Store
from supplychain.store.overview import country_counts, origin_spend, status_counts, week_counts
from supplychain.store.screenings import save_screening


def test_an_organisation_that_screened_nothing_has_no_numbers(store: Store) -> None:
    save_screening(store, screening(), organisation_id="other")
    now = screening().finished_at
    assert origin_spend(store, "main") is None
    assert status_counts(store, "main") == {}
    assert country_counts(store, "main") == ()
    assert all(not week.raised for week in week_counts(store, "main", now))


def test_spend_without_a_stated_origin_is_ranked_over_the_latest_sheet(store: Store) -> None:
    kept = screening()
    save_screening(store, kept)
    told = origin_spend(store, "main")
    assert told is not None
    unstated = [one for one in kept.lines if one.origin is None]
    assert told.lines == len(kept.lines)
    assert told.unknown_lines == len(unstated)
    assert sum(told.unknown.values()) == sum(one.line.amount or 0 for one in unstated)
    assert sum(told.spend.values()) == sum(one.line.amount or 0 for one in kept.lines)
    spends = [one.spend for one in told.ask_first]
    assert spends == sorted(spends, reverse=True)
    later = replace(
        kept, screening_id="s-9", started_at=kept.started_at + timedelta(days=1),
        sheet=replace(kept.sheet, lines=()), lines=(),
    )  # fmt: skip
    save_screening(store, later)
    told = origin_spend(store, "main")
    assert told is not None
    assert (told.screening_id, told.lines) == ("s-9", 0)
