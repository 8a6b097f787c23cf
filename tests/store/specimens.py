"""Lists and screenings the store tests keep, with every awkward value real ones have shown."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime

from supplychain.model import (
    Alias,
    Axis,
    Concept,
    Coverage,
    EntityType,
    Entry,
    EntryStatus,
    Flag,
    Identifier,
    ListedCountry,
    ListedEntity,
    ListedGood,
    ListVersion,
    Match,
    Measure,
    MissingList,
    Reason,
    RejectedRow,
    ScreenedLine,
    Screening,
    Severity,
    SupplierLine,
    SupplierSheet,
)

NIGHT = datetime(2026, 11, 22, 2, 0, 30, 123456, tzinfo=UTC)

HOSHINE = ListedEntity(
    entry_id="uflpa:hoshine",
    name="Hoshine Silicon Industry (Shanshan) Co., Ltd.",
    aliases=(Alias("合盛硅业（鄯善）有限公司"), Alias("Hesheng Silicon", weak=True)),
    countries=("CN-XJ",),
    addresses=("Shanshan Stone Industrial Park, Turpan",),
    identifiers=(Identifier("lei", "300300C1063231000071"),),
    measure=Measure.IMPORT_ORDER,
    basis="P.L. 117-78 §3",
    status=EntryStatus.PARTIAL,
    listed_on=date(2022, 6, 21),
    merchandise="silica-based products",
    scope=("silica", "polysilicon"),
    extends_to="and subsidiaries",
)
WISSER = ListedEntity(entry_id="sdn:1", name="WISSER, Gerhard", entity_type=EntityType.PERSON)
GLOVES = ListedGood("dol:gloves:my", "Rubber Gloves", "Malaysia", "MY", forced_labor=True, listed_on=date(2020, 9, 30))
SQUID = ListedGood("dol:squid", "Squid", "High seas", None)
TIER_3 = ListedCountry("tip:cn", "China (People’s Republic of)", "CN", "Tier 3", 2025)


def version_of(
    entries: Sequence[Entry], list_key: str = "uflpa_entities", edition: str = "1", origin: str = "refreshed"
) -> ListVersion:
    """A version as the refresh would state it; another edition is another file."""
    digest = hashlib.sha256(f"{list_key} {edition}".encode()).hexdigest()
    return ListVersion(
        list_key=list_key,
        version=f"2026-11-20.{digest[:8]}",
        edition=edition,
        as_of=date(2026, 11, 20),
        source_url="https://example.org/list.csv",
        sha256=digest,
        fetched_at=NIGHT,
        checked_at=NIGHT,
        origin=origin,
        entries=len(entries),
        names=sum(len(one.names) for one in entries if isinstance(one, ListedEntity)),
    )


def many(count: int, edition: str = "1") -> list[Entry]:
    """A list of that many entities; every tenth differs from one edition to the next."""
    return [
        ListedEntity(f"id-{number}", f"Company {number}", remarks=edition if number % 10 == 0 else "")
        for number in range(count)
    ]


def line(row: int, supplier_name: str = "Hoshine Silicon", **cells: object) -> SupplierLine:
    """A supplier line with the cells given and one of every other kind."""
    values = {
        "row": row,
        "supplier_id": "00124",
        "maker": "合盛硅业",
        "country": "China",
        "product_description": "Silicone tubing ½″",
        "commodity_code": "3917.40",
        "amount": 1234.56,
        "currency": "USD",
        "other_names": ("Hesheng", "合盛"),
    }
    return SupplierLine(sheet="Sheet 1", supplier_name=supplier_name, **(values | cells))  # type: ignore[arg-type]


def flag(severity: Severity, list_key: str, version: str, entry_id: str, *axes: Axis) -> Flag:
    """A flag with words in every field."""
    reasons = (Reason("name_agreement", "the names agree in all words", "Hoshine Silicon", "Hoshine", 0.1 + 0.2),)
    return Flag(
        severity, axes, list_key, version, entry_id, "Hoshine", "19 USC 1307", "detention", 0.93, reasons,
        "hold", "2 assess risks", "https://example.org",
    )  # fmt: skip


def screening(screening_id: str = "s-1", lines: Sequence[ScreenedLine] | None = None) -> Screening:
    """A screening with every kind of finding: matches on one line, goods and policy flags, nothing at all."""
    entities, goods = version_of([HOSHINE, WISSER]), version_of([GLOVES, SQUID], "dol_goods")
    if lines is None:
        lines = (
            ScreenedLine(
                line(5), "CN", "CN-XJ", "391740",
                (Concept("silicone", "is", 0, 0.9, "says silicone"), Concept("silica", "made_with", 2, 0.81, "…")),
                (
                    flag(Severity.IMPORT_BARRED, "uflpa_entities", entities.version, HOSHINE.entry_id, Axis.WHO, Axis.WHAT),
                    flag(Severity.HIGH, "dol_goods", goods.version, GLOVES.entry_id, Axis.WHAT, Axis.WHERE),
                    flag(Severity.ELEVATED, "policy", "", "", Axis.WHERE),
                ),
                (
                    Match("uflpa_entities", HOSHINE, "Hesheng Silicon", "supplier_name", 0.93, ()),
                    Match("uflpa_entities", WISSER, "WISSER, Gerhard", "maker", 0.61,
                          (Reason("sound", "sounds alike", "a", "b", -0.5),)),
                ),
                (),
            ),
            ScreenedLine(line(6, amount=None), None, None, None, (), (), (), ("the country is unknown",)),
            ScreenedLine(line(7), "CN", None, None, (), (), (), ()),  # the supplier of row 5 once more
        )  # fmt: skip
    sheet = SupplierSheet(
        file_name="Lieferanten Übersicht.xlsx",
        file_sha256="f" * 64,
        sheet="Sheet 1",
        header_row=3,
        columns=(("supplier_name", "Vendor name"), ("city", None)),
        unmapped=("Buyer",),
        lines=tuple(one.line for one in lines),
        rejected=(RejectedRow("Sheet 1", 9, "the supplier name is empty"),),
        skipped=1,
        non_empty_rows=len(lines) + 2,
        warnings=("HIDDEN_ROWS",),
    )
    return Screening(
        screening_id=screening_id,
        started_at=NIGHT,
        finished_at=NIGHT,
        engine="0.1.0",
        settings=(("threshold", 0.8), ("cutoff", 0.6), ("top", 10.0)),
        sheet=sheet,
        coverage=Coverage((entities, goods), (MissingList("un_sc", "UN list", "stale"),), refreshed=True),
        lines=tuple(lines),
    )
