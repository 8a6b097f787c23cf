"""The fault server beside the project, every scenario, over real lists: the last good version stays, or the whole new
one comes; never a part of one, and no row is dropped unrecorded."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from misbehaving_server import KEY, LISTED, parse

from supplychain.reference.discover import KnownLists, known_lists
from supplychain.reference.reference_list import Bounds, ParsedList
from supplychain.reference.refresh import Outcome, RefreshRoom, refresh_list
from supplychain.settings import Settings
from supplychain.store import open_store
from supplychain.store.versions import current_versions, load_entries

# What is the whole list although it comes another way; all else must leave the last good version as it is.
SAME = {"ok", "gzip_ok", "gzip_two_members", "flaky_2_then_ok", "future_date"}
# What the server's own list has scenarios for, its columns being known: outcome and gate.
STAND_IN = {
    "shrink_5": (Outcome.UPDATED, ""), "old_version": (Outcome.QUARANTINED, "rolled_back"),
    "schema_reordered": (Outcome.UNCHANGED, ""), "schema_extra_col": (Outcome.UNCHANGED, ""),
    "utf16": (Outcome.UNCHANGED, ""),
    "latin1_labelled_utf8": (Outcome.UPDATED, ""), "shrink_40": (Outcome.QUARANTINED, "removed"),
    "shrink_one_source": (Outcome.QUARANTINED, "sub_list_minimum"), "grow_400": (Outcome.QUARANTINED, "grown"),
    "name_column_emptied": (Outcome.QUARANTINED, "empty_names"), "dup_ids": (Outcome.QUARANTINED, "duplicate_ids"),
    "bad_rows_1pct": (Outcome.QUARANTINED, "row_errors"), "bad_rows_30pct": (Outcome.QUARANTINED, "row_errors"), "other_list": (Outcome.QUARANTINED, "renamed"),
    "mojibake_double_utf8": (Outcome.QUARANTINED, "damaged_text"),
    "trunc_chunked_clean_end": (Outcome.KEPT_LAST_GOOD, ""), "trunc_at_line_boundary": (Outcome.QUARANTINED, "removed"),
    "header_row_only": (Outcome.QUARANTINED, "minimum"), "schema_renamed": (Outcome.KEPT_LAST_GOOD, ""),
}  # fmt: skip


def parse_stand_in(raw: bytes) -> ParsedList:
    """The fault server's own list: its rows as of one fixed day."""
    return parse(raw, "program")


ROWS = {"shrink_5": 950}

STANDING_IN = replace(
    LISTED,
    bounds=Bounds(500, 20_000),
    parse=parse_stand_in,
    sub_bounds=tuple((f"P{number}", 1, 10_000) for number in range(12)),
)


@pytest.fixture(scope="module")
def scenarios(shared: Path) -> list[str]:
    """The names of all scenarios, as the server's source gives them."""
    source = (shared / "tools" / "faultserver.py").read_text(encoding="utf-8")
    named = re.findall(r'[ ,]"([\w]+)": (?:H\(|b")', source) + re.findall(r'if name == "(\w+)"', source)
    return list(dict.fromkeys(named))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def fault_server(shared: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The server's address, with the list named by the test's parameter as its body."""
    port = free_port()
    command = [sys.executable, str(shared / "tools" / "faultserver.py"), str(port)]
    if request.param:
        command.append(str(shared / "lists" / request.param))
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


LISTS = [
    pytest.param(
        "uflpa_entities", "uflpa/uflpa-entity-list_fetched-2026-07-09.html", marks=pytest.mark.long, id="uflpa"
    ),
    pytest.param("dol_goods", "dol-tvpra/goods_2023-08.xml", marks=pytest.mark.long, id="dol_goods"),
    pytest.param(KEY, "", id="the server's own list"),
]


@pytest.mark.sqlite
@pytest.mark.parametrize(("key", "fault_server"), LISTS, indirect=["fault_server"])
def test_in_every_scenario_the_last_good_version_stays_or_a_whole_one_comes(
    key: str, fault_server: str, scenarios: list[str], tmp_path: Path
) -> None:
    known = known_lists() if key != KEY else KnownLists({KEY: STANDING_IN}, {}, {}, {})
    assert len(scenarios) == 65

    def room(path: str, home: Path) -> RefreshRoom:
        sources = ((key, f"{fault_server}/{path}"),)
        # Two retries back off 0.5 to 3 s in all: with less time the flaky server is rightly given up.
        settings = Settings(home=home, sources=sources, fetch_deadline=3, fetch_tries=3, fetch_max_mb=50)
        return RefreshRoom(open_store(settings), known, settings)

    first = room("ok", tmp_path / "first")
    assert refresh_list(first, key).verified
    before = current_versions(first.store)[key]
    entries = load_entries(first.store, key, before.version)
    first.store.close()
    told, wrong = [], []
    for scenario in scenarios:
        home = shutil.copytree(tmp_path / "first", tmp_path / scenario)
        there = room(f"s/{scenario}", home)
        began = time.monotonic()
        outcome = refresh_list(there, key)
        seconds = time.monotonic() - began
        after = current_versions(there.store)[key]
        now = load_entries(there.store, key, after.version)
        there.store.close()
        told.append(f"{scenario}: {outcome.outcome} {outcome.gate} {outcome.reason} ({seconds:.1f} s)")
        right = seconds < 5 and (outcome.verified or (bool(outcome.reason) and after == before))
        if scenario in SAME:
            right &= (outcome.outcome, now) == (Outcome.UNCHANGED, entries)
        elif key == KEY and scenario in STAND_IN:
            right &= (outcome.outcome, outcome.gate) == STAND_IN[scenario]
        elif scenario != "grow_400":  # a page five times over is still the page, to a reader of web pages
            right &= outcome.outcome in (Outcome.KEPT_LAST_GOOD, Outcome.QUARANTINED)
        if outcome.verified and key == KEY:  # every row of the file became an entry, or is told as one that did not
            right &= len(now) + outcome.row_errors == ROWS.get(scenario, 1_000)
        elif outcome.verified:
            right &= now == entries
        if not right:
            wrong.append(told[-1])
    print("\n".join(told))
    assert wrong == []
