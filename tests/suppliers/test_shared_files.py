"""The files beside the project: every damaged one as its manifest says, every real one as its truth says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from supplychain.errors import UnreadableSheetError
from supplychain.suppliers.sheet import read_sheet, receipt, rejected_receipt

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


def listed(path: Path, key: str | None) -> list[dict[str, Any]]:
    """Entries of a manifest; none where the folder is absent."""
    if not path.is_file():
        return []
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = told[key] if key else told
    return entries


BAD = listed(SHARED / "badfiles" / "manifest.yaml", "files")
REAL = listed(SHARED / "suppliers" / "truth.yaml", None)


@pytest.mark.parametrize("entry", BAD, ids=[entry["file"].encode("ascii", "replace").decode() for entry in BAD])
def test_damaged_files_end_as_the_manifest_says(entry: dict[str, Any], shared: Path) -> None:
    try:
        told = receipt(read_sheet(shared / "badfiles" / "files" / entry["file"]))
    except UnreadableSheetError as error:
        told = rejected_receipt(error)
    others = [str(other) for other in entry.get("alt", [])]
    verdict = {"accepted": "accept", "rejected": "reject"}[str(told["status"])]
    if verdict != entry["expect"]:
        assert any(other.startswith(verdict) or other == told["error"] for other in others)
    elif verdict == "reject":
        assert told["error"] in [entry["error"], *others]
    elif not any("rows" in other for other in others):
        assert (told["rows"], told["rejected_rows"]) == (entry["rows"], entry.get("rejected_rows", 0))
        assert set(entry.get("names", [])) <= set(told["names"])  # type: ignore[call-overload]
        assert set(entry.get("warnings", [])) <= set(told["warnings"])  # type: ignore[call-overload]


@pytest.mark.parametrize("entry", REAL, ids=[entry["file"] for entry in REAL])
def test_real_files_are_mapped_as_their_truth_says(entry: dict[str, Any], shared: Path) -> None:
    sheet = read_sheet(shared / "suppliers" / "files" / entry["file"])
    assert sheet.header_row == entry["header_row"]
    if "rows_with_supplier" in entry:
        assert len(sheet.lines) == entry["rows_with_supplier"]
    if entry["header_row"] is not None:
        mapped = dict(sheet.columns)
        found = {name: mapped["currency" if name == "currency_column" else name] for name in entry["fields"]}
        assert found == entry["fields"]
    assert len(sheet.lines) + len(sheet.rejected) + sheet.skipped == sheet.non_empty_rows


def test_the_folder_beside_the_project_was_there(shared: Path) -> None:
    assert BAD and REAL and shared.is_dir()
