"""The tables of review: what was decided upon which flag, by whom, and the audit trail of every change; and by what
order the queue of standing flags is read.
"""

from __future__ import annotations

from sqlalchemy import Column, ColumnClause, Index, Integer, LargeBinary, Table, UniqueConstraint, literal_column

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata
from supplychain.store.tables_standing import standing_flag

# What needs somebody first: consequence x spend x confidence (docs/review.md gives the table). Consequence is 100 for
# prohibited down to 1 for context; spend counts in steps of ten from 2 (under 1,000) to 7 (10 million and more), 4
# where no amount was given, so that a missing amount sinks no flag; confidence is the score. Behind the point the
# number of reasons that spoke: scores crowd near 1, and a queue of equals would be in no order at all.
# One text, because SQLite uses an index on an expression only where the query has the same one, without parameters.
PRIORITY: ColumnClause[float] = literal_column(
    "(CASE severity_rank WHEN 0 THEN 100 WHEN 1 THEN 60 WHEN 2 THEN 20 WHEN 3 THEN 15 WHEN 4 THEN 5 ELSE 1 END"
    " * CASE WHEN spend <= 0 THEN 4 WHEN spend < 1000 THEN 2 WHEN spend < 10000 THEN 3 WHEN spend < 100000 THEN 4"
    " WHEN spend < 1000000 THEN 5 WHEN spend < 10000000 THEN 6 ELSE 7 END"
    " * score + (length(features) - length(replace(features, ',', ''))) / 1000.0)"
)
UNDECIDED = ("open", "pending_second", "reopened")  # StandingStatus values that wait for somebody
WAITING: ColumnClause[bool] = literal_column("status IN ('open', 'pending_second', 'reopened')")

# What the filters and facets ask of a flag: it lies in the indices below, so that no row is read for it.
_ASKED = (
    standing_flag.c.status,
    standing_flag.c.severity,
    standing_flag.c.list_key,
    standing_flag.c.country,
    standing_flag.c.features,
    standing_flag.c.supplier_name,
)
# Read in order of priority until a page is full.
Index(
    "ix_standing_flag_queue",
    standing_flag.c.organisation_id,
    PRIORITY.desc(),
    standing_flag.c.flag_id,
    *_ASKED,
)
# The same for the few that wait among very many decided ones.
Index(
    "ix_standing_flag_waiting",
    standing_flag.c.organisation_id,
    PRIORITY.desc(),
    standing_flag.c.flag_id,
    *_ASKED,
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
# Every facet is counted from this index alone.
Index(
    "ix_standing_flag_facets",
    standing_flag.c.organisation_id,
    *_ASKED,
)
# The flags of one supplier, and of one supplier and entry: of the two indices over a supplier and the one over an entry
# SQLite would else take the wrong one, and read every supplier of a much-met entry. The list of suppliers is read from
# the first alone.
Index(
    "ix_standing_flag_supplier",
    standing_flag.c.organisation_id,
    standing_flag.c.supplier_key,
    standing_flag.c.list_key,
    standing_flag.c.entry_id,
    standing_flag.c.status,
    standing_flag.c.severity_rank,
    standing_flag.c.supplier_name,
)
Index(
    "ix_standing_flag_named",
    standing_flag.c.organisation_id,
    standing_flag.c.supplier_name,
    standing_flag.c.list_key,
    standing_flag.c.entry_id,
)
# The queue by age, and the flags of each week, which are counted a screening at a time.
Index(
    "ix_standing_flag_newest",
    standing_flag.c.organisation_id,
    standing_flag.c.raised_at.desc(),
    standing_flag.c.flag_id,
    *_ASKED,
)
Index("ix_standing_flag_raised", standing_flag.c.organisation_id, standing_flag.c.raised_at, standing_flag.c.severity)
Index("ix_standing_flag_expiry", standing_flag.c.status, standing_flag.c.valid_until, standing_flag.c.organisation_id)

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
    Column("media_type", Words, nullable=False),  # as its first bytes tell, never as the sender says
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
