"""Which rows does one screening become? Suppliers, findings and entries each once, however many lines share them.

Refuses to know the database: it makes values, and `screenings` keeps them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from supplychain.entry_form import LINE_FIELDS, entry_to_dict, fingerprint, supplier_to_dict
from supplychain.model import Flag, Match, ScreenedLine, Screening, SupplierLine
from supplychain.plain import to_plain
from supplychain.store.columns import Dumped, dump_json

_SUPPLIER = attrgetter(*(f.name for f in fields(SupplierLine) if f.name not in LINE_FIELDS))
_FOUND = attrgetter(*(f.name for f in fields(ScreenedLine) if f.name != "line"))


@dataclass(slots=True)
class ScreeningRows:
    """The rows of one screening, made before the write lock is taken so that it is held for the inserts alone.

    `of_lines` holds, a line, the supplier's fingerprint and the number of its finding.
    """

    suppliers: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_lines: list[tuple[str, int]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    flags: list[dict[str, Any]] = field(default_factory=list)
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # list key → fingerprint → content
    prints: dict[int, str] = field(default_factory=dict)  # id() of an entry, shared by many matches → fingerprint
    severities: Counter[str] = field(default_factory=Counter)


def rows_of(screening: Screening) -> ScreeningRows:
    """All rows but those of the lines. Raises ValueError where a value has no form in JSON (a number that is none)."""
    rows = ScreeningRows()
    fingerprints: dict[object, str] = {}
    shared: dict[tuple[Any, ...], int] = {}  # found values that are the very same objects → number
    contents: dict[tuple[str, ...], int] = {}  # found values that are alike → number
    for screened in screening.lines:
        said = _SUPPLIER(screened.line)
        supplier = fingerprints.get(said)
        if supplier is None:
            supplier = fingerprints[said] = _supplier_print(rows, screened.line, screening.started_at)
        objects = tuple(map(id, _FOUND(screened)))
        number = shared.get(objects)
        if number is None:
            number = shared[objects] = _finding_number(rows, screened, contents, screening.screening_id)
        severity = rows.findings[number]["severity"]
        if severity:
            rows.severities[severity] += 1
        rows.of_lines.append((supplier, number))
    return rows


def _supplier_print(rows: ScreeningRows, line: SupplierLine, first_seen: datetime) -> str:
    content = supplier_to_dict(line)
    made = fingerprint(content)
    if made not in rows.suppliers:
        dumped = Dumped(dump_json(content))
        rows.suppliers[made] = {
            "fingerprint": made,
            "name": line.supplier_name,
            "content": dumped,
            "first_seen": first_seen,
        }
    return made


def _finding_number(
    rows: ScreeningRows, screened: ScreenedLine, contents: dict[tuple[str, ...], int], screening_id: str
) -> int:
    """The number of what was found on a line; rows are made where no line before had found the same."""
    entry_prints = {(one.list_key, one.entry.entry_id): _entry_print(rows, one) for one in screened.matches}
    found = _found(screened, rows.prints)
    flags = [_flag_row(one, entry_prints) for one in screened.flags]
    content = (found, *(row["content"] for row in flags))
    number = contents.get(content)
    if number is None:
        number = contents[content] = len(rows.findings)
        severity = screened.severity
        rows.findings.append(
            {
                "screening_id": screening_id,
                "number": number,
                "severity": severity.value if severity else "",
                "content": found,
            }
        )
        at = {"screening_id": screening_id, "finding": number}
        rows.flags.extend({**at, "position": position, **row} for position, row in enumerate(flags))
    return number


def line_rows(screening: Screening, rows: ScreeningRows) -> Iterator[dict[str, Any]]:
    """One row a line, in sheet order, made as they are asked for."""
    for position, (screened, (supplier, number)) in enumerate(zip(screening.lines, rows.of_lines, strict=True)):
        line = screened.line
        yield {
            "screening_id": screening.screening_id,
            "position": position,
            "sheet": line.sheet,
            "row": line.row,
            "supplier_fingerprint": supplier,
            "amount": line.amount,
            "currency": line.currency,
            "finding": number,
        }


def _entry_print(rows: ScreeningRows, match: Match) -> str:
    """The fingerprint of a matched entry, worked out once for all the lines that match it."""
    known = rows.prints.get(id(match.entry))
    if known is None:
        content = entry_to_dict(match.entry)
        known = rows.prints[id(match.entry)] = fingerprint(content)
        rows.entries.setdefault(match.list_key, {})[known] = content
    return known


def _found(screened: ScreenedLine, prints: dict[int, str]) -> Dumped:
    found = to_plain(screened, "line", "flags", "matches")
    found["matches"] = [{**to_plain(one, "entry"), "entry": prints[id(one.entry)]} for one in screened.matches]
    return Dumped(dump_json(found))


def _flag_row(flag: Flag, entry_prints: dict[tuple[str, str], str]) -> dict[str, Any]:
    return {
        "severity": flag.severity.value,
        "axes": ",".join(axis.value for axis in flag.axes),
        "list_key": flag.list_key,
        "version": flag.version,
        "entry_id": flag.entry_id,
        "entry_fingerprint": entry_prints.get((flag.list_key, flag.entry_id)),
        "score": flag.score,
        "content": Dumped(dump_json(to_plain(flag))),
    }
