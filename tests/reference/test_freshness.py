"""How old may a list be? Every level by the list's own cadence, and no expired list behind the words "no flags"."""

from __future__ import annotations

import json
import math
import re
import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from misbehaving_server import GOOD, KEY, KNOWN, LISTED

from supplychain.digest.conditions import conditions
from supplychain.library import ShelvedList, shelve
from supplychain.reference.discover import KnownLists, known_lists
from supplychain.reference.reference_list import Freshness
from supplychain.reference.refresh import RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.versions import mark_checked

Run = Callable[..., subprocess.CompletedProcess[str]]
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PAGE = Path(__file__).parents[1] / "reference_lists" / "uflpa_entities" / "published.html"


@pytest.mark.parametrize(
    ("hours", "level"),
    [(0, "fresh"), (25.9, "fresh"), (26, "amber"), (47.9, "amber"), (48, "red"), (119.9, "red"), (120, "expired"),
     (math.inf, "expired")],
)  # fmt: skip
def test_a_list_is_amber_from_26_hours_red_from_48_and_expired_from_120(hours: float, level: str) -> None:
    assert LISTED.freshness(hours) == Freshness(level)


def test_a_slow_publisher_keeps_the_levels_shares_of_its_own_cadence() -> None:
    weekly = replace(LISTED, max_age_hours=14 * 24)
    assert weekly.check_hours == 7 * 24
    levels = [weekly.freshness(days * 24) for days in (7, 8, 13, 14, 34, 35)]
    assert levels == ["fresh", "amber", "amber", "red", "red", "expired"]


def test_every_list_says_how_often_it_must_be_checked_and_none_lasts_for_ever() -> None:
    for key, listed in known_lists().lists.items():
        assert 12 <= listed.check_hours <= 24 * 183, key


@pytest.mark.parametrize(
    ("hours", "status", "level"),
    [(1, "current", "fresh"), (30, "current", "amber"), (49, "stale", "red"), (121, "stale", "expired")],
)
def test_the_shelf_tells_status_level_and_next_check(tmp_path: Path, hours: int, status: str, level: str) -> None:
    shelf = aged(tmp_path, KNOWN, GOOD, hours)
    assert (shelf.status, shelf.freshness, shelf.age_hours) == (status, level, hours)
    assert shelf.next_check == START + timedelta(hours=24)


def test_a_clock_set_back_freshens_no_level(tmp_path: Path) -> None:
    assert aged(tmp_path, KNOWN, GOOD, -1).freshness is Freshness.EXPIRED  # checked in the clock's future


def test_a_table_kept_by_hand_gets_no_younger_by_a_refresh_that_asks_nobody(tmp_path: Path) -> None:
    settings, known = Settings(home=tmp_path), known_lists()
    made = known.bundled["tip_tiers"].checked_at
    later = made + timedelta(days=370)
    room = RefreshRoom(open_store(settings), known, settings, lambda: later)
    assert refresh_list(room, "tip_tiers").verified
    [tiers] = [one for one in shelve(room.store, known, later) if one.key == "tip_tiers"]
    assert (tiers.status, tiers.freshness) == ("stale", Freshness.RED)
    [tiers] = [one for one in shelve(room.store, known, later + timedelta(days=600)) if one.key == "tip_tiers"]
    assert tiers.freshness is Freshness.EXPIRED


@pytest.fixture
def checked(supplychain: Run, home: Path) -> Callable[[float], None]:
    """A home whose one refreshed list was last checked so many hours ago."""
    assert supplychain("refresh", "uflpa_entities", "--from", PAGE).returncode == 3  # an excerpt: quarantined
    assert supplychain("refresh", "--accept", "uflpa_entities", "--reason", "a test").returncode == 0
    store = open_store(Settings(home=home))

    def check(hours: float) -> None:
        mark_checked(store, "uflpa_entities", datetime.now(UTC) - timedelta(hours=hours))

    return check


def test_no_output_reads_as_no_flags_under_a_list_last_checked_over_120_hours_ago(
    supplychain: Run, checked: Callable[[float], None], tmp_path: Path
) -> None:
    sheet = tmp_path / "suppliers.csv"
    sheet.write_text("Supplier,Country\nBluewater Linen Service LLC,US\n", encoding="utf-8")
    only = ("--lists", "uflpa_entities")
    checked(121)
    match = supplychain("match", "Bluewater Linen Service LLC", *only)
    assert match.returncode == 3
    assert "No flags" not in match.stdout
    assert "Bluewater Linen Service LLC: Incomplete" in match.stdout
    said = " ".join(match.stdout.split())
    assert "UFLPA Entity List (expired); this may not be read as no flags." in said
    out = tmp_path / "flagged.csv"
    table = supplychain("screen", sheet, *only, "--output", out)
    assert (table.returncode, "No flags" in table.stdout) == (3, False)
    assert "No flags" not in out.read_text(encoding="utf-8-sig")
    lines = supplychain("screen", sheet, *only, "--format", "jsonl")
    assert lines.returncode == 3
    [line] = [json.loads(text) for text in lines.stdout.splitlines()]
    assert any(reason.startswith("incomplete: 1 list not held or last checked too") for reason in line["not_screened"])
    assert "Incomplete: nothing met this 1 list version" in lines.stderr
    [shown] = [one for one in json.loads(supplychain("lists", "--format", "json").stdout) if one["key"] == only[1]]
    assert (shown["status"], shown["freshness"]) == ("stale", "expired")


def test_a_list_whose_first_version_waits_in_quarantine_is_not_held(supplychain: Run, home: Path) -> None:
    excerpt = PAGE.parents[1] / "hhs_leie" / "published.csv"  # far fewer entries than the list's bounds allow
    assert supplychain("refresh", "hhs_leie", "--from", excerpt).returncode == 3
    shelf = {one.key: one for one in shelve(open_store(Settings(home=home)), known_lists(), datetime.now(UTC))}
    assert (shelf["hhs_leie"].status, shelf["hhs_leie"].gap_status) == ("quarantined", "absent")
    found = conditions(open_store(Settings(home=home)), datetime.now(UTC))
    [told] = [one for one in found.items() if "hhs_leie" in one[0]]
    assert told[0].removeprefix("quarantined:hhs_leie:")
    assert re.search(r"until then no version is held\. .*\d+ entries came", told[1])
    unreached = supplychain("refresh", "hhs_leie", "--from", f"http://127.0.0.1:{closed_port()}/leie.csv")
    assert "`supplychain refresh KEY --from FILE`" in unreached.stdout
    assert told in conditions(open_store(Settings(home=home)), datetime.now(UTC)).items()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_between_48_and_120_hours_the_exit_is_3_and_between_26_and_48_the_delay_is_told(
    supplychain: Run, checked: Callable[[float], None]
) -> None:
    ask = ("match", "Bluewater Linen Service LLC", "--lists", "uflpa_entities")
    checked(60)
    stale = supplychain(*ask)
    assert stale.returncode == 3
    assert "UFLPA Entity List (stale)" in " ".join(stale.stdout.split())
    checked(30)
    late = supplychain(*ask)
    assert late.returncode == 0
    assert "1 list has not been checked in time: UFLPA Entity List." in " ".join(late.stdout.split())
    checked(3)
    assert "in time" not in supplychain(*ask).stdout


def aged(home: Path, known: KnownLists, body: bytes, hours: int) -> ShelvedList:
    """The test list, checked at START, as the shelf has it so many hours later."""
    settings = Settings(home=home)
    room = RefreshRoom(open_store(settings), known, settings, lambda: START)
    (home / "list.csv").write_bytes(body)
    refresh_list(room, KEY, str(home / "list.csv"))
    return next(one for one in shelve(room.store, known, START + timedelta(hours=hours)) if one.key == KEY)
