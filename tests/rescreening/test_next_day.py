"""The whole night by the command line: unlisted today, listed tomorrow, told the morning after."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_supplier_of_a_past_upload_is_told_of_the_morning_after_it_is_listed(
    supplychain: Run, home: Path, tmp_path: Path
) -> None:
    sheet, watched = tmp_path / "spend.csv", tmp_path / "watched.csv"
    sheet.write_text("Supplier name,Country,Amount\nQuillbrook Nonwoven Ltd,China,120\nHarbor Care LLC,US,9\n")
    assert supplychain("screen", sheet).returncode == 0
    watched.write_text("id,name\n1,Somebody Else Entirely\n")
    assert supplychain("lists", "add", "do_not_buy", watched, "--title", "Do not buy").returncode == 0
    supplychain("jobs", "run", "rescreen")
    watched.write_text("id,name\n1,Somebody Else Entirely\n2,Quillbrook Nonwoven\n")
    supplychain("lists", "add", "do_not_buy", watched, "--title", "Do not buy", "--severity", "prohibited")
    done = supplychain("jobs", "run", "rescreen")
    assert done.returncode == 0, done.stderr
    told = supplychain("jobs", "run", "digest")
    assert told.returncode == 0, told.stderr
    (whole,) = (home / "digests").glob("*.json")
    message = json.loads(whole.read_text(encoding="utf-8"))
    (flag,) = [one for one in message["flags"] if one["list_key"] == "do_not_buy"]
    assert (flag["kind"], flag["severity"], flag["supplier_name"]) == ("new", "prohibited", "Quillbrook Nonwoven Ltd")
    assert supplychain("jobs", "run", "canary").returncode == 0
