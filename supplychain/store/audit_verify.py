"""Is the audit trail whole, and do decisions and evidence still stand as it tells? The chain, and then every decision
and file against the last event about it.

A change made past the program, by hand in the database, shows here. Refuses to mend anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, exists, select

from supplychain.model import DispositionStatus, StandingStatus
from supplychain.store.audit import AuditRecord, chain_faults
from supplychain.store.dispositions import disposition_of_row, print_of
from supplychain.store.engine import Store, reading
from supplychain.store.tables_review import disposition, evidence
from supplychain.store.tables_standing import standing_flag

_ROWS_AT_ONCE = 500
_MOST_TOLD = 100  # sentences; a trail in ruins is told without a line for each of its events
ERASED = "erased"  # what an event's `after` says of a decision or file that retention removed


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What was looked at and what does not add up. `number` and `hash` are the trail's end: the next anchor."""

    number: int
    hash: str
    decisions: int
    files: int
    faults: tuple[str, ...]


def verify_trail(store: Store, anchor: tuple[int, str] | None = None) -> TrailCheck:
    """Verifies the whole trail at one moment; `anchor` as in `chain_faults`. Raises StoreError."""
    last: dict[tuple[str, str], str] = {}  # object → what the last event about it says it is
    end = [0, ""]

    def see(record: AuditRecord) -> None:
        end[:] = [record.number, record.hash]
        kind, after = record.event.object_kind, record.event.after
        if kind in ("disposition", "evidence"):
            print_ = after.get("fingerprint" if kind == "disposition" else "sha256", "")
            last[kind, record.event.object_id] = ERASED if after.get(ERASED) else str(print_)

    with reading(store) as connection:
        faults = list(chain_faults(connection, anchor, see))
        decisions, files = _count(last, "disposition"), _count(last, "evidence")
        faults += _decision_faults(connection, last)
        faults += _evidence_faults(connection, last)
        faults += _flag_faults(connection)
    for (kind, object_id), print_ in last.items():
        if print_ != ERASED:
            faults.append(f"The {_WORDS[kind]} {object_id} stands in the trail and is gone from the store.")
    told = faults[:_MOST_TOLD]
    if len(faults) > len(told):
        told.append(f"And {len(faults) - len(told):,} more.")
    return TrailCheck(int(str(end[0])), str(end[1]), decisions, files, tuple(told))


_WORDS = {"disposition": "decision", "evidence": "file"}


def _count(last: dict[tuple[str, str], str], kind: str) -> int:
    return sum(one == kind for one, _ in last)


def _decision_faults(connection: Connection, last: dict[tuple[str, str], str]) -> Iterator[str]:
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(disposition))
    for row in rows:
        told = last.pop(("disposition", row.disposition_id), None)
        if told is None:
            yield f"The decision {row.disposition_id} stands in the store without an event in the trail."
            continue
        try:
            is_as_told = print_of(disposition_of_row(row)) == told
        except ValueError:  # a decision or status that this program never writes
            is_as_told = False
        if not is_as_told:
            yield f"The decision {row.disposition_id} is not as the trail tells: it was changed past the program."


def _evidence_faults(connection: Connection, last: dict[tuple[str, str], str]) -> Iterator[str]:
    query = select(evidence.c.evidence_id, evidence.c.sha256, evidence.c.bytes)
    for row in connection.execution_options(yield_per=1).execute(query):  # ten megabytes each: one at a time
        told = last.pop(("evidence", row.evidence_id), None)
        if told is None:
            yield f"The file {row.evidence_id} stands in the store without an event in the trail."
        elif told != row.sha256 or hashlib.sha256(row.bytes).hexdigest() != told:
            yield f"The file {row.evidence_id} is not as the trail tells: it was changed past the program."


def _flag_faults(connection: Connection) -> Iterator[str]:
    """Flags that stand as decided, or as waiting for a second person, without a decision that says so."""
    flag, one = standing_flag.c, disposition.c
    for status, needed in (
        (StandingStatus.DECIDED, DispositionStatus.FINAL),
        (StandingStatus.PENDING_SECOND, DispositionStatus.PENDING_SECOND),
    ):
        same = and_(one.flag_id == flag.flag_id, one.status == needed.value)
        if status is StandingStatus.DECIDED:
            same = and_(same, one.decision == flag.decision)
        query = select(flag.flag_id).where(flag.status == status.value, ~exists().where(same))
        for flag_id in connection.execute(query.order_by(flag.flag_id)).scalars():
            words = status.value.replace("_", " ")
            yield f"The flag {flag_id} stands as {words} without a decision that says so."
