"""The tables of the clock: which job ran for which slot, who holds it, and when each process was last heard of."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint

from supplychain.store.columns import Json, Utc, Words
from supplychain.store.tables import metadata

# One row a job and slot, whoever runs it: the unique pair is what lets two schedulers run each slot once.
job_run = Table(
    "job_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Words, nullable=False),  # "refresh:ofac_sdn", "rescreen", "canary", …
    Column("slot", Utc, nullable=False),  # the scheduled moment; a job asked for by hand makes its own slot
    Column("holder", Words, nullable=False),  # host, process and a part that is good for one run
    Column("lease_until", Utc, nullable=False),  # a run whose lease is over and that is not finished may be taken over
    Column("attempts", Integer, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("finished_at", Utc),  # NULL while it runs
    Column("outcome", Words, nullable=False),  # "" while it runs
    Column("message", Words, nullable=False),
    Column("content", Json, nullable=False),  # counts the job tells of
    UniqueConstraint("job", "slot"),
    Index(None, "job", "finished_at"),
)

# The last sign of life of each process and each promise ("schedule", "worker", "digest", "canary").
heartbeat = Table(
    "heartbeat",
    metadata,
    Column("name", Words, primary_key=True),
    Column("holder", Words, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("content", Json, nullable=False),
)
