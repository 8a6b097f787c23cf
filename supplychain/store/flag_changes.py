"""How do the flags a re-screening found stand beside those that stood, and what is kept of the difference?

Refuses to know which suppliers were looked at and how they were judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from supplychain.collector import gc_paused
from supplychain.model import Flag, ScreenedLine, SupplierLine
from supplychain.store.columns import indexable
from supplychain.store.engine import Store, writing
from supplychain.store.rescreenings import Holding, Rescreening, holdings, keep_rescreening
from supplychain.store.standing_flags import Move, raise_flags, reopen_expired, standing_of, withdraw_flags
from supplychain.store.standing_rows import RaisedFlag, SpokenFlag, StandingRows, older_key_of, supplier_key_of
from supplychain.store.tables_standing import standing_flag
from supplychain.store.versions import chunks, fingerprints_of

Values = dict[str, Any]
_KINDS = {"again": "new"}  # flag_change has one word for what was not there before


@dataclass(frozen=True, slots=True)
class Scope:
    """Which flags are compared: all (`whole`), all of suppliers of these names, and all of these entries by list."""

    whole: bool
    names: frozenset[str]
    entries: Mapping[str, frozenset[str]]

    def holds(self, flag: Flag, line: SupplierLine) -> bool:
        """Whether a flag found on a line is one of them."""
        return (
            self.whole
            or line.supplier_name in self.names
            or flag.entry_id in self.entries.get(flag.list_key, frozenset())
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a re-screening found: everybody judged by fingerprint, with the flags in scope alone; all suppliers it
    looked at; per list and entry what changed in it as [field, was, is]."""

    judged: Mapping[str, ScreenedLine]
    looked_at: Collection[str]
    scope: Scope
    field_changes: Mapping[str, Mapping[str, list[list[str]]]]


@gc_paused()
def keep_changes(store: Store, done: Rescreening, found: Found, met: Iterable[str], actor: str) -> Rescreening:
    """Keeps a re-screening, all of it or nothing, and gives it with what moved. Raises StoreError.

    A flag that stands already as it was found is left alone, so the same re-screening twice changes nothing.
    """
    by, at = f"rescreening {done.rescreening_id}", done.finished_at
    with writing(store) as connection:
        raised = _raised(connection, found)
        moves: list[Move] = []
        for organisation_id in sorted(raised):
            moves += raise_flags(connection, raised[organisation_id], by, at)
        ids = {flag_id for rows in raised.values() for flag_id in rows}
        gone = [
            row
            for row in _standing(connection, found.scope, found.judged)
            # One whose supplier came while we looked is its upload's to judge.
            if row.flag_id not in ids and row.supplier_fingerprint in found.looked_at
        ]
        moves += withdraw_flags(connection, gone)
        moves += reopen_expired(connection, at)
        done = replace(done, moves=tuple(moves))
        changes = list(_change_rows(connection, done, found))
        keep_rescreening(connection, done, changes, met, actor)
    return done


def _raised(connection: Connection, found: Found) -> dict[str, dict[str, RaisedFlag]]:
    """The standing flags that were found, by organisation and id; their figures are those of the latest screening."""
    flagged = {print_: screened for print_, screened in found.judged.items() if screened.flags}
    held = holdings(connection, flagged)
    prints = _entry_prints(connection, flagged.values())
    spoken = {
        print_: [SpokenFlag.of(flag, prints.get((flag.list_key, flag.entry_id))) for flag in screened.flags]
        for print_, screened in flagged.items()
    }
    holding: dict[tuple[Any, ...], list[tuple[str, Holding]]] = {}
    for print_, by_organisation in held.items():
        for one in by_organisation.values():
            key = (one.organisation_id, one.started_at, one.screening_id)
            holding.setdefault(key, []).append((print_, one))
    raised: dict[str, dict[str, RaisedFlag]] = {}
    for organisation_id, started_at, screening_id in sorted(holding):
        gathered = StandingRows(organisation_id, screening_id, started_at)
        for print_, one in holding[organisation_id, started_at, screening_id]:
            screened = flagged[print_]
            country = screened.origin or screened.country or ""
            gathered.add((print_, screened.line), country, spoken[print_], (one.lines, one.money))
        raised.setdefault(organisation_id, {}).update(gathered.raised)  # oldest first: the latest screening counts
    return raised


def _entry_prints(connection: Connection, judged: Iterable[ScreenedLine]) -> dict[tuple[str, str], str]:
    wanted: dict[tuple[str, str], set[str]] = {}
    for screened in judged:
        for flag in screened.flags:
            wanted.setdefault((flag.list_key, flag.version), set()).add(flag.entry_id)
    return {
        (list_key, entry_id): print_
        for (list_key, version), entry_ids in wanted.items()
        for entry_id, print_ in fingerprints_of(connection, list_key, version, entry_ids).items()
    }


def _standing(connection: Connection, scope: Scope, judged: Mapping[str, ScreenedLine]) -> Iterator[Row[Any]]:
    """The rows of all flags in scope, each once."""
    if scope.whole:
        yield from connection.execute(select(standing_flag)).all()
        return
    seen: set[str] = set()
    for list_key, entry_ids in sorted(scope.entries.items()):
        for row in list(standing_of(connection, list_key, entry_ids)):
            seen.add(row.flag_id)
            yield row
    lines = [one.line for one in judged.values() if one.line.supplier_name in scope.names]
    keys = {supplier_key_of(line) for line in lines}
    keys |= {older_key_of(line.supplier_id, line.supplier_name) for line in lines}
    names = frozenset(map(indexable, scope.names))
    query = select(standing_flag)
    for chunk in chunks(sorted(keys)):
        for row in connection.execute(query.where(standing_flag.c.supplier_key.in_(chunk))).all():
            if row.supplier_name in names and row.flag_id not in seen:
                yield row


def _change_rows(connection: Connection, done: Rescreening, found: Found) -> Iterator[Values]:
    versions = {key: (before, after) for key, before, after, _ in done.versions}
    rows: dict[str, Row[Any]] = {}
    for chunk in chunks(sorted(move.flag_id for move in done.moves)):
        query = select(standing_flag).where(standing_flag.c.flag_id.in_(chunk))
        rows |= {row.flag_id: row for row in connection.execute(query)}
    for move in done.moves:
        row = rows[move.flag_id]
        before, after = versions.get(row.list_key, (row.version, row.version))
        kind = _KINDS.get(move.kind, move.kind)
        fields = found.field_changes.get(row.list_key, {}).get(row.entry_id, []) if kind != "new" else []
        yield {
            "flag_id": move.flag_id,
            "organisation_id": move.organisation_id,
            "kind": kind,
            "list_key": row.list_key,
            "entry_id": row.entry_id,
            "version_before": before,
            "version_after": after,
            "severity": row.severity,
            "content": {
                "supplier_name": row.supplier_name,
                "supplier_key": row.supplier_key,
                "flag": row.content,
                "fields": fields,
                "status_before": move.was.get("status", ""),
                "status": move.status,
                "screening_id": row.screening_id,
                "previous_flag_id": row.previous_flag_id,
            },
            "digest_id": None,
            "told_at": None,
        }
