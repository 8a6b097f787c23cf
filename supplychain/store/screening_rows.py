"""Which rows does one screening become? Suppliers, findings and entries each once, however many lines share them.

Refuses to know the database: it makes values, and `screenings` keeps them.
"""

from __future__ import annotations

import hashlib
import marshal
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from supplychain.entry_form import LINE_FIELDS, entry_to_dict, fingerprint, supplier_fingerprint
from supplychain.model import Concept, Flag, Match, Reason, ScreenedLine, Screening, SupplierLine
from supplychain.plain import to_plain
from supplychain.store.columns import Dumped, dump_json, indexable, json_text

_SUPPLIER = attrgetter(*(f.name for f in fields(SupplierLine) if f.name not in LINE_FIELDS))
_FOUND = attrgetter(*(f.name for f in fields(ScreenedLine) if f.name != "line"))
_REASON, _CONCEPT = (attrgetter(*(f.name for f in fields(noun))) for noun in (Reason, Concept))
_FLAG = attrgetter(
    *(f.name for f in fields(Flag) if f.name not in ("severity", "comply_chain_step", "axes", "reasons"))
)
_WORDS = attrgetter("severity", "comply_chain_step")  # members of a StrEnum, which marshal takes joined alone
_MATCH = attrgetter(*(f.name for f in fields(Match) if f.name not in ("entry", "reasons")))
_NONE: Mapping[str, str] = {}


@dataclass(slots=True)
class ScreeningRows:
    """What the rows of one screening are made of, worked out before the write lock is taken so that it is held for the
    inserts alone. Rows hold their longest texts twice over; they are made as they are asked for, never all at once.

    `of_lines` holds, a line, the supplier's fingerprint and the number of its finding; `found` and `gravest`, a
    finding, the first line that found it and its severity, "" for none.
    """

    screening_id: str
    first_seen: datetime
    lines: dict[str, SupplierLine] = field(default_factory=dict)  # fingerprint of a supplier → the first line of it
    of_lines: list[tuple[str, int]] = field(default_factory=list)
    found: list[ScreenedLine] = field(default_factory=list)
    gravest: list[str] = field(default_factory=list)
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # list key → fingerprint → content
    prints: dict[int, str] = field(default_factory=dict)  # id() of an entry, shared by many matches → fingerprint
    pinned: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)  # (list, version) → entry id → print
    severities: Counter[str] = field(default_factory=Counter)

    def unpinned(self) -> dict[tuple[str, str], set[str]]:
        """(list, version) → ids of the entries whose flags come from no kept match (goods, countries)."""
        wanted: dict[tuple[str, str], set[str]] = {}
        for screened in self.found:
            matched = {(one.list_key, one.entry.entry_id) for one in screened.matches}
            for flag in screened.flags:
                if flag.entry_id and (flag.list_key, flag.entry_id) not in matched:
                    wanted.setdefault((flag.list_key, flag.version), set()).add(flag.entry_id)
        return wanted

    def entry_prints(self, screened: ScreenedLine) -> list[str | None]:
        """The fingerprint of each flag's entry, None where no list entry speaks or none is known."""
        matched = {(one.list_key, one.entry.entry_id): self.prints[id(one.entry)] for one in screened.matches}
        return [
            matched.get((flag.list_key, flag.entry_id))
            or self.pinned.get((flag.list_key, flag.version), _NONE).get(flag.entry_id)
            for flag in screened.flags
        ]


def rows_of(screening: Screening) -> ScreeningRows:
    """What all rows are made of. Made of it later, a row raises ValueError where a value has no form in JSON (a number
    that is none)."""
    rows = ScreeningRows(screening.screening_id, screening.started_at)
    known: dict[object, tuple[str, int, ScreenedLine]] = {}  # what a line says of its supplier → what became of it
    contents: dict[bytes, int] = {}  # digest of what was found → number
    for screened in screening.lines:
        said = _SUPPLIER(screened.line)
        before = known.get(said)
        if before is not None and _same(before[2], screened):
            supplier, number, _ = before
        else:
            supplier = before[0] if before is not None else supplier_fingerprint(screened.line)
            rows.lines.setdefault(supplier, screened.line)
            number = _finding_number(rows, screened, contents)
            known[said] = supplier, number, screened
        if rows.gravest[number]:
            rows.severities[rows.gravest[number]] += 1
        rows.of_lines.append((supplier, number))
    return rows


def _same(one: ScreenedLine, other: ScreenedLine) -> bool:
    """Whether two lines found the very same objects, as like lines of one screening do."""
    return all(a is b for a, b in zip(_FOUND(one), _FOUND(other), strict=True))


def _finding_number(rows: ScreeningRows, screened: ScreenedLine, contents: dict[bytes, int]) -> int:
    """The number of what was found on a line: a new one where no line before had found the same."""
    for match in screened.matches:
        _pin_entry(rows, match)
    digest = _digest(screened, rows.prints)
    number = contents.get(digest)
    if number is None:
        number = contents[digest] = len(rows.found)
        rows.found.append(screened)
        severity = screened.severity
        rows.gravest.append(severity.value if severity else "")
    return number


def _digest(screened: ScreenedLine, prints: Mapping[int, str]) -> bytes:
    """What tells two findings apart. By marshal, which takes a tenth of the time of dumping all flags as JSON; in its
    version 2, where equal values give equal bytes whatever objects they share."""
    flags = [
        (*_FLAG(flag), "\n".join((*flag.axes, *_WORDS(flag))), [_REASON(reason) for reason in flag.reasons])
        for flag in screened.flags
    ]
    matches = [(*_MATCH(m), prints[id(m.entry)], [_REASON(reason) for reason in m.reasons]) for m in screened.matches]
    concepts = [_CONCEPT(concept) for concept in screened.concepts]
    told = (screened.country, screened.origin, screened.hs, concepts, flags, matches, screened.not_screened)
    try:
        content = marshal.dumps(told, 2)
    except ValueError:  # a number or text of some other class: slower, and as sure
        content = repr(told).encode()
    return hashlib.blake2b(content, digest_size=20).digest()


def supplier_rows(rows: ScreeningRows) -> Iterator[dict[str, Any]]:
    """One row a supplier, in the order of their fingerprints: two writers then never wait for each other crosswise."""
    for made in sorted(rows.lines):
        line = rows.lines[made]
        name, content = indexable(line.supplier_name), json_text(line, *LINE_FIELDS)
        yield {"fingerprint": made, "name": name, "content": content, "first_seen": rows.first_seen}


def finding_rows(rows: ScreeningRows) -> Iterator[dict[str, Any]]:
    """One row a finding, by number."""
    for number, (severity, screened) in enumerate(zip(rows.gravest, rows.found, strict=True)):
        content = _found(screened, rows.prints)
        yield {"screening_id": rows.screening_id, "number": number, "severity": severity, "content": content}


def flag_rows(rows: ScreeningRows) -> Iterator[dict[str, Any]]:
    """One row a flag of a finding."""
    for number, screened in enumerate(rows.found):
        for position, (flag, print_) in enumerate(zip(screened.flags, rows.entry_prints(screened), strict=True)):
            yield {
                "screening_id": rows.screening_id,
                "finding": number,
                "position": position,
                "severity": flag.severity.value,
                "axes": ",".join(flag.axes),
                "list_key": flag.list_key,
                "version": flag.version,
                "entry_id": flag.entry_id,
                "entry_fingerprint": print_,
                "score": flag.score,
                "content": flag_text(flag),
            }


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


def flag_text(flag: Flag) -> Dumped:
    """A flag as it is kept."""
    return json_text(flag)


def _pin_entry(rows: ScreeningRows, match: Match) -> None:
    """The fingerprint of a matched entry, worked out once for all the lines that match it."""
    if id(match.entry) not in rows.prints:
        content = entry_to_dict(match.entry)
        made = rows.prints[id(match.entry)] = fingerprint(content)
        rows.entries.setdefault(match.list_key, {})[made] = content


def _found(screened: ScreenedLine, prints: dict[int, str]) -> Dumped:
    """All that was found but the flags; a matched entry by its fingerprint."""
    if not screened.matches:
        return Dumped(f'{json_text(screened, "line", "flags", "matches")[:-1]},"matches":[]}}')
    found = to_plain(screened, "line", "flags", "matches")
    found["matches"] = [{**to_plain(one, "entry"), "entry": prints[id(one.entry)]} for one in screened.matches]
    return Dumped(dump_json(found))
