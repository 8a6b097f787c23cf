"""What must a decision leave behind, so that it can be explained and reproduced years later? All of it as it stood.

The record is plain JSON kept with the decision (docs/review.md lists its parts). It copies, and refuses to judge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supplychain.model import Axis, SupplierSheet
from supplychain.plain import to_plain
from supplychain.store.evidence import Evidence
from supplychain.store.review_facts import FlagFacts
from supplychain.store.standing_rows import nameless_fields, subject_fields
from supplychain.text import fold, names

RECORD_FORM = 1  # counts up when a part of the record changes its meaning
_NAMES = ("supplier_name", "other_names", "maker")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that is not as it was. `side` is `supplier` or `entry`; values as text, "" where there was none."""

    side: str
    field: str
    before: str
    after: str


def record_of(facts: FlagFacts, evidence: Iterable[Evidence], before: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a decision rests on, as JSON values. `before` is how the flag stood until now."""
    flag, upload = facts.flag, facts.upload
    settings = dict(upload.settings) if upload else {}
    return {
        "form": RECORD_FORM,
        "flag": to_plain(flag.flag),  # severity, law, score, and each feature with the two values it compared
        "searched": _searched(facts),
        "supplier": facts.supplier,
        "source": to_plain(facts.version) if facts.version else {"list_key": flag.list_key, "version": flag.version},
        "entry": facts.entry,
        "judgement": {
            "engine": upload.engine if upload else "",
            "settings": settings,
            "threshold": settings.get("threshold"),
            "cutoff": settings.get("cutoff"),
            "screening": flag.screening_id,
            "screened_at": upload.started_at.isoformat() if upload else "",
            "raised_by": flag.raised_by,
            "rescreening": facts.rescreening,
        },
        "candidates": _candidates(facts),
        "found_beside": _beside(facts),
        "coverage": to_plain(upload.coverage) if upload else {},
        "evidence": [{"id": e.evidence_id, "file_name": e.file_name, "sha256": e.sha256} for e in evidence],
        "before": dict(before),
    }


def fields_read(axes: Collection[Axis], supplier: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a supplier row that a flag of these axes may rest on: what its subject is made of, names first."""
    nameless = nameless_fields(supplier.get("supplier_id", ""), supplier.get("supplier_name", ""))
    read = {*subject_fields(axes, on_maker=Axis.WHO in axes), *nameless}
    if Axis.WHERE in axes and supplier.get("remarks"):
        read.add("remarks")
    return tuple(sorted(read, key=lambda name: (name not in _NAMES, name)))


def changes_between(side: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields of two plain nouns that differ, in the order of their names."""
    return tuple(
        FieldChange(side, field, as_text(before.get(field)), as_text(after.get(field)))
        for field in sorted(before.keys() | after.keys())
        if before.get(field) != after.get(field)
    )


def as_text(value: Any) -> str:
    """A JSON value as a person reads it: `a; b` for a list, `name: x, weak: yes` for an object."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if set(value) <= {"name", "weak"}:
            return f"{value.get('name', '')}{' (weak)' if value.get('weak') else ''}"
        return ", ".join(f"{key.replace('_', ' ')}: {as_text(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(as_text(inner) for inner in value)
    return str(value)


def normalised(field: str, value: str) -> str:
    """The form in which a value was compared: a name's first reading, other text folded."""
    if field in _NAMES:
        read = names.readings(value)
        if read:
            return " ".join((*read[0].words, *(f"[{legal}]" for legal in read[0].legal)))
    return fold.plain(value)


def _searched(facts: FlagFacts) -> dict[str, Any]:
    upload = facts.upload
    headings = _headings(upload.sheet, [row.sheet for row in facts.rows]) if upload else {}
    values = []
    for field in fields_read(facts.flag.flag.axes, facts.supplier):
        said = facts.supplier.get(field)
        for one in said if isinstance(said, list) else [said]:
            if one:
                heading = headings.get(field) or ""
                if isinstance(one, list):  # a further party or a remark, with its own column's header
                    heading, one = one
                values.append({"field": field, "heading": heading, "value": one, "normalised": normalised(field, one)})
    return {
        "values": values,
        "file_name": upload.file_name if upload else "",
        "file_sha256": upload.file_sha256 if upload else "",
        "header_row": _header_row(upload.sheet, [row.sheet for row in facts.rows]) if upload else None,
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "amount": row.amount,
                "currency": row.currency,
                "supplier_fingerprint": row.supplier_fingerprint,
            }
            for row in facts.rows
        ],
        "row_count": facts.row_count,
    }


def _headings(sheet: SupplierSheet, names: list[str]) -> dict[str, str]:
    """Under which header each field stands on the sheets of these names, the first one's first."""
    told: dict[str, list[str]] = {}
    for name in dict.fromkeys(names or [""]):
        for field, header in sheet.headings_of(name).items():
            told.setdefault(field, []).append(header)
    return {field: " / ".join(dict.fromkeys(headers)) for field, headers in told.items()}


def _header_row(sheet: SupplierSheet, names: list[str]) -> int | None:
    """The row of the headings over the first line, from 0."""
    row = sheet.heading_row_of(names[0] if names else "")
    return None if row is None else row - 1


def _candidates(facts: FlagFacts) -> list[dict[str, Any]]:
    """What else the name was compared with and scored from the cutoff on, best first."""
    found = (match for one in facts.findings.values() for match in one.get("matches", ()))
    return [
        {name: match.get(name) for name in ("list_key", "entry", "matched_name", "field", "score")}
        for match in sorted(found, key=lambda match: -match["score"])
    ]


def _beside(facts: FlagFacts) -> list[dict[str, Any]]:
    """How the goods and places of the row were read."""
    return [
        {name: one.get(name) for name in ("country", "origin", "hs", "concepts", "not_screened")}
        for one in facts.findings.values()
    ]
