"""The receipt has the shape docs/receipt.md promises, on every road out."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from supplychain.suppliers.columns import FIELDS
from supplychain.suppliers.sheet import receipt

from . import workbook_files as files
from .conftest import Reader

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_last_line_is_the_receipt_and_accepted_exits_0(supplychain: Run, tmp_path: Path) -> None:
    path = tmp_path / "-rf =x.xlsx"
    path.write_bytes(files.xlsx())
    done = supplychain("read", path)
    told = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    assert (told["status"], told["error"], told["rows"], told["rejected_rows"], told["skipped"]) == (
        "accepted",
        None,
        5,
        0,
        1,
    )
    assert tuple(told["columns"]) == FIELDS
    assert told["names"] == files.NAMES
    assert (told["sheet"], told["header_row"], told["warnings"]) == ("Suppliers", 0, [])


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"Supplier Name,Country\n"])
def test_a_refusal_is_a_receipt_too_and_exits_2_without_traceback(
    supplychain: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    done = supplychain("read", path)
    told = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 2
    assert told["status"] == "rejected" and told["error"] and told["message"] and told["names"] == []
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_one_sentence(supplychain: Run, tmp_path: Path) -> None:
    done = supplychain("read", tmp_path / "nowhere.xlsx")
    assert done.returncode == 2
    assert json.loads(done.stdout.splitlines()[-1])["error"] == "FILE_NOT_FOUND"


def test_columns_and_sheets_can_be_named_on_the_command_line(supplychain: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Foo,Bar\nA Ltd,CN\n")
    done = supplychain("read", path, "--column", "supplier_name=Foo", "--column", "country=Bar")
    assert json.loads(done.stdout.splitlines()[-1])["columns"]["country"] == "Bar"
    assert supplychain("read", path, "--column", "nonsense").returncode == 2


def test_every_code_of_a_receipt_is_explained_in_the_docs(read: Reader) -> None:
    root = Path(__file__).resolve().parents[2]
    explained = (root / "docs" / "receipt.md").read_text(encoding="utf-8")
    source = "".join(
        path.read_text(encoding="utf-8") for path in sorted((root / "supplychain" / "suppliers").glob("*.py"))
    )
    codes = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', source))
    assert len(codes) > 30
    assert sorted(code for code in codes if f"`{code}`" not in explained) == []
    assert receipt(read("a.xlsx", files.xlsx()))["spend_category"] is None
