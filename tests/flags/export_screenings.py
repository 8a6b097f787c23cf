"""Screenings made by hand for the tests of the way out, and the officer's files they were read from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook

from supplychain.model import (
    Axis,
    Concept,
    Coverage,
    Flag,
    ListedEntity,
    ListVersion,
    Match,
    MissingList,
    Reason,
    RejectedRow,
    ScreenedLine,
    Screening,
    Severity,
    SupplierLine,
    SupplierSheet,
)

TITLES = {"uflpa_entities": "UFLPA Entity List", "dol_goods": "DOL List of Goods"}
MOMENT = datetime(2026, 11, 22, 3, 4, tzinfo=UTC)


def a_version(key: str = "uflpa_entities", origin: str = "bundled") -> ListVersion:
    return ListVersion(
        list_key=key,
        version="2025-08-14.0123abcd",
        edition="2025-08",
        as_of=date(2025, 8, 14),
        source_url="https://example.gov/list",
        sha256="0123abcd" * 8,
        fetched_at=MOMENT,
        checked_at=MOMENT,
        origin=origin,
        entries=144,
        names=300,
    )


COVERAGE = Coverage(
    versions=(a_version(), a_version("dol_goods")),
    missing=(MissingList("cbp_wro", "CBP Withhold Release Orders", "absent"),),
    refreshed=False,
)


def a_flag(severity: Severity = Severity.IMPORT_BARRED, entry: str = "Hoshine Silicon", score: float = 0.97) -> Flag:
    return Flag(
        severity=severity,
        axes=(Axis.WHO,),
        list_key="uflpa_entities",
        version="2025-08-14.0123abcd",
        entry_id="uflpa-17",
        entry=entry,
        basis="P.L. 117-78 section 3, 19 USC 1307",
        consequence="goods are presumed made with forced labor",
        score=score,
        reasons=(Reason("exact_tokens", "every word of the name agrees", "HOSHINE SILICON", "Hoshine Silicon", 0.9),),
        next_step="Hold the order and ask for tracing evidence",
        comply_chain_step="2 assess risks",
        source_url="https://example.gov/list#17",
    )


def a_match() -> Match:
    entity = ListedEntity(entry_id="uflpa-17", name="Hoshine Silicon")
    return Match("uflpa_entities", entity, "Hoshine Silicon", "supplier_name", 0.97, a_flag().reasons)


def a_line(row: int, name: str, flags: Sequence[Flag] = (), sheet: str = "Suppliers", goods: str = "") -> ScreenedLine:
    return ScreenedLine(
        line=SupplierLine(sheet=sheet, row=row, supplier_name=name, product_description=goods),
        country="CN",
        origin=None,
        hs=None,
        concepts=(Concept("gloves_nitrile", "is", 0, 0.9, "says glove"),),
        flags=tuple(flags),
        matches=(a_match(),) if flags else (),
        not_screened=() if flags else ("Goods not screened: the line does not say what is bought.",),
    )


def a_screening(
    source: Path,
    lines: Sequence[ScreenedLine],
    *,
    rejected: Sequence[RejectedRow] = (),
    header_row: int | None = 0,
    heading_rows: tuple[tuple[str, int | None], ...] = (),
    coverage: Coverage = COVERAGE,
) -> Screening:
    sheet = SupplierSheet(
        file_name=source.name,
        file_sha256=hashlib.sha256(source.read_bytes()).hexdigest(),
        sheet=" + ".join(dict.fromkeys(line.line.sheet for line in lines)),
        header_row=header_row,
        heading_rows=heading_rows,
        columns=(("supplier_name", "Supplier"), ("maker", None)),
        unmapped=("Amount",),
        lines=tuple(line.line for line in lines),
        rejected=tuple(rejected),
        skipped=1,
        non_empty_rows=len(lines) + len(rejected) + 1,
    )
    return Screening(
        screening_id="0123456789abcdef",
        started_at=MOMENT,
        finished_at=MOMENT,
        engine="0.1.0",
        settings=(("threshold", 0.8), ("cutoff", 0.6), ("top", 10.0)),
        sheet=sheet,
        coverage=coverage,
        lines=tuple(lines),
    )


def rename(screening: Screening, name: str) -> Screening:
    """The same screening with another file name."""
    return replace(screening, sheet=replace(screening.sheet, file_name=name))


def a_workbook(path: Path, names: Sequence[str], *, title: str = "Suppliers") -> Path:
    """Header on row 1, one supplier a row from row 2, the text stored as text."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    sheet.append(["Supplier", "Amount"])
    for number, name in enumerate(names, 2):
        sheet.cell(number, 1, name).data_type = "s"
        sheet.cell(number, 2, number * 10.5)
    workbook.save(path)
    return path
