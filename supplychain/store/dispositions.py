"""What was decided upon a standing flag, and how does a decision come into the store? Whole, with its audit event, and
only upon the flag as the reviewer saw it.

Refuses to know who may decide what: that is `flags/review`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, select, update

from supplychain.entry_form import fingerprint
from supplychain.errors import ConflictError, UnknownFlagError
from supplychain.model import Decision, DispositionStatus, Flag, Severity, StandingStatus
from supplychain.plain import from_plain
from supplychain.store.audit import AuditEvent, append_audit, settled
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_review import UNDECIDED, disposition
from supplychain.store.tables_standing import standing_flag

NO_FLAG = "There is no such flag here; it may belong to an upload that was erased."


@dataclass(frozen=True, slots=True)
class StandingFlag:
    """A flag as it stands for a supplier of an organisation: the columns of its row (store/tables_standing), `flag`
    as last seen."""

    flag_id: str
    organisation_id: str
    list_key: str
    entry_id: str
    entry_fingerprint: str
    severity: Severity
    subject: str
    supplier_fingerprint: str
    supplier_name: str
    supplier_key: str
    score: float
    country: str
    version: str
    flag: Flag
    lines: int
    spend: float
    currency: str
    screening_id: str
    raised_at: datetime
    raised_by: str
    seen_at: datetime
    status: StandingStatus
    decision: str
    valid_until: datetime | None
    previous_flag_id: str
    revision: int


_FLAG_COLUMNS = tuple(one.name for one in fields(StandingFlag) if one.name != "flag")


@dataclass(frozen=True, slots=True)
class Disposition:
    """A reviewer's decision with all it rests on in `content` (its keys: flags/review_record)."""

    disposition_id: str
    organisation_id: str
    flag_id: str
    decision: Decision
    reason: str
    reviewer: str
    decided_at: datetime
    second_reviewer: str
    seconded_at: datetime | None
    status: DispositionStatus
    subject: str
    supplier_fingerprint: str
    entry_fingerprint: str
    content: dict[str, Any]
    prior_disposition_id: str
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does it, when, in which request, and what the trail calls it."""

    actor: str
    action: str
    at: datetime
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """One change of a flag's standing: `flag` as it was seen, and how it stands afterwards; the dispositions that are
    new, and those that change with what changes in them."""

    flag: StandingFlag
    status: StandingStatus
    decision: str
    valid_until: datetime | None
    added: tuple[Disposition, ...] = ()
    changed: tuple[tuple[Disposition, Mapping[str, Any]], ...] = ()


def load_flag(store: Store, organisation_id: str, flag_id: str) -> StandingFlag:
    """A standing flag of the organisation. Raises UnknownFlagError where it has none of that id."""
    query = select(standing_flag).filter_by(flag_id=flag_id, organisation_id=organisation_id)
    with reading(store) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise UnknownFlagError(NO_FLAG)
    return flag_of_row(row)


def load_flags(store: Store, organisation_id: str, flag_ids: Iterable[str]) -> dict[str, StandingFlag]:
    """The organisation's flags of these ids (a page of them, not thousands); unknown ones are left out."""
    wanted = sorted(set(flag_ids))
    # By their ids alone: asked for the organisation too, SQLite reads all of its flags.
    found = _flags(store, standing_flag.c.flag_id.in_(wanted)) if wanted else ()
    return {one.flag_id: one for one in found if one.organisation_id == organisation_id}


def flags_of_supplier(store: Store, organisation_id: str, supplier_key: str) -> tuple[StandingFlag, ...]:
    """Every standing flag of a supplier, the gravest first."""
    mine = standing_flag.c.organisation_id == organisation_id
    found = _flags(store, mine, standing_flag.c.supplier_key == supplier_key)
    return tuple(sorted(found, key=lambda one: (one.severity.rank, -one.score, one.flag_id)))


def undecided_of(store: Store, screening_id: str, organisation_id: str) -> tuple[StandingFlag, ...]:
    """Undecided flags whose supplier was last seen in that screening: they would go with it, or be another's."""
    table = standing_flag.c
    mine = (table.organisation_id == organisation_id, table.screening_id == screening_id)
    return tuple(_flags(store, table.status.in_(UNDECIDED), *mine))


def due_flags(
    store: Store, before: datetime, most: int, organisation_id: str | None = None
) -> tuple[StandingFlag, ...]:
    """Decided flags whose decision expires before a moment, the earliest first."""
    table = standing_flag.c
    query = select(standing_flag).where(table.status == StandingStatus.DECIDED.value, table.valid_until <= before)
    if organisation_id is not None:
        query = query.where(table.organisation_id == organisation_id)
    with reading(store) as connection:
        rows = connection.execute(query.order_by(table.valid_until, table.flag_id).limit(most)).all()
    return tuple(flag_of_row(row) for row in rows)


def dispositions_of(store: Store, organisation_id: str, flag_ids: Iterable[str]) -> tuple[Disposition, ...]:
    """Every decision ever taken upon these flags, oldest first."""
    chosen = disposition.c.flag_id.in_(sorted(set(flag_ids)))
    query = select(disposition).where(disposition.c.organisation_id == organisation_id, chosen)
    return _dispositions(store, query)


def load_disposition(store: Store, organisation_id: str, disposition_id: str) -> Disposition:
    """One decision of the organisation. Raises UnknownFlagError where it has none of that id."""
    return load_dispositions(store, organisation_id, [disposition_id])[0]


def load_dispositions(store: Store, organisation_id: str, disposition_ids: Collection[str]) -> tuple[Disposition, ...]:
    """Decisions of the organisation, oldest first. Raises UnknownFlagError where it has not all of them."""
    wanted = set(disposition_ids)
    chosen = disposition.c.disposition_id.in_(sorted(wanted))
    query = select(disposition).where(disposition.c.organisation_id == organisation_id, chosen)
    found = _dispositions(store, query)
    if len(found) != len(wanted):
        raise UnknownFlagError("There is no such decision here; it may belong to an upload that was erased.")
    return found


def decided_with(store: Store, one: Disposition) -> tuple[Disposition, ...]:
    """The other decisions of the same batch that wait for a second pair of eyes: taken by the same person in the same
    request, which gives them all one time."""
    table = disposition.c
    same = (table.reviewer == one.reviewer, table.decided_at == one.decided_at, table.decision == one.decision.value)
    others = (table.disposition_id != one.disposition_id, table.reason == one.reason)
    return _dispositions(store, _waiting(one.organisation_id).where(*same, *others))


def waiting_dispositions(store: Store, organisation_id: str, most: int = 500) -> tuple[Disposition, ...]:
    """Decisions that wait for a second pair of eyes, the oldest first."""
    return _dispositions(store, _waiting(organisation_id).limit(most))


def _waiting(organisation_id: str) -> Select[Any]:
    waits = and_(
        disposition.c.organisation_id == organisation_id,
        disposition.c.status == DispositionStatus.PENDING_SECOND.value,
        # not where the flag was taken up again meanwhile
        standing_flag.c.status == StandingStatus.PENDING_SECOND.value,
    )
    joined = disposition.join(standing_flag, standing_flag.c.flag_id == disposition.c.flag_id)
    return select(disposition).select_from(joined).where(waits)


def keep_change(store: Store, change: ReviewChange, deed: Deed) -> int:
    """Keeps a change of standing with its decisions and audit events, all or nothing; gives the flag's new revision.

    Raises ConflictError where the flag is no longer at the revision the change was made upon: of two reviewers at
    once, one wins.
    """
    flag, table = change.flag, standing_flag.c
    values = {"status": change.status.value, "decision": change.decision, "valid_until": change.valid_until}
    with writing(store) as connection:
        touched = connection.execute(
            update(standing_flag)
            .where(table.flag_id == flag.flag_id, table.organisation_id == flag.organisation_id)
            .where(table.revision == flag.revision)
            .values(**values, revision=flag.revision + 1)
        )
        if touched.rowcount != 1:
            raise ConflictError("The flag has changed since you opened it.")
        events = [_added(connection, one, flag, deed) for one in change.added]
        events += [_changed(connection, one, moves, flag, deed) for one, moves in change.changed]
        events = events or [_moved(change, deed)]
        append_audit(connection, *events)
    return flag.revision + 1


def print_of(one: Disposition) -> str:
    """The fingerprint of a decision as it stands: what the audit trail holds of it. SHA-256, 64 hex digits."""
    plain = {name: _plain(value) for name, value in asdict(one).items() if name != "content"}
    return fingerprint({**plain, "content": settled(one.content)})


def disposition_of_row(row: Row[Any]) -> Disposition:
    """A row of the table as a value."""
    values = {one.name: getattr(row, one.name) for one in fields(Disposition)}
    return Disposition(**values | {"decision": Decision(row.decision), "status": DispositionStatus(row.status)})


def flag_of_row(row: Row[Any]) -> StandingFlag:
    """A row of `standing_flag` as a value."""
    values = {name: getattr(row, name) for name in _FLAG_COLUMNS}
    values |= {"severity": Severity(row.severity), "status": StandingStatus(row.status)}
    return StandingFlag(**values, flag=from_plain(Flag, row.content))


def _flags(store: Store, *conditions: Any) -> list[StandingFlag]:
    with reading(store) as connection:
        return [flag_of_row(row) for row in connection.execute(select(standing_flag).where(*conditions))]


def _dispositions(store: Store, query: Select[Any]) -> tuple[Disposition, ...]:
    ordered = query.order_by(disposition.c.decided_at, disposition.c.disposition_id)
    with reading(store) as connection:
        return tuple(disposition_of_row(row) for row in connection.execute(ordered))


def _added(connection: Connection, one: Disposition, flag: StandingFlag, deed: Deed) -> AuditEvent:
    connection.execute(insert(disposition).values(**_values(one)))
    before = {"flag_status": flag.status.value, "flag_decision": flag.decision, "flag_revision": flag.revision}
    return _event(one, flag, deed, before)


def _changed(
    connection: Connection, one: Disposition, moves: Mapping[str, Any], flag: StandingFlag, deed: Deed
) -> AuditEvent:
    after = replace(one, **moves)
    table = disposition.c
    touched = connection.execute(
        update(disposition)
        .where(table.disposition_id == one.disposition_id, table.status == one.status.value)
        .values({name: value for name, value in _values(after).items() if name in moves})
    )
    if touched.rowcount != 1:
        raise ConflictError("The decision has changed since you opened it.")
    before = {"status": one.status.value, "fingerprint": print_of(one), "flag_revision": flag.revision}
    return _event(after, flag, deed, before)


def _moved(change: ReviewChange, deed: Deed) -> AuditEvent:
    """A change of standing that no decision tells of."""
    flag = change.flag
    return AuditEvent(
        at=deed.at,
        actor=deed.actor,
        action=deed.action,
        object_kind="flag",
        object_id=flag.flag_id,
        organisation_id=flag.organisation_id,
        request_id=deed.request_id,
        before={"status": flag.status.value, "decision": flag.decision, "revision": flag.revision},
        after={"status": change.status.value, "decision": change.decision, "revision": flag.revision + 1},
    )


def _event(one: Disposition, flag: StandingFlag, deed: Deed, before: dict[str, Any]) -> AuditEvent:
    """Ids, fingerprints and words of our own alone: the reason a person gave may name the supplier, so it is pinned by
    the fingerprint of the whole decision and read from the decision itself."""
    return AuditEvent(
        at=deed.at,
        actor=deed.actor,
        action=deed.action,
        object_kind="disposition",
        object_id=one.disposition_id,
        organisation_id=one.organisation_id,
        reason="as the decision says",
        request_id=deed.request_id,
        before=before,
        after={
            "fingerprint": print_of(one),
            "flag": flag.flag_id,
            "decision": one.decision.value,
            "status": one.status.value,
            "subject": one.subject,
            "supplier_fingerprint": one.supplier_fingerprint,
            "entry_fingerprint": one.entry_fingerprint,
        },
    )


def _values(one: Disposition) -> dict[str, Any]:
    plain = {each.name: getattr(one, each.name) for each in fields(Disposition)}
    return plain | {"decision": one.decision.value, "status": one.status.value}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return settled(str(value)) if isinstance(value, str) else value
