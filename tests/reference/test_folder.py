"""Closed networks: one folder of files refreshes every list that lies in it, and says what it did not take."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from supplychain.reference.discover import known_lists
from supplychain.reference.folder import lists_in

Run = Callable[..., subprocess.CompletedProcess[str]]
FIXTURES = Path(__file__).parents[1] / "reference_lists"
MOST = 150_000_000


def test_lists_are_known_by_what_reads_them_and_by_their_publishers_names(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "cbp_wro" / "published.csv", tmp_path / "orders saved by hand.csv")
    shutil.copy(FIXTURES / "hhs_leie" / "published.csv", tmp_path / "UPDATED.csv")  # an excerpt: by its name
    for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"):
        shutil.copy(FIXTURES / "ofac_sdn" / name, tmp_path / name.replace("sdn.", "SDN."))
    (tmp_path / "notes.txt").write_text("fetched on Monday", encoding="utf-8")
    found = lists_in(tmp_path, known_lists().lists, MOST)
    assert {key: path.name for key, path in found.places.items()} == {
        "cbp_wro": "orders saved by hand.csv",
        "hhs_leie": "UPDATED.csv",
        "ofac_sdn": tmp_path.name,
    }
    assert (found.unknown, found.doubled) == (("notes.txt",), ())


def test_a_list_found_twice_is_told_and_not_taken(tmp_path: Path) -> None:
    for name in ("new.csv", "old.csv"):
        shutil.copy(FIXTURES / "cbp_wro" / "published.csv", tmp_path / name)
    found = lists_in(tmp_path, known_lists().lists, MOST)
    assert (found.places, found.doubled) == ({}, ("cbp_wro lies there more than once (new.csv, old.csv); leave one.",))


def test_refresh_from_a_folder_gives_an_outcome_a_list_and_names_what_it_did_not_take(
    supplychain: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    shutil.copy(FIXTURES / "cbp_wro" / "published.csv", folder / "orders.csv")
    shutil.copy(FIXTURES / "ofac_sdn" / "sdn.csv", folder / "sdn.csv")  # alone: it must not be published
    (folder / "notes.txt").write_text("fetched on Monday", encoding="utf-8")
    done = supplychain("refresh", "--from", folder)
    assert done.returncode == 3
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows[1:3]] == [["cbp_wro", "unchanged"], ["ofac_sdn", "quarantined"]]
    assert "Not recognised as any list: notes.txt." in done.stderr
    assert "[2/2] " in done.stderr
    one = supplychain("refresh", "cbp_wro", "--from", folder)
    assert (one.returncode, one.stdout.split()[7:9]) == (0, ["cbp_wro", "unchanged"])
    none = supplychain("refresh", "un_sc", "--from", folder)
    assert none.returncode == 2
    assert "no file of un_sc is taken from this folder" in none.stderr


def test_an_optional_list_is_refreshed_unasked_only_where_it_is_configured(supplychain: Run, tmp_path: Path) -> None:
    nowhere = {f"SUPPLYCHAIN_SOURCE_{key.upper()}": "http://127.0.0.1:9/" for key in known_lists().lists}
    tries = {"SUPPLYCHAIN_FETCH_TRIES": "1"}
    asked = {key: text for key, text in nowhere.items() if not key.endswith("OPENSANCTIONS")}
    assert "opensanctions" not in supplychain("refresh", **asked, **tries).stdout
    assert "opensanctions" in supplychain("refresh", **nowhere, **tries).stdout
    assert "CC BY-NC" in known_lists().lists["opensanctions"].licence


def test_folders_within_the_folder_are_told_and_not_looked_into(tmp_path: Path) -> None:
    for name in ("older", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "older" / "SDN.CSV").write_bytes(b"1")
    found = lists_in(tmp_path, known_lists().lists, MOST)
    assert (found.folders, found.places, found.unknown) == (("older",), {}, ())
