"""The tables of what stands: each flag as it stands for a supplier of an organisation, and what re-screening changed.

A flag of a screening says what one upload met. A standing flag is the same finding over all uploads: it is raised
once, seen again, changed with its list entry, withdrawn with it, and decided upon.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata

standing_flag = Table(
    "standing_flag",
    metadata,
    # SHA-256 (32 hex digits) over organisation, list, entry, severity and subject: the same finding is the same row.
    Column("flag_id", Words, primary_key=True),
    Column("organisation_id", Words, nullable=False),
    Column("list_key", Words, nullable=False),
    Column("entry_id", Words, nullable=False),
    Column("entry_fingerprint", Words, nullable=False),  # "" where a rule of law speaks and no list row
    Column("severity", Words, nullable=False),
    Column("severity_rank", Integer, nullable=False),
    # Fingerprint of the supplier fields that spoke, by the flag's axes: a name match is asked once, whatever the
    # supplier's hundred products.
    Column("subject", Words, nullable=False),
    Column("supplier_fingerprint", Words, nullable=False),  # of the row seen last; erased with it (forgetting)
    Column("supplier_name", Words, nullable=False),
    Column("supplier_key", Words, nullable=False),  # the supplier's own number, else its folded name: joins its rows
    Column("axes", Words, nullable=False),  # joined by ","
    Column("score", Float, nullable=False),
    Column("country", Words, nullable=False),  # origin, else the supplier's own place, "" where unknown
    Column("features", Words, nullable=False),  # names of the reasons that spoke, joined by ","
    Column("version", Words, nullable=False),  # of the list, when last seen
    Column("content", Json, nullable=False),  # the Flag as last seen
    Column("lines", Integer, nullable=False),  # of the latest screening that has it
    Column("spend", Float, nullable=False),  # of those lines, in `currency`; 0 where no amount was given
    Column("currency", Words, nullable=False),
    Column("screening_id", Words, nullable=False),  # the latest one that has it
    Column("raised_at", Utc, nullable=False),
    Column("raised_by", Words, nullable=False),  # "screening <id>" or "rescreening <id>"
    Column("seen_at", Utc, nullable=False),
    # open | pending_second | decided | reopened | withdrawn; a StandingStatus value
    Column("status", Words, nullable=False),
    Column("decision", Words, nullable=False),  # the disposition that holds, "" where none does
    Column("valid_until", Utc),  # when that disposition expires
    Column("previous_flag_id", Words, nullable=False),  # the same supplier and entry under an earlier supplier row
    Column("revision", Integer, nullable=False),  # counts up with every change: two reviewers at once, one wins
    # The queue's own indexes stand in tables_review. Each one costs every upload: some 5 µs a flag.
    Index("ix_standing_flag_entry", "list_key", "entry_id"),
)

rescreening = Table(
    "rescreening",
    metadata,
    Column("rescreening_id", Words, primary_key=True),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc),  # NULL while it runs
    Column("engine", Words, nullable=False),
    Column("settings", Json, nullable=False),
    Column("versions", Json, nullable=False),  # [list key, version before, version after, entries changed]
    Column("supplier_count", Integer, nullable=False),  # suppliers in the store when it began
    Column("met_count", Integer, nullable=False),  # suppliers that met every changed entry: must equal supplier_count
    Column("new_count", Integer, nullable=False),
    Column("changed_count", Integer, nullable=False),
    Column("withdrawn_count", Integer, nullable=False),
)

flag_change = Table(
    "flag_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rescreening_id", ForeignKey("rescreening.rescreening_id"), nullable=False, index=True),
    Column("flag_id", Words, nullable=False, index=True),
    Column("organisation_id", Words, nullable=False),
    Column("kind", Words, nullable=False),  # new | changed | withdrawn
    Column("list_key", Words, nullable=False),
    Column("entry_id", Words, nullable=False),
    Column("version_before", Words, nullable=False),
    Column("version_after", Words, nullable=False),
    Column("severity", Words, nullable=False),
    Column("content", Json, nullable=False),  # the flag after (before, where withdrawn) and what changed in the entry
    Column("digest_id", Words, index=True),  # the digest that carries it, NULL before there is one
    Column("told_at", Utc),  # when that digest had reached everybody, NULL before
)

# Which version of each list the whole stored base last met: the next re-screening begins where this one ended.
base_version = Table(
    "base_version",
    metadata,
    Column("list_key", Words, primary_key=True),
    Column("version", Words, nullable=False),
    Column("rescreening_id", Words, nullable=False),
    Column("at", Utc, nullable=False),
)

# Which screenings a re-screening has looked at: what they found under other versions, lists, settings or engines than
# the base has met was caught up with then, and need not be again.
met_screening = Table(
    "met_screening",
    metadata,
    Column("screening_id", ForeignKey("screening.screening_id", ondelete="CASCADE"), primary_key=True),
    Column("rescreening_id", Words, nullable=False),
)

digest = Table(
    "digest",
    metadata,
    Column("digest_id", Words, primary_key=True),  # goes with every delivery: a receiver can drop what comes twice
    Column("made_at", Utc, nullable=False),
    Column("content", Json, nullable=False),  # counts, ids and conditions: nothing of any supplier
    Column("sent_to", Words, nullable=False),  # "file", "webhook", "email", joined by ","
    Column("outcome", Words, nullable=False),  # "waiting" until it has reached everybody, then "told"
)
