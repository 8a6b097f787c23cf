"""Any procurement workbook in, one SupplierSheet out.

The file is read by a child process with no network, no disk, 1.5 GB and 60 seconds, so that no upload can harm the
process that asked. Refuses to match or judge anything.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import supplychain
from supplychain.collector import gc_paused
from supplychain.errors import UnreadableSheetError
from supplychain.model import ColumnReading, RejectedRow, SupplierLine, SupplierSheet
from supplychain.suppliers import limits
from supplychain.suppliers.columns import EXTRA_FIELD, FIELDS
from supplychain.suppliers.sheet_wishes import unknown_fields

# The child's own limit counts processor time; here waiting for a busy machine counts too, and is no fault of the file
# (300,000 lines took 66 s with ten processes on two cores, 12 s alone).
WALL_SECONDS = 4 * limits.CHILD_SECONDS


def read_sheet(path: Path, *, sheet: str | None = None, columns: Mapping[str, str] | None = None) -> SupplierSheet:
    """Read an .xlsx, .xlsm, .xls, .xlsb, .ods, .csv or .tsv file.

    `sheet` names one sheet (default: every visible sheet that lists suppliers); `columns` maps field names to headers
    and wins over what the headers say, `Old vendors/supplier_name` for one sheet alone. Raises
    UnreadableSheetError(code, sentence) where the file cannot be read whole; nothing is ever read in part. Source of
    the codes: docs/receipt.md.
    """
    wishes = dict(columns or {})
    if unknown := unknown_fields(wishes, (*FIELDS, EXTRA_FIELD)):
        raise UnreadableSheetError(
            "NO_SUCH_FIELD", f"There is no field {unknown[0]!r}; the fields are {', '.join((*FIELDS, EXTRA_FIELD))}."
        )
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            answer = _ask_child(stream, {"file": path.name, "sheet": sheet, "columns": wishes})
    except OSError as error:
        raise UnreadableSheetError(
            "FILE_NOT_FOUND", f"The file {path.name!r} cannot be opened ({error.strerror or error}); check its path."
        ) from None
    if "error" in answer:
        raise UnreadableSheetError(str(answer["error"]), str(answer["message"]))
    return _sheet(path.name, digest, answer["outcome"])


def receipt(sheet: SupplierSheet) -> dict[str, object]:
    """The `read` receipt of an accepted sheet (docs/receipt.md); `spend_category` and `rejected` are additions."""
    mapped = dict(sheet.columns)
    return {
        "status": "accepted",
        "error": None,
        "message": _summary(sheet),
        "sheet": sheet.sheet or None,
        "header_row": sheet.header_row,
        "columns": {name: mapped.get(name) for name in FIELDS},
        "rows": len(sheet.lines),
        "rejected_rows": len(sheet.rejected),
        "skipped": sheet.skipped,
        "warnings": list(sheet.warnings),
        "names": [name for line in sheet.lines for name in (line.supplier_name, *line.other_names)],
        "spend_category": mapped.get(EXTRA_FIELD),
        "further": [{"field": name, "header": header} for name, header in sheet.further],
        "confidence": {reading.field: reading.confidence for reading in sheet.readings if reading.header is not None},
        "rivals": {r.field: [header for header, _ in r.rivals] for r in sheet.readings if r.rivals},
        "unmapped": list(sheet.unmapped),
        "sheets": [
            {"sheet": name, "heading_row": sheet.heading_row_of(name), "columns": dict(columns)}
            for name, columns in sheet.sheet_columns
        ],
        "non_empty_rows": sheet.non_empty_rows,
        "rejected": [{"sheet": row.sheet, "row": row.row, "reason": row.reason} for row in sheet.rejected],
        "notes": list(sheet.notes),
    }


def rejected_receipt(error: UnreadableSheetError) -> dict[str, object]:
    """The `read` receipt of a file that was refused: the code, the sentence, and nothing read."""
    return {
        "status": "rejected",
        "error": error.code,
        "message": str(error),
        "sheet": None,
        "header_row": None,
        "columns": dict.fromkeys(FIELDS),
        "rows": 0,
        "rejected_rows": 0,
        "skipped": 0,
        "warnings": [],
        "names": [],
    }


def _summary(sheet: SupplierSheet) -> str:
    return (
        f"{len(sheet.lines):,} supplier lines read, {len(sheet.rejected):,} rows rejected, {sheet.skipped:,} skipped "
        f"(headers, titles, totals), of {sheet.non_empty_rows:,} rows that hold something."
    )


def _ask_child(stream: BinaryIO, wish: Mapping[str, object]) -> dict[str, Any]:
    """Start the reading process on the open file and take its JSON answer; no pickle crosses, so a subverted child can
    say wrong things but run nothing here."""
    home = str(Path(supplychain.__file__).resolve().parents[1])
    paths = [home, *(entry for entry in sys.path if entry and entry != home)]
    command = [sys.executable, "-X", "utf8", "-m", "supplychain.suppliers.child", json.dumps(wish)]
    try:
        done = subprocess.run(
            command,
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            env={"PYTHONPATH": ":".join(paths), "PATH": ""},
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError, UnicodeDecodeError):
        answer = None
    if not isinstance(answer, dict) or not ("error" in answer or "outcome" in answer):
        raise UnreadableSheetError(
            "READER_STOPPED",
            "The file could not be read within the limits of one upload (1.5 GB of memory, 60 seconds); "
            "save the supplier sheet alone as a new .xlsx and upload that.",
        )
    return answer


def _sheet(file_name: str, digest: str, outcome: Mapping[str, Any]) -> SupplierSheet:
    with gc_paused():
        lines = _lines(outcome)
    return SupplierSheet(
        file_name=file_name,
        file_sha256=digest,
        sheet=outcome["sheet"],
        header_row=outcome["header_row"],
        columns=tuple(outcome["columns"].items()),
        unmapped=tuple(outcome["unmapped"]),
        lines=lines,
        rejected=tuple(RejectedRow(*row) for row in outcome["rejected"]),
        skipped=outcome["skipped"],
        non_empty_rows=outcome["non_empty"],
        warnings=tuple(outcome["warnings"]),
        notes=tuple(outcome["warnings"].values()),
        headers=tuple(outcome["headers"]),
        sheet_headers=tuple((name, tuple(headers)) for name, headers in outcome["sheet_headers"]),
        further=tuple((name, header) for name, header in outcome["further"]),
        heading_rows=tuple((name, row) for name, row in outcome["heading_rows"]),
        sheet_columns=tuple((name, tuple(columns.items())) for name, columns in outcome["sheet_columns"]),
        readings=tuple(
            ColumnReading(name, header, confidence, tuple((rival, score) for rival, score in rivals), doubt)
            for name, header, confidence, rivals, doubt in outcome["readings"]
        ),
    )


def _lines(outcome: Mapping[str, Any]) -> tuple[SupplierLine, ...]:
    texts: dict[str, list[str]] = outcome["texts"]
    sheets: list[str] = outcome["sheets"]
    names = [
        "supplier_name", "supplier_id", "maker", "country", "origin", "address", "city",
        "product_description", "spend_category", "commodity_code",
    ]  # fmt: skip
    held = [_held_once(texts[name]) for name in names]
    lines = len(held[-1])
    further = [
        *_by_line(outcome["other_names"], lines),
        _held_once(texts["code_system"]),
        *_by_line({at: map(tuple, told) for at, told in outcome["other_parties"].items()}, lines),
        *_by_line({at: map(tuple, told) for at, told in outcome["remarks"].items()}, lines),
    ]
    columns = zip(*held, outcome["amounts"], _held_once(texts["currency"]), *further, strict=True)
    return tuple(
        SupplierLine(sheets[which], row, *said)
        for which, row, said in zip(outcome["sheet_of"], outcome["rows"], columns, strict=True)
    )


def _by_line(told: Mapping[str, Iterable[Any]], lines: int) -> list[list[Any]]:
    """One column: what is told of each line by its number, as a tuple; equal ones as one object."""
    column: list[Any] = [()] * lines
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for at, values in told.items():
        value = tuple(values)
        column[int(at)] = known.setdefault(value, value)
    return [column]


def _held_once(texts: list[str]) -> list[str]:
    """The texts of one column, equal ones as one object: JSON makes each anew, and a column repeats itself."""
    known: dict[str, str] = {}
    return [known.setdefault(text, text) for text in texts]
