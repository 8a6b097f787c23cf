"""Review and audit trail"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Review and audit trail"""
    op.create_table(
        "audit_event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_event_object_kind_audit_event_object_id"), ["object_kind", "object_id"], unique=False
        )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "disposition",
        sa.Column("disposition_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("flag_id", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_reviewer", sa.Text(), nullable=False),
        sa.Column("seconded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("supplier_fingerprint", sa.Text(), nullable=False),
        sa.Column("entry_fingerprint", sa.Text(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("prior_disposition_id", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("disposition_id", name=op.f("pk_disposition")),
    )
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposition_organisation_id_disposition_flag_id"),
            ["organisation_id", "flag_id"],
            unique=False,
        )

    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("flag_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_flag_id"), ["flag_id"], unique=False)
    _index_the_queue()
    op.execute("INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '')")
    _make_append_only(op.get_bind().dialect.name)


PRIORITY = (
    "(CASE severity_rank WHEN 0 THEN 100 WHEN 1 THEN 60 WHEN 2 THEN 20 WHEN 3 THEN 15 WHEN 4 THEN 5 ELSE 1 END"
    " * CASE WHEN spend <= 0 THEN 4 WHEN spend < 1000 THEN 2 WHEN spend < 10000 THEN 3 WHEN spend < 100000 THEN 4"
    " WHEN spend < 1000000 THEN 5 WHEN spend < 10000000 THEN 6 ELSE 7 END"
    " * score + (length(features) - length(replace(features, ',', ''))) / 1000.0)"
)


def _index_the_queue() -> None:
    """By raw statements: the expression must stand in the index letter by letter as the queue asks for it."""
    columns = f"organisation_id, {PRIORITY} DESC, flag_id, status, severity, list_key, country, features, supplier_name"
    op.execute(f"CREATE INDEX ix_standing_flag_queue ON standing_flag ({columns})")
    op.execute(
        f"CREATE INDEX ix_standing_flag_waiting ON standing_flag ({columns})"
        " WHERE status IN ('open', 'pending_second', 'reopened')"
    )
    op.create_index(
        "ix_standing_flag_facets",
        "standing_flag",
        ["organisation_id", "status", "severity", "list_key", "country", "features", "supplier_name"],
    )
    op.create_index("ix_standing_flag_named", "standing_flag", ["organisation_id", "supplier_name"])
    op.create_index("ix_standing_flag_expiry", "standing_flag", ["status", "valid_until"])


def _make_append_only(dialect: str) -> None:
    """The database itself refuses to change or remove a row of the trail, whoever asks by whatever road."""
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_event_no_{verb.lower()} BEFORE {verb} ON audit_event"
                " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
        # INSERT OR REPLACE removes a row without asking the trigger above.
        op.execute(
            "CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event"
            " WHEN EXISTS (SELECT 1 FROM audit_event WHERE number = NEW.number OR hash = NEW.hash)"
            " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()"
    )
