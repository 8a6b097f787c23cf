"""What every command opens before its one core call: settings, clock, store, known lists, library.

The only place below `cli` where the command line meets the environment.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from supplychain.errors import UsageError
from supplychain.flags.words import (
    bundled_sentence,
    coverage_sentence,
    overdue_sentence,
    strict_threshold_sentence,
    unread_columns_sentence,
)
from supplychain.library import Library, ShelvedList, index_folder, open_library, shelve
from supplychain.matching.settings import MatchSettings
from supplychain.model import Coverage, Screening, Severity
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.settings import Settings
from supplychain.store import Store, open_store


@dataclass(frozen=True, slots=True)
class House:
    """An opened home: its settings, store and the lists that are installed."""

    settings: Settings
    store: Store
    known: KnownLists

    def library(self, only: Sequence[str] | None = None, *, one_line: bool = False) -> Library:
        """The library of the current versions, or of the lists in `only`; `one_line` as `open_library` says."""
        return open_library(self.store, self.known, self.settings.home, utc_now(), only, one_line=one_line)

    def shelf(self) -> tuple[ShelvedList, ...]:
        """Every known list with what this home holds of it."""
        return shelve(self.store, self.known, utc_now())


def open_house() -> House:
    """Open the home that the environment names."""
    settings = Settings.from_env(os.environ)
    return House(settings, open_store(settings), known_lists(index_folder(settings.home)))


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def split_keys(text: str | None) -> tuple[str, ...] | None:
    """`--lists a,b` as keys; None where the option is not given."""
    if text is None:
        return None
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not keys:
        raise UsageError("--lists names no list; give keys joined by commas, such as dol_goods,cbp_wro.")
    return keys


def match_settings(settings: Settings, threshold: float | None, cutoff: float | None, top: int | None) -> MatchSettings:
    """The three numbers: the home's own where an option is not given.

    A threshold below the cutoff lowers the cutoff with it where that is not given, and is refused where it is.
    """
    plain = MatchSettings()
    threshold = first_given(threshold, settings.threshold, plain.threshold)
    cutoff = first_given(cutoff, settings.cutoff, min(plain.cutoff, threshold))
    chosen = MatchSettings(threshold, cutoff, int(first_given(top, settings.top, plain.top)))
    if chosen.cutoff > chosen.threshold:
        raise UsageError(
            f"The cutoff ({chosen.cutoff:g}) is above the threshold ({chosen.threshold:g}), so matches would be "
            "dropped before they are judged; lower --cutoff or raise --threshold."
        )
    return chosen


def first_given(*values: float | None) -> float:
    """The first value that is not None; the last one must be given."""
    return next(value for value in values if value is not None)


def exit_code(coverage: Coverage, worst: Severity | None, fail_on: str | None) -> int:
    """0 done under complete coverage, 1 `--fail-on` met, 3 a list is stale, absent or quarantined.

    A home that has never refreshed runs on bundled versions: that is said in every output and is no failure.
    """
    if fail_on is not None and worst is not None and worst.rank <= Severity(fail_on).rank:
        return 1
    return 3 if coverage.refreshed and coverage.missing else 0


def print_json(value: object, one_line: bool = False) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=None if one_line else 1))


def say_coverage(screening: Screening) -> None:
    """The coverage on standard error: data on standard output alone would not say which lists were missing."""
    for said in (
        unread_columns_sentence(screening.sheet),
        strict_threshold_sentence(dict(screening.settings)["threshold"]),
        *(f"{row.sheet} row {row.row} was not screened: {row.reason}".strip() for row in screening.sheet.rejected),
        coverage_sentence(screening),
        overdue_sentence(screening.coverage),
    ):
        if said:
            progress(said)
    bundled = bundled_sentence(screening.coverage)
    if bundled:
        progress(bundled)


def progress(words: str) -> None:
    """A line for the person who waits, on standard error: standard output is data only."""
    print(words, file=sys.stderr)


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="Tables for people, JSON for programs.",
)
