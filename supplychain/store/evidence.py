"""What was attached to a flag as evidence? The bytes as they came, with their digest, and who brought them.

Refuses to know what they prove; hands them out as bytes, never as a page.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select

from supplychain.errors import ReviewError, UnknownFlagError
from supplychain.store.audit import AuditEvent, append_audit
from supplychain.store.dispositions import NO_FLAG, Deed
from supplychain.store.engine import Store, reading, writing
from supplychain.store.tables_review import evidence
from supplychain.store.tables_standing import standing_flag

MOST_BYTES = 10_000_000  # a scanned certificate of 20 pages has 2 to 8 MB; more belongs in a document store
MOST_FILES = 20  # a flag
_LONGEST_NOTE = 1_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file attached to a flag, without its bytes."""

    evidence_id: str
    organisation_id: str
    flag_id: str
    file_name: str
    sha256: str
    media_type: str
    note: str
    added_by: str
    added_at: datetime
    byte_count: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was sent."""

    file_name: str
    content: bytes
    note: str = ""


_ABOUT = (
    evidence.c.evidence_id,
    evidence.c.organisation_id,
    evidence.c.flag_id,
    evidence.c.file_name,
    evidence.c.sha256,
    evidence.c.media_type,
    evidence.c.note,
    evidence.c.added_by,
    evidence.c.added_at,
    func.length(evidence.c.bytes).label("byte_count"),
)
# First bytes → what the file is. The sender's word is not taken: a page named .pdf would be kept as a PDF.
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),  # .docx, .xlsx and .zip alike: nobody opens it here
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc, .xls, .msg
)


def add_evidence(store: Store, organisation_id: str, flag_id: str, file: Attachment, deed: Deed) -> Evidence:
    """Attaches a file to a flag of the organisation; the same bytes sent twice are kept once.

    Raises ReviewError where it is empty, too large, of no kind we keep or one too many; UnknownFlagError for the flag.
    """
    kind = media_type(file.content)
    _refuse_unfit(file, kind)
    digest = hashlib.sha256(file.content).hexdigest()
    made = Evidence(
        evidence_id=secrets.token_hex(16),
        organisation_id=organisation_id,
        flag_id=flag_id,
        file_name=_plain_name(file.file_name),
        sha256=digest,
        media_type=kind,
        note=file.note.strip()[:_LONGEST_NOTE],
        added_by=deed.actor,
        added_at=deed.at,
        byte_count=len(file.content),
    )
    values = {name: value for name, value in asdict(made).items() if name != "byte_count"}
    with writing(store) as connection:
        query = select(standing_flag.c.flag_id).filter_by(flag_id=flag_id, organisation_id=organisation_id)
        if connection.execute(query).first() is None:
            raise UnknownFlagError(NO_FLAG)
        held = {row.sha256: row for row in connection.execute(select(*_ABOUT).filter_by(flag_id=flag_id))}
        if digest in held:
            return _about(held[digest])
        if len(held) >= MOST_FILES:
            raise ReviewError(f"This flag already has {MOST_FILES} files; join further ones into one file.")
        connection.execute(insert(evidence).values(**values, bytes=file.content))
        append_audit(
            connection,
            AuditEvent(
                at=deed.at,
                actor=deed.actor,
                action=deed.action,
                object_kind="evidence",
                object_id=made.evidence_id,
                organisation_id=organisation_id,
                request_id=deed.request_id,
                after={"flag": flag_id, "sha256": digest, "bytes": len(file.content)},
            ),
        )
    return made


def evidence_of(store: Store, organisation_id: str, flag_ids: Iterable[str]) -> tuple[Evidence, ...]:
    """The files attached to these flags, oldest first, without their bytes."""
    query = select(*_ABOUT).where(
        evidence.c.organisation_id == organisation_id, evidence.c.flag_id.in_(sorted(set(flag_ids)))
    )
    with reading(store) as connection:
        rows = connection.execute(query.order_by(evidence.c.added_at, evidence.c.evidence_id)).all()
    return tuple(_about(row) for row in rows)


def evidence_bytes(store: Store, organisation_id: str, evidence_id: str) -> tuple[Evidence, bytes]:
    """One file with its bytes. Raises UnknownFlagError where the organisation has none of that id."""
    query = select(*_ABOUT, evidence.c.bytes).filter_by(evidence_id=evidence_id, organisation_id=organisation_id)
    with reading(store) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise UnknownFlagError("There is no such file here; it may belong to an upload that was erased.")
    return _about(row), bytes(row.bytes)


def media_type(content: bytes) -> str:
    """What a file is by its first bytes, "" where it is of no kind we keep."""
    for start, kind in _KINDS:
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if b"\x00" in content:
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "text/plain"  # a mail, a table, and also a page: it is handed out as a file, never shown


def _about(row: Any) -> Evidence:
    return Evidence(**{one.name: getattr(row, one.name) for one in fields(Evidence)})


def _refuse_unfit(file: Attachment, kind: str) -> None:
    if not file.content:
        raise ReviewError("The file is empty; choose the document itself.")
    if len(file.content) > MOST_BYTES:
        raise ReviewError(f"The file is larger than {MOST_BYTES // 1_000_000} MB; send the pages that matter.")
    if not kind:
        raise ReviewError(
            "The file is no PDF, picture, Office document, archive or text; save it as PDF and try again."
        )


def _plain_name(name: str) -> str:
    """The last part of a name, without what could end a header or a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:_LONGEST_NAME].strip(" .") or "evidence"
