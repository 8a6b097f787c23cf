"""Which tables are there? With its siblings `tables_*` the only place that says so, beside the migrations.

Refuses to know what is asked of them: that is each repository module's.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from supplychain.store.columns import Json, Utc, Words

# The migration a store must stand at for this program; tests hold it equal to the newest file in migrations/.
HEAD = "0009"

MAIN_ORGANISATION = "main"  # what the command line works for, and the first desk account belongs to

# Every constraint has a name, else a later migration could not drop it on SQLite (Alembic's batch mode).
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- reference lists, public and own -------------------------------------------------------------------------------

own_list = Table(
    "own_list",
    metadata,
    Column("list_key", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("added_at", Utc, nullable=False),
    Column("file_name", Words, nullable=False),
    Column("severity", Words, nullable=False),  # a Severity value, "" where the policy table decides
)

list_version = Table(
    "list_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_key", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("edition", Words, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("source_url", Words, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("fetched_at", Utc, nullable=False),
    Column("checked_at", Utc, nullable=False),
    Column("published_at", Utc, nullable=False),
    Column("origin", Words, nullable=False),
    Column("entry_count", Integer, nullable=False),
    Column("name_count", Integer, nullable=False),
    Column("content_sha256", Words, nullable=False),  # over the entries' fingerprints in published order
    UniqueConstraint("list_key", "version"),
)

# One row a list. Flipped in the transaction that adds the version; its row lock is also what makes two publishers of
# one list wait for each other. NULL while the first version is being added.
current_version = Table(
    "current_version",
    metadata,
    Column("list_key", Words, primary_key=True),
    Column("list_version_id", Integer, ForeignKey("list_version.id")),
    Column("flipped_at", Utc),
)

# Entries by their content: an entry that stays the same from one version to the next is kept once. `number` counts
# from 1 within a list, in the order of first publication.
entry = Table(
    "entry",
    metadata,
    Column("list_key", Words, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", Words, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("content", Json, nullable=False),
    UniqueConstraint("list_key", "fingerprint"),
    Index(None, "list_key", "entry_id"),
)

# Which entries a version holds, in published order, as spans of consecutive numbers: a nightly version of a list of
# 160,000 entries with ten changes is some twenty rows instead of 160,000.
version_span = Table(
    "version_span",
    metadata,
    Column("list_version_id", Integer, ForeignKey("list_version.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("first_number", Integer, nullable=False),
    Column("last_number", Integer, nullable=False),
    CheckConstraint("first_number <= last_number", name="forward"),
)

# One row an attempt, whatever came of it: the evidence that a list was looked at, and what decides "quarantined".
refresh = Table(
    "refresh",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_key", Words, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("verified", Boolean, nullable=False),  # the publisher's list of that moment is the current version
    Column("source_url", Words, nullable=False),
    Column("message", Words, nullable=False),
    Column("http_status", Integer),
    Column("byte_count", Integer),
    Column("sha256", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("entry_count", Integer),
    Column("added", Integer),
    Column("removed", Integer),
    Column("changed", Integer),
    Index(None, "list_key", "started_at"),
)

# --- suppliers and screenings --------------------------------------------------------------------------------------

# A supplier by what influences its screening; the same in every upload that has it.
supplier = Table(
    "supplier",
    metadata,
    Column("fingerprint", Words, primary_key=True),
    Column("name", Words, nullable=False, index=True),  # `indexable`; the content has it whole
    Column("content", Json, nullable=False),
    Column("first_seen", Utc, nullable=False),
)

screening = Table(
    "screening",
    metadata,
    Column("screening_id", Words, primary_key=True),
    Column("organisation_id", Words, nullable=False, server_default=MAIN_ORGANISATION),
    Column("started_at", Utc, nullable=False, index=True),
    Column("finished_at", Utc, nullable=False),
    Column("engine", Words, nullable=False),
    Column("settings", Json, nullable=False),
    Column("file_name", Words, nullable=False),
    Column("file_sha256", Words, nullable=False, index=True),
    Column("sheet", Json, nullable=False),  # the receipt: a SupplierSheet without lines and rejected rows
    Column("refreshed", Boolean, nullable=False),
    Column("status", Words, nullable=False),  # "complete", or "incomplete" where a list was missing or stale
    Column("line_count", Integer, nullable=False),
    Column("severities", Json, nullable=False),  # severity → number of lines it is the gravest of
    Index(None, "organisation_id", "started_at"),
)

screening_version = Table(
    "screening_version",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("list_key", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("content", Json, nullable=False),  # the ListVersion as it stood: its checked_at moves on afterwards
    Index(None, "list_key", "version"),
)

screening_missing = Table(
    "screening_missing",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("list_key", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("status", Words, nullable=False),
)

rejected_row = Table(
    "rejected_row",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", Json, nullable=False),
)

# What was found, once for all the lines of a screening it was found on: real spend repeats its suppliers and goods.
finding = Table(
    "finding",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 0, in the order of first mention
    Column("severity", Words, nullable=False),  # "" where nothing was flagged
    Column("content", Json, nullable=False),  # a ScreenedLine without its line and flags
)

supplier_line = Table(
    "supplier_line",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # from 0, in sheet order
    Column("sheet", Words, nullable=False),
    Column("row", Integer, nullable=False),
    Column("supplier_fingerprint", ForeignKey("supplier.fingerprint"), nullable=False, index=True),
    Column("amount", Float),
    Column("currency", Words, nullable=False),
    Column("finding", Integer, nullable=False),
    ForeignKeyConstraint(["screening_id", "finding"], ["finding.screening_id", "finding.number"], ondelete="CASCADE"),
    Index(None, "screening_id", "finding"),
)

flag = Table(
    "flag",
    metadata,
    Column("screening_id", Words, primary_key=True),
    Column("finding", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("severity", Words, nullable=False),
    Column("axes", Words, nullable=False),  # joined by ","
    Column("list_key", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("entry_id", Words, nullable=False),
    Column("entry_fingerprint", Words),  # NULL where no list entry speaks (a rule of law) or the store lacks it
    Column("score", Float, nullable=False),
    Column("content", Json, nullable=False),
    ForeignKeyConstraint(["screening_id", "finding"], ["finding.screening_id", "finding.number"], ondelete="CASCADE"),
    Index(None, "list_key", "entry_fingerprint"),
    Index(None, "screening_id", "severity"),
)
