"""The tables of review: what was decided upon which flag, by whom, and the audit trail of every change."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, UniqueConstraint

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata

disposition = Table(
    "disposition",
    metadata,
    Column("disposition_id", Words, primary_key=True),
    Column("organisation_id", Words, nullable=False),
    Column("flag_id", Words, nullable=False),
    Column("decision", Words, nullable=False),  # true_match | false_positive | unsure | escalated
    Column("reason", Words, nullable=False),
    Column("reviewer", Words, nullable=False),  # an account's id
    Column("decided_at", Utc, nullable=False),
    Column("second_reviewer", Words, nullable=False),  # "" where none was needed, or not yet
    Column("seconded_at", Utc),
    Column("status", Words, nullable=False),  # pending_second | final | refused | undone | expired | superseded
    # What it is pinned to, and all of it as it stood: the supplier row, the entry, the flag, versions, settings.
    Column("subject", Words, nullable=False),
    Column("supplier_fingerprint", Words, nullable=False),
    Column("entry_fingerprint", Words, nullable=False),
    Column("content", Json, nullable=False),
    Column("prior_disposition_id", Words, nullable=False),
    Column("valid_until", Utc),
    Index(None, "organisation_id", "flag_id"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("evidence_id", Words, primary_key=True),
    Column("organisation_id", Words, nullable=False),
    Column("flag_id", Words, nullable=False, index=True),
    Column("file_name", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("added_by", Words, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

# Append-only: triggers refuse to change or remove a row; each row's hash covers the one before.
audit_event = Table(
    "audit_event",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without a gap
    Column("at", Utc, nullable=False),
    Column("organisation_id", Words, nullable=False),
    Column("actor", Words, nullable=False),  # an account's id, "command line", "job <name>"
    Column("action", Words, nullable=False),  # "disposition.decide", "screening.save", …
    Column("object_kind", Words, nullable=False),
    Column("object_id", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("request_id", Words, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("previous_hash", Words, nullable=False),
    Column("hash", Words, nullable=False),
    UniqueConstraint("hash"),
    Index(None, "object_kind", "object_id"),
)

# One row: what the next event must follow. Its row lock makes two writers of the trail wait for each other, and a tail
# that was cut off shows against it.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", Words, nullable=False),
)
