"""What was dropped on the desk, and how far is it? The queue between the web process and the worker.

An upload is acknowledged once its row is here; from then on it is worked off exactly once, whatever is killed. Refuses
to know how a file is read or screened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from supplychain.errors import StoreError, UsageError
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables import screening
from supplychain.store.tables_uploads import layout, upload
from supplychain.store.versions import chunks

# A worker renews its lease every ten seconds (uploading.BEAT_SECONDS): three missed beats, and another takes over.
LEASE = timedelta(seconds=30)
# A file whose workers all died would stop the next one too. Ten: a machine that is restarted again and again kills as
# well, and of 144 uploads under 200 kills at random six were met by three in a row (measured).
MOST_ATTEMPTS = 10
# From so many on it is taken only when nothing else waits: what may be a deadly file holds up nobody.
_SUSPECT = 3


class UploadStatus(StrEnum):
    """Where an upload stands."""

    UNREAD = "unread"  # waits for a worker to read its columns
    PREVIEWED = "previewed"  # waits for the officer to confirm them
    WAITING = "waiting"  # waits for a worker to screen it
    DONE = "done"  # its screening is kept
    FAILED = "failed"  # cannot be read or screened; `message` says why


# What a worker has to do, by where the upload stands.
_WORK = (UploadStatus.UNREAD, UploadStatus.WAITING)


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload. `preview` and `columns` as JSON values; `step`, `done` and `total` tell of the running work; `held`
    is until when a worker has it, None where none has."""

    upload_id: str
    organisation_id: str
    account_id: str
    file_name: str
    stored_name: str
    file_sha256: str
    byte_count: int
    created_at: datetime
    status: UploadStatus
    preview: dict[str, Any]
    columns: dict[str, str]
    message: str
    code: str
    step: str
    done: int
    total: int
    held: datetime | None
    attempts: int
    finished_at: datetime | None
    screening_id: str


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file that lies in the uploads folder as `stored_name`. `sent_key` is the form's own: sent twice, kept once."""

    upload_id: str
    organisation_id: str
    account_id: str
    file_name: str
    stored_name: str
    file_sha256: str
    byte_count: int
    sent_key: str


def add_upload(store: Store, new: NewUpload, at: datetime, *, ask: bool = True, request_id: str = "") -> Upload:
    """Acknowledges an upload; gives the one already kept where the same form was sent before.

    Without `ask` it is screened by the columns as they are read, nobody being there to confirm them.
    """
    row = {
        **{name: getattr(new, name) for name in NewUpload.__dataclass_fields__},
        "created_at": at,
        "status": (UploadStatus.UNREAD if ask else UploadStatus.WAITING).value,
        "preview": {},
        "columns": {},
        "attempts": 0,
        "done": 0,
        "total": 0,
        **dict.fromkeys(("message", "code", "step", "holder", "screening_id"), ""),
    }
    try:
        with writing(store) as connection:
            connection.execute(insert(upload).values(row))
            append_audit(
                connection,
                AuditEvent(
                    at,
                    new.account_id,
                    "upload.add",
                    "upload",
                    new.upload_id,
                    new.organisation_id,
                    request_id=request_id,
                    after={"file_sha256": new.file_sha256, "byte_count": new.byte_count},
                ),
            )
    except StoreError as error:
        # Our own id is new, so it can only be the form's: sent twice.
        if not isinstance(error.__cause__, IntegrityError):
            raise
        with reading(store) as connection:
            query = select(upload).filter_by(organisation_id=new.organisation_id, sent_key=new.sent_key)
            kept = connection.execute(query).first()
        if kept is None:
            raise
        return _upload(kept)
    return load_upload(store, new.upload_id, new.organisation_id)


def load_upload(store: Store, upload_id: str, organisation_id: str | None = None) -> Upload:
    """One upload. Raises UsageError, in the same words, where there is none or it is another organisation's."""
    query = select(upload).filter_by(upload_id=upload_id)
    if organisation_id is not None:
        query = query.filter_by(organisation_id=organisation_id)
    with reading(store) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"No upload {upload_id!r} is kept here.")
    return _upload(row)


def list_uploads(store: Store, organisation_id: str, limit: int = 20) -> tuple[Upload, ...]:
    """The organisation's latest uploads, newest first."""
    query = (
        select(upload)
        .filter_by(organisation_id=organisation_id)
        .order_by(upload.c.created_at.desc(), upload.c.upload_id)
        .limit(limit)
    )
    with reading(store) as connection:
        return tuple(_upload(row) for row in connection.execute(query))


def wanted_files(store: Store) -> frozenset[str]:
    """The stored names of uploads that did not fail and the ids of kept screenings, of every organisation: a file in
    the uploads folder that has neither name nor id of these is nobody's."""
    with reading(store) as connection:
        named = connection.execute(select(upload.c.stored_name).where(upload.c.status != UploadStatus.FAILED.value))
        return frozenset(named.scalars()) | frozenset(connection.execute(select(screening.c.screening_id)).scalars())


def failed_files(store: Store, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the stored names whose upload failed."""
    failed = select(upload.c.stored_name).where(upload.c.status == UploadStatus.FAILED.value)
    with reading(store) as connection:
        return tuple(
            name
            for some in chunks(names)
            for name in connection.execute(failed.where(upload.c.stored_name.in_(some))).scalars()
        )


def waiting_count(store: Store) -> int:
    """Uploads that wait for a worker or are with one."""
    with reading(store) as connection:
        query = select(func.count()).where(upload.c.status.in_([one.value for one in _WORK]))
        return int(connection.execute(query).scalar_one())


def claim_upload(store: Store, holder: str, at: datetime) -> Upload | None:
    """The oldest upload with work to do that no living worker has, taken for `holder`; None where there is none.

    One that was taken MOST_ATTEMPTS times before has more `attempts` than that: the holder's to mark failed.
    """
    free = or_(upload.c.lease_until.is_(None), upload.c.lease_until < at)
    query = (
        select(upload)
        .where(upload.c.status.in_([one.value for one in _WORK]), free)
        .order_by(case((upload.c.attempts >= _SUSPECT, 1), else_=0), upload.c.created_at, upload.c.upload_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with writing(store) as connection:
        row = connection.execute(query).first()
        if row is None:
            return None
        mine = upload.c.upload_id == row.upload_id
        values = {"holder": holder, "lease_until": at + LEASE, "attempts": row.attempts + 1}
        connection.execute(update(upload).where(mine).values(values))
        return _upload(connection.execute(select(upload).where(mine)).one())


def holders(store: Store) -> tuple[str, ...]:
    """Who holds an upload, or held one when it was killed."""
    query = select(upload.c.holder).where(upload.c.holder != "", upload.c.status.in_([one.value for one in _WORK]))
    with reading(store) as connection:
        return tuple(connection.execute(query.distinct().order_by(upload.c.holder)).scalars())


def give_back(store: Store, holder: str) -> None:
    """The holder is gone: what it held is anybody's at once, its attempts counted."""
    with writing(store) as connection:
        its = and_(upload.c.holder == holder, upload.c.status.in_([one.value for one in _WORK]))
        connection.execute(update(upload).where(its).values(holder="", lease_until=None))


def renew_upload(store: Store, upload_id: str, holder: str, at: datetime, told: tuple[str, int, int]) -> bool:
    """Says that the holder still works on it, and how far it is (step, done, total). False where another has it now."""
    step, done, total = told
    with writing(store) as connection:
        mine = and_(upload.c.upload_id == upload_id, upload.c.holder == holder)
        values = {"lease_until": at + LEASE, "step": step, "done": done, "total": total}
        return connection.execute(update(upload).where(mine).values(values)).rowcount == 1


def keep_preview(
    store: Store, upload_id: str, holder: str, preview: dict[str, Any], columns: dict[str, str] | None = None
) -> None:
    """The columns are read, by the wishes in `columns`: the officer's turn."""
    with writing(store) as connection:
        mine = and_(upload.c.upload_id == upload_id, upload.c.holder == holder)
        values = {
            "status": UploadStatus.PREVIEWED.value,
            "preview": preview,
            "columns": columns or {},
            "holder": "",
            "lease_until": None,
            "attempts": 0,
            "step": "",
            "done": 0,
            "total": 0,
        }
        connection.execute(update(upload).where(mine).values(values))


def confirm_columns(store: Store, one: Upload, columns: dict[str, str], by: AuditEvent, layout_print: str = "") -> bool:
    """The officer says what the columns are: the upload waits for its screening, or, where `columns` differ from those
    it was read with, to be read again. False where it is not waiting for that (a form sent twice)."""
    with writing(store) as connection:
        mine = and_(upload.c.upload_id == one.upload_id, upload.c.status == UploadStatus.PREVIEWED.value)
        status = UploadStatus.WAITING if columns == one.columns else UploadStatus.UNREAD
        done = connection.execute(update(upload).where(mine).values(status=status.value, columns=columns))
        if done.rowcount != 1:
            return False
        if layout_print and columns:
            here = {"organisation_id": one.organisation_id, "layout_print": layout_print}
            connection.execute(delete(layout).filter_by(**here))
            said = {"columns": columns, "said_by": by.actor, "said_at": by.at}
            connection.execute(insert(layout).values(**here, **said))
        append_audit(connection, by)
    return True


def discard_upload(store: Store, one: Upload, by: AuditEvent) -> bool:
    """Throws away an upload that nobody works on; False where it was screened or taken meanwhile."""
    with writing(store) as connection:
        free = and_(upload.c.upload_id == one.upload_id, upload.c.status == UploadStatus.PREVIEWED.value)
        values = {
            "status": UploadStatus.FAILED.value,
            "preview": {},
            "message": "Thrown away before it was screened.",
            "code": "DISCARDED",
            "finished_at": by.at,
        }
        if connection.execute(update(upload).where(free).values(values)).rowcount != 1:
            return False
        append_audit(connection, by)
    return True


def remembered_columns(store: Store, organisation_id: str, layout_print: str) -> dict[str, str]:
    """What an officer of the organisation said this layout's columns are; {} where nobody has."""
    with reading(store) as connection:
        query = select(layout.c.columns).filter_by(organisation_id=organisation_id, layout_print=layout_print)
        return dict(connection.execute(query).scalar() or {})


def finish_upload(store: Store, upload_id: str, holder: str, screening_id: str, at: datetime) -> None:
    """Its screening is kept."""
    with writing(store) as connection:
        held = connection.execute(select(upload.c.holder).filter_by(upload_id=upload_id).with_for_update()).scalar()
        if held == holder:
            _end(connection, upload_id, UploadStatus.DONE, at, screening_id=screening_id)


def fail_upload(store: Store, upload_id: str, holder: str, at: datetime, *, message: str, code: str) -> None:
    """It cannot be read or screened, and trying again would not help."""
    with writing(store) as connection:
        held = connection.execute(select(upload.c.holder).filter_by(upload_id=upload_id).with_for_update()).scalar()
        if held == holder:
            _end(connection, upload_id, UploadStatus.FAILED, at, message=message, code=code)


def _end(connection: Connection, upload_id: str, status: UploadStatus, at: datetime, **values: str) -> None:
    ended = {"status": status.value, "finished_at": at, "holder": "", "lease_until": None, "step": "", **values}
    connection.execute(update(upload).where(upload.c.upload_id == upload_id).values(ended))
    row = connection.execute(select(upload).filter_by(upload_id=upload_id)).one()
    append_audit(
        connection,
        AuditEvent(
            at,
            "worker",
            f"upload.{status.value}",
            "upload",
            upload_id,
            row.organisation_id,
            after={name: values[name] for name in ("screening_id", "code") if values.get(name)},
        ),
    )


def _upload(row: Any) -> Upload:
    return Upload(
        upload_id=row.upload_id,
        organisation_id=row.organisation_id,
        account_id=row.account_id,
        file_name=row.file_name,
        stored_name=row.stored_name,
        file_sha256=row.file_sha256,
        byte_count=row.byte_count,
        created_at=row.created_at,
        status=UploadStatus(row.status),
        preview=row.preview,
        columns=row.columns,
        message=row.message,
        code=row.code,
        step=row.step,
        done=row.done,
        total=row.total,
        held=row.lease_until,
        attempts=row.attempts,
        finished_at=row.finished_at,
        screening_id=row.screening_id,
    )
