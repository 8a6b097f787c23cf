"""The tables of uploads: what was dropped on the desk, how far it has come, and what a layout's columns mean."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata

upload = Table(
    "upload",
    metadata,
    Column("upload_id", Words, primary_key=True),
    Column("organisation_id", Words, nullable=False),
    Column("account_id", Words, nullable=False),
    Column("file_name", Words, nullable=False),
    Column("stored_name", Words, nullable=False),  # in the home's folder of uploads
    Column("file_sha256", Words, nullable=False),
    Column("byte_count", Integer, nullable=False),
    Column("sent_key", Words, nullable=False),  # of the form: the same form sent twice is one upload
    Column("created_at", Utc, nullable=False),
    # unread | previewed | waiting | done | failed; an UploadStatus value
    Column("status", Words, nullable=False),
    Column("preview", Json, nullable=False),  # columns found, confidence, first rows
    Column("columns", Json, nullable=False),  # field → header, as the officer corrected them
    Column("message", Words, nullable=False),
    Column("code", Words, nullable=False),  # of a refusal, as `read` has it
    Column("step", Words, nullable=False),  # reading | screening | keeping, "" where no worker has it
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("holder", Words, nullable=False),
    Column("lease_until", Utc),
    Column("attempts", Integer, nullable=False),
    Column("finished_at", Utc),
    Column("screening_id", Words, nullable=False),
    UniqueConstraint("organisation_id", "sent_key"),
    Index(None, "status", "created_at"),
    Index(None, "organisation_id", "created_at"),
)

# What an officer said a layout's columns mean, asked once a layout.
layout = Table(
    "layout",
    metadata,
    Column("organisation_id", Words, primary_key=True),
    Column("layout_print", Words, primary_key=True),
    Column("columns", Json, nullable=False),
    Column("said_by", Words, nullable=False),
    Column("said_at", Utc, nullable=False),
)
