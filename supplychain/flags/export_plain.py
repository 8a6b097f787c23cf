"""What does a program get? Each supplier line as one object: JSON lines, CSV, Parquet. None is left out.

The JSON shape is the documented contract of `screen --format jsonl`; it only ever grows.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from supplychain.flags.export_cells import CellValue, csv_text
from supplychain.flags.export_rows import HEADINGS, by_consequence, line_cells, wording
from supplychain.flags.words import Titles
from supplychain.model import Concept, Flag, Match, Reason, ScreenedLine, Screening

_DIGITS = 4  # of a score: finer differences are noise of the arithmetic
_CSV_FIELDS = ("sheet", "row", "supplier", "maker", "country", "origin", "goods", "hs", "severity")
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character: no UTF-8 file can hold it

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
}


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "feature": reason.feature,
        "says": reason.says,
        "supplier": reason.supplier,
        "entry": reason.entry,
        "points": round(reason.points, _DIGITS),
    }


def flag_object(flag: Flag) -> dict[str, object]:
    """One flag in the contract's shape."""
    return {
        "severity": flag.severity.value,
        "axes": [axis.value for axis in flag.axes],
        "list": flag.list_key,
        "version": flag.version,
        "entry_id": flag.entry_id,
        "entry": flag.entry,
        "basis": flag.basis,
        "consequence": flag.consequence,
        "score": round(flag.score, _DIGITS),
        "reasons": [_reason(reason) for reason in flag.reasons],
        "next_step": flag.next_step,
        "comply_chain_step": flag.comply_chain_step,
        "source_url": flag.source_url,
    }


def match_object(match: Match) -> dict[str, object]:
    """One match in the contract's shape."""
    return {
        "list": match.list_key,
        "entry_id": match.entry.entry_id,
        "entry": match.entry.name,
        "matched_name": match.matched_name,
        "score": round(match.score, _DIGITS),
    }


def _concept(concept: Concept) -> dict[str, object]:
    return {
        "concept": concept.concept,
        "relation": concept.relation,
        "depth": concept.depth,
        "score": round(concept.score, _DIGITS),
        "why": concept.why,
    }


def line_object(screened: ScreenedLine) -> dict[str, object]:
    """One supplier line in the contract's shape; flags gravest first, matches best first."""
    line, severity = screened.line, screened.severity
    return {
        "sheet": line.sheet,
        "row": line.row,
        "supplier": line.supplier_name,
        "maker": line.maker,
        "country": screened.country,
        "origin": screened.origin,
        "goods": line.product_description,
        "hs": screened.hs,
        "concepts": [_concept(concept) for concept in screened.concepts],
        "severity": None if severity is None else severity.value,
        "flags": [flag_object(flag) for flag in by_consequence(screened.flags)],
        "matches": [match_object(match) for match in screened.matches],
        "not_screened": list(screened.not_screened),
    }


def jsonl_lines(screening: Screening) -> Iterator[str]:
    """One JSON object a supplier line, in sheet order, without line ends."""
    for screened in screening.lines:
        text = json.dumps(line_object(screened), ensure_ascii=False)
        # half a character cannot be printed as UTF-8; \udXXX can
        yield json.dumps(json.loads(text)) if _SURROGATES.search(text) else text


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
                *line_cells(screened, words)[1:],
            )
            writer.writerow([_field(value) for value in fields])


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
        text.write(_SURROGATES.sub("\ufffd", line).encode() + b"\n")
    text.seek(0)
    table = pl.read_ndjson(text, schema=PARQUET_SCHEMA) if screening.lines else pl.DataFrame(schema=PARQUET_SCHEMA)
    table.write_parquet(out)
