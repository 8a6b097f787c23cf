"""What does a program or a statistician get? Each supplier line as one row of CSV or Parquet. None is left out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl

from supplychain.flags.export_cells import CellValue, csv_text
from supplychain.flags.export_json import SURROGATES, line_object
from supplychain.flags.export_rows import HEADINGS, line_cells, wording
from supplychain.flags.words import Titles
from supplychain.model import Screening

_CSV_FIELDS = ("sheet", "row", "supplier", "maker", "country", "origin", "goods", "hs", "severity")

_REASON = pl.Struct(
    {"feature": pl.String, "says": pl.String, "supplier": pl.String, "entry": pl.String, "points": pl.Float64}
)
_FLAG = pl.Struct(
    {
        "severity": pl.String,
        "axes": pl.List(pl.String),
        "list": pl.String,
        "version": pl.String,
        "entry_id": pl.String,
        "entry": pl.String,
        "basis": pl.String,
        "consequence": pl.String,
        "score": pl.Float64,
        "reasons": pl.List(_REASON),
        "next_step": pl.String,
        "comply_chain_step": pl.String,
        "source_url": pl.String,
    }
)
_MATCH = pl.Struct(
    {
        "list": pl.String,
        "entry_id": pl.String,
        "entry": pl.String,
        "matched_name": pl.String,
        "score": pl.Float64,
    }
)
_CONCEPT = pl.Struct(
    {"concept": pl.String, "relation": pl.String, "depth": pl.Int64, "score": pl.Float64, "why": pl.String}
)
PARQUET_SCHEMA: dict[str, Any] = {
    "sheet": pl.String,
    "row": pl.Int64,
    "supplier": pl.String,
    "maker": pl.String,
    "country": pl.String,
    "origin": pl.String,
    "goods": pl.String,
    "hs": pl.String,
    "concepts": pl.List(_CONCEPT),
    "severity": pl.String,
    "flags": pl.List(_FLAG),
    "matches": pl.List(_MATCH),
    "not_screened": pl.List(pl.String),
    "other_parties": pl.List(pl.Struct({"header": pl.String, "name": pl.String})),
}


def write_csv_rows(screening: Screening, out: Path, titles: Titles) -> None:
    """One row a supplier line: the line, then our columns of the workbook in program names."""
    words = wording(screening, titles)
    ours = [heading.lower().replace(" ", "_") for heading in HEADINGS[1:]]
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_CSV_FIELDS, *ours])
        for screened in screening.lines:
            line = screened.line
            severity = screened.severity
            fields: tuple[CellValue, ...] = (
                line.sheet,
                line.row,
                line.supplier_name,
                line.maker,
                screened.country,
                screened.origin,
                line.product_description,
                screened.hs,
                severity.value if severity else "",
                *line_cells(screened, words, most=None)[1:],
            )
            writer.writerow([_field(value) for value in fields])


def write_rejected_rows(screening: Screening, out: Path) -> None:
    """One row a rejected row of the sheet: where it stands, and why it was not screened."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sheet", "row", "reason"])
        writer.writerows([csv_text(row.sheet), str(row.row), csv_text(row.reason)] for row in screening.sheet.rejected)


def _field(value: CellValue) -> str:
    if isinstance(value, str):
        return csv_text(value)
    return "" if value is None else str(value)


def write_parquet_rows(screening: Screening, out: Path) -> None:
    """The objects of `jsonl_lines` as a typed table.

    They go through JSON text: polars reads it in 1 s where nested Python objects take 25 s and 1.6 GB (100,000
    lines). Half a character becomes U+FFFD, for Parquet holds UTF-8 only.
    """
    text = io.BytesIO()
    for screened in screening.lines:
        line = json.dumps(line_object(screened), ensure_ascii=False)
        text.write(SURROGATES.sub("\ufffd", line).encode() + b"\n")
    text.seek(0)
    table = pl.read_ndjson(text, schema=PARQUET_SCHEMA) if screening.lines else pl.DataFrame(schema=PARQUET_SCHEMA)
    table.write_parquet(out)
