"""How the shelf and the changes of a list read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supplychain.commands.lists_words import changed_fields, until
from supplychain.flags.words import ago
from supplychain.model import Alias, Identifier, ListedEntity

Run = Callable[..., subprocess.CompletedProcess[str]]
ORDERS = Path(__file__).parents[1] / "reference_lists" / "cbp_wro" / "published.csv"
PARTY = ListedEntity("7", "ALFA LTD", aliases=(Alias("A", weak=True),), programme="CUBA", remarks="long " * 40)


def test_what_changed_in_an_entry_is_told_field_by_field_from_old_to_new() -> None:
    now = replace(
        PARTY, name="ALPHA LTD", aliases=(Alias("ALFA LTD"),), identifiers=(Identifier("tax", "12"),), remarks=""
    )
    said = dict(changed_fields(PARTY, now))
    assert said["name"] == "“ALFA LTD” → “ALPHA LTD”"
    assert said["aliases"] == "without “A” (weak); now with “ALFA LTD”"
    assert said["identifiers"] == "now with tax 12"
    assert (said["remarks"].endswith("…” → (blank)"), set(said)) == (
        True,
        {"name", "aliases", "identifiers", "remarks"},
    )


def test_ages_and_next_checks_read_as_a_person_says_them() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert (ago(1.2), ago(31), ago(3_661)) == ("1 hour ago", "31 hours ago", "153 days ago")
    assert (ago(0.0), ago(0.1), ago(1 / 59)) == ("just now", "6 minutes ago", "just now")
    assert ago(-0.5) == "at a time that is still to come: the clock was set"
    assert (ago(None), ago(float("inf"))) == ("unknown", "unknown")
    assert (until(now, now), until(None, now), until(now.replace(day=23), now)) == ("overdue", "", "in 24 hours")


def test_the_table_tells_state_age_next_check_and_last_change(supplychain: Run) -> None:
    supplychain("refresh", "cbp_wro", "--from", ORDERS)
    [row] = [line for line in supplychain("lists").stdout.splitlines() if line.startswith("cbp_wro ")]
    assert row.split()[1:7] == ["fresh", "just", "now", "in", "24", "hours"]


def test_two_editions_beside_the_project_differ_by_305_and_8(supplychain: Run, shared: Path) -> None:
    old, new = (shared / "lists" / "ofac-sdn" / f"sdn_{day}.csv" for day in ("2024-04-26", "2024-05-03"))
    if not new.exists():
        pytest.skip("the two editions do not lie beside the project")
    assert "parts_missing" in supplychain("refresh", "ofac_sdn", "--from", old).stdout
    assert supplychain("refresh", "--accept", "ofac_sdn", "--reason", "to compare").returncode == 0
    assert "parts_missing" in supplychain("refresh", "ofac_sdn", "--from", new).stdout
    said = supplychain("lists", "diff", "ofac_sdn", "quarantined").stdout
    assert said.splitlines()[0].endswith("→ quarantined: 305 added, 8 removed, 0 changed.")
    assert said.splitlines()[1] == "Added:"
    assert supplychain("refresh", "--accept", "ofac_sdn", "--reason", "to compare").returncode == 0
    again = supplychain("lists", "diff", "ofac_sdn").stdout
    assert again.splitlines()[1:] == said.splitlines()[1:]
    [row] = [line for line in supplychain("lists").stdout.splitlines() if line.startswith("ofac_sdn ")]
    assert "+305 -8 ~0 on " in row
