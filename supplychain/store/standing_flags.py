"""Which flags stand, and what becomes of them when they are met again, change with their entry, or lose it?

A finding is raised once an organisation, whatever number of uploads has it. A decision holds for the entry and the
supplier row it was made on, and for nothing else. Refuses to know how flags are found and who decides upon them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, select, update

from supplychain.model import StandingStatus
from supplychain.store.audit import AuditEvent
from supplychain.store.bulk import ROWS_AT_ONCE, add_rows
from supplychain.store.engine import Store, reading
from supplychain.store.standing_rows import RaisedFlag, tells_who
from supplychain.store.tables_standing import standing_flag
from supplychain.store.versions import chunks

Values = dict[str, Any]

_OPEN, _REOPENED, _WITHDRAWN = (
    status.value for status in (StandingStatus.OPEN, StandingStatus.REOPENED, StandingStatus.WITHDRAWN)
)
# Decided upon, once or by two: what another entry or a date that has come takes up again.
_SETTLED = (StandingStatus.DECIDED.value, StandingStatus.PENDING_SECOND.value)

_KNOWN = (
    "flag_id", "organisation_id", "supplier_key", "entry_fingerprint", "version", "score", "supplier_fingerprint",
    "screening_id", "seen_at", "status", "decision", "valid_until", "revision",
)  # fmt: skip
_SEEN = ("screening_id", "seen_at", "lines", "spend", "currency", "supplier_fingerprint")
_NOTHING: Mapping[str, Any] = {}
_CONTENT = ("entry_fingerprint", "version", "content", "score", "features", "axes", "country", "supplier_key")


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one standing flag. `kind` is `new`, `again` (it had been withdrawn), `changed` (its entry is
    another), `expired` (its decision's date has come) or `withdrawn`; `was` the row before, {} where there was none."""

    flag_id: str
    organisation_id: str
    kind: str
    status: str
    was: Mapping[str, Any]

    @property
    def is_taken_up_again(self) -> bool:
        """Whether somebody had settled it, and must look once more."""
        return self.status == _REOPENED and self.was.get("status") in (*_SETTLED, _WITHDRAWN)


def raise_flags(connection: Connection, raised: Mapping[str, RaisedFlag], by: str, at: datetime) -> tuple[Move, ...]:
    """Keeps the raised flags of one organisation (`standing_rows`), in the caller's transaction; `by` is "screening
    <id>" or "rescreening <id>". Gives what is new or changed; a flag met again as it stands is only noted as seen.

    The screening and its suppliers must be in the store already. An older screening than the one that was seen last
    changes no figures. Rows are made some thousands at a time.
    """
    if not raised:
        return ()
    ids = sorted(raised)  # sorted: two writers never wait for each other crosswise
    organisation_id = raised[ids[0]].same["organisation_id"]
    stands = _stands(connection, organisation_id)
    if stands:
        _hold(connection, ids)
    moves: list[Move] = []
    for start in range(0, len(ids), ROWS_AT_ONCE):
        rows = {flag_id: raised[flag_id].row(flag_id) for flag_id in ids[start : start + ROWS_AT_ONCE]}
        known = _known(connection, list(rows)) if stands else {}
        fresh = [row for flag_id, row in rows.items() if flag_id not in known]
        _insert(connection, fresh, raised if stands else None, by, at)
        moves += (Move(row["flag_id"], organisation_id, "new", _OPEN, _NOTHING) for row in fresh)
        moves += _see_again(connection, rows, known, at)
    return tuple(moves)


def _see_again(
    connection: Connection, rows: Mapping[str, Values], known: Mapping[str, Row[Any]], at: datetime
) -> Iterator[Move]:
    """Notes the flags that stood already as seen, and gives what of them is changed."""
    seen, changed, moves = [], [], []
    for flag_id, was in known.items():
        row = rows[flag_id]
        if row["seen_at"] >= was.seen_at:
            seen.append({"id": flag_id, **{name: row[name] for name in _SEEN}})
        move = _met_again(was, row, at)
        if move is not None:
            moves.append(move)
        stands = (was.version, was.score, was.supplier_key)
        if move is not None or (row["version"], row["score"], row["supplier_key"]) != stands:
            changed.append(_changed(row, was, move))
    _update(connection, seen)
    _update(connection, changed)
    return iter(moves)


def withdraw_flags(connection: Connection, rows: Iterable[Row[Any]]) -> tuple[Move, ...]:
    """Withdraws standing flags, given as `standing_of` gave them: their entry left its list, or speaks no more of the
    supplier. What was decided upon them stays on record."""
    moves = [
        Move(row.flag_id, row.organisation_id, "withdrawn", _WITHDRAWN, _plain(row))
        for row in sorted(rows, key=lambda row: str(row.flag_id))
        if row.status != _WITHDRAWN
    ]
    values = [{"id": move.flag_id, "status": _WITHDRAWN, "revision": move.was["revision"] + 1} for move in moves]
    _update(connection, values)
    return tuple(moves)


def any_expired(store: Store, at: datetime) -> bool:
    """Whether some decision's date has come."""
    table = standing_flag.c
    due = select(table.flag_id).where(table.status == StandingStatus.DECIDED.value, table.valid_until <= at).limit(1)
    with reading(store) as connection:
        return connection.execute(due).first() is not None


def reopen_expired(connection: Connection, at: datetime) -> tuple[Move, ...]:
    """Takes up again every flag whose decision's date has come."""
    table = standing_flag.c
    due = select(*(table[name] for name in _KNOWN)).where(
        table.status == StandingStatus.DECIDED.value, table.valid_until <= at
    )
    rows = connection.execute(due.order_by(table.flag_id).with_for_update()).all()
    moves = tuple(Move(row.flag_id, row.organisation_id, "expired", _REOPENED, _plain(row)) for row in rows)
    again = {"status": _REOPENED, "decision": "", "valid_until": None}
    values = [{"id": move.flag_id, **again, "revision": move.was["revision"] + 1} for move in moves]
    _update(connection, values)
    return moves


def standing_of(connection: Connection, list_key: str, entry_ids: Collection[str] | None) -> Iterator[Row[Any]]:
    """The standing flags of some entries of a list (None: of all), whole rows, withdrawn ones too."""
    table = standing_flag.c
    query = select(standing_flag).where(table.list_key == list_key)
    if entry_ids is None:
        yield from connection.execute(query)
        return
    for chunk in chunks(sorted(entry_ids)):
        yield from connection.execute(query.where(table.entry_id.in_(chunk)))


def told_moves(moves: Iterable[Move], actor: str, at: datetime, caused_by: str) -> list[AuditEvent]:
    """The audit events of flags that somebody had settled and that stand otherwise now: ids and prints alone."""
    events = []
    for move in moves:
        if move.is_taken_up_again or (move.kind == "withdrawn" and move.was.get("status") in _SETTLED):
            action = "flag.withdraw" if move.kind == "withdrawn" else "flag.reopen"
            before = {name: move.was[name] for name in ("status", "decision", "entry_fingerprint", "version")}
            event = AuditEvent(
                at, actor, action, "flag", move.flag_id, organisation_id=move.organisation_id,
                before=before, after={"status": move.status, "because": move.kind, "by": caused_by},
            )  # fmt: skip
            events.append(event)
    return events


def _hold(connection: Connection, ids: Sequence[str]) -> None:
    """Holds the rows of the raised flags that stand already for this transaction, all of them before one is written.
    On SQLite nobody else writes meanwhile."""
    if connection.dialect.name == "sqlite":
        return
    query = select(standing_flag.c.flag_id).order_by(standing_flag.c.flag_id).with_for_update()
    for chunk in chunks(ids):
        connection.execute(query.where(standing_flag.c.flag_id.in_(chunk))).all()


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """The rows of these flags that stand already, by id, in their order."""
    table = standing_flag.c
    known: dict[str, Row[Any]] = {}
    query = select(*(table[name] for name in _KNOWN)).order_by(table.flag_id)
    for chunk in chunks(ids):
        known |= {row.flag_id: row for row in connection.execute(query.where(table.flag_id.in_(chunk)))}
    return known


def _met_again(was: Row[Any], row: Values, at: datetime) -> Move | None:
    """What a flag that is met again turns into; None where it stands as it did."""
    kind, status = "", was.status
    if was.status == _WITHDRAWN:
        kind, status = "again", _REOPENED
    elif was.entry_fingerprint != row["entry_fingerprint"]:
        kind, status = "changed", _REOPENED if was.status in _SETTLED else was.status
    elif was.status == StandingStatus.DECIDED.value and was.valid_until is not None and was.valid_until <= at:
        kind, status = "expired", _REOPENED
    return Move(was.flag_id, was.organisation_id, kind, status, _plain(was)) if kind else None


def _changed(row: Values, was: Row[Any], move: Move | None) -> Values:
    status = was.status if move is None else move.status
    settled = status in _SETTLED
    return {
        "id": was.flag_id,
        **{name: row[name] for name in _CONTENT},
        "status": status,
        "decision": was.decision if settled else "",
        "valid_until": was.valid_until if settled else None,
        "revision": was.revision + (move is not None),
    }


def _insert(
    connection: Connection, fresh: Sequence[Values], raised: Mapping[str, Any] | None, by: str, at: datetime
) -> None:
    """New rows, each pointing at an earlier row of the same supplier and entry that this upload no longer has.
    `raised` are all it has, None where the organisation had no standing flag before."""
    earlier = _earlier(connection, fresh, by) if raised is not None else {}
    first = {"raised_at": at, "raised_by": by, "status": _OPEN, "decision": "", "valid_until": None, "revision": 1}
    for row in fresh:
        told = (row["supplier_key"], row["list_key"], row["entry_id"])
        before = earlier.get(told, ()) if tells_who(row["supplier_key"]) else ()
        row |= first
        row["previous_flag_id"] = next((one for one in before if raised is None or one not in raised), "")
    add_rows(connection, standing_flag, fresh, only_new=True)


def _stands(connection: Connection, organisation_id: str) -> bool:
    """Whether the organisation has any standing flag yet."""
    mine = standing_flag.c.organisation_id == organisation_id
    return bool(connection.execute(select(exists(select(standing_flag.c.flag_id).where(mine)))).scalar())


def _earlier(connection: Connection, fresh: Sequence[Values], by: str) -> dict[tuple[str, str, str], list[str]]:
    """Ids of the standing flags of these rows' suppliers that are not raised `by` this work itself, by (supplier key,
    list, entry): the settled ones first, then those seen last."""
    if not fresh:
        return {}
    table = standing_flag.c
    columns = (table.supplier_key, table.list_key, table.entry_id, table.flag_id, table.decision, table.seen_at)
    query = select(*columns).where(table.organisation_id == fresh[0]["organisation_id"], table.raised_by != by)
    found: dict[tuple[str, str, str], list[Any]] = {}
    for chunk in chunks(sorted({row["supplier_key"] for row in fresh})):
        for row in connection.execute(query.where(table.supplier_key.in_(chunk))):
            found.setdefault((row.supplier_key, row.list_key, row.entry_id), []).append(row)
    return {
        key: [row.flag_id for row in sorted(rows, key=lambda row: (row.decision != "", row.seen_at), reverse=True)]
        for key, rows in found.items()
    }


def _update(connection: Connection, values: Sequence[Values]) -> None:
    """Each value holds the flag's `id`, and what is set."""
    if values:
        connection.execute(update(standing_flag).where(standing_flag.c.flag_id == bindparam("id")), list(values))


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _KNOWN}
